SELECT convert_to(concat('{"whole":',
  (SELECT concat('{"pageInfo":{"hasNextPage":', (count(*) > $1::int8)::text, ',"hasPreviousPage":false}}')
  FROM
    (SELECT t1.*, row_number() OVER () AS "#", count(*) OVER () AS "##"
    FROM
      (SELECT *
      FROM facility t1
      ORDER BY t1.id
      LIMIT $1::int8 + 1) t1) t1 HAVING true), ',"constant":',
  (SELECT '{"pageInfo":{"hasPreviousPage":false,"__typename":"PageInfo"}}'
  FROM
    (SELECT t2.*, row_number() OVER () AS "#", count(*) OVER () AS "##"
    FROM
      (SELECT *
      FROM facility t2
      ORDER BY t2.id
      LIMIT $2::int8 + 1) t2) t2 HAVING true), ',"backward":',
  (SELECT '{"pageInfo":{"hasNextPage":false}}'
  FROM
    (SELECT t3.*, row_number() OVER () AS "#", count(*) OVER () AS "##"
    FROM
      (SELECT *
      FROM facility t3
      ORDER BY t3.id DESC
      LIMIT $3::int8 + 1) t3) t3 HAVING true), ',"empty":',
  (SELECT concat('{"pageInfo":{"hasNextPage":', (count(*) > $5::int8)::text, ',"hasPreviousPage":false,"startCursor":', coalesce('"' || max(translate(encode(convert_to(json_build_array('efe184f7', t4.id)::text, 'UTF8'), 'base64'), E'+/=\n', '-_')) FILTER (WHERE t4."#" = least(1, $5::int8)) || '"', 'null'), ',"endCursor":', coalesce('"' || max(translate(encode(convert_to(json_build_array('efe184f7', t4.id)::text, 'UTF8'), 'base64'), E'+/=\n', '-_')) FILTER (WHERE t4."#" = least(t4."##", $5::int8)) || '"', 'null'), '}}')
  FROM
    (SELECT t4.*, row_number() OVER () AS "#", count(*) OVER () AS "##"
    FROM
      (SELECT *
      FROM department t4
      WHERE t4.name = $4::text
      ORDER BY t4.id
      LIMIT $5::int8 + 1) t4) t4 HAVING true), '}'), 'UTF8')
-- $1 = 50
-- $2 = 1
-- $3 = 1
-- $4 = 'немає'
-- $5 = 50

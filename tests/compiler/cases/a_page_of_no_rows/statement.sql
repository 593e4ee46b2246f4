SELECT convert_to(concat('{"forwards":',
  (SELECT concat('{"nodes":', concat('[', string_agg(concat('{"id":"', encode(convert_to('Facility:' || t1.id, 'UTF8'), 'base64'), '"}'), ',') FILTER (WHERE t1."#" <= $1::int8), ']'), ',"pageInfo":{"hasNextPage":', (count(*) > $1::int8)::text, ',"startCursor":', coalesce('"' || max(translate(encode(convert_to(json_build_array('8f5cbaa3', t1.id)::text, 'UTF8'), 'base64'), E'+/=\n', '-_')) FILTER (WHERE t1."#" = least(1, $1::int8)) || '"', 'null'), ',"endCursor":', coalesce('"' || max(translate(encode(convert_to(json_build_array('8f5cbaa3', t1.id)::text, 'UTF8'), 'base64'), E'+/=\n', '-_')) FILTER (WHERE t1."#" = least(t1."##", $1::int8)) || '"', 'null'), '},"totalCount":',
    (SELECT count(*)
    FROM facility t2), '}')
  FROM
    (SELECT t1.*, row_number() OVER () AS "#", count(*) OVER () AS "##"
    FROM
      (SELECT *
      FROM facility t1
      ORDER BY t1.id
      LIMIT $1::int8 + 1) t1) t1 HAVING true), ',"backwards":',
  (SELECT concat('{"edges":', concat('[', string_agg(concat('{"cursor":"', translate(encode(convert_to(json_build_array('8f5cbaa3', t3.id)::text, 'UTF8'), 'base64'), E'+/=\n', '-_'), '"}'), ',' ORDER BY t3."#" DESC) FILTER (WHERE t3."#" <= $2::int8), ']'), ',"pageInfo":{"hasPreviousPage":', (count(*) > $2::int8)::text, ',"startCursor":', coalesce('"' || max(translate(encode(convert_to(json_build_array('8f5cbaa3', t3.id)::text, 'UTF8'), 'base64'), E'+/=\n', '-_')) FILTER (WHERE t3."#" = least(t3."##", $2::int8)) || '"', 'null'), ',"endCursor":', coalesce('"' || max(translate(encode(convert_to(json_build_array('8f5cbaa3', t3.id)::text, 'UTF8'), 'base64'), E'+/=\n', '-_')) FILTER (WHERE t3."#" = least(1, $2::int8)) || '"', 'null'), '}}')
  FROM
    (SELECT t3.*, row_number() OVER () AS "#", count(*) OVER () AS "##"
    FROM
      (SELECT *
      FROM facility t3
      ORDER BY t3.id DESC
      LIMIT $2::int8 + 1) t3) t3 HAVING true), '}'), 'UTF8')
-- $1 = 0
-- $2 = 0

SELECT convert_to(concat('{"facilities":',
  (SELECT concat('{"pageInfo":{"hasNextPage":', (count(*) > $1::int8)::text, ',"hasPreviousPage":false,"startCursor":', coalesce('"' || max(translate(encode(convert_to(json_build_array('8f5cbaa3', t1.id)::text, 'UTF8'), 'base64'), E'+/=\n', '-_')) FILTER (WHERE t1."#" = least(1, $1::int8)) || '"', 'null'), ',"endCursor":', coalesce('"' || max(translate(encode(convert_to(json_build_array('8f5cbaa3', t1.id)::text, 'UTF8'), 'base64'), E'+/=\n', '-_')) FILTER (WHERE t1."#" = least(t1."##", $1::int8)) || '"', 'null'), '},"nodes":', concat('[', string_agg(concat('{"nameShort":', to_json(t1.name_short), '}'), ',') FILTER (WHERE t1."#" <= $1::int8), ']'), ',"totalCount":',
    (SELECT count(*)
    FROM facility t2), '}')
  FROM
    (SELECT t1.*, row_number() OVER () AS "#", count(*) OVER () AS "##"
    FROM
      (SELECT *
      FROM facility t1
      ORDER BY t1.id
      LIMIT $1::int8 + 1) t1) t1 HAVING true), '}'), 'UTF8')
-- $1 = 2

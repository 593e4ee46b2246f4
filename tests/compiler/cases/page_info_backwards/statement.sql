SELECT convert_to(concat('{"facilities":',
  (SELECT concat('{"edges":', concat('[', string_agg(concat('{"node":{"nameShort":', to_json(t1.name_short), '},"cursor":"', translate(encode(convert_to(json_build_array('9ae28eb9', ukrainian_order(t1.name_short) COLLATE "C", t1.id)::text, 'UTF8'), 'base64'), E'+/=\n', '-_'), '"}'), ',' ORDER BY t1."#" DESC) FILTER (WHERE t1."#" <= $1::int8), ']'), ',"pageInfo":{"hasPreviousPage":', (count(*) > $1::int8)::text, ',"hasNextPage":false,"startCursor":', coalesce('"' || max(translate(encode(convert_to(json_build_array('9ae28eb9', ukrainian_order(t1.name_short) COLLATE "C", t1.id)::text, 'UTF8'), 'base64'), E'+/=\n', '-_')) FILTER (WHERE t1."#" = least(t1."##", $1::int8)) || '"', 'null'), ',"endCursor":', coalesce('"' || max(translate(encode(convert_to(json_build_array('9ae28eb9', ukrainian_order(t1.name_short) COLLATE "C", t1.id)::text, 'UTF8'), 'base64'), E'+/=\n', '-_')) FILTER (WHERE t1."#" = least(1, $1::int8)) || '"', 'null'), '},"nodes":', concat('[', string_agg(concat('{"nameShort":', to_json(t1.name_short), '}'), ',' ORDER BY t1."#" DESC) FILTER (WHERE t1."#" <= $1::int8), ']'), '}')
  FROM
    (SELECT t1.*, row_number() OVER () AS "#", count(*) OVER () AS "##"
    FROM
      (SELECT *
      FROM facility t1
      ORDER BY ukrainian_order(t1.name_short) COLLATE "C" DESC, t1.id DESC
      LIMIT $1::int8 + 1) t1) t1 HAVING true), '}'), 'UTF8')
-- $1 = 2

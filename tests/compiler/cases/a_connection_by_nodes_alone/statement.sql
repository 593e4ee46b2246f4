SELECT convert_to(concat('{"facilities":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"id":"', encode(convert_to('Facility:' || t1.id, 'UTF8'), 'base64'), '","nameShort":', to_json(t1.name_short), '}'), ','), ']')
  FROM
    (SELECT *
    FROM facility t1
    ORDER BY t1.id
    LIMIT $1::int8) t1), '}'), '}'), 'UTF8')
-- $1 = 50

SELECT convert_to(concat('{"facilities":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"nameShort":', to_json(t1.name_short), ',"nameFull":', to_json(t1.name_full), ',"mine":', coalesce(to_json(t1.website), 'null'), '}'), ','), ']')
  FROM
    (SELECT *
    FROM facility t1
    ORDER BY t1.id
    LIMIT $1::int8) t1), '}'), ',"again":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"nameShort":', to_json(t2.name_short), ',"status":"', t2.status, '"}'), ','), ']')
  FROM
    (SELECT *
    FROM facility t2
    ORDER BY t2.id
    LIMIT $2::int8) t2), '}'), '}'), 'UTF8')
-- $1 = 1
-- $2 = 1

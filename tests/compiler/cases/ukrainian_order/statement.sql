SELECT convert_to(concat('{"employees":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"fullName":', to_json(t1.last_name || ' ' || t1.first_name || coalesce(' ' || t1.middle_name, '')), '}'), ','), ']')
  FROM
    (SELECT *
    FROM employee t1
    ORDER BY ukrainian_order(t1.last_name) COLLATE "C", ukrainian_order(t1.first_name) COLLATE "C", t1.id
    LIMIT $1::int8) t1), '}'), ',"facilities":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"nameShort":', to_json(t2.name_short), '}'), ','), ']')
  FROM
    (SELECT *
    FROM facility t2
    ORDER BY ukrainian_order(t2.name_short) COLLATE "C" DESC, t2.id DESC
    LIMIT $2::int8) t2), '}'), '}'), 'UTF8')
-- $1 = 50
-- $2 = 50

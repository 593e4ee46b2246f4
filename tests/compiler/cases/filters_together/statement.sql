SELECT convert_to(concat('{"and":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"fullName":', to_json(t1.last_name || ' ' || t1.first_name || coalesce(' ' || t1.middle_name, '')), '}'), ','), ']')
  FROM
    (SELECT *
    FROM employee t1
    WHERE (t1.search_key LIKE $2::text AND starts_with(search_fold(t1.last_name), $1::text)) AND t1.first_name = $3::text
    ORDER BY t1.id
    LIMIT $4::int8) t1), '}'), ',"or":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"fullName":', to_json(t2.last_name || ' ' || t2.first_name || coalesce(' ' || t2.middle_name, '')), '}'), ','), ']')
  FROM
    (SELECT *
    FROM employee t2
    WHERE ((t2.last_name = $5::text) OR (t2.first_name = $6::text))
    ORDER BY t2.id
    LIMIT $7::int8) t2), '}'), ',"not":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"fullName":', to_json(t3.last_name || ' ' || t3.first_name || coalesce(' ' || t3.middle_name, '')), '}'), ','), ']')
  FROM
    (SELECT *
    FROM employee t3
    WHERE (t3.first_name = $8::text) IS NOT TRUE
    ORDER BY t3.id
    LIMIT $9::int8) t3), '}'), ',"notNull":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"lastName":', to_json(t4.last_name), ',"startDate":', coalesce('"' || (t4.start_date) || '"', 'null'), '}'), ','), ']')
  FROM
    (SELECT *
    FROM employee t4
    WHERE (t4.start_date >= $10::date) IS NOT TRUE
    ORDER BY t4.id
    LIMIT $11::int8) t4), '}'), ',"notNot":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"lastName":', to_json(t5.last_name), '}'), ','), ']')
  FROM
    (SELECT *
    FROM employee t5
    WHERE ((t5.start_date >= $12::date) IS NOT TRUE) IS NOT TRUE
    ORDER BY t5.id
    LIMIT $13::int8) t5), '}'), ',"notNothing":', concat('{"totalCount":',
  (SELECT count(*)
  FROM employee t7
  WHERE (TRUE) IS NOT TRUE), '}'), ',"deep":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"fullName":', to_json(t8.last_name || ' ' || t8.first_name || coalesce(' ' || t8.middle_name, '')), '}'), ','), ']')
  FROM
    (SELECT *
    FROM employee t8
    WHERE t8.first_name = $14::text AND (((((t8.start_date IS NULL) OR (t8.last_name = $15::text))) IS NOT TRUE) OR (t8.status = $16::text))
    ORDER BY t8.id
    LIMIT $17::int8) t8), '}'), ',"single":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"fullName":', to_json(t9.last_name || ' ' || t9.first_name || coalesce(' ' || t9.middle_name, '')), '}'), ','), ']')
  FROM
    (SELECT *
    FROM employee t9
    WHERE ((t9.last_name = ANY ($18::text[])))
    ORDER BY ukrainian_order(t9.last_name) COLLATE "C", t9.id
    LIMIT $19::int8) t9), '}'), '}'), 'UTF8')
-- $1 = 'шев'
-- $2 = ' шев%'
-- $3 = 'Тарас'
-- $4 = 50
-- $5 = 'Гай'
-- $6 = 'Єва'
-- $7 = 50
-- $8 = 'Тарас'
-- $9 = 50
-- $10 = datetime.date(2020, 1, 1)
-- $11 = 50
-- $12 = datetime.date(2020, 1, 1)
-- $13 = 50
-- $14 = 'Тарас'
-- $15 = 'Шевчук'
-- $16 = 'DISMISSED'
-- $17 = 50
-- $18 = ['Гай']
-- $19 = 50

SELECT convert_to(concat('{"and":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"fullName":', to_json(t1.last_name || ' ' || t1.first_name || coalesce(' ' || t1.middle_name, '')), '}'), ','), ']')
  FROM
    (SELECT *
    FROM employee t1
    WHERE (search_fold(t1.last_name) COLLATE "C" >= search_fold($1::text) AND search_fold(t1.last_name) COLLATE "C" < search_fold($1::text) || U&'\+10FFFF') AND t1.first_name = $2::text
    ORDER BY t1.id
    LIMIT $3::int8) t1), '}'), ',"or":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"fullName":', to_json(t2.last_name || ' ' || t2.first_name || coalesce(' ' || t2.middle_name, '')), '}'), ','), ']')
  FROM
    (SELECT *
    FROM employee t2
    WHERE ((t2.last_name = $4::text) OR (t2.first_name = $5::text))
    ORDER BY t2.id
    LIMIT $6::int8) t2), '}'), ',"not":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"fullName":', to_json(t3.last_name || ' ' || t3.first_name || coalesce(' ' || t3.middle_name, '')), '}'), ','), ']')
  FROM
    (SELECT *
    FROM employee t3
    WHERE (t3.first_name = $7::text) IS NOT TRUE
    ORDER BY t3.id
    LIMIT $8::int8) t3), '}'), ',"notNull":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"lastName":', to_json(t4.last_name), ',"startDate":', coalesce('"' || (t4.start_date) || '"', 'null'), '}'), ','), ']')
  FROM
    (SELECT *
    FROM employee t4
    WHERE (t4.start_date >= $9::date) IS NOT TRUE
    ORDER BY t4.id
    LIMIT $10::int8) t4), '}'), ',"notNot":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"lastName":', to_json(t5.last_name), '}'), ','), ']')
  FROM
    (SELECT *
    FROM employee t5
    WHERE ((t5.start_date >= $11::date) IS NOT TRUE) IS NOT TRUE
    ORDER BY t5.id
    LIMIT $12::int8) t5), '}'), ',"notNothing":', concat('{"totalCount":',
  (SELECT count(*)
  FROM employee t7
  WHERE (TRUE) IS NOT TRUE), '}'), ',"deep":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"fullName":', to_json(t8.last_name || ' ' || t8.first_name || coalesce(' ' || t8.middle_name, '')), '}'), ','), ']')
  FROM
    (SELECT *
    FROM employee t8
    WHERE t8.first_name = $13::text AND (((((t8.start_date IS NULL) OR (t8.last_name = $14::text))) IS NOT TRUE) OR (t8.status = $15::text))
    ORDER BY t8.id
    LIMIT $16::int8) t8), '}'), ',"single":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"fullName":', to_json(t9.last_name || ' ' || t9.first_name || coalesce(' ' || t9.middle_name, '')), '}'), ','), ']')
  FROM
    (SELECT *
    FROM employee t9
    WHERE ((t9.last_name = ANY ($17::text[])))
    ORDER BY ukrainian_order(t9.last_name) COLLATE "C", t9.id
    LIMIT $18::int8) t9), '}'), '}'), 'UTF8')
-- $1 = 'Шев'
-- $2 = 'Тарас'
-- $3 = 50
-- $4 = 'Гай'
-- $5 = 'Єва'
-- $6 = 50
-- $7 = 'Тарас'
-- $8 = 50
-- $9 = datetime.date(2020, 1, 1)
-- $10 = 50
-- $11 = datetime.date(2020, 1, 1)
-- $12 = 50
-- $13 = 'Тарас'
-- $14 = 'Шевчук'
-- $15 = 'DISMISSED'
-- $16 = 50
-- $17 = ['Гай']
-- $18 = 50

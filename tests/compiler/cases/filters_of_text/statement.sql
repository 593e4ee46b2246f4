SELECT convert_to(concat('{"equal":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"fullName":', to_json(t1.last_name || ' ' || t1.first_name || coalesce(' ' || t1.middle_name, '')), '}'), ','), ']')
  FROM
    (SELECT *
    FROM employee t1
    WHERE t1.last_name = $1::text
    ORDER BY t1.id
    LIMIT $2::int8) t1), '}'), ',"otherCase":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"fullName":', to_json(t2.last_name || ' ' || t2.first_name || coalesce(' ' || t2.middle_name, '')), '}'), ','), ']')
  FROM
    (SELECT *
    FROM employee t2
    WHERE t2.last_name = $3::text
    ORDER BY t2.id
    LIMIT $4::int8) t2), '}'), ',"in":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"fullName":', to_json(t3.last_name || ' ' || t3.first_name || coalesce(' ' || t3.middle_name, '')), '}'), ','), ']')
  FROM
    (SELECT *
    FROM employee t3
    WHERE t3.first_name = ANY ($5::text[])
    ORDER BY t3.id
    LIMIT $6::int8) t3), '}'), ',"startsWith":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"fullName":', to_json(t4.last_name || ' ' || t4.first_name || coalesce(' ' || t4.middle_name, '')), '}'), ','), ']')
  FROM
    (SELECT *
    FROM employee t4
    WHERE (t4.search_key LIKE $8::text AND starts_with(search_fold(t4.last_name), $7::text))
    ORDER BY t4.id
    LIMIT $9::int8) t4), '}'), ',"apostrophe":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"fullName":', to_json(t5.last_name || ' ' || t5.first_name || coalesce(' ' || t5.middle_name, '')), '}'), ','), ']')
  FROM
    (SELECT *
    FROM employee t5
    WHERE (t5.search_key LIKE $11::text AND starts_with(search_fold(t5.last_name), $10::text))
    ORDER BY t5.id
    LIMIT $12::int8) t5), '}'), ',"isNull":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"fullName":', to_json(t6.last_name || ' ' || t6.first_name || coalesce(' ' || t6.middle_name, '')), '}'), ','), ']')
  FROM
    (SELECT *
    FROM employee t6
    WHERE t6.middle_name IS NULL
    ORDER BY t6.id
    LIMIT $13::int8) t6), '}'), ',"isNotNull":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"code":', coalesce(to_json(t7.code), 'null'), '}'), ','), ']')
  FROM
    (SELECT *
    FROM department t7
    WHERE t7.code IS NOT NULL
    ORDER BY t7.id
    LIMIT $14::int8) t7), '}'), ',"both":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"fullName":', to_json(t8.last_name || ' ' || t8.first_name || coalesce(' ' || t8.middle_name, '')), '}'), ','), ']')
  FROM
    (SELECT *
    FROM employee t8
    WHERE t8.last_name = ANY ($15::text[]) AND (t8.search_key LIKE $17::text AND starts_with(search_fold(t8.last_name), $16::text))
    ORDER BY t8.id
    LIMIT $18::int8) t8), '}'), '}'), 'UTF8')
-- $1 = 'Шевченко'
-- $2 = 50
-- $3 = 'шевченко'
-- $4 = 50
-- $5 = ['Єва', 'Зоя', 'Ніхто']
-- $6 = 50
-- $7 = 'шев'
-- $8 = ' шев%'
-- $9 = 50
-- $10 = 'ок'
-- $11 = ' ок%'
-- $12 = 50
-- $13 = 50
-- $14 = 50
-- $15 = ['Шевчук']
-- $16 = 'шев'
-- $17 = ' шев%'
-- $18 = 50

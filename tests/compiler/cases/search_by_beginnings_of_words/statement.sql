SELECT convert_to(concat('{"seed":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"fullName":', to_json(t1.last_name || ' ' || t1.first_name || coalesce(' ' || t1.middle_name, '')), '}'), ','), ']')
  FROM
    (SELECT *
    FROM employee t1
    WHERE (t1.search_key LIKE $1::text AND t1.search_key LIKE $2::text AND t1.search_key LIKE ALL ($3::text[]))
    ORDER BY t1.id
    LIMIT $4::int8) t1), '}'), ',"reversed":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"fullName":', to_json(t2.last_name || ' ' || t2.first_name || coalesce(' ' || t2.middle_name, '')), '}'), ','), ']')
  FROM
    (SELECT *
    FROM employee t2
    WHERE (t2.search_key LIKE $5::text AND t2.search_key LIKE $6::text AND t2.search_key LIKE ALL ($7::text[]))
    ORDER BY t2.id
    LIMIT $8::int8) t2), '}'), ',"middle":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"fullName":', to_json(t3.last_name || ' ' || t3.first_name || coalesce(' ' || t3.middle_name, '')), '}'), ','), ']')
  FROM
    (SELECT *
    FROM employee t3
    WHERE (t3.search_key LIKE $9::text AND t3.search_key LIKE $10::text AND t3.search_key LIKE ALL ($11::text[]))
    ORDER BY t3.id
    LIMIT $12::int8) t3), '}'), ',"inside":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"fullName":', to_json(t4.last_name || ' ' || t4.first_name || coalesce(' ' || t4.middle_name, '')), '}'), ','), ']')
  FROM
    (SELECT *
    FROM employee t4
    WHERE (t4.search_key LIKE $13::text AND t4.search_key LIKE $14::text AND t4.search_key LIKE ALL ($15::text[]))
    ORDER BY t4.id
    LIMIT $16::int8) t4), '}'), ',"apostrophes":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"fullName":', to_json(t5.last_name || ' ' || t5.first_name || coalesce(' ' || t5.middle_name, '')), '}'), ','), ']')
  FROM
    (SELECT *
    FROM employee t5
    WHERE (t5.search_key LIKE $17::text AND t5.search_key LIKE $18::text AND t5.search_key LIKE ALL ($19::text[]))
    ORDER BY t5.id
    LIMIT $20::int8) t5), '}'), ',"g":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"fullName":', to_json(t6.last_name || ' ' || t6.first_name || coalesce(' ' || t6.middle_name, '')), '}'), ','), ']')
  FROM
    (SELECT *
    FROM employee t6
    WHERE (t6.search_key LIKE $21::text AND t6.search_key LIKE $22::text AND t6.search_key LIKE ALL ($23::text[]))
    ORDER BY t6.id
    LIMIT $24::int8) t6), '}'), ',"everything":', concat('{"totalCount":',
  (SELECT count(*)
  FROM employee t8
  WHERE (t8.search_key LIKE $25::text AND t8.search_key LIKE $26::text AND t8.search_key LIKE ALL ($27::text[]))), '}'), ',"departments":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"name":', to_json(t9.name), '}'), ','), ']')
  FROM
    (SELECT *
    FROM department t9
    WHERE (t9.search_key LIKE $28::text AND t9.search_key LIKE $29::text AND t9.search_key LIKE ALL ($30::text[]))
    ORDER BY t9.id
    LIMIT $31::int8) t9), '}'), ',"facilities":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"nameShort":', to_json(t10.name_short), ',"name":', to_json(t10.name_short), '}'), ','), ']')
  FROM
    (SELECT *
    FROM facility t10
    WHERE (t10.search_key LIKE $32::text AND t10.search_key LIKE $33::text AND t10.search_key LIKE ALL ($34::text[]))
    ORDER BY t10.id
    LIMIT $35::int8) t10), '}'), ',"positions":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"title":', to_json(coalesce(t11.custom_title,
    (SELECT v.title
    FROM dictionary_value v
    WHERE v.dictionary = 'POSITION' AND v.code = t11.title_code))), '}'), ','), ']')
  FROM
    (SELECT *
    FROM position t11
    WHERE (search_key(coalesce(t11.custom_title,
      (SELECT v.title
      FROM dictionary_value v
      WHERE v.dictionary = 'POSITION' AND v.code = t11.title_code))) LIKE $36::text AND search_key(coalesce(t11.custom_title,
      (SELECT v.title
      FROM dictionary_value v
      WHERE v.dictionary = 'POSITION' AND v.code = t11.title_code))) LIKE $37::text AND search_key(coalesce(t11.custom_title,
      (SELECT v.title
      FROM dictionary_value v
      WHERE v.dictionary = 'POSITION' AND v.code = t11.title_code))) LIKE ALL ($38::text[]))
    ORDER BY t11.id
    LIMIT $39::int8) t11), '}'), '}'), 'UTF8')
-- $1 = '% шевч%'
-- $2 = '% тар%'
-- $3 = ['% шевч%', '% тар%']
-- $4 = 50
-- $5 = '% шевч%'
-- $6 = '% тар%'
-- $7 = ['% тар%', '% шевч%']
-- $8 = 50
-- $9 = '% гри%'
-- $10 = '%'
-- $11 = ['% гри%']
-- $12 = 50
-- $13 = '% евченко%'
-- $14 = '%'
-- $15 = ['% евченко%']
-- $16 = 50
-- $17 = '% оконнор%'
-- $18 = '% марян%'
-- $19 = ['% оконнор%', '% марян%']
-- $20 = 50
-- $21 = '% галаган%'
-- $22 = '%'
-- $23 = ['% галаган%']
-- $24 = 50
-- $25 = '%'
-- $26 = '%'
-- $27 = []
-- $28 = '% банк%'
-- $29 = '%'
-- $30 = ['% банк%']
-- $31 = 50
-- $32 = '% лікарн%'
-- $33 = '% міськ%'
-- $34 = ['% міськ%', '% лікарн%']
-- $35 = 50
-- $36 = '% сестра%'
-- $37 = '%'
-- $38 = ['% сестра%']
-- $39 = 50

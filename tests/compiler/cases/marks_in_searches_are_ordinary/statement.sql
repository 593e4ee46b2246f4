SELECT convert_to(concat('{"percent":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"nameFull":', to_json(t1.name_full), '}'), ','), ']')
  FROM
    (SELECT *
    FROM facility t1
    WHERE (t1.search_key LIKE $1::text AND t1.search_key LIKE $2::text AND t1.search_key LIKE ALL ($3::text[]))
    ORDER BY t1.id
    LIMIT $4::int8) t1), '}'), ',"onlyPercent":', concat('{"totalCount":',
  (SELECT count(*)
  FROM facility t3
  WHERE (t3.search_key LIKE $5::text AND t3.search_key LIKE $6::text AND t3.search_key LIKE ALL ($7::text[]))), '}'), ',"underscore":', concat('{"totalCount":',
  (SELECT count(*)
  FROM facility t5
  WHERE (t5.search_key LIKE $8::text AND t5.search_key LIKE $9::text AND t5.search_key LIKE ALL ($10::text[]))), '}'), ',"backslash":', concat('{"totalCount":',
  (SELECT count(*)
  FROM facility t7
  WHERE (t7.search_key LIKE $11::text AND t7.search_key LIKE $12::text AND t7.search_key LIKE ALL ($13::text[]))), '}'), ',"quotes":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"nameFull":', to_json(t8.name_full), '}'), ','), ']')
  FROM
    (SELECT *
    FROM facility t8
    WHERE (t8.search_key LIKE $14::text AND t8.search_key LIKE $15::text AND t8.search_key LIKE ALL ($16::text[]))
    ORDER BY t8.id
    LIMIT $17::int8) t8), '}'), ',"straight":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"nameFull":', to_json(t9.name_full), '}'), ','), ']')
  FROM
    (SELECT *
    FROM facility t9
    WHERE (t9.search_key LIKE $18::text AND t9.search_key LIKE $19::text AND t9.search_key LIKE ALL ($20::text[]))
    ORDER BY t9.id
    LIMIT $21::int8) t9), '}'), ',"number":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"nameFull":', to_json(t10.name_full), '}'), ','), ']')
  FROM
    (SELECT *
    FROM facility t10
    WHERE (t10.search_key LIKE $22::text AND t10.search_key LIKE $23::text AND t10.search_key LIKE ALL ($24::text[]))
    ORDER BY t10.id
    LIMIT $25::int8) t10), '}'), ',"alike":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"nameFull":', to_json(t11.name_full), '}'), ','), ']')
  FROM
    (SELECT *
    FROM facility t11
    WHERE (t11.search_key LIKE $26::text AND t11.search_key LIKE $27::text AND t11.search_key LIKE ALL ($28::text[]))
    ORDER BY t11.id
    LIMIT $29::int8) t11), '}'), ',"equal":', concat('{"totalCount":',
  (SELECT count(*)
  FROM facility t13
  WHERE t13.name_full = $30::text), '}'), ',"startsWith":', concat('{"totalCount":',
  (SELECT count(*)
  FROM facility t15
  WHERE (t15.search_key LIKE $32::text AND starts_with(search_fold(t15.name_full), $31::text))), '}'), ',"notLike":', concat('{"totalCount":',
  (SELECT count(*)
  FROM facility t17
  WHERE t17.name_full = $33::text), '}'), '}'), 'UTF8')
-- $1 = '% 100%'
-- $2 = '% так%'
-- $3 = ['% 100%', '% так%']
-- $4 = 50
-- $5 = '% \x1a%'
-- $6 = '%'
-- $7 = ['% \x1a%']
-- $8 = '% \x1a%'
-- $9 = '%'
-- $10 = ['% \x1a%']
-- $11 = '% \x1a%'
-- $12 = '%'
-- $13 = ['% \x1a%']
-- $14 = '% єва%'
-- $15 = '%'
-- $16 = ['% єва%']
-- $17 = 50
-- $18 = '% єва%'
-- $19 = '%'
-- $20 = ['% єва%']
-- $21 = 50
-- $22 = '% 1%'
-- $23 = '%'
-- $24 = ['% 1%']
-- $25 = 50
-- $26 = '% лікарня%'
-- $27 = '% міська%'
-- $28 = ['% міська%', '% лікарня%']
-- $29 = 50
-- $30 = 'Ґданський центр крові 100%_так'
-- $31 = ' '
-- $32 = '  %'
-- $33 = 'Ґданський центр крові 100__так'

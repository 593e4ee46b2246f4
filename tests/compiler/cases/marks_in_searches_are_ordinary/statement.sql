SELECT convert_to(concat('{"percent":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"nameFull":', to_json(t1.name_full), '}'), ','), ']')
  FROM
    (SELECT *
    FROM facility t1
    WHERE (search_key(t1.name_full || ' ' || t1.name_short) LIKE $1::text AND search_key(t1.name_full || ' ' || t1.name_short) LIKE $2::text AND search_key(t1.name_full || ' ' || t1.name_short) LIKE ALL ($3::text[]))
    ORDER BY t1.id
    LIMIT $4::int8) t1), '}'), ',"onlyPercent":', concat('{"totalCount":',
  (SELECT count(*)
  FROM facility t3
  WHERE (search_key(t3.name_full || ' ' || t3.name_short) LIKE $5::text AND search_key(t3.name_full || ' ' || t3.name_short) LIKE $6::text AND search_key(t3.name_full || ' ' || t3.name_short) LIKE ALL ($7::text[]))), '}'), ',"underscore":', concat('{"totalCount":',
  (SELECT count(*)
  FROM facility t5
  WHERE (search_key(t5.name_full || ' ' || t5.name_short) LIKE $8::text AND search_key(t5.name_full || ' ' || t5.name_short) LIKE $9::text AND search_key(t5.name_full || ' ' || t5.name_short) LIKE ALL ($10::text[]))), '}'), ',"backslash":', concat('{"totalCount":',
  (SELECT count(*)
  FROM facility t7
  WHERE (search_key(t7.name_full || ' ' || t7.name_short) LIKE $11::text AND search_key(t7.name_full || ' ' || t7.name_short) LIKE $12::text AND search_key(t7.name_full || ' ' || t7.name_short) LIKE ALL ($13::text[]))), '}'), ',"quotes":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"nameFull":', to_json(t8.name_full), '}'), ','), ']')
  FROM
    (SELECT *
    FROM facility t8
    WHERE (search_key(t8.name_full || ' ' || t8.name_short) LIKE $14::text AND search_key(t8.name_full || ' ' || t8.name_short) LIKE $15::text AND search_key(t8.name_full || ' ' || t8.name_short) LIKE ALL ($16::text[]))
    ORDER BY t8.id
    LIMIT $17::int8) t8), '}'), ',"straight":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"nameFull":', to_json(t9.name_full), '}'), ','), ']')
  FROM
    (SELECT *
    FROM facility t9
    WHERE (search_key(t9.name_full || ' ' || t9.name_short) LIKE $18::text AND search_key(t9.name_full || ' ' || t9.name_short) LIKE $19::text AND search_key(t9.name_full || ' ' || t9.name_short) LIKE ALL ($20::text[]))
    ORDER BY t9.id
    LIMIT $21::int8) t9), '}'), ',"number":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"nameFull":', to_json(t10.name_full), '}'), ','), ']')
  FROM
    (SELECT *
    FROM facility t10
    WHERE (search_key(t10.name_full || ' ' || t10.name_short) LIKE $22::text AND search_key(t10.name_full || ' ' || t10.name_short) LIKE $23::text AND search_key(t10.name_full || ' ' || t10.name_short) LIKE ALL ($24::text[]))
    ORDER BY t10.id
    LIMIT $25::int8) t10), '}'), ',"alike":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"nameFull":', to_json(t11.name_full), '}'), ','), ']')
  FROM
    (SELECT *
    FROM facility t11
    WHERE (search_key(t11.name_full || ' ' || t11.name_short) LIKE $26::text AND search_key(t11.name_full || ' ' || t11.name_short) LIKE $27::text AND search_key(t11.name_full || ' ' || t11.name_short) LIKE ALL ($28::text[]))
    ORDER BY t11.id
    LIMIT $29::int8) t11), '}'), ',"equal":', concat('{"totalCount":',
  (SELECT count(*)
  FROM facility t13
  WHERE t13.name_full = $30::text), '}'), ',"startsWith":', concat('{"totalCount":',
  (SELECT count(*)
  FROM facility t15
  WHERE (search_fold(t15.name_full) COLLATE "C" >= search_fold($31::text) AND search_fold(t15.name_full) COLLATE "C" < search_fold($31::text) || U&'\+10FFFF')), '}'), ',"notLike":', concat('{"totalCount":',
  (SELECT count(*)
  FROM facility t17
  WHERE t17.name_full = $32::text), '}'), '}'), 'UTF8')
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
-- $31 = '%'
-- $32 = 'Ґданський центр крові 100__так'

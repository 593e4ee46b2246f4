SELECT convert_to(concat('{"dates":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"name":', to_json(t1.name), '}'), ','), ']')
  FROM
    (SELECT *
    FROM department t1
    WHERE t1.closed_on >= $1::date AND t1.closed_on <= $2::date
    ORDER BY t1.id
    LIMIT $3::int8) t1), '}'), ',"since":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"lastName":', to_json(t2.last_name), ',"startDate":', coalesce('"' || (t2.start_date) || '"', 'null'), '}'), ','), ']')
  FROM
    (SELECT *
    FROM employee t2
    WHERE t2.start_date >= $4::date
    ORDER BY t2.id
    LIMIT $5::int8) t2), '}'), ',"noDate":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"lastName":', to_json(t3.last_name), '}'), ','), ']')
  FROM
    (SELECT *
    FROM employee t3
    WHERE t3.status = $6::text AND t3.start_date IS NULL
    ORDER BY t3.id
    LIMIT $7::int8) t3), '}'), ',"depth":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"name":', to_json(t4.name), ',"depth":', (length(t4.path) / 5)::text, '}'), ','), ']')
  FROM
    (SELECT *
    FROM department t4
    WHERE length(t4.path) / 5 >= $8::int4 AND length(t4.path) / 5 <= $9::int4
    ORDER BY t4.id
    LIMIT $10::int8) t4), '}'), ',"decimal":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"headcount":"', t5.headcount, '"}'), ','), ']')
  FROM
    (SELECT *
    FROM position t5
    WHERE t5.headcount >= $11::numeric
    ORDER BY t5.id
    LIMIT $12::int8) t5), '}'), ',"free":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"title":', to_json(coalesce(t6.custom_title,
    (SELECT v.title
    FROM dictionary_value v
    WHERE v.dictionary = 'POSITION' AND v.code = t6.title_code))), ',"vacancies":', coalesce('"' || (
    (SELECT greatest(t6.headcount - coalesce(sum(a.rate), 0), 0.00)
    FROM assignment a
    WHERE a.position_id = t6.id AND a.status = 'ACTIVE' AND a.kind <> 'SUBSTITUTE')) || '"', 'null'), ',"occupancy":', coalesce('"' || (
    (SELECT CASE WHEN coalesce(sum(a.rate), 0) = 0 THEN 'VACANT' WHEN sum(a.rate) < t6.headcount THEN 'PARTLY_FILLED' ELSE 'FILLED' END
    FROM assignment a
    WHERE a.position_id = t6.id AND a.status = 'ACTIVE' AND a.kind <> 'SUBSTITUTE')) || '"', 'null'), '}'), ','), ']')
  FROM
    (SELECT *
    FROM position t6
    WHERE
      (SELECT greatest(t6.headcount - coalesce(sum(a.rate), 0), 0.00)
      FROM assignment a
      WHERE a.position_id = t6.id AND a.status = 'ACTIVE' AND a.kind <> 'SUBSTITUTE') >= $13::numeric AND
      (SELECT CASE WHEN coalesce(sum(a.rate), 0) = 0 THEN 'VACANT' WHEN sum(a.rate) < t6.headcount THEN 'PARTLY_FILLED' ELSE 'FILLED' END
      FROM assignment a
      WHERE a.position_id = t6.id AND a.status = 'ACTIVE' AND a.kind <> 'SUBSTITUTE') = ANY ($14::text[])
    ORDER BY t6.id
    LIMIT $15::int8) t6), '}'), ',"boolean":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"name":', to_json(t7.name), '}'), ','), ']')
  FROM
    (SELECT *
    FROM equipment t7
    WHERE coalesce(t7.next_verification_on < $16::date, false) = $17::bool
    ORDER BY t7.id
    LIMIT $18::int8) t7), '}'), ',"moment":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"nameShort":', to_json(t8.name_short), ',"registeredAt":', to_json(t8.registered_at), '}'), ','), ']')
  FROM
    (SELECT *
    FROM facility t8
    WHERE t8.registered_at = $19::timestamptz
    ORDER BY t8.id
    LIMIT $20::int8) t8), '}'), ',"enumeration":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"nameShort":', to_json(t9.name_short), ',"status":"', t9.status, '"}'), ','), ']')
  FROM
    (SELECT *
    FROM facility t9
    WHERE t9.status = ANY ($21::text[])
    ORDER BY t9.id
    LIMIT $22::int8) t9), '}'), '}'), 'UTF8')
-- $1 = datetime.date(2026, 1, 31)
-- $2 = datetime.date(2026, 1, 31)
-- $3 = 50
-- $4 = datetime.date(2020, 2, 29)
-- $5 = 50
-- $6 = 'ACTIVE'
-- $7 = 50
-- $8 = 2
-- $9 = 2
-- $10 = 50
-- $11 = Decimal('2.5')
-- $12 = 50
-- $13 = Decimal('1')
-- $14 = ['VACANT', 'PARTLY_FILLED']
-- $15 = 50
-- $16 = datetime.date(2026, 2, 3)
-- $17 = True
-- $18 = 50
-- $19 = datetime.datetime(2026, 1, 7, 23, 59, 59, 123456, tzinfo=datetime.timezone.utc)
-- $20 = 50
-- $21 = ['SUSPENDED', 'REORGANIZED']
-- $22 = 50

SELECT convert_to(concat('{"departments":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"name":', to_json(t1.name), '}'), ','), ']')
  FROM
    (SELECT *
    FROM department t1
    WHERE (t1.facility_id =
      (SELECT w.facility_id
      FROM department w
      WHERE w.id = $1::uuid) AND t1.path >=
      (SELECT w.path
      FROM department w
      WHERE w.id = $1::uuid) AND t1.path <
      (SELECT w.path
      FROM department w
      WHERE w.id = $1::uuid) || '~')
    ORDER BY t1.id
    LIMIT $2::int8) t1), '}'), ',"positions":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"title":', to_json(coalesce(t2.custom_title,
    (SELECT v.title
    FROM dictionary_value v
    WHERE v.dictionary = 'POSITION' AND v.code = t2.title_code))), '}'), ','), ']')
  FROM
    (SELECT *
    FROM position t2
    WHERE (t2.facility_id =
      (SELECT w.facility_id
      FROM department w
      WHERE w.id = $3::uuid) AND t2.path >=
      (SELECT w.path
      FROM department w
      WHERE w.id = $3::uuid) AND t2.path <
      (SELECT w.path
      FROM department w
      WHERE w.id = $3::uuid) || '~')
    ORDER BY t2.id
    LIMIT $4::int8) t2), '}'), ',"exactly":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"title":', to_json(coalesce(t3.custom_title,
    (SELECT v.title
    FROM dictionary_value v
    WHERE v.dictionary = 'POSITION' AND v.code = t3.title_code))), '}'), ','), ']')
  FROM
    (SELECT *
    FROM position t3
    WHERE t3.department_id = $5::uuid
    ORDER BY t3.id
    LIMIT $6::int8) t3), '}'), ',"employees":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"fullName":', to_json(t4.last_name || ' ' || t4.first_name || coalesce(' ' || t4.middle_name, '')), '}'), ','), ']')
  FROM
    (SELECT *
    FROM employee t4
    WHERE EXISTS
      (SELECT 1
      FROM assignment a
      WHERE a.employee_id = t4.id AND a.status = 'ACTIVE' AND (a.facility_id =
        (SELECT w.facility_id
        FROM department w
        WHERE w.id = $7::uuid) AND a.path >=
        (SELECT w.path
        FROM department w
        WHERE w.id = $7::uuid) AND a.path <
        (SELECT w.path
        FROM department w
        WHERE w.id = $7::uuid) || '~'))
    ORDER BY t4.id
    LIMIT $8::int8) t4), '}'), ',"assignments":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"kind":"', t5.kind, '"}'), ','), ']')
  FROM
    (SELECT *
    FROM assignment t5
    WHERE (t5.facility_id =
      (SELECT w.facility_id
      FROM department w
      WHERE w.id = $9::uuid) AND t5.path >=
      (SELECT w.path
      FROM department w
      WHERE w.id = $9::uuid) AND t5.path <
      (SELECT w.path
      FROM department w
      WHERE w.id = $9::uuid) || '~')
    ORDER BY t5.start_date, t5.id
    LIMIT $10::int8) t5), '}'), ',"workplaces":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"name":', to_json(t6.name), '}'), ','), ']')
  FROM
    (SELECT *
    FROM workplace t6
    WHERE (t6.facility_id =
      (SELECT w.facility_id
      FROM department w
      WHERE w.id = $11::uuid) AND t6.path >=
      (SELECT w.path
      FROM department w
      WHERE w.id = $11::uuid) AND t6.path <
      (SELECT w.path
      FROM department w
      WHERE w.id = $11::uuid) || '~')
    ORDER BY t6.id
    LIMIT $12::int8) t6), '}'), ',"equipmentList":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"name":', to_json(t7.name), '}'), ','), ']')
  FROM
    (SELECT *
    FROM equipment t7
    WHERE (t7.facility_id =
      (SELECT w.facility_id
      FROM department w
      WHERE w.id = $13::uuid) AND t7.path >=
      (SELECT w.path
      FROM department w
      WHERE w.id = $13::uuid) AND t7.path <
      (SELECT w.path
      FROM department w
      WHERE w.id = $13::uuid) || '~')
    ORDER BY t7.id
    LIMIT $14::int8) t7), '}'), ',"outside":', concat('{"totalCount":',
  (SELECT count(*)
  FROM department t9
  WHERE ((t9.facility_id =
    (SELECT w.facility_id
    FROM department w
    WHERE w.id = $15::uuid) AND t9.path >=
    (SELECT w.path
    FROM department w
    WHERE w.id = $15::uuid) AND t9.path <
    (SELECT w.path
    FROM department w
    WHERE w.id = $15::uuid) || '~')) IS NOT TRUE), '}'), ',"ofAnotherType":', concat('{"totalCount":',
  (SELECT count(*)
  FROM department t11
  WHERE (t11.facility_id =
    (SELECT w.facility_id
    FROM department w
    WHERE w.id = $16::uuid) AND t11.path >=
    (SELECT w.path
    FROM department w
    WHERE w.id = $16::uuid) AND t11.path <
    (SELECT w.path
    FROM department w
    WHERE w.id = $16::uuid) || '~')), '}'), '}'), 'UTF8')
-- $1 = UUID('018f0000-0000-7000-8000-00000000000a')
-- $2 = 50
-- $3 = UUID('018f0000-0000-7000-8000-00000000000a')
-- $4 = 50
-- $5 = UUID('018f0000-0000-7000-8000-00000000000a')
-- $6 = 50
-- $7 = UUID('018f0000-0000-7000-8000-00000000000d')
-- $8 = 50
-- $9 = UUID('018f0000-0000-7000-8000-00000000000a')
-- $10 = 50
-- $11 = UUID('018f0000-0000-7000-8000-00000000000a')
-- $12 = 50
-- $13 = UUID('018f0000-0000-7000-8000-00000000000d')
-- $14 = 50
-- $15 = UUID('018f0000-0000-7000-8000-00000000000a')
-- $16 = None

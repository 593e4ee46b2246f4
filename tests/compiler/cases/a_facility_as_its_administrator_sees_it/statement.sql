SELECT convert_to(concat('{"facility":', coalesce(
  (SELECT concat('{"nameShort":', to_json(t1.name_short), ',"email":', CASE WHEN (t1.id = $1::uuid) THEN coalesce(to_json(t1.email), 'null') ELSE 'null' END, ',"licences":', CASE WHEN (t1.id = $1::uuid) THEN
    (SELECT concat('[', string_agg(concat('{"number":', to_json(t2.number), '}'), ',' ORDER BY t2.issued_date, t2.id), ']')
    FROM facility_licence t2
    WHERE t2.facility_id = t1.id) ELSE 'null' END, ',"departments":', concat('{"totalCount":',
    (SELECT count(*)
    FROM department t4
    WHERE t4.facility_id = t1.id AND (t4.facility_id = $1::uuid)), ',"nodes":',
    (SELECT concat('[', string_agg(concat('{"name":', to_json(t3.name), ',"email":', coalesce(to_json(t3.email), 'null'), ',"positions":', concat('{"nodes":',
      (SELECT concat('[', string_agg(concat('{"title":', to_json(coalesce(t5.custom_title,
        (SELECT v.title
        FROM dictionary_value v
        WHERE v.dictionary = 'POSITION' AND v.code = t5.title_code))), ',"vacancies":', coalesce('"' || (
        (SELECT greatest(t5.headcount - coalesce(sum(a.rate), 0), 0.00)
        FROM assignment a
        WHERE a.position_id = t5.id AND a.status = 'ACTIVE' AND a.kind <> 'SUBSTITUTE')) || '"', 'null'), ',"assignments":', concat('{"nodes":',
        (SELECT concat('[', string_agg(concat('{"rate":"', t6.rate, '","employee":', coalesce(
          (SELECT concat('{"lastName":', to_json(t7.last_name), '}')
          FROM employee t7
          WHERE t7.id = t6.employee_id), 'null'), '}'), ','), ']')
        FROM
          (SELECT *
          FROM assignment t6
          WHERE t6.position_id = t5.id
          ORDER BY t6.id
          LIMIT $2::int8) t6), '}'), '}'), ','), ']')
      FROM
        (SELECT *
        FROM position t5
        WHERE t5.department_id = t3.id
        ORDER BY t5.id
        LIMIT $3::int8) t5), '}'), '}'), ','), ']')
    FROM
      (SELECT *
      FROM department t3
      WHERE t3.facility_id = t1.id AND (t3.facility_id = $1::uuid)
      ORDER BY t3.id
      LIMIT $4::int8) t3), '}'), ',"redacted":[', concat_ws(',', CASE WHEN ((t1.id = $1::uuid)) IS NOT TRUE THEN '"email"' END, CASE WHEN ((t1.id = $1::uuid)) IS NOT TRUE THEN '"licences"' END), ']}')
  FROM facility t1
  WHERE t1.edrpou = $5::text
  ORDER BY t1.status = 'CLOSED', t1.id
  LIMIT 1), 'null'), ',"facilities":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"nameShort":', to_json(t8.name_short), ',"email":', CASE WHEN (t8.id = $1::uuid) THEN coalesce(to_json(t8.email), 'null') ELSE 'null' END, ',"employees":', concat('{"totalCount":',
    (SELECT count(*)
    FROM employee t10
    WHERE t10.facility_id = t8.id AND (t10.facility_id = $1::uuid)), '}'), ',"redacted":[', concat_ws(',', CASE WHEN ((t8.id = $1::uuid)) IS NOT TRUE THEN '"email"' END), ']}'), ','), ']')
  FROM
    (SELECT *
    FROM facility t8
    ORDER BY ukrainian_order(t8.name_short) COLLATE "C", t8.id
    LIMIT $6::int8) t8), '}'), '}'), 'UTF8')
-- $1 = UUID('018f0000-0000-7000-8000-000000000002')
-- $2 = 20
-- $3 = 20
-- $4 = 20
-- $5 = '39990035'
-- $6 = 50

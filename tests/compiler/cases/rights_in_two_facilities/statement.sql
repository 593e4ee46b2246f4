SELECT convert_to(concat('{"departments":', concat('{"totalCount":',
  (SELECT count(*)
  FROM department t2
  WHERE (t2.facility_id = ANY ($1::uuid[]))), ',"nodes":',
  (SELECT concat('[', string_agg(concat('{"name":', to_json(t1.name), ',"email":', coalesce(to_json(t1.email), 'null'), ',"redacted":[],"facility":', coalesce(
    (SELECT concat('{"nameShort":', to_json(t3.name_short), '}')
    FROM facility t3
    WHERE t3.id = t1.facility_id), 'null'), ',"employees":', concat('{"nodes":',
    (SELECT concat('[', string_agg(concat('{"lastName":', to_json(t4.last_name), ',"workContact":', CASE WHEN t4g.g0 THEN concat('{"workEmail":', coalesce(to_json(t4.work_email), 'null'), '}') ELSE 'null' END, ',"redacted":[', concat_ws(',', CASE WHEN (t4g.g0) IS NOT TRUE THEN '"workContact"' END), ']}'), ','), ']')
    FROM
      (SELECT *
      FROM employee t4
      WHERE t4.id IN
        (SELECT a.employee_id
        FROM assignment a
        WHERE a.facility_id = t1.facility_id AND a.path = t1.path AND a.status = 'ACTIVE')
      ORDER BY t4.id
      LIMIT $7::int8) t4 CROSS JOIN LATERAL
      (SELECT (t4.facility_id = $2::uuid OR EXISTS
        (SELECT 1
        FROM assignment b
        WHERE b.employee_id = t4.id AND b.status = 'ACTIVE' AND ((b.facility_id = $3::uuid AND b.path >= $4::text AND b.path < $5::text))) OR t4.person_id = $6::uuid) AS g0 OFFSET 0) t4g), '}'), '}'), ','), ']')
  FROM
    (SELECT *
    FROM department t1
    WHERE (t1.facility_id = ANY ($1::uuid[]))
    ORDER BY t1.path, t1.id
    LIMIT $8::int8) t1), '}'), '}'), 'UTF8')
-- $1 = [UUID('018f0000-0000-7000-8000-000000000002'), UUID('018f0000-0000-7000-8000-000000000003')]
-- $2 = UUID('018f0000-0000-7000-8000-000000000002')
-- $3 = UUID('018f0000-0000-7000-8000-000000000003')
-- $4 = '0002.'
-- $5 = '0002.~'
-- $6 = UUID('018f0000-0000-7000-8000-000000000022')
-- $7 = 20
-- $8 = 50

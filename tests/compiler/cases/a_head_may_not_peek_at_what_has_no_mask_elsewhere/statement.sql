SELECT convert_to(concat('{"employees":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"identity":', CASE WHEN (t1.person_id = $4::uuid) THEN coalesce(
    (SELECT concat('{"taxId":', coalesce(to_json(t2.tax_id), 'null'), ',"birthDate":', coalesce('"' || (t2.birth_date) || '"', 'null'), '}')
    FROM person_identity t2
    WHERE t2.person_id = t1.person_id), 'null') ELSE CASE WHEN t1g.g0 THEN coalesce(
    (SELECT concat('{"taxId":', coalesce(to_json(('•••••••' || CASE WHEN length(t3.tax_id) > 7 THEN right(t3.tax_id, 3) ELSE '' END)), 'null'), ',"birthDate":null}')
    FROM person_identity t3
    WHERE t3.person_id = t1.person_id), 'null') ELSE 'null' END END, ',"redacted":[', concat_ws(',', CASE WHEN ((t1.person_id = $4::uuid)) IS NOT TRUE AND (t1g.g0) IS NOT TRUE THEN '"identity"' END, CASE WHEN ((t1.person_id = $4::uuid)) IS NOT TRUE AND (t1g.g0) IS TRUE THEN '"identity.birthDate"' END, CASE WHEN ((t1.person_id = $4::uuid)) IS NOT TRUE AND (t1g.g0) IS TRUE THEN '"identity.taxId"' END), ']}'), ','), ']')
  FROM
    (SELECT *
    FROM employee t1
    WHERE (t1.facility_id = $5::uuid)
    ORDER BY t1.id
    LIMIT $6::int8) t1 CROSS JOIN LATERAL
    (SELECT (EXISTS
      (SELECT 1
      FROM assignment b
      WHERE b.employee_id = t1.id AND b.status = 'ACTIVE' AND ((b.facility_id = $1::uuid AND b.path >= $2::text AND b.path < $3::text)))) AS g0 OFFSET 0) t1g), '}'), '}'), 'UTF8')
-- $1 = UUID('018f0000-0000-7000-8000-000000000002')
-- $2 = '0002.'
-- $3 = '0002.~'
-- $4 = UUID('018f0000-0000-7000-8000-000000000019')
-- $5 = UUID('018f0000-0000-7000-8000-000000000002')
-- $6 = 50

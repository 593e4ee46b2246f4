SELECT convert_to(concat('{"employees":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"lastName":', to_json(t1.last_name), ',"redacted":[', concat_ws(',', CASE WHEN ((t1.person_id = $1::uuid)) IS NOT TRUE AND (t1g.g0) IS NOT TRUE THEN '"identity"' END, CASE WHEN ((t1.person_id = $1::uuid)) IS NOT TRUE AND (t1g.g0) IS TRUE THEN '"identity.documents"' END, CASE WHEN ((t1.person_id = $1::uuid)) IS NOT TRUE AND (t1g.g0) IS TRUE THEN '"identity.taxId"' END, CASE WHEN (t1g.g0) IS NOT TRUE THEN '"personalContact"' END, CASE WHEN (t1g.g0) IS NOT TRUE THEN '"professional"' END, CASE WHEN (t1g.g0) IS NOT TRUE THEN '"workContact"' END), '],"workContact":', CASE WHEN t1g.g0 THEN concat('{"workEmail":', coalesce(to_json(t1.work_email), 'null'), '}') ELSE 'null' END, ',"personalContact":', CASE WHEN t1g.g0 THEN coalesce(
    (SELECT concat('{"personalEmail":', coalesce(to_json(t2.personal_email), 'null'), ',"mobilePhones":',
      (SELECT concat('[', string_agg(concat('{"type":"', t3.value->>'type', '","number":', to_json(t3.value->>'number'), '}'), ',' ORDER BY t3.ordinality), ']')
      FROM jsonb_array_elements(t2.mobile_phones) WITH ORDINALITY t3), '}')
    FROM person t2
    WHERE t2.id = t1.person_id), 'null') ELSE 'null' END, ',"identity":', CASE WHEN (t1.person_id = $1::uuid) THEN coalesce(
    (SELECT concat('{"taxId":', coalesce(to_json(t4.tax_id), 'null'), ',"documents":',
      (SELECT concat('[', string_agg(concat('{"type":"', t5.type, '","number":', to_json(t5.number), '}'), ',' ORDER BY t5.type), ']')
      FROM identity_document t5
      WHERE t5.person_id = t4.person_id), '}')
    FROM person_identity t4
    WHERE t4.person_id = t1.person_id), 'null') ELSE CASE WHEN t1g.g0 THEN coalesce(
    (SELECT concat('{"taxId":', coalesce(to_json(('•••••••' || CASE WHEN length(t6.tax_id) > 7 THEN right(t6.tax_id, 3) ELSE '' END)), 'null'), ',"documents":',
      (SELECT concat('[', string_agg(concat('{"type":"', t7.type, '","number":', to_json(('•••••••' || CASE WHEN length(t7.number) > 7 THEN right(t7.number, 3) ELSE '' END)), '}'), ',' ORDER BY t7.type), ']')
      FROM identity_document t7
      WHERE t7.person_id = t6.person_id), '}')
    FROM person_identity t6
    WHERE t6.person_id = t1.person_id), 'null') ELSE 'null' END END, ',"professional":', CASE WHEN t1g.g0 THEN concat('{"workingExperience":', coalesce((t1.working_experience)::text, 'null'), '}') ELSE 'null' END, '}'), ','), ']')
  FROM
    (SELECT *
    FROM employee t1
    WHERE (t1.facility_id = $5::uuid)
    ORDER BY ukrainian_order(t1.last_name) COLLATE "C", t1.id
    LIMIT $6::int8) t1 CROSS JOIN LATERAL
    (SELECT (EXISTS
      (SELECT 1
      FROM assignment b
      WHERE b.employee_id = t1.id AND b.status = 'ACTIVE' AND ((b.facility_id = $2::uuid AND b.path >= $3::text AND b.path < $4::text)))) AS g0 OFFSET 0) t1g), '}'), '}'), 'UTF8')
-- $1 = UUID('018f0000-0000-7000-8000-000000000019')
-- $2 = UUID('018f0000-0000-7000-8000-000000000002')
-- $3 = '0002.'
-- $4 = '0002.~'
-- $5 = UUID('018f0000-0000-7000-8000-000000000002')
-- $6 = 50

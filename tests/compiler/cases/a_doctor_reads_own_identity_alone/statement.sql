SELECT convert_to(concat('{"employees":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"lastName":', to_json(t1.last_name), ',"identity":', CASE WHEN (t1.person_id = $1::uuid) THEN coalesce(
    (SELECT concat('{"taxId":', coalesce(to_json(t2.tax_id), 'null'), ',"birthDate":', coalesce('"' || (t2.birth_date) || '"', 'null'), ',"documents":',
      (SELECT concat('[', string_agg(concat('{"number":', to_json(t3.number), ',"issuedBy":', coalesce(to_json(t3.issued_by), 'null'), '}'), ',' ORDER BY t3.type), ']')
      FROM identity_document t3
      WHERE t3.person_id = t2.person_id), '}')
    FROM person_identity t2
    WHERE t2.person_id = t1.person_id), 'null') ELSE 'null' END, ',"workContact":', CASE WHEN (t1.person_id = $1::uuid) THEN concat('{"workEmail":', coalesce(to_json(t1.work_email), 'null'), '}') ELSE 'null' END, ',"redacted":[', concat_ws(',', CASE WHEN ((t1.person_id = $1::uuid)) IS NOT TRUE THEN '"identity"' END, CASE WHEN ((t1.person_id = $1::uuid)) IS NOT TRUE THEN '"workContact"' END), ']}'), ','), ']')
  FROM
    (SELECT *
    FROM employee t1
    WHERE (t1.facility_id = $2::uuid)
    ORDER BY ukrainian_order(t1.last_name) COLLATE "C", t1.id
    LIMIT $3::int8) t1), '}'), '}'), 'UTF8')
-- $1 = UUID('018f0000-0000-7000-8000-000000000019')
-- $2 = UUID('018f0000-0000-7000-8000-000000000002')
-- $3 = 50

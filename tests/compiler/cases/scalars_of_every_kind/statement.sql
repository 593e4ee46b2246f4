SELECT convert_to(concat('{"facility":', coalesce(
  (SELECT concat('{"id":"', encode(convert_to('Facility:' || t1.id, 'UTF8'), 'base64'), '","databaseId":"', t1.id, '","version":', (t1.version)::text, ',"createdAt":', to_json(t1.created_at), ',"nameFull":', to_json(t1.name_full), ',"status":"', t1.status, '","decisionDate":', coalesce('"' || (t1.decision_date) || '"', 'null'), ',"location":', CASE WHEN t1.latitude IS NOT NULL AND t1.longitude IS NOT NULL THEN concat('{"latitude":', coalesce('"' || (t1.latitude) || '"', 'null'), ',"longitude":', coalesce('"' || (t1.longitude) || '"', 'null'), '}') ELSE 'null' END, '}')
  FROM facility t1
  WHERE t1.id = $1::uuid
  ORDER BY t1.status = 'CLOSED', t1.id
  LIMIT 1), 'null'), ',"position":', coalesce(
  (SELECT concat('{"headcount":"', t2.headcount, '","vacancies":', coalesce('"' || (
    (SELECT greatest(t2.headcount - coalesce(sum(a.rate), 0), 0.00)
    FROM assignment a
    WHERE a.position_id = t2.id AND a.status = 'ACTIVE' AND a.kind <> 'SUBSTITUTE')) || '"', 'null'), '}')
  FROM position t2
  WHERE t2.id = $2::uuid), 'null'), ',"employee":', coalesce(
  (SELECT concat('{"professional":{"workingExperience":', coalesce((t3.working_experience)::text, 'null'), ',"aboutMyself":', coalesce(to_json(t3.about_myself), 'null'), '},"identity":', coalesce(
    (SELECT concat('{"noTaxId":', coalesce((t4.no_tax_id)::text, 'null'), '}')
    FROM person_identity t4
    WHERE t4.person_id = t3.person_id), 'null'), '}')
  FROM employee t3
  WHERE t3.id = $3::uuid), 'null'), '}'), 'UTF8')
-- $1 = UUID('018f0000-0000-7000-8000-000000000002')
-- $2 = UUID('018f0000-0000-7000-8000-000000000015')
-- $3 = UUID('018f0000-0000-7000-8000-00000000001a')

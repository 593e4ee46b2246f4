SELECT convert_to(concat('{"facility":', coalesce(
  (SELECT concat('{"actualAddress":{"text":', coalesce(to_json(t1.actual_address->>'text'), 'null'), '},"legalAddress":{"street":', coalesce(to_json(t1.legal_address->>'street'), 'null'), '}}')
  FROM facility t1
  WHERE t1.id = $1::uuid
  ORDER BY t1.status = 'CLOSED', t1.id
  LIMIT 1), 'null'), ',"employee":', coalesce(
  (SELECT concat('{"lastName":', to_json(t2.last_name), ',"professional":{"aboutMyself":', coalesce(to_json(t2.about_myself), 'null'), '}}')
  FROM employee t2
  WHERE t2.id = $2::uuid), 'null'), ',"equipment":', coalesce(
  (SELECT concat('{"properties":',
    (SELECT concat('[', string_agg(concat('{"valueString":', coalesce(to_json(t4.value->>'valueString'), 'null'), '}'), ',' ORDER BY t4.ordinality), ']')
    FROM jsonb_array_elements(t3.properties) WITH ORDINALITY t4), ',"name":', to_json(t3.name), '}')
  FROM equipment t3
  WHERE t3.id = $3::uuid), 'null'), '}'), 'UTF8')
-- $1 = UUID('018f0000-0000-7000-8000-000000000002')
-- $2 = UUID('018f0000-0000-7000-8000-00000000001a')
-- $3 = UUID('018f0000-0000-7000-8000-000000000043')

SELECT convert_to(concat('{"facility":', coalesce(
  (SELECT concat('{"legalAddress":{"katottg":', coalesce(to_json(t1.legal_address->>'katottg'), 'null'), ',"zip":', coalesce(to_json(t1.legal_address->>'zip'), 'null'), ',"region":', coalesce(to_json(t1.legal_address->>'region'), 'null'), ',"settlement":', coalesce(to_json(t1.legal_address->>'settlement'), 'null'), ',"street":', coalesce(to_json(t1.legal_address->>'street'), 'null'), ',"building":', coalesce(to_json(t1.legal_address->>'building'), 'null'), ',"text":', coalesce(to_json(t1.legal_address->>'text'), 'null'), '},"phones":',
    (SELECT concat('[', string_agg(concat('{"type":"', t2.value->>'type', '","number":', to_json(t2.value->>'number'), '}'), ',' ORDER BY t2.ordinality), ']')
    FROM jsonb_array_elements(t1.phones) WITH ORDINALITY t2), '}')
  FROM facility t1
  WHERE t1.id = $1::uuid
  ORDER BY t1.status = 'CLOSED', t1.id
  LIMIT 1), 'null'), ',"with":', coalesce(
  (SELECT concat('{"address":', CASE WHEN t3.address IS NOT NULL THEN concat('{"text":', coalesce(to_json(t3.address->>'text'), 'null'), ',"zip":', coalesce(to_json(t3.address->>'zip'), 'null'), '}') ELSE 'null' END, ',"phones":',
    (SELECT concat('[', string_agg(concat('{"number":', to_json(t4.value->>'number'), '}'), ',' ORDER BY t4.ordinality), ']')
    FROM jsonb_array_elements(t3.phones) WITH ORDINALITY t4), '}')
  FROM department t3
  WHERE t3.id = $2::uuid), 'null'), ',"without":', coalesce(
  (SELECT concat('{"address":', CASE WHEN t5.address IS NOT NULL THEN concat('{"text":', coalesce(to_json(t5.address->>'text'), 'null'), ',"zip":', coalesce(to_json(t5.address->>'zip'), 'null'), '}') ELSE 'null' END, ',"phones":',
    (SELECT concat('[', string_agg(concat('{"number":', to_json(t6.value->>'number'), '}'), ',' ORDER BY t6.ordinality), ']')
    FROM jsonb_array_elements(t5.phones) WITH ORDINALITY t6), '}')
  FROM department t5
  WHERE t5.id = $3::uuid), 'null'), ',"equipment":', coalesce(
  (SELECT concat('{"names":',
    (SELECT concat('[', string_agg(concat('{"name":', to_json(t8.value->>'name'), ',"type":"', t8.value->>'type', '"}'), ',' ORDER BY t8.ordinality), ']')
    FROM jsonb_array_elements(t7.names) WITH ORDINALITY t8), ',"properties":',
    (SELECT concat('[', string_agg(concat('{"type":', to_json(t9.value->>'type'), ',"valueInteger":', coalesce((trunc((t9.value->>'valueInteger')::numeric))::text, 'null'), ',"valueDecimal":', coalesce('"' || (t9.value->>'valueDecimal') || '"', 'null'), ',"valueBoolean":', coalesce(((t9.value->>'valueBoolean')::bool)::text, 'null'), ',"valueString":', coalesce(to_json(t9.value->>'valueString'), 'null'), '}'), ',' ORDER BY t9.ordinality), ']')
    FROM jsonb_array_elements(t7.properties) WITH ORDINALITY t9), ',"udi":',
    (SELECT concat('[', string_agg(concat('{"value":', to_json(t10.value->>'value'), ',"type":', coalesce(to_json(t10.value->>'type'), 'null'), ',"assigner":', coalesce(to_json(t10.value->>'assigner'), 'null'), '}'), ',' ORDER BY t10.ordinality), ']')
    FROM jsonb_array_elements(t7.udi) WITH ORDINALITY t10), '}')
  FROM equipment t7
  WHERE t7.id = $4::uuid), 'null'), '}'), 'UTF8')
-- $1 = UUID('018f0000-0000-7000-8000-000000000002')
-- $2 = UUID('018f0000-0000-7000-8000-00000000000a')
-- $3 = UUID('018f0000-0000-7000-8000-00000000000c')
-- $4 = UUID('018f0000-0000-7000-8000-000000000043')

SELECT convert_to(concat('{"hospital":', coalesce(
  (SELECT concat('{"licences":',
    (SELECT concat('[', string_agg(concat('{"number":', to_json(t2.number), ',"issuedDate":"', t2.issued_date, '","expiryDate":', coalesce('"' || (t2.expiry_date) || '"', 'null'), ',"orderNumber":', coalesce(to_json(t2.order_number), 'null'), ',"whatLicensed":', coalesce(to_json(t2.what_licensed), 'null'), '}'), ',' ORDER BY t2.issued_date, t2.id), ']')
    FROM facility_licence t2
    WHERE t2.facility_id = t1.id), ',"externalIds":',
    (SELECT concat('[', string_agg(concat('{"system":', to_json(t3.system), ',"value":', to_json(t3.value), '}'), ',' ORDER BY t3.system, t3.value), ']')
    FROM facility_external_id t3
    WHERE t3.facility_id = t1.id), '}')
  FROM facility t1
  WHERE t1.id = $1::uuid
  ORDER BY t1.status = 'CLOSED', t1.id
  LIMIT 1), 'null'), ',"centre":', coalesce(
  (SELECT concat('{"licences":',
    (SELECT concat('[', string_agg(concat('{"number":', to_json(t5.number), '}'), ',' ORDER BY t5.issued_date, t5.id), ']')
    FROM facility_licence t5
    WHERE t5.facility_id = t4.id), ',"externalIds":',
    (SELECT concat('[', string_agg(concat('{"system":', to_json(t6.system), '}'), ',' ORDER BY t6.system, t6.value), ']')
    FROM facility_external_id t6
    WHERE t6.facility_id = t4.id), ',"phones":',
    (SELECT concat('[', string_agg(concat('{"number":', to_json(t7.value->>'number'), '}'), ',' ORDER BY t7.ordinality), ']')
    FROM jsonb_array_elements(t4.phones) WITH ORDINALITY t7), '}')
  FROM facility t4
  WHERE t4.id = $2::uuid
  ORDER BY t4.status = 'CLOSED', t4.id
  LIMIT 1), 'null'), '}'), 'UTF8')
-- $1 = UUID('018f0000-0000-7000-8000-000000000002')
-- $2 = UUID('018f0000-0000-7000-8000-000000000003')

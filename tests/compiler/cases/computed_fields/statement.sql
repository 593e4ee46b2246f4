SELECT convert_to(concat('{"bank":', coalesce(
  (SELECT concat('{"completeness":', CASE WHEN t1.type_code = 'LOGISTICS_INVENTORY' THEN concat('{"isComplete":', (NOT (NOT EXISTS
    (SELECT 1
    FROM equipment q
    WHERE q.facility_id = t1.facility_id AND q.path >= t1.path AND q.path < t1.path || '~' AND q.type_code = 'BLOOD_REFRIGERATOR' AND q.status = 'ACTIVE' AND q.availability_status = 'AVAILABLE')) AND NOT (NOT EXISTS
    (SELECT 1
    FROM equipment q
    WHERE q.facility_id = t1.facility_id AND q.path >= t1.path AND q.path < t1.path || '~' AND q.type_code = 'PLASMA_FREEZER' AND q.status = 'ACTIVE' AND q.availability_status = 'AVAILABLE')))::text, ',"missing":',
    (SELECT concat('[', string_agg(concat('{"code":', to_json(t2.code), ',"title":', to_json(t2.title), '}'), ',' ORDER BY t2.ordinal), ']')
    FROM dictionary_value t2
    WHERE t2.dictionary = 'EQUIPMENT_TYPE' AND t2.code IN ('BLOOD_REFRIGERATOR', 'PLASMA_FREEZER') AND NOT EXISTS
      (SELECT 1
      FROM equipment q
      WHERE q.facility_id = t1.facility_id AND q.path >= t1.path AND q.path < t1.path || '~' AND q.type_code = t2.code AND q.status = 'ACTIVE' AND q.availability_status = 'AVAILABLE')), ',"recommended":',
    (SELECT concat('[', string_agg(concat('{"code":', to_json(t3.code), '}'), ',' ORDER BY t3.ordinal), ']')
    FROM dictionary_value t3
    WHERE t3.dictionary = 'EQUIPMENT_TYPE' AND t3.code IN ('PLATELET_AGITATOR') AND NOT EXISTS
      (SELECT 1
      FROM equipment q
      WHERE q.facility_id = t1.facility_id AND q.path >= t1.path AND q.path < t1.path || '~' AND q.type_code = t3.code AND q.status = 'ACTIVE' AND q.availability_status = 'AVAILABLE')), '}') ELSE 'null' END, ',"equipment":', concat('{"nodes":',
    (SELECT concat('[', string_agg(concat('{"name":', to_json(t4.name), ',"nextVerificationOn":', coalesce('"' || (t4.next_verification_on) || '"', 'null'), ',"verificationOverdue":', coalesce((coalesce(t4.next_verification_on < $1::date, false))::text, 'null'), ',"inventoryNumberLabel":', coalesce(to_json(coalesce(t4.inventory_number, 'відсутній')), 'null'), '}'), ','), ']')
    FROM
      (SELECT *
      FROM equipment t4
      WHERE t4.department_id = t1.id
      ORDER BY t4.next_verification_on, t4.id
      LIMIT $2::int8) t4), '}'), ',"workplaces":', concat('{"nodes":',
    (SELECT concat('[', string_agg(concat('{"inventoryNumberLabel":', coalesce(to_json(coalesce(t5.inventory_number, 'відсутній')), 'null'), '}'), ','), ']')
    FROM
      (SELECT *
      FROM workplace t5
      WHERE t5.department_id = t1.id
      ORDER BY t5.id
      LIMIT $3::int8) t5), '}'), '}')
  FROM department t1
  WHERE t1.id = $4::uuid), 'null'), ',"centre":', coalesce(
  (SELECT concat('{"completeness":', CASE WHEN t6.type_code = 'LOGISTICS_INVENTORY' THEN concat('{"isComplete":', (NOT (NOT EXISTS
    (SELECT 1
    FROM equipment q
    WHERE q.facility_id = t6.facility_id AND q.path >= t6.path AND q.path < t6.path || '~' AND q.type_code = 'BLOOD_REFRIGERATOR' AND q.status = 'ACTIVE' AND q.availability_status = 'AVAILABLE')) AND NOT (NOT EXISTS
    (SELECT 1
    FROM equipment q
    WHERE q.facility_id = t6.facility_id AND q.path >= t6.path AND q.path < t6.path || '~' AND q.type_code = 'PLASMA_FREEZER' AND q.status = 'ACTIVE' AND q.availability_status = 'AVAILABLE')))::text, ',"missing":',
    (SELECT concat('[', string_agg(concat('{"code":', to_json(t7.code), '}'), ',' ORDER BY t7.ordinal), ']')
    FROM dictionary_value t7
    WHERE t7.dictionary = 'EQUIPMENT_TYPE' AND t7.code IN ('BLOOD_REFRIGERATOR', 'PLASMA_FREEZER') AND NOT EXISTS
      (SELECT 1
      FROM equipment q
      WHERE q.facility_id = t6.facility_id AND q.path >= t6.path AND q.path < t6.path || '~' AND q.type_code = t7.code AND q.status = 'ACTIVE' AND q.availability_status = 'AVAILABLE')), '}') ELSE 'null' END, '}')
  FROM department t6
  WHERE t6.id = $5::uuid), 'null'), ',"therapy":', coalesce(
  (SELECT concat('{"completeness":', CASE WHEN t8.type_code = 'LOGISTICS_INVENTORY' THEN concat('{"isComplete":', (NOT (NOT EXISTS
    (SELECT 1
    FROM equipment q
    WHERE q.facility_id = t8.facility_id AND q.path >= t8.path AND q.path < t8.path || '~' AND q.type_code = 'BLOOD_REFRIGERATOR' AND q.status = 'ACTIVE' AND q.availability_status = 'AVAILABLE')) AND NOT (NOT EXISTS
    (SELECT 1
    FROM equipment q
    WHERE q.facility_id = t8.facility_id AND q.path >= t8.path AND q.path < t8.path || '~' AND q.type_code = 'PLASMA_FREEZER' AND q.status = 'ACTIVE' AND q.availability_status = 'AVAILABLE')))::text, '}') ELSE 'null' END, '}')
  FROM department t8
  WHERE t8.id = $6::uuid), 'null'), ',"positions":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"title":', to_json(coalesce(t9.custom_title,
    (SELECT v.title
    FROM dictionary_value v
    WHERE v.dictionary = 'POSITION' AND v.code = t9.title_code))), ',"headcount":"', t9.headcount, '","vacancies":', coalesce('"' || (
    (SELECT greatest(t9.headcount - coalesce(sum(a.rate), 0), 0.00)
    FROM assignment a
    WHERE a.position_id = t9.id AND a.status = 'ACTIVE' AND a.kind <> 'SUBSTITUTE')) || '"', 'null'), ',"occupancy":', coalesce('"' || (
    (SELECT CASE WHEN coalesce(sum(a.rate), 0) = 0 THEN 'VACANT' WHEN sum(a.rate) < t9.headcount THEN 'PARTLY_FILLED' ELSE 'FILLED' END
    FROM assignment a
    WHERE a.position_id = t9.id AND a.status = 'ACTIVE' AND a.kind <> 'SUBSTITUTE')) || '"', 'null'), '}'), ','), ']')
  FROM
    (SELECT *
    FROM position t9
    ORDER BY t9.id
    LIMIT $7::int8) t9), '}'), '}'), 'UTF8')
-- $1 = datetime.date(2026, 2, 3)
-- $2 = 20
-- $3 = 20
-- $4 = UUID('018f0000-0000-7000-8000-00000000000a')
-- $5 = UUID('018f0000-0000-7000-8000-000000000012')
-- $6 = UUID('018f0000-0000-7000-8000-00000000000c')
-- $7 = 50

SELECT convert_to(concat('{"node":', coalesce(CASE $2::text WHEN 'Facility' THEN
  (SELECT concat('{"id":"', encode(convert_to('Facility:' || t1.id, 'UTF8'), 'base64'), '","__typename":"Facility","nameShort":', to_json(t1.name_short), '}')
  FROM facility t1
  WHERE t1.id = $1::uuid) WHEN 'Department' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('Department:' || t2.id, 'UTF8'), 'base64'), '='), '","__typename":"Department"}')
  FROM department t2
  WHERE t2.id = $1::uuid) WHEN 'Position' THEN
  (SELECT concat('{"id":"', encode(convert_to('Position:' || t3.id, 'UTF8'), 'base64'), '","__typename":"Position"}')
  FROM position t3
  WHERE t3.id = $1::uuid) WHEN 'Employee' THEN
  (SELECT concat('{"id":"', encode(convert_to('Employee:' || t4.id, 'UTF8'), 'base64'), '","__typename":"Employee"}')
  FROM employee t4
  WHERE t4.id = $1::uuid) WHEN 'Assignment' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('Assignment:' || t5.id, 'UTF8'), 'base64'), '='), '","__typename":"Assignment"}')
  FROM assignment t5
  WHERE t5.id = $1::uuid) WHEN 'Workplace' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('Workplace:' || t6.id, 'UTF8'), 'base64'), '='), '","__typename":"Workplace"}')
  FROM workplace t6
  WHERE t6.id = $1::uuid) WHEN 'Equipment' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('Equipment:' || t7.id, 'UTF8'), 'base64'), '='), '","__typename":"Equipment","name":', to_json(t7.name), '}')
  FROM equipment t7
  WHERE t7.id = $1::uuid) END, 'null'), ',"fridge":', coalesce(CASE $4::text WHEN 'Facility' THEN
  (SELECT concat('{"__typename":"Facility","nameShort":', to_json(t8.name_short), '}')
  FROM facility t8
  WHERE t8.id = $3::uuid) WHEN 'Department' THEN
  (SELECT '{"__typename":"Department"}'
  FROM department t9
  WHERE t9.id = $3::uuid) WHEN 'Position' THEN
  (SELECT '{"__typename":"Position"}'
  FROM position t10
  WHERE t10.id = $3::uuid) WHEN 'Employee' THEN
  (SELECT '{"__typename":"Employee"}'
  FROM employee t11
  WHERE t11.id = $3::uuid) WHEN 'Assignment' THEN
  (SELECT '{"__typename":"Assignment"}'
  FROM assignment t12
  WHERE t12.id = $3::uuid) WHEN 'Workplace' THEN
  (SELECT '{"__typename":"Workplace"}'
  FROM workplace t13
  WHERE t13.id = $3::uuid) WHEN 'Equipment' THEN
  (SELECT concat('{"__typename":"Equipment","name":', to_json(t14.name), '}')
  FROM equipment t14
  WHERE t14.id = $3::uuid) END, 'null'), ',"unknown":', coalesce(CASE $6::text WHEN 'Facility' THEN
  (SELECT concat('{"id":"', encode(convert_to('Facility:' || t15.id, 'UTF8'), 'base64'), '"}')
  FROM facility t15
  WHERE t15.id = $5::uuid) WHEN 'Department' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('Department:' || t16.id, 'UTF8'), 'base64'), '='), '"}')
  FROM department t16
  WHERE t16.id = $5::uuid) WHEN 'Position' THEN
  (SELECT concat('{"id":"', encode(convert_to('Position:' || t17.id, 'UTF8'), 'base64'), '"}')
  FROM position t17
  WHERE t17.id = $5::uuid) WHEN 'Employee' THEN
  (SELECT concat('{"id":"', encode(convert_to('Employee:' || t18.id, 'UTF8'), 'base64'), '"}')
  FROM employee t18
  WHERE t18.id = $5::uuid) WHEN 'Assignment' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('Assignment:' || t19.id, 'UTF8'), 'base64'), '='), '"}')
  FROM assignment t19
  WHERE t19.id = $5::uuid) WHEN 'Workplace' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('Workplace:' || t20.id, 'UTF8'), 'base64'), '='), '"}')
  FROM workplace t20
  WHERE t20.id = $5::uuid) WHEN 'Equipment' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('Equipment:' || t21.id, 'UTF8'), 'base64'), '='), '"}')
  FROM equipment t21
  WHERE t21.id = $5::uuid) END, 'null'), ',"wrongType":', coalesce(
  (SELECT concat('{"id":"', encode(convert_to('Facility:' || t22.id, 'UTF8'), 'base64'), '"}')
  FROM facility t22
  WHERE t22.id = $7::uuid
  ORDER BY t22.status = 'CLOSED', t22.id
  LIMIT 1), 'null'), ',"nodes":',
  (SELECT concat('[', string_agg(coalesce(CASE t23.type WHEN 'Facility' THEN
    (SELECT concat('{"id":"', encode(convert_to('Facility:' || t24.id, 'UTF8'), 'base64'), '"}')
    FROM facility t24
    WHERE t24.id = t23.id) WHEN 'Department' THEN
    (SELECT concat('{"id":"', rtrim(encode(convert_to('Department:' || t25.id, 'UTF8'), 'base64'), '='), '","name":', to_json(t25.name), '}')
    FROM department t25
    WHERE t25.id = t23.id) WHEN 'Position' THEN
    (SELECT concat('{"id":"', encode(convert_to('Position:' || t26.id, 'UTF8'), 'base64'), '"}')
    FROM position t26
    WHERE t26.id = t23.id) WHEN 'Employee' THEN
    (SELECT concat('{"id":"', encode(convert_to('Employee:' || t27.id, 'UTF8'), 'base64'), '","lastName":', to_json(t27.last_name), '}')
    FROM employee t27
    WHERE t27.id = t23.id) WHEN 'Assignment' THEN
    (SELECT concat('{"id":"', rtrim(encode(convert_to('Assignment:' || t28.id, 'UTF8'), 'base64'), '='), '"}')
    FROM assignment t28
    WHERE t28.id = t23.id) WHEN 'Workplace' THEN
    (SELECT concat('{"id":"', rtrim(encode(convert_to('Workplace:' || t29.id, 'UTF8'), 'base64'), '='), '"}')
    FROM workplace t29
    WHERE t29.id = t23.id) WHEN 'Equipment' THEN
    (SELECT concat('{"id":"', rtrim(encode(convert_to('Equipment:' || t30.id, 'UTF8'), 'base64'), '='), '"}')
    FROM equipment t30
    WHERE t30.id = t23.id) END, 'null'), ',' ORDER BY t23.place), ']')
  FROM unnest($8::text[], $9::uuid[]) WITH ORDINALITY t23(type, id, place)), ',"single":',
  (SELECT concat('[', string_agg(coalesce(CASE t31.type WHEN 'Facility' THEN
    (SELECT '{"__typename":"Facility"}'
    FROM facility t32
    WHERE t32.id = t31.id) WHEN 'Department' THEN
    (SELECT '{"__typename":"Department"}'
    FROM department t33
    WHERE t33.id = t31.id) WHEN 'Position' THEN
    (SELECT '{"__typename":"Position"}'
    FROM position t34
    WHERE t34.id = t31.id) WHEN 'Employee' THEN
    (SELECT '{"__typename":"Employee"}'
    FROM employee t35
    WHERE t35.id = t31.id) WHEN 'Assignment' THEN
    (SELECT '{"__typename":"Assignment"}'
    FROM assignment t36
    WHERE t36.id = t31.id) WHEN 'Workplace' THEN
    (SELECT '{"__typename":"Workplace"}'
    FROM workplace t37
    WHERE t37.id = t31.id) WHEN 'Equipment' THEN
    (SELECT '{"__typename":"Equipment"}'
    FROM equipment t38
    WHERE t38.id = t31.id) END, 'null'), ',' ORDER BY t31.place), ']')
  FROM unnest($10::text[], $11::uuid[]) WITH ORDINALITY t31(type, id, place)), '}'), 'UTF8')
-- $1 = UUID('018f0000-0000-7000-8000-000000000002')
-- $2 = 'Facility'
-- $3 = UUID('018f0000-0000-7000-8000-000000000043')
-- $4 = 'Equipment'
-- $5 = UUID('018f0000-0000-7000-8000-000000009999')
-- $6 = 'Facility'
-- $7 = None
-- $8 = ['Department', 'Employee', 'Equipment', 'Department', 'Unknown', 'Workplace']
-- $9 = [UUID('018f0000-0000-7000-8000-00000000000a'), UUID('018f0000-0000-7000-8000-00000000001a'), UUID('018f0000-0000-7000-8000-000000009999'), UUID('018f0000-0000-7000-8000-00000000000a'), UUID('018f0000-0000-7000-8000-000000000001'), UUID('018f0000-0000-7000-8000-00000000003f')]
-- $10 = ['Facility']
-- $11 = [UUID('018f0000-0000-7000-8000-000000000002')]

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
  WHERE t7.id = $1::uuid) WHEN 'RoleSet' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('RoleSet:' || t8.id, 'UTF8'), 'base64'), '='), '","__typename":"RoleSet"}')
  FROM role_set t8
  WHERE t8.id = $1::uuid) END, 'null'), ',"fridge":', coalesce(CASE $4::text WHEN 'Facility' THEN
  (SELECT concat('{"__typename":"Facility","nameShort":', to_json(t9.name_short), '}')
  FROM facility t9
  WHERE t9.id = $3::uuid) WHEN 'Department' THEN
  (SELECT '{"__typename":"Department"}'
  FROM department t10
  WHERE t10.id = $3::uuid) WHEN 'Position' THEN
  (SELECT '{"__typename":"Position"}'
  FROM position t11
  WHERE t11.id = $3::uuid) WHEN 'Employee' THEN
  (SELECT '{"__typename":"Employee"}'
  FROM employee t12
  WHERE t12.id = $3::uuid) WHEN 'Assignment' THEN
  (SELECT '{"__typename":"Assignment"}'
  FROM assignment t13
  WHERE t13.id = $3::uuid) WHEN 'Workplace' THEN
  (SELECT '{"__typename":"Workplace"}'
  FROM workplace t14
  WHERE t14.id = $3::uuid) WHEN 'Equipment' THEN
  (SELECT concat('{"__typename":"Equipment","name":', to_json(t15.name), '}')
  FROM equipment t15
  WHERE t15.id = $3::uuid) WHEN 'RoleSet' THEN
  (SELECT '{"__typename":"RoleSet"}'
  FROM role_set t16
  WHERE t16.id = $3::uuid) END, 'null'), ',"unknown":', coalesce(CASE $6::text WHEN 'Facility' THEN
  (SELECT concat('{"id":"', encode(convert_to('Facility:' || t17.id, 'UTF8'), 'base64'), '"}')
  FROM facility t17
  WHERE t17.id = $5::uuid) WHEN 'Department' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('Department:' || t18.id, 'UTF8'), 'base64'), '='), '"}')
  FROM department t18
  WHERE t18.id = $5::uuid) WHEN 'Position' THEN
  (SELECT concat('{"id":"', encode(convert_to('Position:' || t19.id, 'UTF8'), 'base64'), '"}')
  FROM position t19
  WHERE t19.id = $5::uuid) WHEN 'Employee' THEN
  (SELECT concat('{"id":"', encode(convert_to('Employee:' || t20.id, 'UTF8'), 'base64'), '"}')
  FROM employee t20
  WHERE t20.id = $5::uuid) WHEN 'Assignment' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('Assignment:' || t21.id, 'UTF8'), 'base64'), '='), '"}')
  FROM assignment t21
  WHERE t21.id = $5::uuid) WHEN 'Workplace' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('Workplace:' || t22.id, 'UTF8'), 'base64'), '='), '"}')
  FROM workplace t22
  WHERE t22.id = $5::uuid) WHEN 'Equipment' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('Equipment:' || t23.id, 'UTF8'), 'base64'), '='), '"}')
  FROM equipment t23
  WHERE t23.id = $5::uuid) WHEN 'RoleSet' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('RoleSet:' || t24.id, 'UTF8'), 'base64'), '='), '"}')
  FROM role_set t24
  WHERE t24.id = $5::uuid) END, 'null'), ',"wrongType":', coalesce(
  (SELECT concat('{"id":"', encode(convert_to('Facility:' || t25.id, 'UTF8'), 'base64'), '"}')
  FROM facility t25
  WHERE t25.id = $7::uuid
  ORDER BY t25.status = 'CLOSED', t25.id
  LIMIT 1), 'null'), ',"nodes":',
  (SELECT concat('[', string_agg(coalesce(CASE t26.type WHEN 'Facility' THEN
    (SELECT concat('{"id":"', encode(convert_to('Facility:' || t27.id, 'UTF8'), 'base64'), '"}')
    FROM facility t27
    WHERE t27.id = t26.id) WHEN 'Department' THEN
    (SELECT concat('{"id":"', rtrim(encode(convert_to('Department:' || t28.id, 'UTF8'), 'base64'), '='), '","name":', to_json(t28.name), '}')
    FROM department t28
    WHERE t28.id = t26.id) WHEN 'Position' THEN
    (SELECT concat('{"id":"', encode(convert_to('Position:' || t29.id, 'UTF8'), 'base64'), '"}')
    FROM position t29
    WHERE t29.id = t26.id) WHEN 'Employee' THEN
    (SELECT concat('{"id":"', encode(convert_to('Employee:' || t30.id, 'UTF8'), 'base64'), '","lastName":', to_json(t30.last_name), '}')
    FROM employee t30
    WHERE t30.id = t26.id) WHEN 'Assignment' THEN
    (SELECT concat('{"id":"', rtrim(encode(convert_to('Assignment:' || t31.id, 'UTF8'), 'base64'), '='), '"}')
    FROM assignment t31
    WHERE t31.id = t26.id) WHEN 'Workplace' THEN
    (SELECT concat('{"id":"', rtrim(encode(convert_to('Workplace:' || t32.id, 'UTF8'), 'base64'), '='), '"}')
    FROM workplace t32
    WHERE t32.id = t26.id) WHEN 'Equipment' THEN
    (SELECT concat('{"id":"', rtrim(encode(convert_to('Equipment:' || t33.id, 'UTF8'), 'base64'), '='), '"}')
    FROM equipment t33
    WHERE t33.id = t26.id) WHEN 'RoleSet' THEN
    (SELECT concat('{"id":"', rtrim(encode(convert_to('RoleSet:' || t34.id, 'UTF8'), 'base64'), '='), '"}')
    FROM role_set t34
    WHERE t34.id = t26.id) END, 'null'), ',' ORDER BY t26.place), ']')
  FROM unnest($8::text[], $9::uuid[]) WITH ORDINALITY t26(type, id, place)), ',"single":',
  (SELECT concat('[', string_agg(coalesce(CASE t35.type WHEN 'Facility' THEN
    (SELECT '{"__typename":"Facility"}'
    FROM facility t36
    WHERE t36.id = t35.id) WHEN 'Department' THEN
    (SELECT '{"__typename":"Department"}'
    FROM department t37
    WHERE t37.id = t35.id) WHEN 'Position' THEN
    (SELECT '{"__typename":"Position"}'
    FROM position t38
    WHERE t38.id = t35.id) WHEN 'Employee' THEN
    (SELECT '{"__typename":"Employee"}'
    FROM employee t39
    WHERE t39.id = t35.id) WHEN 'Assignment' THEN
    (SELECT '{"__typename":"Assignment"}'
    FROM assignment t40
    WHERE t40.id = t35.id) WHEN 'Workplace' THEN
    (SELECT '{"__typename":"Workplace"}'
    FROM workplace t41
    WHERE t41.id = t35.id) WHEN 'Equipment' THEN
    (SELECT '{"__typename":"Equipment"}'
    FROM equipment t42
    WHERE t42.id = t35.id) WHEN 'RoleSet' THEN
    (SELECT '{"__typename":"RoleSet"}'
    FROM role_set t43
    WHERE t43.id = t35.id) END, 'null'), ',' ORDER BY t35.place), ']')
  FROM unnest($10::text[], $11::uuid[]) WITH ORDINALITY t35(type, id, place)), '}'), 'UTF8')
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

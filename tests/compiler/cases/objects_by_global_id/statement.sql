SELECT convert_to(concat('{"node":', coalesce(CASE $2::text WHEN 'Facility' THEN
  (SELECT concat('{"id":"', encode(convert_to('Facility:' || t1.id, 'UTF8'), 'base64'), '","__typename":"Facility","nameShort":', to_json(t1.name_short), '}')
  FROM facility t1
  WHERE t1.id = $1::uuid) WHEN 'FacilityApplication' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('FacilityApplication:' || t2.id, 'UTF8'), 'base64'), '='), '","__typename":"FacilityApplication"}')
  FROM facility_application t2
  WHERE t2.id = $1::uuid) WHEN 'Department' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('Department:' || t3.id, 'UTF8'), 'base64'), '='), '","__typename":"Department"}')
  FROM department t3
  WHERE t3.id = $1::uuid) WHEN 'Position' THEN
  (SELECT concat('{"id":"', encode(convert_to('Position:' || t4.id, 'UTF8'), 'base64'), '","__typename":"Position"}')
  FROM position t4
  WHERE t4.id = $1::uuid) WHEN 'Employee' THEN
  (SELECT concat('{"id":"', encode(convert_to('Employee:' || t5.id, 'UTF8'), 'base64'), '","__typename":"Employee"}')
  FROM employee t5
  WHERE t5.id = $1::uuid) WHEN 'IdentityCorrection' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('IdentityCorrection:' || t6.id, 'UTF8'), 'base64'), '='), '","__typename":"IdentityCorrection"}')
  FROM identity_correction t6
  WHERE t6.id = $1::uuid) WHEN 'Assignment' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('Assignment:' || t7.id, 'UTF8'), 'base64'), '='), '","__typename":"Assignment"}')
  FROM assignment t7
  WHERE t7.id = $1::uuid) WHEN 'Invitation' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('Invitation:' || t8.id, 'UTF8'), 'base64'), '='), '","__typename":"Invitation"}')
  FROM invitation t8
  WHERE t8.id = $1::uuid) WHEN 'Workplace' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('Workplace:' || t9.id, 'UTF8'), 'base64'), '='), '","__typename":"Workplace"}')
  FROM workplace t9
  WHERE t9.id = $1::uuid) WHEN 'Equipment' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('Equipment:' || t10.id, 'UTF8'), 'base64'), '='), '","__typename":"Equipment","name":', to_json(t10.name), '}')
  FROM equipment t10
  WHERE t10.id = $1::uuid) WHEN 'RoleSet' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('RoleSet:' || t11.id, 'UTF8'), 'base64'), '='), '","__typename":"RoleSet"}')
  FROM role_set t11
  WHERE t11.id = $1::uuid) WHEN 'MisClient' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('MisClient:' || t12.id, 'UTF8'), 'base64'), '='), '","__typename":"MisClient"}')
  FROM mis_client t12
  WHERE t12.id = $1::uuid) WHEN 'MisConnection' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('MisConnection:' || t13.id, 'UTF8'), 'base64'), '='), '","__typename":"MisConnection"}')
  FROM mis_connection t13
  WHERE t13.id = $1::uuid) END, 'null'), ',"fridge":', coalesce(CASE $4::text WHEN 'Facility' THEN
  (SELECT concat('{"__typename":"Facility","nameShort":', to_json(t14.name_short), '}')
  FROM facility t14
  WHERE t14.id = $3::uuid) WHEN 'FacilityApplication' THEN
  (SELECT '{"__typename":"FacilityApplication"}'
  FROM facility_application t15
  WHERE t15.id = $3::uuid) WHEN 'Department' THEN
  (SELECT '{"__typename":"Department"}'
  FROM department t16
  WHERE t16.id = $3::uuid) WHEN 'Position' THEN
  (SELECT '{"__typename":"Position"}'
  FROM position t17
  WHERE t17.id = $3::uuid) WHEN 'Employee' THEN
  (SELECT '{"__typename":"Employee"}'
  FROM employee t18
  WHERE t18.id = $3::uuid) WHEN 'IdentityCorrection' THEN
  (SELECT '{"__typename":"IdentityCorrection"}'
  FROM identity_correction t19
  WHERE t19.id = $3::uuid) WHEN 'Assignment' THEN
  (SELECT '{"__typename":"Assignment"}'
  FROM assignment t20
  WHERE t20.id = $3::uuid) WHEN 'Invitation' THEN
  (SELECT '{"__typename":"Invitation"}'
  FROM invitation t21
  WHERE t21.id = $3::uuid) WHEN 'Workplace' THEN
  (SELECT '{"__typename":"Workplace"}'
  FROM workplace t22
  WHERE t22.id = $3::uuid) WHEN 'Equipment' THEN
  (SELECT concat('{"__typename":"Equipment","name":', to_json(t23.name), '}')
  FROM equipment t23
  WHERE t23.id = $3::uuid) WHEN 'RoleSet' THEN
  (SELECT '{"__typename":"RoleSet"}'
  FROM role_set t24
  WHERE t24.id = $3::uuid) WHEN 'MisClient' THEN
  (SELECT '{"__typename":"MisClient"}'
  FROM mis_client t25
  WHERE t25.id = $3::uuid) WHEN 'MisConnection' THEN
  (SELECT '{"__typename":"MisConnection"}'
  FROM mis_connection t26
  WHERE t26.id = $3::uuid) END, 'null'), ',"unknown":', coalesce(CASE $6::text WHEN 'Facility' THEN
  (SELECT concat('{"id":"', encode(convert_to('Facility:' || t27.id, 'UTF8'), 'base64'), '"}')
  FROM facility t27
  WHERE t27.id = $5::uuid) WHEN 'FacilityApplication' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('FacilityApplication:' || t28.id, 'UTF8'), 'base64'), '='), '"}')
  FROM facility_application t28
  WHERE t28.id = $5::uuid) WHEN 'Department' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('Department:' || t29.id, 'UTF8'), 'base64'), '='), '"}')
  FROM department t29
  WHERE t29.id = $5::uuid) WHEN 'Position' THEN
  (SELECT concat('{"id":"', encode(convert_to('Position:' || t30.id, 'UTF8'), 'base64'), '"}')
  FROM position t30
  WHERE t30.id = $5::uuid) WHEN 'Employee' THEN
  (SELECT concat('{"id":"', encode(convert_to('Employee:' || t31.id, 'UTF8'), 'base64'), '"}')
  FROM employee t31
  WHERE t31.id = $5::uuid) WHEN 'IdentityCorrection' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('IdentityCorrection:' || t32.id, 'UTF8'), 'base64'), '='), '"}')
  FROM identity_correction t32
  WHERE t32.id = $5::uuid) WHEN 'Assignment' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('Assignment:' || t33.id, 'UTF8'), 'base64'), '='), '"}')
  FROM assignment t33
  WHERE t33.id = $5::uuid) WHEN 'Invitation' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('Invitation:' || t34.id, 'UTF8'), 'base64'), '='), '"}')
  FROM invitation t34
  WHERE t34.id = $5::uuid) WHEN 'Workplace' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('Workplace:' || t35.id, 'UTF8'), 'base64'), '='), '"}')
  FROM workplace t35
  WHERE t35.id = $5::uuid) WHEN 'Equipment' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('Equipment:' || t36.id, 'UTF8'), 'base64'), '='), '"}')
  FROM equipment t36
  WHERE t36.id = $5::uuid) WHEN 'RoleSet' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('RoleSet:' || t37.id, 'UTF8'), 'base64'), '='), '"}')
  FROM role_set t37
  WHERE t37.id = $5::uuid) WHEN 'MisClient' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('MisClient:' || t38.id, 'UTF8'), 'base64'), '='), '"}')
  FROM mis_client t38
  WHERE t38.id = $5::uuid) WHEN 'MisConnection' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('MisConnection:' || t39.id, 'UTF8'), 'base64'), '='), '"}')
  FROM mis_connection t39
  WHERE t39.id = $5::uuid) END, 'null'), ',"wrongType":', coalesce(
  (SELECT concat('{"id":"', encode(convert_to('Facility:' || t40.id, 'UTF8'), 'base64'), '"}')
  FROM facility t40
  WHERE t40.id = $7::uuid
  ORDER BY t40.status = 'CLOSED', t40.id
  LIMIT 1), 'null'), ',"nodes":',
  (SELECT concat('[', string_agg(coalesce(CASE t41.type WHEN 'Facility' THEN
    (SELECT concat('{"id":"', encode(convert_to('Facility:' || t42.id, 'UTF8'), 'base64'), '"}')
    FROM facility t42
    WHERE t42.id = t41.id) WHEN 'FacilityApplication' THEN
    (SELECT concat('{"id":"', rtrim(encode(convert_to('FacilityApplication:' || t43.id, 'UTF8'), 'base64'), '='), '"}')
    FROM facility_application t43
    WHERE t43.id = t41.id) WHEN 'Department' THEN
    (SELECT concat('{"id":"', rtrim(encode(convert_to('Department:' || t44.id, 'UTF8'), 'base64'), '='), '","name":', to_json(t44.name), '}')
    FROM department t44
    WHERE t44.id = t41.id) WHEN 'Position' THEN
    (SELECT concat('{"id":"', encode(convert_to('Position:' || t45.id, 'UTF8'), 'base64'), '"}')
    FROM position t45
    WHERE t45.id = t41.id) WHEN 'Employee' THEN
    (SELECT concat('{"id":"', encode(convert_to('Employee:' || t46.id, 'UTF8'), 'base64'), '","lastName":', to_json(t46.last_name), '}')
    FROM employee t46
    WHERE t46.id = t41.id) WHEN 'IdentityCorrection' THEN
    (SELECT concat('{"id":"', rtrim(encode(convert_to('IdentityCorrection:' || t47.id, 'UTF8'), 'base64'), '='), '"}')
    FROM identity_correction t47
    WHERE t47.id = t41.id) WHEN 'Assignment' THEN
    (SELECT concat('{"id":"', rtrim(encode(convert_to('Assignment:' || t48.id, 'UTF8'), 'base64'), '='), '"}')
    FROM assignment t48
    WHERE t48.id = t41.id) WHEN 'Invitation' THEN
    (SELECT concat('{"id":"', rtrim(encode(convert_to('Invitation:' || t49.id, 'UTF8'), 'base64'), '='), '"}')
    FROM invitation t49
    WHERE t49.id = t41.id) WHEN 'Workplace' THEN
    (SELECT concat('{"id":"', rtrim(encode(convert_to('Workplace:' || t50.id, 'UTF8'), 'base64'), '='), '"}')
    FROM workplace t50
    WHERE t50.id = t41.id) WHEN 'Equipment' THEN
    (SELECT concat('{"id":"', rtrim(encode(convert_to('Equipment:' || t51.id, 'UTF8'), 'base64'), '='), '"}')
    FROM equipment t51
    WHERE t51.id = t41.id) WHEN 'RoleSet' THEN
    (SELECT concat('{"id":"', rtrim(encode(convert_to('RoleSet:' || t52.id, 'UTF8'), 'base64'), '='), '"}')
    FROM role_set t52
    WHERE t52.id = t41.id) WHEN 'MisClient' THEN
    (SELECT concat('{"id":"', rtrim(encode(convert_to('MisClient:' || t53.id, 'UTF8'), 'base64'), '='), '"}')
    FROM mis_client t53
    WHERE t53.id = t41.id) WHEN 'MisConnection' THEN
    (SELECT concat('{"id":"', rtrim(encode(convert_to('MisConnection:' || t54.id, 'UTF8'), 'base64'), '='), '"}')
    FROM mis_connection t54
    WHERE t54.id = t41.id) END, 'null'), ',' ORDER BY t41.place), ']')
  FROM unnest($8::text[], $9::uuid[]) WITH ORDINALITY t41(type, id, place)), ',"single":',
  (SELECT concat('[', string_agg(coalesce(CASE t55.type WHEN 'Facility' THEN
    (SELECT '{"__typename":"Facility"}'
    FROM facility t56
    WHERE t56.id = t55.id) WHEN 'FacilityApplication' THEN
    (SELECT '{"__typename":"FacilityApplication"}'
    FROM facility_application t57
    WHERE t57.id = t55.id) WHEN 'Department' THEN
    (SELECT '{"__typename":"Department"}'
    FROM department t58
    WHERE t58.id = t55.id) WHEN 'Position' THEN
    (SELECT '{"__typename":"Position"}'
    FROM position t59
    WHERE t59.id = t55.id) WHEN 'Employee' THEN
    (SELECT '{"__typename":"Employee"}'
    FROM employee t60
    WHERE t60.id = t55.id) WHEN 'IdentityCorrection' THEN
    (SELECT '{"__typename":"IdentityCorrection"}'
    FROM identity_correction t61
    WHERE t61.id = t55.id) WHEN 'Assignment' THEN
    (SELECT '{"__typename":"Assignment"}'
    FROM assignment t62
    WHERE t62.id = t55.id) WHEN 'Invitation' THEN
    (SELECT '{"__typename":"Invitation"}'
    FROM invitation t63
    WHERE t63.id = t55.id) WHEN 'Workplace' THEN
    (SELECT '{"__typename":"Workplace"}'
    FROM workplace t64
    WHERE t64.id = t55.id) WHEN 'Equipment' THEN
    (SELECT '{"__typename":"Equipment"}'
    FROM equipment t65
    WHERE t65.id = t55.id) WHEN 'RoleSet' THEN
    (SELECT '{"__typename":"RoleSet"}'
    FROM role_set t66
    WHERE t66.id = t55.id) WHEN 'MisClient' THEN
    (SELECT '{"__typename":"MisClient"}'
    FROM mis_client t67
    WHERE t67.id = t55.id) WHEN 'MisConnection' THEN
    (SELECT '{"__typename":"MisConnection"}'
    FROM mis_connection t68
    WHERE t68.id = t55.id) END, 'null'), ',' ORDER BY t55.place), ']')
  FROM unnest($10::text[], $11::uuid[]) WITH ORDINALITY t55(type, id, place)), '}'), 'UTF8')
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

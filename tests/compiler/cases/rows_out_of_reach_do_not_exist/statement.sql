SELECT convert_to(concat('{"employee":', coalesce(
  (SELECT concat('{"lastName":', to_json(t1.last_name), '}')
  FROM employee t1
  WHERE t1.id = $1::uuid AND (t1.facility_id = $2::uuid)), 'null'), ',"node":', coalesce(CASE $5::text WHEN 'Facility' THEN
  (SELECT concat('{"id":"', encode(convert_to('Facility:' || t2.id, 'UTF8'), 'base64'), '"}')
  FROM facility t2
  WHERE t2.id = $3::uuid) WHEN 'Department' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('Department:' || t3.id, 'UTF8'), 'base64'), '='), '"}')
  FROM department t3
  WHERE t3.id = $3::uuid AND (t3.facility_id = $2::uuid)) WHEN 'Position' THEN
  (SELECT concat('{"id":"', encode(convert_to('Position:' || t4.id, 'UTF8'), 'base64'), '"}')
  FROM position t4
  WHERE t4.id = $3::uuid AND (t4.facility_id = $2::uuid)) WHEN 'Employee' THEN
  (SELECT concat('{"id":"', encode(convert_to('Employee:' || t5.id, 'UTF8'), 'base64'), '"}')
  FROM employee t5
  WHERE t5.id = $3::uuid AND (t5.facility_id = $2::uuid)) WHEN 'Assignment' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('Assignment:' || t6.id, 'UTF8'), 'base64'), '='), '"}')
  FROM assignment t6
  WHERE t6.id = $3::uuid AND (t6.facility_id = $2::uuid)) WHEN 'Workplace' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('Workplace:' || t7.id, 'UTF8'), 'base64'), '='), '"}')
  FROM workplace t7
  WHERE t7.id = $3::uuid AND (t7.facility_id = $2::uuid)) WHEN 'Equipment' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('Equipment:' || t8.id, 'UTF8'), 'base64'), '='), '"}')
  FROM equipment t8
  WHERE t8.id = $3::uuid AND (t8.facility_id = $2::uuid)) WHEN 'RoleSet' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('RoleSet:' || t9.id, 'UTF8'), 'base64'), '='), '"}')
  FROM role_set t9
  WHERE t9.id = $3::uuid AND (t9.id = ANY ($4::uuid[]))) END, 'null'), ',"nodes":',
  (SELECT concat('[', string_agg(coalesce(CASE t10.type WHEN 'Facility' THEN
    (SELECT concat('{"id":"', encode(convert_to('Facility:' || t11.id, 'UTF8'), 'base64'), '"}')
    FROM facility t11
    WHERE t11.id = t10.id) WHEN 'Department' THEN
    (SELECT concat('{"id":"', rtrim(encode(convert_to('Department:' || t12.id, 'UTF8'), 'base64'), '='), '","name":', to_json(t12.name), '}')
    FROM department t12
    WHERE t12.id = t10.id AND (t12.facility_id = $2::uuid)) WHEN 'Position' THEN
    (SELECT concat('{"id":"', encode(convert_to('Position:' || t13.id, 'UTF8'), 'base64'), '"}')
    FROM position t13
    WHERE t13.id = t10.id AND (t13.facility_id = $2::uuid)) WHEN 'Employee' THEN
    (SELECT concat('{"id":"', encode(convert_to('Employee:' || t14.id, 'UTF8'), 'base64'), '"}')
    FROM employee t14
    WHERE t14.id = t10.id AND (t14.facility_id = $2::uuid)) WHEN 'Assignment' THEN
    (SELECT concat('{"id":"', rtrim(encode(convert_to('Assignment:' || t15.id, 'UTF8'), 'base64'), '='), '"}')
    FROM assignment t15
    WHERE t15.id = t10.id AND (t15.facility_id = $2::uuid)) WHEN 'Workplace' THEN
    (SELECT concat('{"id":"', rtrim(encode(convert_to('Workplace:' || t16.id, 'UTF8'), 'base64'), '='), '"}')
    FROM workplace t16
    WHERE t16.id = t10.id AND (t16.facility_id = $2::uuid)) WHEN 'Equipment' THEN
    (SELECT concat('{"id":"', rtrim(encode(convert_to('Equipment:' || t17.id, 'UTF8'), 'base64'), '='), '"}')
    FROM equipment t17
    WHERE t17.id = t10.id AND (t17.facility_id = $2::uuid)) WHEN 'RoleSet' THEN
    (SELECT concat('{"id":"', rtrim(encode(convert_to('RoleSet:' || t18.id, 'UTF8'), 'base64'), '='), '"}')
    FROM role_set t18
    WHERE t18.id = t10.id AND (t18.id = ANY ($4::uuid[]))) END, 'null'), ',' ORDER BY t10.place), ']')
  FROM unnest($6::text[], $7::uuid[]) WITH ORDINALITY t10(type, id, place)), ',"employees":', concat('{"totalCount":',
  (SELECT count(*)
  FROM employee t20
  WHERE (t20.facility_id = $2::uuid)), '}'), '}'), 'UTF8')
-- $1 = UUID('018f0000-0000-7000-8000-00000000002c')
-- $2 = UUID('018f0000-0000-7000-8000-000000000002')
-- $3 = UUID('018f0000-0000-7000-8000-00000000002c')
-- $4 = []
-- $5 = 'Employee'
-- $6 = ['Department', 'Department', 'Facility', 'Employee']
-- $7 = [UUID('018f0000-0000-7000-8000-00000000000a'), UUID('018f0000-0000-7000-8000-000000000012'), UUID('018f0000-0000-7000-8000-000000000003'), UUID('018f0000-0000-7000-8000-00000000002c')]

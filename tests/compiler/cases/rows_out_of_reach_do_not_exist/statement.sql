SELECT convert_to(concat('{"employee":', coalesce(
  (SELECT concat('{"lastName":', to_json(t1.last_name), '}')
  FROM employee t1
  WHERE t1.id = $1::uuid AND (t1.facility_id = $2::uuid)), 'null'), ',"node":', coalesce(CASE $6::text WHEN 'Facility' THEN
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
  WHERE t6.id = $3::uuid AND (t6.facility_id = $2::uuid)) WHEN 'Invitation' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('Invitation:' || t7.id, 'UTF8'), 'base64'), '='), '"}')
  FROM invitation t7
  WHERE t7.id = $3::uuid AND (
    (SELECT e.person_id
    FROM employee e
    WHERE e.id = t7.employee_id) = $4::uuid)) WHEN 'Workplace' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('Workplace:' || t8.id, 'UTF8'), 'base64'), '='), '"}')
  FROM workplace t8
  WHERE t8.id = $3::uuid AND (t8.facility_id = $2::uuid)) WHEN 'Equipment' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('Equipment:' || t9.id, 'UTF8'), 'base64'), '='), '"}')
  FROM equipment t9
  WHERE t9.id = $3::uuid AND (t9.facility_id = $2::uuid)) WHEN 'RoleSet' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('RoleSet:' || t10.id, 'UTF8'), 'base64'), '='), '"}')
  FROM role_set t10
  WHERE t10.id = $3::uuid AND (t10.id = ANY ($5::uuid[]))) END, 'null'), ',"nodes":',
  (SELECT concat('[', string_agg(coalesce(CASE t11.type WHEN 'Facility' THEN
    (SELECT concat('{"id":"', encode(convert_to('Facility:' || t12.id, 'UTF8'), 'base64'), '"}')
    FROM facility t12
    WHERE t12.id = t11.id) WHEN 'Department' THEN
    (SELECT concat('{"id":"', rtrim(encode(convert_to('Department:' || t13.id, 'UTF8'), 'base64'), '='), '","name":', to_json(t13.name), '}')
    FROM department t13
    WHERE t13.id = t11.id AND (t13.facility_id = $2::uuid)) WHEN 'Position' THEN
    (SELECT concat('{"id":"', encode(convert_to('Position:' || t14.id, 'UTF8'), 'base64'), '"}')
    FROM position t14
    WHERE t14.id = t11.id AND (t14.facility_id = $2::uuid)) WHEN 'Employee' THEN
    (SELECT concat('{"id":"', encode(convert_to('Employee:' || t15.id, 'UTF8'), 'base64'), '"}')
    FROM employee t15
    WHERE t15.id = t11.id AND (t15.facility_id = $2::uuid)) WHEN 'Assignment' THEN
    (SELECT concat('{"id":"', rtrim(encode(convert_to('Assignment:' || t16.id, 'UTF8'), 'base64'), '='), '"}')
    FROM assignment t16
    WHERE t16.id = t11.id AND (t16.facility_id = $2::uuid)) WHEN 'Invitation' THEN
    (SELECT concat('{"id":"', rtrim(encode(convert_to('Invitation:' || t17.id, 'UTF8'), 'base64'), '='), '"}')
    FROM invitation t17
    WHERE t17.id = t11.id AND (
      (SELECT e.person_id
      FROM employee e
      WHERE e.id = t17.employee_id) = $4::uuid)) WHEN 'Workplace' THEN
    (SELECT concat('{"id":"', rtrim(encode(convert_to('Workplace:' || t18.id, 'UTF8'), 'base64'), '='), '"}')
    FROM workplace t18
    WHERE t18.id = t11.id AND (t18.facility_id = $2::uuid)) WHEN 'Equipment' THEN
    (SELECT concat('{"id":"', rtrim(encode(convert_to('Equipment:' || t19.id, 'UTF8'), 'base64'), '='), '"}')
    FROM equipment t19
    WHERE t19.id = t11.id AND (t19.facility_id = $2::uuid)) WHEN 'RoleSet' THEN
    (SELECT concat('{"id":"', rtrim(encode(convert_to('RoleSet:' || t20.id, 'UTF8'), 'base64'), '='), '"}')
    FROM role_set t20
    WHERE t20.id = t11.id AND (t20.id = ANY ($5::uuid[]))) END, 'null'), ',' ORDER BY t11.place), ']')
  FROM unnest($7::text[], $8::uuid[]) WITH ORDINALITY t11(type, id, place)), ',"employees":', concat('{"totalCount":',
  (SELECT count(*)
  FROM employee t22
  WHERE (t22.facility_id = $2::uuid)), '}'), '}'), 'UTF8')
-- $1 = UUID('018f0000-0000-7000-8000-00000000002c')
-- $2 = UUID('018f0000-0000-7000-8000-000000000002')
-- $3 = UUID('018f0000-0000-7000-8000-00000000002c')
-- $4 = UUID('018f0000-0000-7000-8000-000000000025')
-- $5 = []
-- $6 = 'Employee'
-- $7 = ['Department', 'Department', 'Facility', 'Employee']
-- $8 = [UUID('018f0000-0000-7000-8000-00000000000a'), UUID('018f0000-0000-7000-8000-000000000012'), UUID('018f0000-0000-7000-8000-000000000003'), UUID('018f0000-0000-7000-8000-00000000002c')]

SELECT convert_to(concat('{"me":{"kind":"', $1::text, '","person":', coalesce(
  (SELECT concat('{"lastName":', to_json(t1.last_name), '}')
  FROM person t1
  WHERE t1.id = $2::uuid), 'null'), ',"held":', 'true', ',"here":', (CASE $8::text WHEN 'Facility' THEN EXISTS (SELECT FROM facility t2 WHERE t2.id = $3::uuid AND FALSE) WHEN 'Department' THEN EXISTS (SELECT FROM department t3 WHERE t3.id = $3::uuid AND (t3.facility_id = $4::uuid) AND ((t3.facility_id = $5::uuid AND t3.path >= $6::text AND t3.path < $7::text))) WHEN 'Position' THEN EXISTS (SELECT FROM position t4 WHERE t4.id = $3::uuid AND (t4.facility_id = $4::uuid) AND ((t4.facility_id = $5::uuid AND t4.path >= $6::text AND t4.path < $7::text))) WHEN 'Employee' THEN EXISTS (SELECT FROM employee t5 WHERE t5.id = $3::uuid AND (t5.facility_id = $4::uuid) AND (EXISTS
  (SELECT 1
  FROM assignment b
  WHERE b.employee_id = t5.id AND b.status = 'ACTIVE' AND ((b.facility_id = $5::uuid AND b.path >= $6::text AND b.path < $7::text))))) WHEN 'Assignment' THEN EXISTS (SELECT FROM assignment t6 WHERE t6.id = $3::uuid AND (t6.facility_id = $4::uuid) AND ((t6.facility_id = $5::uuid AND t6.path >= $6::text AND t6.path < $7::text))) WHEN 'Invitation' THEN EXISTS (SELECT FROM invitation t7 WHERE t7.id = $3::uuid AND ((t7.facility_id = $5::uuid AND t7.path >= $6::text AND t7.path < $7::text))) WHEN 'Workplace' THEN EXISTS (SELECT FROM workplace t8 WHERE t8.id = $3::uuid AND (t8.facility_id = $4::uuid) AND ((t8.facility_id = $5::uuid AND t8.path >= $6::text AND t8.path < $7::text))) WHEN 'Equipment' THEN EXISTS (SELECT FROM equipment t9 WHERE t9.id = $3::uuid AND (t9.facility_id = $4::uuid) AND ((t9.facility_id = $5::uuid AND t9.path >= $6::text AND t9.path < $7::text))) WHEN 'RoleSet' THEN EXISTS (SELECT FROM role_set t10 WHERE t10.id = $3::uuid AND (t10.facility_id = $4::uuid OR t10.facility_id IS NULL) AND FALSE) ELSE false END)::text, ',"there":', (CASE $10::text WHEN 'Facility' THEN EXISTS (SELECT FROM facility t11 WHERE t11.id = $9::uuid AND FALSE) WHEN 'Department' THEN EXISTS (SELECT FROM department t12 WHERE t12.id = $9::uuid AND (t12.facility_id = $4::uuid) AND ((t12.facility_id = $5::uuid AND t12.path >= $6::text AND t12.path < $7::text))) WHEN 'Position' THEN EXISTS (SELECT FROM position t13 WHERE t13.id = $9::uuid AND (t13.facility_id = $4::uuid) AND ((t13.facility_id = $5::uuid AND t13.path >= $6::text AND t13.path < $7::text))) WHEN 'Employee' THEN EXISTS (SELECT FROM employee t14 WHERE t14.id = $9::uuid AND (t14.facility_id = $4::uuid) AND (EXISTS
  (SELECT 1
  FROM assignment b
  WHERE b.employee_id = t14.id AND b.status = 'ACTIVE' AND ((b.facility_id = $5::uuid AND b.path >= $6::text AND b.path < $7::text))))) WHEN 'Assignment' THEN EXISTS (SELECT FROM assignment t15 WHERE t15.id = $9::uuid AND (t15.facility_id = $4::uuid) AND ((t15.facility_id = $5::uuid AND t15.path >= $6::text AND t15.path < $7::text))) WHEN 'Invitation' THEN EXISTS (SELECT FROM invitation t16 WHERE t16.id = $9::uuid AND ((t16.facility_id = $5::uuid AND t16.path >= $6::text AND t16.path < $7::text))) WHEN 'Workplace' THEN EXISTS (SELECT FROM workplace t17 WHERE t17.id = $9::uuid AND (t17.facility_id = $4::uuid) AND ((t17.facility_id = $5::uuid AND t17.path >= $6::text AND t17.path < $7::text))) WHEN 'Equipment' THEN EXISTS (SELECT FROM equipment t18 WHERE t18.id = $9::uuid AND (t18.facility_id = $4::uuid) AND ((t18.facility_id = $5::uuid AND t18.path >= $6::text AND t18.path < $7::text))) WHEN 'RoleSet' THEN EXISTS (SELECT FROM role_set t19 WHERE t19.id = $9::uuid AND (t19.facility_id = $4::uuid OR t19.facility_id IS NULL) AND FALSE) ELSE false END)::text, ',"never":', 'false', ',"check":', '[{"coordinate":"Facility.licences","requires":"facility.legal:read"}]', ',"facilities":', concat('{"totalCount":',
  (SELECT count(*)
  FROM facility t21
  WHERE t21.id = ANY ($11::uuid[])), '}'), '}}'), 'UTF8')
-- $1 = 'PERSON'
-- $2 = UUID('018f0000-0000-7000-8000-000000000019')
-- $3 = UUID('018f0000-0000-7000-8000-00000000000e')
-- $4 = UUID('018f0000-0000-7000-8000-000000000002')
-- $5 = UUID('018f0000-0000-7000-8000-000000000002')
-- $6 = '0002.'
-- $7 = '0002.~'
-- $8 = 'Department'
-- $9 = UUID('018f0000-0000-7000-8000-000000000012')
-- $10 = 'Department'
-- $11 = []

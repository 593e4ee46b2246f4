SELECT convert_to(concat('{"__typename":"Query","node":', coalesce(CASE $2::text WHEN 'Facility' THEN
  (SELECT '{"__typename":"Facility"}'
  FROM facility t1
  WHERE t1.id = $1::uuid) WHEN 'FacilityApplication' THEN
  (SELECT '{"__typename":"FacilityApplication"}'
  FROM facility_application t2
  WHERE t2.id = $1::uuid) WHEN 'Department' THEN
  (SELECT '{"__typename":"Department"}'
  FROM department t3
  WHERE t3.id = $1::uuid) WHEN 'Position' THEN
  (SELECT '{"__typename":"Position"}'
  FROM position t4
  WHERE t4.id = $1::uuid) WHEN 'Employee' THEN
  (SELECT '{"__typename":"Employee"}'
  FROM employee t5
  WHERE t5.id = $1::uuid) WHEN 'IdentityCorrection' THEN
  (SELECT '{"__typename":"IdentityCorrection"}'
  FROM identity_correction t6
  WHERE t6.id = $1::uuid) WHEN 'Assignment' THEN
  (SELECT '{"__typename":"Assignment"}'
  FROM assignment t7
  WHERE t7.id = $1::uuid) WHEN 'Invitation' THEN
  (SELECT '{"__typename":"Invitation"}'
  FROM invitation t8
  WHERE t8.id = $1::uuid) WHEN 'Workplace' THEN
  (SELECT '{"__typename":"Workplace"}'
  FROM workplace t9
  WHERE t9.id = $1::uuid) WHEN 'Equipment' THEN
  (SELECT '{"__typename":"Equipment"}'
  FROM equipment t10
  WHERE t10.id = $1::uuid) WHEN 'RoleSet' THEN
  (SELECT '{"__typename":"RoleSet"}'
  FROM role_set t11
  WHERE t11.id = $1::uuid) WHEN 'MisClient' THEN
  (SELECT '{"__typename":"MisClient"}'
  FROM mis_client t12
  WHERE t12.id = $1::uuid) WHEN 'MisConnection' THEN
  (SELECT '{"__typename":"MisConnection"}'
  FROM mis_connection t13
  WHERE t13.id = $1::uuid) END, 'null'), ',"nodes":',
  (SELECT concat('[', string_agg(coalesce(CASE t14.type WHEN 'Facility' THEN
    (SELECT '{"__typename":"Facility"}'
    FROM facility t15
    WHERE t15.id = t14.id) WHEN 'FacilityApplication' THEN
    (SELECT '{"__typename":"FacilityApplication"}'
    FROM facility_application t16
    WHERE t16.id = t14.id) WHEN 'Department' THEN
    (SELECT '{"__typename":"Department"}'
    FROM department t17
    WHERE t17.id = t14.id) WHEN 'Position' THEN
    (SELECT '{"__typename":"Position"}'
    FROM position t18
    WHERE t18.id = t14.id) WHEN 'Employee' THEN
    (SELECT '{"__typename":"Employee"}'
    FROM employee t19
    WHERE t19.id = t14.id) WHEN 'IdentityCorrection' THEN
    (SELECT '{"__typename":"IdentityCorrection"}'
    FROM identity_correction t20
    WHERE t20.id = t14.id) WHEN 'Assignment' THEN
    (SELECT '{"__typename":"Assignment"}'
    FROM assignment t21
    WHERE t21.id = t14.id) WHEN 'Invitation' THEN
    (SELECT '{"__typename":"Invitation"}'
    FROM invitation t22
    WHERE t22.id = t14.id) WHEN 'Workplace' THEN
    (SELECT '{"__typename":"Workplace"}'
    FROM workplace t23
    WHERE t23.id = t14.id) WHEN 'Equipment' THEN
    (SELECT '{"__typename":"Equipment"}'
    FROM equipment t24
    WHERE t24.id = t14.id) WHEN 'RoleSet' THEN
    (SELECT '{"__typename":"RoleSet"}'
    FROM role_set t25
    WHERE t25.id = t14.id) WHEN 'MisClient' THEN
    (SELECT '{"__typename":"MisClient"}'
    FROM mis_client t26
    WHERE t26.id = t14.id) WHEN 'MisConnection' THEN
    (SELECT '{"__typename":"MisConnection"}'
    FROM mis_connection t27
    WHERE t27.id = t14.id) END, 'null'), ',' ORDER BY t14.place), ']')
  FROM unnest($3::text[], $4::uuid[]) WITH ORDINALITY t14(type, id, place)), ',"facility":', coalesce(
  (SELECT concat('{"__typename":"Facility","legalAddress":{"__typename":"Address"},"phones":',
    (SELECT concat('[', string_agg('{"__typename":"Phone"}', ',' ORDER BY t29.ordinality), ']')
    FROM jsonb_array_elements(t28.phones) WITH ORDINALITY t29), ',"kind":', coalesce(
    (SELECT '{"__typename":"DictionaryValue"}'
    FROM dictionary_value t30
    WHERE t30.dictionary = 'FACILITY_KIND' AND t30.code = t28.kind_code), 'null'), ',"licences":',
    (SELECT concat('[', string_agg('{"__typename":"FacilityLicence"}', ',' ORDER BY t31.issued_date, t31.id), ']')
    FROM facility_licence t31
    WHERE t31.facility_id = t28.id), ',"departments":',
    (SELECT concat('{"__typename":"DepartmentConnection","nodes":', concat('[', string_agg('{"__typename":"Department"}', ',') FILTER (WHERE t32."#" <= $5::int8), ']'), ',"edges":', concat('[', string_agg('{"__typename":"DepartmentEdge","node":{"t":"Department"}}', ',') FILTER (WHERE t32."#" <= $5::int8), ']'), ',"pageInfo":{"__typename":"PageInfo"}}')
    FROM
      (SELECT t32.*, row_number() OVER () AS "#", count(*) OVER () AS "##"
      FROM
        (SELECT *
        FROM department t32
        WHERE t32.facility_id = t28.id
        ORDER BY t32.id
        LIMIT $5::int8 + 1) t32) t32 HAVING true), ',"location":', CASE WHEN t28.latitude IS NOT NULL AND t28.longitude IS NOT NULL THEN '{"__typename":"Location"}' ELSE 'null' END, '}')
  FROM facility t28
  WHERE t28.id = $6::uuid
  ORDER BY t28.status = 'CLOSED', t28.id
  LIMIT 1), 'null'), ',"employee":', coalesce(
  (SELECT concat('{"identity":', coalesce(
    (SELECT concat('{"__typename":"EmployeeIdentity","documents":',
      (SELECT concat('[', string_agg('{"__typename":"IdentityDocument"}', ',' ORDER BY t35.type), ']')
      FROM identity_document t35
      WHERE t35.person_id = t34.person_id), '}')
    FROM person_identity t34
    WHERE t34.person_id = t33.person_id AND t33.identity_open), 'null'), ',"professional":{"__typename":"EmployeeProfessional"}}')
  FROM employee t33
  WHERE t33.id = $7::uuid), 'null'), ',"only":', '{"__typename":"FacilityConnection"}', ',"onlyNone":', coalesce(
  (SELECT '{"__typename":"Department"}'
  FROM department t37
  WHERE t37.id = $8::uuid), 'null'), '}'), 'UTF8')
-- $1 = UUID('018f0000-0000-7000-8000-00000000000a')
-- $2 = 'Department'
-- $3 = ['Department', 'Facility']
-- $4 = [UUID('018f0000-0000-7000-8000-00000000000a'), UUID('018f0000-0000-7000-8000-000000000002')]
-- $5 = 1
-- $6 = UUID('018f0000-0000-7000-8000-000000000002')
-- $7 = UUID('018f0000-0000-7000-8000-00000000001a')
-- $8 = None

SELECT convert_to(concat('{"__typename":"Query","node":', coalesce(CASE $2::text WHEN 'Facility' THEN
  (SELECT '{"__typename":"Facility"}'
  FROM facility t1
  WHERE t1.id = $1::uuid) WHEN 'Department' THEN
  (SELECT '{"__typename":"Department"}'
  FROM department t2
  WHERE t2.id = $1::uuid) WHEN 'Position' THEN
  (SELECT '{"__typename":"Position"}'
  FROM position t3
  WHERE t3.id = $1::uuid) WHEN 'Employee' THEN
  (SELECT '{"__typename":"Employee"}'
  FROM employee t4
  WHERE t4.id = $1::uuid) WHEN 'Assignment' THEN
  (SELECT '{"__typename":"Assignment"}'
  FROM assignment t5
  WHERE t5.id = $1::uuid) WHEN 'Workplace' THEN
  (SELECT '{"__typename":"Workplace"}'
  FROM workplace t6
  WHERE t6.id = $1::uuid) WHEN 'Equipment' THEN
  (SELECT '{"__typename":"Equipment"}'
  FROM equipment t7
  WHERE t7.id = $1::uuid) WHEN 'RoleSet' THEN
  (SELECT '{"__typename":"RoleSet"}'
  FROM role_set t8
  WHERE t8.id = $1::uuid) END, 'null'), ',"nodes":',
  (SELECT concat('[', string_agg(coalesce(CASE t9.type WHEN 'Facility' THEN
    (SELECT '{"__typename":"Facility"}'
    FROM facility t10
    WHERE t10.id = t9.id) WHEN 'Department' THEN
    (SELECT '{"__typename":"Department"}'
    FROM department t11
    WHERE t11.id = t9.id) WHEN 'Position' THEN
    (SELECT '{"__typename":"Position"}'
    FROM position t12
    WHERE t12.id = t9.id) WHEN 'Employee' THEN
    (SELECT '{"__typename":"Employee"}'
    FROM employee t13
    WHERE t13.id = t9.id) WHEN 'Assignment' THEN
    (SELECT '{"__typename":"Assignment"}'
    FROM assignment t14
    WHERE t14.id = t9.id) WHEN 'Workplace' THEN
    (SELECT '{"__typename":"Workplace"}'
    FROM workplace t15
    WHERE t15.id = t9.id) WHEN 'Equipment' THEN
    (SELECT '{"__typename":"Equipment"}'
    FROM equipment t16
    WHERE t16.id = t9.id) WHEN 'RoleSet' THEN
    (SELECT '{"__typename":"RoleSet"}'
    FROM role_set t17
    WHERE t17.id = t9.id) END, 'null'), ',' ORDER BY t9.place), ']')
  FROM unnest($3::text[], $4::uuid[]) WITH ORDINALITY t9(type, id, place)), ',"facility":', coalesce(
  (SELECT concat('{"__typename":"Facility","legalAddress":{"__typename":"Address"},"phones":',
    (SELECT concat('[', string_agg('{"__typename":"Phone"}', ',' ORDER BY t19.ordinality), ']')
    FROM jsonb_array_elements(t18.phones) WITH ORDINALITY t19), ',"kind":', coalesce(
    (SELECT '{"__typename":"DictionaryValue"}'
    FROM dictionary_value t20
    WHERE t20.dictionary = 'FACILITY_KIND' AND t20.code = t18.kind_code), 'null'), ',"licences":',
    (SELECT concat('[', string_agg('{"__typename":"FacilityLicence"}', ',' ORDER BY t21.issued_date, t21.id), ']')
    FROM facility_licence t21
    WHERE t21.facility_id = t18.id), ',"departments":',
    (SELECT concat('{"__typename":"DepartmentConnection","nodes":', concat('[', string_agg('{"__typename":"Department"}', ',') FILTER (WHERE t22."#" <= $5::int8), ']'), ',"edges":', concat('[', string_agg('{"__typename":"DepartmentEdge","node":{"t":"Department"}}', ',') FILTER (WHERE t22."#" <= $5::int8), ']'), ',"pageInfo":{"__typename":"PageInfo"}}')
    FROM
      (SELECT t22.*, row_number() OVER () AS "#", count(*) OVER () AS "##"
      FROM
        (SELECT *
        FROM department t22
        WHERE t22.facility_id = t18.id
        ORDER BY t22.id
        LIMIT $5::int8 + 1) t22) t22 HAVING true), ',"location":', CASE WHEN t18.latitude IS NOT NULL AND t18.longitude IS NOT NULL THEN '{"__typename":"Location"}' ELSE 'null' END, '}')
  FROM facility t18
  WHERE t18.id = $6::uuid
  ORDER BY t18.status = 'CLOSED', t18.id
  LIMIT 1), 'null'), ',"employee":', coalesce(
  (SELECT concat('{"identity":', coalesce(
    (SELECT concat('{"__typename":"EmployeeIdentity","documents":',
      (SELECT concat('[', string_agg('{"__typename":"IdentityDocument"}', ',' ORDER BY t25.type), ']')
      FROM identity_document t25
      WHERE t25.person_id = t24.person_id), '}')
    FROM person_identity t24
    WHERE t24.person_id = t23.person_id), 'null'), ',"professional":{"__typename":"EmployeeProfessional"}}')
  FROM employee t23
  WHERE t23.id = $7::uuid), 'null'), ',"only":', '{"__typename":"FacilityConnection"}', ',"onlyNone":', coalesce(
  (SELECT '{"__typename":"Department"}'
  FROM department t27
  WHERE t27.id = $8::uuid), 'null'), '}'), 'UTF8')
-- $1 = UUID('018f0000-0000-7000-8000-00000000000a')
-- $2 = 'Department'
-- $3 = ['Department', 'Facility']
-- $4 = [UUID('018f0000-0000-7000-8000-00000000000a'), UUID('018f0000-0000-7000-8000-000000000002')]
-- $5 = 1
-- $6 = UUID('018f0000-0000-7000-8000-000000000002')
-- $7 = UUID('018f0000-0000-7000-8000-00000000001a')
-- $8 = None

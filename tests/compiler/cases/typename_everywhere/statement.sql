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
  WHERE t7.id = $1::uuid) END, 'null'), ',"nodes":',
  (SELECT concat('[', string_agg(coalesce(CASE t8.type WHEN 'Facility' THEN
    (SELECT '{"__typename":"Facility"}'
    FROM facility t9
    WHERE t9.id = t8.id) WHEN 'Department' THEN
    (SELECT '{"__typename":"Department"}'
    FROM department t10
    WHERE t10.id = t8.id) WHEN 'Position' THEN
    (SELECT '{"__typename":"Position"}'
    FROM position t11
    WHERE t11.id = t8.id) WHEN 'Employee' THEN
    (SELECT '{"__typename":"Employee"}'
    FROM employee t12
    WHERE t12.id = t8.id) WHEN 'Assignment' THEN
    (SELECT '{"__typename":"Assignment"}'
    FROM assignment t13
    WHERE t13.id = t8.id) WHEN 'Workplace' THEN
    (SELECT '{"__typename":"Workplace"}'
    FROM workplace t14
    WHERE t14.id = t8.id) WHEN 'Equipment' THEN
    (SELECT '{"__typename":"Equipment"}'
    FROM equipment t15
    WHERE t15.id = t8.id) END, 'null'), ',' ORDER BY t8.place), ']')
  FROM unnest($3::text[], $4::uuid[]) WITH ORDINALITY t8(type, id, place)), ',"facility":', coalesce(
  (SELECT concat('{"__typename":"Facility","legalAddress":{"__typename":"Address"},"phones":',
    (SELECT concat('[', string_agg('{"__typename":"Phone"}', ',' ORDER BY t17.ordinality), ']')
    FROM jsonb_array_elements(t16.phones) WITH ORDINALITY t17), ',"kind":', coalesce(
    (SELECT '{"__typename":"DictionaryValue"}'
    FROM dictionary_value t18
    WHERE t18.dictionary = 'FACILITY_KIND' AND t18.code = t16.kind_code), 'null'), ',"licences":',
    (SELECT concat('[', string_agg('{"__typename":"FacilityLicence"}', ',' ORDER BY t19.issued_date, t19.id), ']')
    FROM facility_licence t19
    WHERE t19.facility_id = t16.id), ',"departments":',
    (SELECT concat('{"__typename":"DepartmentConnection","nodes":', concat('[', string_agg('{"__typename":"Department"}', ',') FILTER (WHERE t20."#" <= $5::int8), ']'), ',"edges":', concat('[', string_agg('{"__typename":"DepartmentEdge","node":{"t":"Department"}}', ',') FILTER (WHERE t20."#" <= $5::int8), ']'), ',"pageInfo":{"__typename":"PageInfo"}}')
    FROM
      (SELECT t20.*, row_number() OVER () AS "#", count(*) OVER () AS "##"
      FROM
        (SELECT *
        FROM department t20
        WHERE t20.facility_id = t16.id
        ORDER BY t20.id
        LIMIT $5::int8 + 1) t20) t20 HAVING true), ',"location":', CASE WHEN t16.latitude IS NOT NULL AND t16.longitude IS NOT NULL THEN '{"__typename":"Location"}' ELSE 'null' END, '}')
  FROM facility t16
  WHERE t16.id = $6::uuid
  ORDER BY t16.status = 'CLOSED', t16.id
  LIMIT 1), 'null'), ',"employee":', coalesce(
  (SELECT concat('{"identity":', coalesce(
    (SELECT concat('{"__typename":"EmployeeIdentity","documents":',
      (SELECT concat('[', string_agg('{"__typename":"IdentityDocument"}', ',' ORDER BY t23.type), ']')
      FROM identity_document t23
      WHERE t23.person_id = t22.person_id), '}')
    FROM person_identity t22
    WHERE t22.person_id = t21.person_id), 'null'), ',"professional":{"__typename":"EmployeeProfessional"}}')
  FROM employee t21
  WHERE t21.id = $7::uuid), 'null'), ',"only":', '{"__typename":"FacilityConnection"}', ',"onlyNone":', coalesce(
  (SELECT '{"__typename":"Department"}'
  FROM department t25
  WHERE t25.id = $8::uuid), 'null'), '}'), 'UTF8')
-- $1 = UUID('018f0000-0000-7000-8000-00000000000a')
-- $2 = 'Department'
-- $3 = ['Department', 'Facility']
-- $4 = [UUID('018f0000-0000-7000-8000-00000000000a'), UUID('018f0000-0000-7000-8000-000000000002')]
-- $5 = 1
-- $6 = UUID('018f0000-0000-7000-8000-000000000002')
-- $7 = UUID('018f0000-0000-7000-8000-00000000001a')
-- $8 = None

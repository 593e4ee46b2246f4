SELECT convert_to(concat('{"facility":', coalesce(
  (SELECT concat('{"id":"', encode(convert_to('Facility:' || t1.id, 'UTF8'), 'base64'), '","nameShort":', to_json(t1.name_short), ',"same":"', encode(convert_to('Facility:' || t1.id, 'UTF8'), 'base64'), '"}')
  FROM facility t1
  WHERE t1.id = $1::uuid
  ORDER BY t1.status = 'CLOSED', t1.id
  LIMIT 1), 'null'), ',"nodes":',
  (SELECT concat('[', string_agg(coalesce(CASE t2.type WHEN 'Facility' THEN
    (SELECT concat('{"__typename":"Facility","id":"', encode(convert_to('Facility:' || t3.id, 'UTF8'), 'base64'), '"}')
    FROM facility t3
    WHERE t3.id = t2.id) WHEN 'FacilityApplication' THEN
    (SELECT concat('{"__typename":"FacilityApplication","id":"', rtrim(encode(convert_to('FacilityApplication:' || t4.id, 'UTF8'), 'base64'), '='), '"}')
    FROM facility_application t4
    WHERE t4.id = t2.id) WHEN 'Department' THEN
    (SELECT concat('{"__typename":"Department","id":"', rtrim(encode(convert_to('Department:' || t5.id, 'UTF8'), 'base64'), '='), '"}')
    FROM department t5
    WHERE t5.id = t2.id) WHEN 'Position' THEN
    (SELECT concat('{"__typename":"Position","id":"', encode(convert_to('Position:' || t6.id, 'UTF8'), 'base64'), '"}')
    FROM position t6
    WHERE t6.id = t2.id) WHEN 'Employee' THEN
    (SELECT concat('{"__typename":"Employee","id":"', encode(convert_to('Employee:' || t7.id, 'UTF8'), 'base64'), '"}')
    FROM employee t7
    WHERE t7.id = t2.id) WHEN 'IdentityCorrection' THEN
    (SELECT concat('{"__typename":"IdentityCorrection","id":"', rtrim(encode(convert_to('IdentityCorrection:' || t8.id, 'UTF8'), 'base64'), '='), '"}')
    FROM identity_correction t8
    WHERE t8.id = t2.id) WHEN 'Assignment' THEN
    (SELECT concat('{"__typename":"Assignment","id":"', rtrim(encode(convert_to('Assignment:' || t9.id, 'UTF8'), 'base64'), '='), '"}')
    FROM assignment t9
    WHERE t9.id = t2.id) WHEN 'Invitation' THEN
    (SELECT concat('{"__typename":"Invitation","id":"', rtrim(encode(convert_to('Invitation:' || t10.id, 'UTF8'), 'base64'), '='), '"}')
    FROM invitation t10
    WHERE t10.id = t2.id) WHEN 'Workplace' THEN
    (SELECT concat('{"__typename":"Workplace","id":"', rtrim(encode(convert_to('Workplace:' || t11.id, 'UTF8'), 'base64'), '='), '"}')
    FROM workplace t11
    WHERE t11.id = t2.id) WHEN 'Equipment' THEN
    (SELECT concat('{"__typename":"Equipment","id":"', rtrim(encode(convert_to('Equipment:' || t12.id, 'UTF8'), 'base64'), '='), '","name":', to_json(t12.name), '}')
    FROM equipment t12
    WHERE t12.id = t2.id) WHEN 'RoleSet' THEN
    (SELECT concat('{"__typename":"RoleSet","id":"', rtrim(encode(convert_to('RoleSet:' || t13.id, 'UTF8'), 'base64'), '='), '"}')
    FROM role_set t13
    WHERE t13.id = t2.id) WHEN 'MisClient' THEN
    (SELECT concat('{"__typename":"MisClient","id":"', rtrim(encode(convert_to('MisClient:' || t14.id, 'UTF8'), 'base64'), '='), '"}')
    FROM mis_client t14
    WHERE t14.id = t2.id) WHEN 'MisConnection' THEN
    (SELECT concat('{"__typename":"MisConnection","id":"', rtrim(encode(convert_to('MisConnection:' || t15.id, 'UTF8'), 'base64'), '='), '"}')
    FROM mis_connection t15
    WHERE t15.id = t2.id) END, 'null'), ',' ORDER BY t2.place), ']')
  FROM unnest($2::text[], $3::uuid[]) WITH ORDINALITY t2(type, id, place)), '}'), 'UTF8')
-- $1 = UUID('018f0000-0000-7000-8000-000000000002')
-- $2 = ['Facility']
-- $3 = [UUID('018f0000-0000-7000-8000-000000000002')]

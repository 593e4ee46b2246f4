SELECT convert_to(concat('{"facility":', coalesce(
  (SELECT concat('{"nameShort":', to_json(t1.name_short), ',"id":"', encode(convert_to('Facility:' || t1.id, 'UTF8'), 'base64'), '","edrpou":', coalesce(to_json(t1.edrpou), 'null'), ',"legalAddress":{"settlement":', coalesce(to_json(t1.legal_address->>'settlement'), 'null'), '},"departments":',
    (SELECT concat('{"edges":', concat('[', string_agg(concat('{"node":{"title":', to_json(t2.name), ',"facility":', coalesce(
      (SELECT concat('{"nameShort":', to_json(t3.name_short), ',"id":"', encode(convert_to('Facility:' || t3.id, 'UTF8'), 'base64'), '","edrpou":', coalesce(to_json(t3.edrpou), 'null'), '}')
      FROM facility t3
      WHERE t3.id = t2.facility_id), 'null'), '}}'), ',') FILTER (WHERE t2."#" <= $1::int8), ']'), ',"pageInfo":{"hasNextPage":', (count(*) > $1::int8)::text, '}}')
    FROM
      (SELECT t2.*, row_number() OVER () AS "#", count(*) OVER () AS "##"
      FROM
        (SELECT *
        FROM department t2
        WHERE t2.facility_id = t1.id
        ORDER BY t2.id
        LIMIT $1::int8 + 1) t2) t2 HAVING true), '}')
  FROM facility t1
  WHERE t1.id = $2::uuid
  ORDER BY t1.status = 'CLOSED', t1.id
  LIMIT 1), 'null'), ',"node":', coalesce(CASE $4::text WHEN 'Facility' THEN
  (SELECT concat('{"id":"', encode(convert_to('Facility:' || t4.id, 'UTF8'), 'base64'), '","edrpou":', coalesce(to_json(t4.edrpou), 'null'), ',"again":"', encode(convert_to('Facility:' || t4.id, 'UTF8'), 'base64'), '"}')
  FROM facility t4
  WHERE t4.id = $3::uuid) WHEN 'FacilityApplication' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('FacilityApplication:' || t5.id, 'UTF8'), 'base64'), '='), '","again":"', rtrim(encode(convert_to('FacilityApplication:' || t5.id, 'UTF8'), 'base64'), '='), '"}')
  FROM facility_application t5
  WHERE t5.id = $3::uuid) WHEN 'Department' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('Department:' || t6.id, 'UTF8'), 'base64'), '='), '","code":', coalesce(to_json(t6.code), 'null'), ',"title":', to_json(t6.name), ',"facility":', coalesce(
    (SELECT concat('{"nameShort":', to_json(t7.name_short), ',"id":"', encode(convert_to('Facility:' || t7.id, 'UTF8'), 'base64'), '","edrpou":', coalesce(to_json(t7.edrpou), 'null'), '}')
    FROM facility t7
    WHERE t7.id = t6.facility_id), 'null'), ',"again":"', rtrim(encode(convert_to('Department:' || t6.id, 'UTF8'), 'base64'), '='), '"}')
  FROM department t6
  WHERE t6.id = $3::uuid) WHEN 'Position' THEN
  (SELECT concat('{"id":"', encode(convert_to('Position:' || t8.id, 'UTF8'), 'base64'), '","again":"', encode(convert_to('Position:' || t8.id, 'UTF8'), 'base64'), '"}')
  FROM position t8
  WHERE t8.id = $3::uuid) WHEN 'Employee' THEN
  (SELECT concat('{"id":"', encode(convert_to('Employee:' || t9.id, 'UTF8'), 'base64'), '","again":"', encode(convert_to('Employee:' || t9.id, 'UTF8'), 'base64'), '"}')
  FROM employee t9
  WHERE t9.id = $3::uuid) WHEN 'IdentityCorrection' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('IdentityCorrection:' || t10.id, 'UTF8'), 'base64'), '='), '","again":"', rtrim(encode(convert_to('IdentityCorrection:' || t10.id, 'UTF8'), 'base64'), '='), '"}')
  FROM identity_correction t10
  WHERE t10.id = $3::uuid) WHEN 'Assignment' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('Assignment:' || t11.id, 'UTF8'), 'base64'), '='), '","again":"', rtrim(encode(convert_to('Assignment:' || t11.id, 'UTF8'), 'base64'), '='), '"}')
  FROM assignment t11
  WHERE t11.id = $3::uuid) WHEN 'Invitation' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('Invitation:' || t12.id, 'UTF8'), 'base64'), '='), '","again":"', rtrim(encode(convert_to('Invitation:' || t12.id, 'UTF8'), 'base64'), '='), '"}')
  FROM invitation t12
  WHERE t12.id = $3::uuid) WHEN 'Workplace' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('Workplace:' || t13.id, 'UTF8'), 'base64'), '='), '","again":"', rtrim(encode(convert_to('Workplace:' || t13.id, 'UTF8'), 'base64'), '='), '"}')
  FROM workplace t13
  WHERE t13.id = $3::uuid) WHEN 'Equipment' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('Equipment:' || t14.id, 'UTF8'), 'base64'), '='), '","again":"', rtrim(encode(convert_to('Equipment:' || t14.id, 'UTF8'), 'base64'), '='), '"}')
  FROM equipment t14
  WHERE t14.id = $3::uuid) WHEN 'RoleSet' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('RoleSet:' || t15.id, 'UTF8'), 'base64'), '='), '","again":"', rtrim(encode(convert_to('RoleSet:' || t15.id, 'UTF8'), 'base64'), '='), '"}')
  FROM role_set t15
  WHERE t15.id = $3::uuid) WHEN 'MisClient' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('MisClient:' || t16.id, 'UTF8'), 'base64'), '='), '","again":"', rtrim(encode(convert_to('MisClient:' || t16.id, 'UTF8'), 'base64'), '='), '"}')
  FROM mis_client t16
  WHERE t16.id = $3::uuid) WHEN 'MisConnection' THEN
  (SELECT concat('{"id":"', rtrim(encode(convert_to('MisConnection:' || t17.id, 'UTF8'), 'base64'), '='), '","again":"', rtrim(encode(convert_to('MisConnection:' || t17.id, 'UTF8'), 'base64'), '='), '"}')
  FROM mis_connection t17
  WHERE t17.id = $3::uuid) END, 'null'), '}'), 'UTF8')
-- $1 = 1
-- $2 = UUID('018f0000-0000-7000-8000-000000000002')
-- $3 = UUID('018f0000-0000-7000-8000-00000000000a')
-- $4 = 'Department'

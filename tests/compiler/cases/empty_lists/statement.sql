SELECT convert_to(concat('{"facility":', coalesce(
  (SELECT concat('{"phones":',
    (SELECT concat('[', string_agg(concat('{"number":', to_json(t2.value->>'number'), '}'), ',' ORDER BY t2.ordinality), ']')
    FROM jsonb_array_elements(t1.phones) WITH ORDINALITY t2), ',"licences":',
    (SELECT concat('[', string_agg(concat('{"number":', to_json(t3.number), '}'), ',' ORDER BY t3.issued_date, t3.id), ']')
    FROM facility_licence t3
    WHERE t3.facility_id = t1.id), ',"departments":',
    (SELECT concat('{"nodes":', concat('[', string_agg(concat('{"id":"', rtrim(encode(convert_to('Department:' || t4.id, 'UTF8'), 'base64'), '='), '"}'), ',') FILTER (WHERE t4."#" <= $1::int8), ']'), ',"edges":', concat('[', string_agg(concat('{"cursor":"', translate(encode(convert_to(json_build_array('efe184f7', t4.id)::text, 'UTF8'), 'base64'), E'+/=\n', '-_'), '"}'), ',') FILTER (WHERE t4."#" <= $1::int8), ']'), ',"totalCount":',
      (SELECT count(*)
      FROM department t5
      WHERE t5.facility_id = t1.id), ',"pageInfo":{"endCursor":', coalesce('"' || max(translate(encode(convert_to(json_build_array('efe184f7', t4.id)::text, 'UTF8'), 'base64'), E'+/=\n', '-_')) FILTER (WHERE t4."#" = least(t4."##", $1::int8)) || '"', 'null'), '}}')
    FROM
      (SELECT t4.*, row_number() OVER () AS "#", count(*) OVER () AS "##"
      FROM
        (SELECT *
        FROM department t4
        WHERE t4.facility_id = t1.id
        ORDER BY t4.id
        LIMIT $1::int8 + 1) t4) t4 HAVING true), ',"employees":',
    (SELECT concat('{"nodes":', concat('[', string_agg(concat('{"id":"', encode(convert_to('Employee:' || t6.id, 'UTF8'), 'base64'), '"}'), ',' ORDER BY t6."#" DESC), ']'), ',"totalCount":',
      (SELECT count(*)
      FROM employee t7
      WHERE t7.facility_id = t1.id), '}')
    FROM
      (SELECT t6.*, row_number() OVER () AS "#", count(*) OVER () AS "##"
      FROM
        (SELECT *
        FROM employee t6
        WHERE t6.facility_id = t1.id
        ORDER BY t6.id DESC
        LIMIT $2::int8) t6) t6 HAVING true), '}')
  FROM facility t1
  WHERE t1.id = $3::uuid
  ORDER BY t1.status = 'CLOSED', t1.id
  LIMIT 1), 'null'), ',"nodes":',
  (SELECT concat('[', string_agg(coalesce(CASE t8.type WHEN 'Facility' THEN
    (SELECT concat('{"id":"', encode(convert_to('Facility:' || t9.id, 'UTF8'), 'base64'), '"}')
    FROM facility t9
    WHERE t9.id = t8.id) WHEN 'FacilityApplication' THEN
    (SELECT concat('{"id":"', rtrim(encode(convert_to('FacilityApplication:' || t10.id, 'UTF8'), 'base64'), '='), '"}')
    FROM facility_application t10
    WHERE t10.id = t8.id) WHEN 'Department' THEN
    (SELECT concat('{"id":"', rtrim(encode(convert_to('Department:' || t11.id, 'UTF8'), 'base64'), '='), '"}')
    FROM department t11
    WHERE t11.id = t8.id) WHEN 'Position' THEN
    (SELECT concat('{"id":"', encode(convert_to('Position:' || t12.id, 'UTF8'), 'base64'), '"}')
    FROM position t12
    WHERE t12.id = t8.id) WHEN 'Employee' THEN
    (SELECT concat('{"id":"', encode(convert_to('Employee:' || t13.id, 'UTF8'), 'base64'), '"}')
    FROM employee t13
    WHERE t13.id = t8.id) WHEN 'IdentityCorrection' THEN
    (SELECT concat('{"id":"', rtrim(encode(convert_to('IdentityCorrection:' || t14.id, 'UTF8'), 'base64'), '='), '"}')
    FROM identity_correction t14
    WHERE t14.id = t8.id) WHEN 'Assignment' THEN
    (SELECT concat('{"id":"', rtrim(encode(convert_to('Assignment:' || t15.id, 'UTF8'), 'base64'), '='), '"}')
    FROM assignment t15
    WHERE t15.id = t8.id) WHEN 'Invitation' THEN
    (SELECT concat('{"id":"', rtrim(encode(convert_to('Invitation:' || t16.id, 'UTF8'), 'base64'), '='), '"}')
    FROM invitation t16
    WHERE t16.id = t8.id) WHEN 'Workplace' THEN
    (SELECT concat('{"id":"', rtrim(encode(convert_to('Workplace:' || t17.id, 'UTF8'), 'base64'), '='), '"}')
    FROM workplace t17
    WHERE t17.id = t8.id) WHEN 'Equipment' THEN
    (SELECT concat('{"id":"', rtrim(encode(convert_to('Equipment:' || t18.id, 'UTF8'), 'base64'), '='), '"}')
    FROM equipment t18
    WHERE t18.id = t8.id) WHEN 'RoleSet' THEN
    (SELECT concat('{"id":"', rtrim(encode(convert_to('RoleSet:' || t19.id, 'UTF8'), 'base64'), '='), '"}')
    FROM role_set t19
    WHERE t19.id = t8.id) WHEN 'MisClient' THEN
    (SELECT concat('{"id":"', rtrim(encode(convert_to('MisClient:' || t20.id, 'UTF8'), 'base64'), '='), '"}')
    FROM mis_client t20
    WHERE t20.id = t8.id) WHEN 'MisConnection' THEN
    (SELECT concat('{"id":"', rtrim(encode(convert_to('MisConnection:' || t21.id, 'UTF8'), 'base64'), '='), '"}')
    FROM mis_connection t21
    WHERE t21.id = t8.id) END, 'null'), ',' ORDER BY t8.place), ']')
  FROM unnest($4::text[], $5::uuid[]) WITH ORDINALITY t8(type, id, place)), ',"facilities":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"id":"', encode(convert_to('Facility:' || t22.id, 'UTF8'), 'base64'), '"}'), ','), ']')
  FROM
    (SELECT *
    FROM facility t22
    WHERE t22.edrpou = ANY ($6::text[])
    ORDER BY t22.id
    LIMIT $7::int8) t22), '}'), ',"everything":', concat('{"totalCount":',
  (SELECT count(*)
  FROM facility t24), '}'), ',"nothing":', concat('{"totalCount":',
  (SELECT count(*)
  FROM facility t26
  WHERE FALSE), '}'), '}'), 'UTF8')
-- $1 = 20
-- $2 = 3
-- $3 = UUID('018f0000-0000-7000-8000-000000000001')
-- $4 = []
-- $5 = []
-- $6 = []
-- $7 = 50

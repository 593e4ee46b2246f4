WITH answer AS MATERIALIZED
  (SELECT concat('{"employees":', concat('{"nodes":',
    (SELECT concat('[', string_agg(concat('{"lastName":', to_json(t1.last_name), ',"redacted":[', concat_ws(',', CASE WHEN ((t1.person_id = $1::uuid)) IS NOT TRUE AND (t1g.g0) IS NOT TRUE THEN '"identity"' END, CASE WHEN ((t1.person_id = $1::uuid)) IS NOT TRUE AND (t1g.g0) IS TRUE THEN '"identity.documents"' END, CASE WHEN ((t1.person_id = $1::uuid)) IS NOT TRUE AND (t1g.g0) IS TRUE THEN '"identity.taxId"' END, CASE WHEN (t1g.g0) IS NOT TRUE THEN '"personalContact"' END, CASE WHEN (t1g.g0) IS NOT TRUE THEN '"professional"' END, CASE WHEN (t1g.g0) IS NOT TRUE THEN '"workContact"' END), '],"workContact":', CASE WHEN t1g.g0 THEN concat('{"workEmail":', coalesce(to_json(t1.work_email), 'null'), '}') ELSE 'null' END, ',"personalContact":', CASE WHEN t1g.g0 THEN coalesce(chr(1) || t1.person_id || t1.facility_id || '0000' ||
      (SELECT concat('{"personalEmail":', coalesce(to_json(t2.personal_email), 'null'), ',"mobilePhones":',
        (SELECT concat('[', string_agg(concat('{"type":"', t3.value->>'type', '","number":', to_json(t3.value->>'number'), '}'), ',' ORDER BY t3.ordinality), ']')
        FROM jsonb_array_elements(t2.mobile_phones) WITH ORDINALITY t3), '}')
      FROM person t2
      WHERE t2.id = t1.person_id AND t1.identity_open), 'null') ELSE 'null' END, ',"identity":', CASE WHEN (t1.person_id = $1::uuid) THEN coalesce(chr(1) || t1.person_id || t1.facility_id || '0001' ||
      (SELECT concat('{"taxId":', coalesce(to_json(t4.tax_id), 'null'), ',"documents":',
        (SELECT concat('[', string_agg(concat('{"type":"', t5.type, '","number":', to_json(t5.number), '}'), ',' ORDER BY t5.type), ']')
        FROM identity_document t5
        WHERE t5.person_id = t4.person_id), '}')
      FROM person_identity t4
      WHERE t4.person_id = t1.person_id AND t1.identity_open), 'null') ELSE CASE WHEN t1g.g0 THEN coalesce(chr(1) || t1.person_id || t1.facility_id || '0002' ||
      (SELECT concat('{"taxId":', coalesce(to_json(('•••••••' || CASE WHEN length(t6.tax_id) > 7 THEN right(t6.tax_id, 3) ELSE '' END)), 'null'), ',"documents":',
        (SELECT concat('[', string_agg(concat('{"type":"', t7.type, '","number":', to_json(('•••••••' || CASE WHEN length(t7.number) > 7 THEN right(t7.number, 3) ELSE '' END)), '}'), ',' ORDER BY t7.type), ']')
        FROM identity_document t7
        WHERE t7.person_id = t6.person_id), '}')
      FROM person_identity t6
      WHERE t6.person_id = t1.person_id AND t1.identity_open), 'null') ELSE 'null' END END, ',"professional":', CASE WHEN t1g.g0 THEN concat('{"workingExperience":', coalesce((t1.working_experience)::text, 'null'), '}') ELSE 'null' END, '}'), ','), ']')
    FROM
      (SELECT *
      FROM employee t1
      WHERE (t1.facility_id = $5::uuid)
      ORDER BY ukrainian_order(t1.last_name) COLLATE "C", t1.id
      LIMIT $6::int8) t1 CROSS JOIN LATERAL
      (SELECT (EXISTS
        (SELECT 1
        FROM assignment b
        WHERE b.employee_id = t1.id AND b.status = 'ACTIVE' AND ((b.facility_id = $2::uuid AND b.path >= $3::text AND b.path < $4::text)))) AS g0 OFFSET 0) t1g), '}'), '}') AS json),
part AS MATERIALIZED (
 SELECT p.text, p.number FROM answer, string_to_table(answer.json, chr(1)) WITH ORDINALITY AS p(text, number)
), field(place, name, chooses) AS (VALUES (0, 'Employee.personalContact.mobilePhones.number', false), (0, 'Employee.personalContact.mobilePhones.type', false), (0, 'Employee.personalContact.personalEmail', false), (1, 'Employee.identity.documents.number', false), (1, 'Employee.identity.documents.type', false), (1, 'Employee.identity.taxId', false), (2, 'Employee.identity.documents.number:peek', false), (2, 'Employee.identity.documents.type', false), (2, 'Employee.identity.taxId:peek', false)
), mark AS (
 SELECT left(text, 36)::uuid AS person, substr(text, 37, 36)::uuid AS facility,
  bit_or(set_bit(B'000', substr(text, 73, 4)::int, 1)) AS places
 FROM part
 WHERE number > 1 AND (left(text, 36) <> coalesce($1::uuid::text, '') OR $7::uuid IS NOT NULL)
 GROUP BY 1, 2
), look AS (
 SELECT facility, places, count(*)::int AS people, array_agg(person) AS subjects FROM mark GROUP BY 1, 2
), logged AS (
 INSERT INTO access_log (at, principal_id, person_id, client_id, request_id, facility_id,
  fields_read, fields_filtered, row_count, subjects)
 SELECT $8::timestamptz, $9::uuid, $1::uuid, $7::uuid, $10::text, found.* FROM
  (SELECT facility,
 ARRAY
    (SELECT DISTINCT name
    FROM field
    WHERE get_bit(places, place) = 1 AND NOT chooses
    ORDER BY name),
 ARRAY
    (SELECT DISTINCT name
    FROM field
    WHERE get_bit(places, place) = 1 AND chooses
    ORDER BY name),
 people, subjects[portion + 1 : portion + 1000]
  FROM look, generate_series(0, people - 1, 1000) AS portion) found
)
SELECT convert_to(string_agg(CASE WHEN number = 1 THEN text ELSE substr(text, 77) END, ''
 ORDER BY number), 'UTF8')
FROM part
-- $1 = UUID('018f0000-0000-7000-8000-000000000019')
-- $2 = UUID('018f0000-0000-7000-8000-000000000002')
-- $3 = '0002.'
-- $4 = '0002.~'
-- $5 = UUID('018f0000-0000-7000-8000-000000000002')
-- $6 = 50
-- $7 = None
-- $8 = datetime.datetime(2026, 2, 2, 22, 30, tzinfo=datetime.timezone.utc)
-- $9 = UUID('018f0000-0000-7000-8000-000000000019')
-- $10 = None

WITH answer AS MATERIALIZED
  (SELECT concat('{"employees":', concat('{"nodes":',
    (SELECT concat('[', string_agg(concat('{"lastName":', to_json(t1.last_name), ',"identity":', CASE WHEN (t1.person_id = $1::uuid) THEN coalesce(chr(1) || t1.person_id || t1.facility_id || '0000' ||
      (SELECT concat('{"taxId":', coalesce(to_json(t2.tax_id), 'null'), ',"birthDate":', coalesce('"' || (t2.birth_date) || '"', 'null'), ',"documents":',
        (SELECT concat('[', string_agg(concat('{"number":', to_json(t3.number), ',"issuedBy":', coalesce(to_json(t3.issued_by), 'null'), '}'), ',' ORDER BY t3.type), ']')
        FROM identity_document t3
        WHERE t3.person_id = t2.person_id), '}')
      FROM person_identity t2
      WHERE t2.person_id = t1.person_id AND t1.identity_open), 'null') ELSE 'null' END, ',"workContact":', CASE WHEN (t1.person_id = $1::uuid) THEN concat('{"workEmail":', coalesce(to_json(t1.work_email), 'null'), '}') ELSE 'null' END, ',"redacted":[', concat_ws(',', CASE WHEN ((t1.person_id = $1::uuid)) IS NOT TRUE THEN '"identity"' END, CASE WHEN ((t1.person_id = $1::uuid)) IS NOT TRUE THEN '"workContact"' END), ']}'), ','), ']')
    FROM
      (SELECT *
      FROM employee t1
      WHERE (t1.facility_id = $2::uuid)
      ORDER BY ukrainian_order(t1.last_name) COLLATE "C", t1.id
      LIMIT $3::int8) t1), '}'), '}') AS json),
part AS MATERIALIZED (
 SELECT p.text, p.number FROM answer, string_to_table(answer.json, chr(1)) WITH ORDINALITY AS p(text, number)
), field(place, name, chooses) AS (VALUES (0, 'Employee.identity.birthDate', false), (0, 'Employee.identity.documents.issuedBy', false), (0, 'Employee.identity.documents.number', false), (0, 'Employee.identity.taxId', false)
), mark AS (
 SELECT left(text, 36)::uuid AS person, substr(text, 37, 36)::uuid AS facility,
  bit_or(set_bit(B'0', substr(text, 73, 4)::int, 1)) AS places
 FROM part
 WHERE number > 1 AND (left(text, 36) <> coalesce($1::uuid::text, '') OR $4::uuid IS NOT NULL)
 GROUP BY 1, 2
), look AS (
 SELECT facility, places, count(*)::int AS people, array_agg(person) AS subjects FROM mark GROUP BY 1, 2
), logged AS (
 INSERT INTO access_log (at, principal_id, person_id, client_id, request_id, facility_id,
  fields_read, fields_filtered, row_count, subjects)
 SELECT $5::timestamptz, $6::uuid, $1::uuid, $4::uuid, $7::text, found.* FROM
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
-- $3 = 50
-- $4 = None
-- $5 = datetime.datetime(2026, 2, 2, 22, 30, tzinfo=datetime.timezone.utc)
-- $6 = UUID('018f0000-0000-7000-8000-000000000019')
-- $7 = None

WITH answer AS MATERIALIZED
  (SELECT concat('{"employees":', concat('{"nodes":',
    (SELECT concat('[', string_agg(concat('{"lastName":', to_json(t1.last_name), ',"identity":', CASE WHEN (t1.person_id = $1::uuid) THEN coalesce(chr(1) || t1.person_id || t1.facility_id || '0000' ||
      (SELECT concat('{"taxId":', coalesce(to_json(t2.tax_id), 'null'), ',"birthDate":', coalesce('"' || (t2.birth_date) || '"', 'null'), ',"documents":',
        (SELECT concat('[', string_agg(concat('{"number":', to_json(t3.number), ',"issuedBy":', coalesce(to_json(t3.issued_by), 'null'), '}'), ',' ORDER BY t3.type), ']')
        FROM identity_document t3
        WHERE t3.person_id = t2.person_id), '}')
      FROM person_identity t2
      WHERE t2.person_id = t1.person_id), 'null') ELSE 'null' END, ',"workContact":', CASE WHEN (t1.person_id = $1::uuid) THEN concat('{"workEmail":', coalesce(to_json(t1.work_email), 'null'), '}') ELSE 'null' END, ',"redacted":[', concat_ws(',', CASE WHEN ((t1.person_id = $1::uuid)) IS NOT TRUE THEN '"identity"' END, CASE WHEN ((t1.person_id = $1::uuid)) IS NOT TRUE THEN '"workContact"' END), ']}'), ','), ']')
    FROM
      (SELECT *
      FROM employee t1
      WHERE (t1.facility_id = $2::uuid)
      ORDER BY ukrainian_order(t1.last_name) COLLATE "C", t1.id
      LIMIT $3::int8) t1), '}'), '}') AS json),
part AS MATERIALIZED (
 SELECT p.text, p.number FROM answer, string_to_table(answer.json, chr(1)) WITH ORDINALITY AS p(text, number)
), field(place, name, chooses) AS (VALUES ('0000', 'Employee.identity.birthDate', false), ('0000', 'Employee.identity.documents.issuedBy', false), ('0000', 'Employee.identity.documents.number', false), ('0000', 'Employee.identity.taxId', false)
), mark AS (
 SELECT left(text, 36) AS person, substr(text, 37, 36) AS facility,
  array_agg(DISTINCT substr(text, 73, 4)) AS places
 FROM part
 WHERE number > 1 AND (left(text, 36) IS DISTINCT FROM $1::uuid::text OR $4::uuid IS NOT NULL)
 GROUP BY 1, 2
), told AS (
 SELECT facility, places, person, count(*) OVER w AS people,
  (row_number() OVER o - 1) / 1000 AS portion
 FROM mark WINDOW w AS (PARTITION BY facility, places), o AS (w ORDER BY person)
), look AS (
 SELECT facility::uuid, places, people, array_agg(person::uuid ORDER BY person) AS subjects
 FROM told GROUP BY facility, places, people, portion
), logged AS (
 INSERT INTO access_log (at, principal_id, person_id, client_id, request_id, facility_id,
  fields_read, fields_filtered, row_count, subjects)
 SELECT $5::timestamptz, $6::uuid, $1::uuid, $4::uuid, $7::text, found.* FROM
  (SELECT facility,
 ARRAY
    (SELECT DISTINCT name
    FROM field
    WHERE place = ANY (places) AND NOT chooses
    ORDER BY name) AS shown,
 ARRAY
    (SELECT DISTINCT name
    FROM field
    WHERE place = ANY (places) AND chooses
    ORDER BY name) AS chosen_by,
 people, subjects
  FROM look) found
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

WITH answer AS MATERIALIZED
  (SELECT concat('{"facility":', coalesce(
    (SELECT concat('{"id":"', encode(convert_to('Facility:' || t1.id, 'UTF8'), 'base64'), '","databaseId":"', t1.id, '","version":', (t1.version)::text, ',"createdAt":', to_json(t1.created_at), ',"nameFull":', to_json(t1.name_full), ',"status":"', t1.status, '","decisionDate":', coalesce('"' || (t1.decision_date) || '"', 'null'), ',"location":', CASE WHEN t1.latitude IS NOT NULL AND t1.longitude IS NOT NULL THEN concat('{"latitude":', coalesce('"' || (t1.latitude) || '"', 'null'), ',"longitude":', coalesce('"' || (t1.longitude) || '"', 'null'), '}') ELSE 'null' END, '}')
    FROM facility t1
    WHERE t1.id = $1::uuid
    ORDER BY t1.status = 'CLOSED', t1.id
    LIMIT 1), 'null'), ',"position":', coalesce(
    (SELECT concat('{"headcount":"', t2.headcount, '","vacancies":', coalesce('"' || (
      (SELECT greatest(t2.headcount - coalesce(sum(a.rate), 0), 0.00)
      FROM assignment a
      WHERE a.position_id = t2.id AND a.status = 'ACTIVE' AND a.kind <> 'SUBSTITUTE')) || '"', 'null'), '}')
    FROM position t2
    WHERE t2.id = $2::uuid), 'null'), ',"employee":', coalesce(
    (SELECT concat('{"professional":{"workingExperience":', coalesce((t3.working_experience)::text, 'null'), ',"aboutMyself":', coalesce(to_json(t3.about_myself), 'null'), '},"identity":', coalesce(chr(1) || t3.person_id || t3.facility_id || '0000' ||
      (SELECT concat('{"noTaxId":', coalesce((t4.no_tax_id)::text, 'null'), '}')
      FROM person_identity t4
      WHERE t4.person_id = t3.person_id AND t3.identity_open), 'null'), '}')
    FROM employee t3
    WHERE t3.id = $3::uuid), 'null'), '}') AS json),
part AS MATERIALIZED (
 SELECT p.text, p.number FROM answer, string_to_table(answer.json, chr(1)) WITH ORDINALITY AS p(text, number)
), field(place, name, chooses) AS (VALUES (0, 'Employee.identity.noTaxId', false)
), mark AS (
 SELECT left(text, 36)::uuid AS person, substr(text, 37, 36)::uuid AS facility,
  bit_or(set_bit(B'0', substr(text, 73, 4)::int, 1)) AS places
 FROM part
 WHERE number > 1 AND (left(text, 36) <> coalesce($4::uuid::text, '') OR $5::uuid IS NOT NULL)
 GROUP BY 1, 2
), look AS (
 SELECT facility, places, count(*)::int AS people, array_agg(person) AS subjects FROM mark GROUP BY 1, 2
), logged AS (
 INSERT INTO access_log (at, principal_id, person_id, client_id, request_id, facility_id,
  fields_read, fields_filtered, row_count, subjects)
 SELECT $6::timestamptz, $7::uuid, $4::uuid, $5::uuid, $8::text, found.* FROM
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
-- $1 = UUID('018f0000-0000-7000-8000-000000000002')
-- $2 = UUID('018f0000-0000-7000-8000-000000000015')
-- $3 = UUID('018f0000-0000-7000-8000-00000000001a')
-- $4 = None
-- $5 = None
-- $6 = datetime.datetime(2026, 2, 2, 22, 30, tzinfo=datetime.timezone.utc)
-- $7 = UUID('00000000-0000-0000-0000-000000000000')
-- $8 = None

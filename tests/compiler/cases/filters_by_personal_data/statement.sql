WITH answer AS MATERIALIZED
  (SELECT concat('{"found":', concat('{"totalCount":',
    (SELECT concat(count(*), string_agg(CASE WHEN ((t2.person_id = $1::uuid)) THEN chr(1) || t2.person_id || t2.facility_id || '0001' END, ''))
    FROM employee t2
    WHERE (t2.facility_id = $2::uuid) AND (t2.person_id = $1::uuid) AND EXISTS
      (SELECT 1
      FROM person_identity i
      WHERE i.person_id = t2.person_id AND t2.identity_open AND i.tax_id = $3::text)), ',"nodes":',
    (SELECT concat('[', string_agg(CASE WHEN ((t1.person_id = $1::uuid)) THEN chr(1) || t1.person_id || t1.facility_id || '0001' END, ''), string_agg(concat('{"fullName":', to_json(t1.last_name || ' ' || t1.first_name || coalesce(' ' || t1.middle_name, '')), ',"identity":', CASE WHEN (t1.person_id = $1::uuid) THEN coalesce(chr(1) || t1.person_id || t1.facility_id || '0000' ||
      (SELECT concat('{"gender":', coalesce('"' || (t3.gender) || '"', 'null'), '}')
      FROM person_identity t3
      WHERE t3.person_id = t1.person_id AND t1.identity_open), 'null') ELSE CASE WHEN t1g.g0 THEN coalesce(
      (SELECT '{"gender":null}'
      FROM person_identity t4
      WHERE t4.person_id = t1.person_id AND t1.identity_open), 'null') ELSE 'null' END END, '}'), ','), ']')
    FROM
      (SELECT *
      FROM employee t1
      WHERE (t1.facility_id = $2::uuid) AND (t1.person_id = $1::uuid) AND EXISTS
        (SELECT 1
        FROM person_identity i
        WHERE i.person_id = t1.person_id AND t1.identity_open AND i.tax_id = $3::text)
      ORDER BY t1.id
      LIMIT $7::int8) t1 CROSS JOIN LATERAL
      (SELECT (EXISTS
        (SELECT 1
        FROM assignment b
        WHERE b.employee_id = t1.id AND b.status = 'ACTIVE' AND ((b.facility_id = $4::uuid AND b.path >= $5::text AND b.path < $6::text)))) AS g0 OFFSET 0) t1g), '}'), ',"nobody":', concat('{"edges":',
    (SELECT concat('[', string_agg(CASE WHEN ((t5.person_id = $1::uuid)) THEN chr(1) || t5.person_id || t5.facility_id || '0002' END, ''), string_agg(concat('{"cursor":"', translate(encode(convert_to(json_build_array('7be82357', t5.id)::text, 'UTF8'), 'base64'), E'+/=\n', '-_'), '"}'), ','), ']')
    FROM
      (SELECT *
      FROM employee t5
      WHERE (t5.facility_id = $2::uuid) AND (t5.person_id = $1::uuid) AND EXISTS
        (SELECT 1
        FROM person_identity i
        WHERE i.person_id = t5.person_id AND t5.identity_open AND i.tax_id = ANY ($8::text[]))
      ORDER BY t5.id
      LIMIT $9::int8) t5), '}'), ',"older":',
    (SELECT concat('{"nodes":', concat('[', string_agg(CASE WHEN ((t6.person_id = $1::uuid)) THEN chr(1) || t6.person_id || t6.facility_id || '0003' END, ''), string_agg(concat('{"fullName":', to_json(t6.last_name || ' ' || t6.first_name || coalesce(' ' || t6.middle_name, '')), '}'), ',') FILTER (WHERE t6."#" <= $11::int8), ']'), ',"pageInfo":', concat('', string_agg(CASE WHEN ((t6.person_id = $1::uuid)) THEN chr(1) || t6.person_id || t6.facility_id || '0003' END, '')), '{"hasNextPage":', (count(*) > $11::int8)::text, '}}')
    FROM
      (SELECT t6.*, row_number() OVER () AS "#", count(*) OVER () AS "##"
      FROM
        (SELECT *
        FROM employee t6
        WHERE (t6.facility_id = $2::uuid) AND (t6.person_id = $1::uuid) AND EXISTS
          (SELECT 1
          FROM person_identity i
          WHERE i.person_id = t6.person_id AND t6.identity_open AND i.birth_date <= $10::date)
        ORDER BY CASE WHEN (t6.person_id = $1::uuid) THEN
          (SELECT i.birth_date
          FROM person_identity i
          WHERE i.person_id = t6.person_id AND t6.identity_open) END DESC NULLS LAST, t6.id DESC
        LIMIT $11::int8 + 1) t6) t6 HAVING true), '}') AS json),
part AS MATERIALIZED (
 SELECT p.text, p.number FROM answer, string_to_table(answer.json, chr(1)) WITH ORDINALITY AS p(text, number)
), field(place, name, chooses) AS (VALUES (0, 'Employee.identity.gender', false), (1, 'Employee.identity.taxId', true), (2, 'Employee.identity.taxId', true), (3, 'Employee.identity.birthDate', true)
), mark AS (
 SELECT left(text, 36)::uuid AS person, substr(text, 37, 36)::uuid AS facility,
  bit_or(set_bit(B'0000', substr(text, 73, 4)::int, 1)) AS places
 FROM part
 WHERE number > 1 AND (left(text, 36) <> coalesce($1::uuid::text, '') OR $12::uuid IS NOT NULL)
 GROUP BY 1, 2
), look AS (
 SELECT facility, places, count(*)::int AS people, array_agg(person) AS subjects FROM mark GROUP BY 1, 2
), logged AS (
 INSERT INTO access_log (at, principal_id, person_id, client_id, request_id, facility_id,
  fields_read, fields_filtered, row_count, subjects)
 SELECT $13::timestamptz, $14::uuid, $1::uuid, $12::uuid, $15::text, found.* FROM
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
  FROM look, generate_series(0, people - 1, 1000) AS portion
UNION ALL SELECT NULL, '{}', array_agg(DISTINCT name ORDER BY name), 0, '{}'
  FROM field
  WHERE chooses AND NOT EXISTS
    (SELECT 1
    FROM mark
    WHERE get_bit(places, place) = 1)
 AND
    (SELECT json IS NOT NULL
    FROM answer) HAVING count(*) > 0) found
)
SELECT convert_to(string_agg(CASE WHEN number = 1 THEN text ELSE substr(text, 77) END, ''
 ORDER BY number), 'UTF8')
FROM part
-- $1 = UUID('018f0000-0000-7000-8000-000000000019')
-- $2 = UUID('018f0000-0000-7000-8000-000000000002')
-- $3 = '2923400112'
-- $4 = UUID('018f0000-0000-7000-8000-000000000002')
-- $5 = '0002.'
-- $6 = '0002.~'
-- $7 = 50
-- $8 = ['0000000000']
-- $9 = 50
-- $10 = datetime.date(1985, 1, 1)
-- $11 = 1
-- $12 = None
-- $13 = datetime.datetime(2026, 2, 2, 22, 30, tzinfo=datetime.timezone.utc)
-- $14 = UUID('018f0000-0000-7000-8000-000000000019')
-- $15 = None

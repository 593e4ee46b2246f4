WITH answer AS MATERIALIZED
  (SELECT concat('{"employee":', coalesce(
    (SELECT concat('{"fullName":', to_json(t1.last_name || ' ' || t1.first_name || coalesce(' ' || t1.middle_name, '')), ',"mainSpeciality":', coalesce(
      (SELECT concat('{"code":', to_json(t2.code), ',"title":', to_json(t2.title), '}')
      FROM dictionary_value t2
      WHERE t2.dictionary = 'SPECIALITY_TYPE' AND t2.code =
        (SELECT s.speciality_code
        FROM employee_speciality s
        WHERE s.employee_id = t1.id AND s.speciality_officio)), 'null'), ',"workContact":{"personnelNumber":', coalesce(to_json(t1.personnel_number), 'null'), ',"workEmail":', coalesce(to_json(t1.work_email), 'null'), ',"workPhones":',
      (SELECT concat('[', string_agg(concat('{"type":"', t3.value->>'type', '","number":', to_json(t3.value->>'number'), '}'), ',' ORDER BY t3.ordinality), ']')
      FROM jsonb_array_elements(t1.work_phones) WITH ORDINALITY t3), '},"personalContact":', coalesce(chr(1) || t1.person_id || t1.facility_id || '0000' ||
      (SELECT concat('{"personalEmail":', coalesce(to_json(t4.personal_email), 'null'), ',"mobilePhones":',
        (SELECT concat('[', string_agg(concat('{"number":', to_json(t5.value->>'number'), '}'), ',' ORDER BY t5.ordinality), ']')
        FROM jsonb_array_elements(t4.mobile_phones) WITH ORDINALITY t5), '}')
      FROM person t4
      WHERE t4.id = t1.person_id AND t1.identity_open), 'null'), ',"identity":', coalesce(chr(1) || t1.person_id || t1.facility_id || '0001' ||
      (SELECT concat('{"taxId":', coalesce(to_json(t6.tax_id), 'null'), ',"unzr":', coalesce(to_json(t6.unzr), 'null'), ',"birthDate":', coalesce('"' || (t6.birth_date) || '"', 'null'), ',"gender":', coalesce('"' || (t6.gender) || '"', 'null'), ',"documents":',
        (SELECT concat('[', string_agg(concat('{"type":"', t7.type, '","number":', to_json(t7.number), ',"issuedBy":', coalesce(to_json(t7.issued_by), 'null'), ',"issuedAt":', coalesce('"' || (t7.issued_at) || '"', 'null'), ',"expirationDate":', coalesce('"' || (t7.expiration_date) || '"', 'null'), '}'), ',' ORDER BY t7.type), ']')
        FROM identity_document t7
        WHERE t7.person_id = t6.person_id), '}')
      FROM person_identity t6
      WHERE t6.person_id = t1.person_id AND t1.identity_open), 'null'), ',"professional":{"educations":',
      (SELECT concat('[', string_agg(concat('{"country":', to_json(t8.country), ',"city":', to_json(t8.city), ',"degree":"', t8.degree, '","issuedDate":', coalesce('"' || (t8.issued_date) || '"', 'null'), '}'), ',' ORDER BY t8.issued_date, t8.id), ']')
      FROM employee_education t8
      WHERE t8.employee_id = t1.id), ',"qualifications":',
      (SELECT concat('[', string_agg(concat('{"type":"', t9.type, '"}'), ',' ORDER BY t9.issued_date, t9.id), ']')
      FROM employee_qualification t9
      WHERE t9.employee_id = t1.id), ',"specialities":',
      (SELECT concat('[', string_agg(concat('{"specialityCode":', to_json(t10.speciality_code), ',"specialityOfficio":', (t10.speciality_officio)::text, ',"speciality":', coalesce(
        (SELECT concat('{"title":', to_json(t11.title), '}')
        FROM dictionary_value t11
        WHERE t11.dictionary = 'SPECIALITY_TYPE' AND t11.code = t10.speciality_code), 'null'), ',"level":"', t10.level, '","validToDate":', coalesce('"' || (t10.valid_to_date) || '"', 'null'), '}'), ',' ORDER BY NOT t10.speciality_officio, t10.id), ']')
      FROM employee_speciality t10
      WHERE t10.employee_id = t1.id), ',"scienceDegree":', coalesce(
      (SELECT concat('{"degree":"', t12.degree, '","speciality":', to_json(t12.speciality), '}')
      FROM employee_science_degree t12
      WHERE t12.employee_id = t1.id), 'null'), ',"aboutMyself":', coalesce(to_json(t1.about_myself), 'null'), ',"workingExperience":', coalesce((t1.working_experience)::text, 'null'), '}}')
    FROM employee t1
    WHERE t1.id = $1::uuid), 'null'), '}') AS json),
part AS MATERIALIZED (
 SELECT p.text, p.number FROM answer, string_to_table(answer.json, chr(1)) WITH ORDINALITY AS p(text, number)
), field(place, name, chooses) AS (VALUES (0, 'Employee.personalContact.mobilePhones.number', false), (0, 'Employee.personalContact.personalEmail', false), (1, 'Employee.identity.birthDate', false), (1, 'Employee.identity.documents.expirationDate', false), (1, 'Employee.identity.documents.issuedAt', false), (1, 'Employee.identity.documents.issuedBy', false), (1, 'Employee.identity.documents.number', false), (1, 'Employee.identity.documents.type', false), (1, 'Employee.identity.gender', false), (1, 'Employee.identity.taxId', false), (1, 'Employee.identity.unzr', false)
), mark AS (
 SELECT left(text, 36)::uuid AS person, substr(text, 37, 36)::uuid AS facility,
  bit_or(set_bit(B'00', substr(text, 73, 4)::int, 1)) AS places
 FROM part
 WHERE number > 1 AND (left(text, 36) <> coalesce($2::uuid::text, '') OR $3::uuid IS NOT NULL)
 GROUP BY 1, 2
), look AS (
 SELECT facility, places, count(*)::int AS people, array_agg(person) AS subjects FROM mark GROUP BY 1, 2
), logged AS (
 INSERT INTO access_log (at, principal_id, person_id, client_id, request_id, facility_id,
  fields_read, fields_filtered, row_count, subjects)
 SELECT $4::timestamptz, $5::uuid, $2::uuid, $3::uuid, $6::text, found.* FROM
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
-- $1 = UUID('018f0000-0000-7000-8000-00000000001a')
-- $2 = None
-- $3 = None
-- $4 = datetime.datetime(2026, 2, 2, 22, 30, tzinfo=datetime.timezone.utc)
-- $5 = UUID('00000000-0000-0000-0000-000000000000')
-- $6 = None

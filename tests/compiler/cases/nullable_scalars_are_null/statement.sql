WITH answer AS MATERIALIZED
  (SELECT concat('{"facility":', coalesce(
    (SELECT concat('{"edrpou":', coalesce(to_json(t1.edrpou), 'null'), ',"website":', coalesce(to_json(t1.website), 'null'), ',"decisionDate":', coalesce('"' || (t1.decision_date) || '"', 'null'), ',"isbt128Code":', coalesce(to_json(t1.isbt128_code), 'null'), ',"nameFullEn":', coalesce(to_json(t1.name_full_en), 'null'), ',"location":', CASE WHEN t1.latitude IS NOT NULL AND t1.longitude IS NOT NULL THEN concat('{"latitude":', coalesce('"' || (t1.latitude) || '"', 'null'), '}') ELSE 'null' END, '}')
    FROM facility t1
    WHERE t1.id = $1::uuid
    ORDER BY t1.status = 'CLOSED', t1.id
    LIMIT 1), 'null'), ',"equipment":', coalesce(
    (SELECT concat('{"inventoryNumber":', coalesce(to_json(t2.inventory_number), 'null'), ',"manufactureDate":', coalesce('"' || (t2.manufacture_date) || '"', 'null'), ',"temperatureMin":', coalesce('"' || (t2.temperature_min) || '"', 'null'), ',"capacity":', coalesce('"' || (t2.capacity) || '"', 'null'), ',"capacityUnit":', coalesce('"' || (t2.capacity_unit) || '"', 'null'), ',"serialNumber":', coalesce(to_json(t2.serial_number), 'null'), ',"inventoryNumberLabel":', coalesce(to_json(coalesce(t2.inventory_number, 'відсутній')), 'null'), ',"verificationOverdue":', coalesce((coalesce(t2.next_verification_on < $2::date, false))::text, 'null'), '}')
    FROM equipment t2
    WHERE t2.id = $3::uuid), 'null'), ',"employee":', coalesce(
    (SELECT concat('{"middleName":', coalesce(to_json(t3.middle_name), 'null'), ',"startDate":', coalesce('"' || (t3.start_date) || '"', 'null'), ',"professional":{"workingExperience":', coalesce((t3.working_experience)::text, 'null'), ',"scienceDegree":', coalesce(
      (SELECT concat('{"degree":"', t4.degree, '"}')
      FROM employee_science_degree t4
      WHERE t4.employee_id = t3.id), 'null'), ',"educations":',
      (SELECT concat('[', string_agg(concat('{"city":', to_json(t5.city), '}'), ',' ORDER BY t5.issued_date, t5.id), ']')
      FROM employee_education t5
      WHERE t5.employee_id = t3.id), '},"identity":', coalesce(chr(1) || t3.person_id || t3.facility_id || '0000' ||
      (SELECT concat('{"taxId":', coalesce(to_json(t6.tax_id), 'null'), '}')
      FROM person_identity t6
      WHERE t6.person_id = t3.person_id AND t3.identity_open), 'null'), ',"mainSpeciality":', coalesce(
      (SELECT concat('{"code":', to_json(t7.code), '}')
      FROM dictionary_value t7
      WHERE t7.dictionary = 'SPECIALITY_TYPE' AND t7.code =
        (SELECT s.speciality_code
        FROM employee_speciality s
        WHERE s.employee_id = t3.id AND s.speciality_officio)), 'null'), '}')
    FROM employee t3
    WHERE t3.id = $4::uuid), 'null'), '}') AS json),
part AS MATERIALIZED (
 SELECT p.text, p.number FROM answer, string_to_table(answer.json, chr(1)) WITH ORDINALITY AS p(text, number)
), field(place, name, chooses) AS (VALUES (0, 'Employee.identity.taxId', false)
), mark AS (
 SELECT left(text, 36)::uuid AS person, substr(text, 37, 36)::uuid AS facility,
  bit_or(set_bit(B'0', substr(text, 73, 4)::int, 1)) AS places
 FROM part
 WHERE number > 1 AND (left(text, 36) <> coalesce($5::uuid::text, '') OR $6::uuid IS NOT NULL)
 GROUP BY 1, 2
), look AS (
 SELECT facility, places, count(*)::int AS people, array_agg(person) AS subjects FROM mark GROUP BY 1, 2
), logged AS (
 INSERT INTO access_log (at, principal_id, person_id, client_id, request_id, facility_id,
  fields_read, fields_filtered, row_count, subjects)
 SELECT $7::timestamptz, $8::uuid, $5::uuid, $6::uuid, $9::text, found.* FROM
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
-- $1 = UUID('018f0000-0000-7000-8000-000000000004')
-- $2 = datetime.date(2026, 2, 3)
-- $3 = UUID('018f0000-0000-7000-8000-000000000046')
-- $4 = UUID('018f0000-0000-7000-8000-00000000002c')
-- $5 = None
-- $6 = None
-- $7 = datetime.datetime(2026, 2, 2, 22, 30, tzinfo=datetime.timezone.utc)
-- $8 = UUID('00000000-0000-0000-0000-000000000000')
-- $9 = None

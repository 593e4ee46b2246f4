SELECT convert_to(concat('{"employee":', coalesce(
  (SELECT concat('{"fullName":', to_json(t1.last_name || ' ' || t1.first_name || coalesce(' ' || t1.middle_name, '')), ',"mainSpeciality":', coalesce(
    (SELECT concat('{"code":', to_json(t2.code), ',"title":', to_json(t2.title), '}')
    FROM dictionary_value t2
    WHERE t2.dictionary = 'SPECIALITY_TYPE' AND t2.code =
      (SELECT s.speciality_code
      FROM employee_speciality s
      WHERE s.employee_id = t1.id AND s.speciality_officio)), 'null'), ',"workContact":{"personnelNumber":', coalesce(to_json(t1.personnel_number), 'null'), ',"workEmail":', coalesce(to_json(t1.work_email), 'null'), ',"workPhones":',
    (SELECT concat('[', string_agg(concat('{"type":"', t3.value->>'type', '","number":', to_json(t3.value->>'number'), '}'), ',' ORDER BY t3.ordinality), ']')
    FROM jsonb_array_elements(t1.work_phones) WITH ORDINALITY t3), '},"personalContact":', coalesce(
    (SELECT concat('{"personalEmail":', coalesce(to_json(t4.personal_email), 'null'), ',"mobilePhones":',
      (SELECT concat('[', string_agg(concat('{"number":', to_json(t5.value->>'number'), '}'), ',' ORDER BY t5.ordinality), ']')
      FROM jsonb_array_elements(t4.mobile_phones) WITH ORDINALITY t5), '}')
    FROM person t4
    WHERE t4.id = t1.person_id), 'null'), ',"identity":', coalesce(
    (SELECT concat('{"taxId":', coalesce(to_json(t6.tax_id), 'null'), ',"unzr":', coalesce(to_json(t6.unzr), 'null'), ',"birthDate":', coalesce('"' || (t6.birth_date) || '"', 'null'), ',"gender":', coalesce('"' || (t6.gender) || '"', 'null'), ',"documents":',
      (SELECT concat('[', string_agg(concat('{"type":"', t7.type, '","number":', to_json(t7.number), ',"issuedBy":', coalesce(to_json(t7.issued_by), 'null'), ',"issuedAt":', coalesce('"' || (t7.issued_at) || '"', 'null'), ',"expirationDate":', coalesce('"' || (t7.expiration_date) || '"', 'null'), '}'), ',' ORDER BY t7.type), ']')
      FROM identity_document t7
      WHERE t7.person_id = t6.person_id), '}')
    FROM person_identity t6
    WHERE t6.person_id = t1.person_id), 'null'), ',"professional":{"educations":',
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
  WHERE t1.id = $1::uuid), 'null'), '}'), 'UTF8')
-- $1 = UUID('018f0000-0000-7000-8000-00000000001a')

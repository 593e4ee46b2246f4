SELECT convert_to(concat('{"facility":', coalesce(
  (SELECT concat('{"id":"', encode(convert_to('Facility:' || t1.id, 'UTF8'), 'base64'), '","nameShort":', to_json(t1.name_short), ',"departments":', concat('{"nodes":',
    (SELECT concat('[', string_agg(concat('{"id":"', rtrim(encode(convert_to('Department:' || t2.id, 'UTF8'), 'base64'), '='), '","name":', to_json(t2.name), ',"type":', coalesce(
      (SELECT concat('{"title":', to_json(t3.title), '}')
      FROM dictionary_value t3
      WHERE t3.dictionary = 'DEPARTMENT_TYPE' AND t3.code = t2.type_code), 'null'), ',"positions":', concat('{"nodes":',
      (SELECT concat('[', string_agg(concat('{"id":"', encode(convert_to('Position:' || t4.id, 'UTF8'), 'base64'), '","title":', to_json(coalesce(t4.custom_title,
        (SELECT v.title
        FROM dictionary_value v
        WHERE v.dictionary = 'POSITION' AND v.code = t4.title_code))), ',"vacancies":', coalesce('"' || (
        (SELECT greatest(t4.headcount - coalesce(sum(a.rate), 0), 0.00)
        FROM assignment a
        WHERE a.position_id = t4.id AND a.status = 'ACTIVE' AND a.kind <> 'SUBSTITUTE')) || '"', 'null'), ',"assignments":', concat('{"nodes":',
        (SELECT concat('[', string_agg(concat('{"id":"', rtrim(encode(convert_to('Assignment:' || t5.id, 'UTF8'), 'base64'), '='), '","kind":"', t5.kind, '","rate":"', t5.rate, '","employee":', coalesce(
          (SELECT concat('{"id":"', encode(convert_to('Employee:' || t6.id, 'UTF8'), 'base64'), '","fullName":', to_json(t6.last_name || ' ' || t6.first_name || coalesce(' ' || t6.middle_name, '')), ',"workContact":{"workEmail":', coalesce(to_json(t6.work_email), 'null'), '}}')
          FROM employee t6
          WHERE t6.id = t5.employee_id), 'null'), ',"workplaces":', concat('{"nodes":',
          (SELECT concat('[', string_agg(concat('{"name":', to_json(t7.name), '}'), ','), ']')
          FROM
            (SELECT *
            FROM workplace t7
            WHERE t7.id IN
              (SELECT l.workplace_id
              FROM workplace_assignment l
              WHERE l.assignment_id = t5.id)
            ORDER BY t7.id
            LIMIT $1::int8) t7), '}'), '}'), ','), ']')
        FROM
          (SELECT *
          FROM assignment t5
          WHERE t5.position_id = t4.id AND t5.status = ANY ($2::text[])
          ORDER BY t5.id
          LIMIT $3::int8) t5), '}'), '}'), ','), ']')
      FROM
        (SELECT *
        FROM position t4
        WHERE t4.department_id = t2.id
        ORDER BY t4.id
        LIMIT $4::int8) t4), '}'), ',"workplaces":', concat('{"nodes":',
      (SELECT concat('[', string_agg(concat('{"id":"', rtrim(encode(convert_to('Workplace:' || t8.id, 'UTF8'), 'base64'), '='), '","name":', to_json(t8.name), ',"inventoryNumberLabel":', coalesce(to_json(coalesce(t8.inventory_number, 'відсутній')), 'null'), '}'), ','), ']')
      FROM
        (SELECT *
        FROM workplace t8
        WHERE t8.department_id = t2.id
        ORDER BY t8.id
        LIMIT $5::int8) t8), '}'), ',"equipment":', concat('{"nodes":',
      (SELECT concat('[', string_agg(concat('{"id":"', rtrim(encode(convert_to('Equipment:' || t9.id, 'UTF8'), 'base64'), '='), '","name":', to_json(t9.name), ',"verificationOverdue":', coalesce((coalesce(t9.next_verification_on < $6::date, false))::text, 'null'), '}'), ','), ']')
      FROM
        (SELECT *
        FROM equipment t9
        WHERE t9.department_id = t2.id
        ORDER BY t9.id
        LIMIT $7::int8) t9), '}'), '}'), ','), ']')
    FROM
      (SELECT *
      FROM department t2
      WHERE t2.facility_id = t1.id
      ORDER BY t2.path, t2.id
      LIMIT $8::int8) t2), '}'), '}')
  FROM facility t1
  WHERE t1.id = $9::uuid
  ORDER BY t1.status = 'CLOSED', t1.id
  LIMIT 1), 'null'), '}'), 'UTF8')
-- $1 = 1
-- $2 = ['ACTIVE']
-- $3 = 5
-- $4 = 20
-- $5 = 20
-- $6 = datetime.date(2026, 2, 3)
-- $7 = 20
-- $8 = 50
-- $9 = UUID('018f0000-0000-7000-8000-000000000002')

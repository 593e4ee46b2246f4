SELECT convert_to(concat('{"assignment":', coalesce(
  (SELECT concat('{"position":', coalesce(
    (SELECT concat('{"title":', to_json(coalesce(t2.custom_title,
      (SELECT v.title
      FROM dictionary_value v
      WHERE v.dictionary = 'POSITION' AND v.code = t2.title_code))), ',"department":', coalesce(
      (SELECT concat('{"name":', to_json(t3.name), ',"facility":', coalesce(
        (SELECT concat('{"nameShort":', to_json(t4.name_short), ',"head":', coalesce(
          (SELECT concat('{"fullName":', to_json(t5.last_name || ' ' || t5.first_name || coalesce(' ' || t5.middle_name, '')), '}')
          FROM employee t5
          WHERE t5.id = t4.head_employee_id), 'null'), ',"administrator":', coalesce(
          (SELECT concat('{"lastName":', to_json(t6.last_name), '}')
          FROM employee t6
          WHERE t6.id = t4.administrator_employee_id), 'null'), '}')
        FROM facility t4
        WHERE t4.id = t3.facility_id), 'null'), '}')
      FROM department t3
      WHERE t3.id = t2.department_id), 'null'), '}')
    FROM position t2
    WHERE t2.id = t1.position_id), 'null'), ',"employee":', coalesce(
    (SELECT concat('{"lastName":', to_json(t7.last_name), ',"facility":', coalesce(
      (SELECT concat('{"nameShort":', to_json(t8.name_short), ',"mergedTo":', coalesce(
        (SELECT concat('{"id":"', encode(convert_to('Facility:' || t9.id, 'UTF8'), 'base64'), '"}')
        FROM facility t9
        WHERE t9.id = t8.merged_to_id), 'null'), '}')
      FROM facility t8
      WHERE t8.id = t7.facility_id), 'null'), '}')
    FROM employee t7
    WHERE t7.id = t1.employee_id), 'null'), ',"department":', coalesce(
    (SELECT concat('{"name":', to_json(t10.name), ',"headPosition":', coalesce(
      (SELECT concat('{"id":"', encode(convert_to('Position:' || t11.id, 'UTF8'), 'base64'), '","title":', to_json(coalesce(t11.custom_title,
        (SELECT v.title
        FROM dictionary_value v
        WHERE v.dictionary = 'POSITION' AND v.code = t11.title_code))), '}')
      FROM position t11
      WHERE t11.department_id = t10.id AND t11.kind = 'HEAD' AND t11.status = 'ACTIVE'), 'null'), ',"parent":', coalesce(
      (SELECT concat('{"name":', to_json(t12.name), '}')
      FROM department t12
      WHERE t12.id = t10.parent_id), 'null'), '}')
    FROM department t10
    WHERE t10.facility_id = t1.facility_id AND t10.path = t1.path), 'null'), ',"substitutes":', coalesce(
    (SELECT concat('{"id":"', rtrim(encode(convert_to('Assignment:' || t13.id, 'UTF8'), 'base64'), '='), '"}')
    FROM assignment t13
    WHERE t13.id = t1.substitutes_assignment_id), 'null'), ',"substitutesHere":', concat('{"nodes":',
    (SELECT concat('[', string_agg(concat('{"employee":', coalesce(
      (SELECT concat('{"lastName":', to_json(t15.last_name), '}')
      FROM employee t15
      WHERE t15.id = t14.employee_id), 'null'), ',"substitutes":', coalesce(
      (SELECT concat('{"id":"', rtrim(encode(convert_to('Assignment:' || t16.id, 'UTF8'), 'base64'), '='), '"}')
      FROM assignment t16
      WHERE t16.id = t14.substitutes_assignment_id), 'null'), ',"substituteMode":', coalesce('"' || (t14.substitute_mode) || '"', 'null'), '}'), ','), ']')
    FROM
      (SELECT *
      FROM assignment t14
      WHERE t14.substitutes_assignment_id = t1.id
      ORDER BY t14.id
      LIMIT $1::int8) t14), '}'), '}')
  FROM assignment t1
  WHERE t1.id = $2::uuid), 'null'), '}'), 'UTF8')
-- $1 = 20
-- $2 = UUID('018f0000-0000-7000-8000-000000000038')

SELECT convert_to(concat('{"workplace":', coalesce(
  (SELECT concat('{"inventoryNumberLabel":', coalesce(to_json(coalesce(t1.inventory_number, 'відсутній')), 'null'), ',"assignments":', concat('{"nodes":',
    (SELECT concat('[', string_agg(concat('{"kind":"', t2.kind, '","employee":', coalesce(
      (SELECT concat('{"lastName":', to_json(t3.last_name), '}')
      FROM employee t3
      WHERE t3.id = t2.employee_id), 'null'), ',"workplaces":', concat('{"totalCount":',
      (SELECT count(*)
      FROM workplace t5
      WHERE t5.id IN
        (SELECT l.workplace_id
        FROM workplace_assignment l
        WHERE l.assignment_id = t2.id)), '}'), '}'), ','), ']')
    FROM
      (SELECT *
      FROM assignment t2
      WHERE t2.id IN
        (SELECT l.assignment_id
        FROM workplace_assignment l
        WHERE l.workplace_id = t1.id)
      ORDER BY t2.id
      LIMIT $1::int8) t2), '}'), ',"equipment":', concat('{"nodes":',
    (SELECT concat('[', string_agg(concat('{"name":', to_json(t6.name), ',"parts":', concat('{"nodes":',
      (SELECT concat('[', string_agg(concat('{"name":', to_json(t7.name), ',"parent":', coalesce(
        (SELECT concat('{"name":', to_json(t8.name), '}')
        FROM equipment t8
        WHERE t8.id = t7.parent_id), 'null'), '}'), ','), ']')
      FROM
        (SELECT *
        FROM equipment t7
        WHERE t7.parent_id = t6.id
        ORDER BY t7.id
        LIMIT $2::int8) t7), '}'), ',"workplace":', coalesce(
      (SELECT concat('{"name":', to_json(t9.name), '}')
      FROM workplace t9
      WHERE t9.id = t6.workplace_id), 'null'), '}'), ','), ']')
    FROM
      (SELECT *
      FROM equipment t6
      WHERE t6.workplace_id = t1.id
      ORDER BY t6.id
      LIMIT $3::int8) t6), '}'), '}')
  FROM workplace t1
  WHERE t1.id = $4::uuid), 'null'), ',"department":', coalesce(
  (SELECT concat('{"employees":', concat('{"nodes":',
    (SELECT concat('[', string_agg(concat('{"lastName":', to_json(t11.last_name), ',"departments":', concat('{"nodes":',
      (SELECT concat('[', string_agg(concat('{"name":', to_json(t12.name), '}'), ','), ']')
      FROM
        (SELECT *
        FROM department t12
        WHERE t12.id IN
          (SELECT p.department_id
          FROM assignment a JOIN position p ON p.id = a.position_id
          WHERE a.employee_id = t11.id AND a.status = 'ACTIVE')
        ORDER BY t12.id
        LIMIT $5::int8) t12), '}'), '}'), ','), ']')
    FROM
      (SELECT *
      FROM employee t11
      WHERE t11.id IN
        (SELECT a.employee_id
        FROM assignment a
        WHERE a.facility_id = t10.facility_id AND a.path = t10.path AND a.status = 'ACTIVE')
      ORDER BY ukrainian_order(t11.last_name) COLLATE "C", t11.id
      LIMIT $6::int8) t11), '}'), '}')
  FROM department t10
  WHERE t10.id = $7::uuid), 'null'), ',"employee":', coalesce(
  (SELECT concat('{"assignments":', concat('{"nodes":',
    (SELECT concat('[', string_agg(concat('{"kind":"', t14.kind, '","rate":"', t14.rate, '"}'), ','), ']')
    FROM
      (SELECT *
      FROM assignment t14
      WHERE t14.employee_id = t13.id
      ORDER BY t14.id
      LIMIT $8::int8) t14), '}'), '}')
  FROM employee t13
  WHERE t13.id = $9::uuid), 'null'), '}'), 'UTF8')
-- $1 = 20
-- $2 = 20
-- $3 = 20
-- $4 = UUID('018f0000-0000-7000-8000-00000000003f')
-- $5 = 20
-- $6 = 20
-- $7 = UUID('018f0000-0000-7000-8000-00000000000a')
-- $8 = 20
-- $9 = UUID('018f0000-0000-7000-8000-000000000020')

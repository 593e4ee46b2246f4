SELECT convert_to(concat('{"equal":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"name":', to_json(t1.name), '}'), ','), ']')
  FROM
    (SELECT *
    FROM department t1
    WHERE t1.facility_id = $1::uuid
    ORDER BY t1.id
    LIMIT $2::int8) t1), '}'), ',"in":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"name":', to_json(t2.name), '}'), ','), ']')
  FROM
    (SELECT *
    FROM department t2
    WHERE t2.parent_id = ANY ($3::uuid[])
    ORDER BY t2.id
    LIMIT $4::int8) t2), '}'), ',"ofAnotherType":', concat('{"totalCount":',
  (SELECT count(*)
  FROM department t4
  WHERE t4.facility_id = $5::uuid), '}'), ',"amongOtherTypes":', concat('{"totalCount":',
  (SELECT count(*)
  FROM department t6
  WHERE t6.facility_id = ANY ($6::uuid[])), '}'), ',"assignments":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"orderNumber":', coalesce(to_json(t7.order_number), 'null'), '}'), ','), ']')
  FROM
    (SELECT *
    FROM assignment t7
    WHERE t7.facility_id = $7::uuid AND t7.employee_id = $8::uuid
    ORDER BY t7.id
    LIMIT $9::int8) t7), '}'), '}'), 'UTF8')
-- $1 = UUID('018f0000-0000-7000-8000-000000000003')
-- $2 = 50
-- $3 = [UUID('018f0000-0000-7000-8000-00000000000a'), UUID('018f0000-0000-7000-8000-00000000000a')]
-- $4 = 50
-- $5 = None
-- $6 = [UUID('018f0000-0000-7000-8000-000000000003')]
-- $7 = UUID('018f0000-0000-7000-8000-000000000002')
-- $8 = UUID('018f0000-0000-7000-8000-00000000001a')
-- $9 = 50

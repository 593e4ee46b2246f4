SELECT convert_to(concat('{"department":', coalesce(
  (SELECT concat('{"depth":', (length(t1.path) / 5)::text, ',"path":', to_json(t1.path), ',"ancestors":',
    (SELECT concat('[', string_agg(concat('{"name":', to_json(t2.name), ',"depth":', (length(t2.path) / 5)::text, '}'), ',' ORDER BY t2.path), ']')
    FROM department t2
    WHERE t2.facility_id = t1.facility_id AND t2.path = ANY
      (SELECT left(t1.path, 5 * n)
      FROM generate_series(1, length(t1.path) / 5 - 1) n)), ',"parent":', coalesce(
    (SELECT concat('{"name":', to_json(t3.name), ',"children":', concat('{"nodes":',
      (SELECT concat('[', string_agg(concat('{"name":', to_json(t4.name), '}'), ','), ']')
      FROM
        (SELECT *
        FROM department t4
        WHERE t4.parent_id = t3.id
        ORDER BY t4.id
        LIMIT $1::int8) t4), '}'), '}')
    FROM department t3
    WHERE t3.id = t1.parent_id), 'null'), '}')
  FROM department t1
  WHERE t1.id = $2::uuid), 'null'), ',"facility":', coalesce(
  (SELECT concat('{"departments":', concat('{"nodes":',
    (SELECT concat('[', string_agg(concat('{"name":', to_json(t6.name), ',"path":', to_json(t6.path), ',"children":', concat('{"totalCount":',
      (SELECT count(*)
      FROM department t8
      WHERE t8.parent_id = t6.id), '}'), ',"descendants":', concat('{"nodes":',
      (SELECT concat('[', string_agg(concat('{"name":', to_json(t9.name), '}'), ','), ']')
      FROM
        (SELECT *
        FROM department t9
        WHERE t9.facility_id = t6.facility_id AND t9.path > t6.path AND t9.path < t6.path || '~'
        ORDER BY t9.path DESC, t9.id DESC
        LIMIT $3::int8) t9), '}'), ',"ancestors":',
      (SELECT concat('[', string_agg(concat('{"name":', to_json(t10.name), '}'), ',' ORDER BY t10.path), ']')
      FROM department t10
      WHERE t10.facility_id = t6.facility_id AND t10.path = ANY
        (SELECT left(t6.path, 5 * n)
        FROM generate_series(1, length(t6.path) / 5 - 1) n)), '}'), ','), ']')
    FROM
      (SELECT *
      FROM department t6
      WHERE t6.facility_id = t5.id
      ORDER BY t6.path, t6.id
      LIMIT $4::int8) t6), '}'), '}')
  FROM facility t5
  WHERE t5.id = $5::uuid
  ORDER BY t5.status = 'CLOSED', t5.id
  LIMIT 1), 'null'), '}'), 'UTF8')
-- $1 = 20
-- $2 = UUID('018f0000-0000-7000-8000-00000000000e')
-- $3 = 20
-- $4 = 20
-- $5 = UUID('018f0000-0000-7000-8000-000000000002')

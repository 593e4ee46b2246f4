SELECT convert_to(concat('{"facility":', coalesce(
  (SELECT concat('{"open":', concat('{"nodes":',
    (SELECT concat('[', string_agg(concat('{"name":', to_json(t2.name), '}'), ','), ']')
    FROM
      (SELECT *
      FROM department t2
      WHERE t2.facility_id = t1.id AND t2.status = $1::text
      ORDER BY ukrainian_order(t2.name) COLLATE "C", t2.id
      LIMIT $2::int8) t2), '}'), ',"closed":', concat('{"nodes":',
    (SELECT concat('[', string_agg(concat('{"name":', to_json(t3.name), ',"closedOn":', coalesce('"' || (t3.closed_on) || '"', 'null'), '}'), ','), ']')
    FROM
      (SELECT *
      FROM department t3
      WHERE t3.facility_id = t1.id AND t3.status = $3::text
      ORDER BY t3.id
      LIMIT $4::int8) t3), '}'), ',"departments":', concat('{"totalCount":',
    (SELECT count(*)
    FROM department t5
    WHERE t5.facility_id = t1.id), ',"nodes":',
    (SELECT concat('[', string_agg(concat('{"name":', to_json(t4.name), '}'), ','), ']')
    FROM
      (SELECT *
      FROM department t4
      WHERE t4.facility_id = t1.id
      ORDER BY t4.id
      LIMIT $5::int8) t4), '}'), '}')
  FROM facility t1
  WHERE t1.id = $6::uuid
  ORDER BY t1.status = 'CLOSED', t1.id
  LIMIT 1), 'null'), '}'), 'UTF8')
-- $1 = 'ACTIVE'
-- $2 = 20
-- $3 = 'CLOSED'
-- $4 = 20
-- $5 = 1
-- $6 = UUID('018f0000-0000-7000-8000-000000000002')

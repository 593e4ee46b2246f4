SELECT convert_to(concat('{"facility":', coalesce(
  (SELECT concat('{"departments":', concat('{"nodes":',
    (SELECT concat('[', string_agg(concat('{"name":', to_json(t2.name), ',"id":"', rtrim(encode(convert_to('Department:' || t2.id, 'UTF8'), 'base64'), '='), '","facility":', coalesce(
      (SELECT concat('{"nameShort":', to_json(t3.name_short), ',"edrpou":', coalesce(to_json(t3.edrpou), 'null'), '}')
      FROM facility t3
      WHERE t3.id = t2.facility_id), 'null'), '}'), ','), ']')
    FROM
      (SELECT *
      FROM department t2
      WHERE t2.facility_id = t1.id
      ORDER BY t2.id
      LIMIT $1::int8) t2), ',"totalCount":',
    (SELECT count(*)
    FROM department t4
    WHERE t4.facility_id = t1.id), '}'), ',"nameShort":', to_json(t1.name_short), '}')
  FROM facility t1
  WHERE t1.id = $2::uuid
  ORDER BY t1.status = 'CLOSED', t1.id
  LIMIT 1), 'null'), '}'), 'UTF8')
-- $1 = 1
-- $2 = UUID('018f0000-0000-7000-8000-000000000002')

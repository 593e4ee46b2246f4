SELECT convert_to(concat('{"first":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"lastName":', to_json(t1.last_name), '}'), ','), ']')
  FROM
    (SELECT *
    FROM employee t1
    ORDER BY t1.id
    LIMIT $1::int8) t1), '}'), ',"key":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"lastName":', to_json(t2.last_name), '}'), ','), ']')
  FROM
    (SELECT *
    FROM employee t2
    ORDER BY t2.status, ukrainian_order(t2.first_name) COLLATE "C", t2.id
    LIMIT $2::int8) t2), '}'), ',"operator":', concat('{"totalCount":',
  (SELECT count(*)
  FROM employee t4), '}'), ',"list":', concat('{"totalCount":',
  (SELECT count(*)
  FROM employee t6), '}'), ',"filter":', concat('{"totalCount":',
  (SELECT count(*)
  FROM employee t8), '}'), ',"inside":', concat('{"totalCount":',
  (SELECT count(*)
  FROM employee t10
  WHERE t10.status = ANY ($3::text[]) AND t10.status = ANY ($4::text[])), '}'), '}'), 'UTF8')
-- $1 = 50
-- $2 = 1
-- $3 = ['ACTIVE']
-- $4 = ['DISMISSED']

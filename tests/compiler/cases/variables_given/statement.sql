SELECT convert_to(concat('{"first":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"lastName":', to_json(t1.last_name), '}'), ','), ']')
  FROM
    (SELECT *
    FROM employee t1
    ORDER BY t1.status DESC, ukrainian_order(t1.last_name) COLLATE "C" DESC, t1.id DESC
    LIMIT $1::int8) t1), '}'), ',"key":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"lastName":', to_json(t2.last_name), '}'), ','), ']')
  FROM
    (SELECT *
    FROM employee t2
    ORDER BY t2.status, ukrainian_order(t2.last_name) COLLATE "C" DESC, t2.id DESC
    LIMIT $2::int8) t2), '}'), ',"operator":', concat('{"totalCount":',
  (SELECT count(*)
  FROM employee t4
  WHERE t4.last_name = $3::text AND t4.last_name IS NOT NULL), '}'), ',"list":', concat('{"totalCount":',
  (SELECT count(*)
  FROM employee t6
  WHERE t6.last_name = ANY ($4::text[])), '}'), ',"filter":', concat('{"totalCount":',
  (SELECT count(*)
  FROM employee t8
  WHERE (t8.search_key LIKE $6::text AND starts_with(search_fold(t8.last_name), $5::text)) AND (t8.first_name = $7::text) IS NOT TRUE), '}'), ',"inside":', concat('{"totalCount":',
  (SELECT count(*)
  FROM employee t10
  WHERE ((t10.status = $8::text) OR (t10.start_date IS NOT NULL)) AND t10.status = ANY ($9::text[]) AND ((t10.search_key LIKE $11::text AND starts_with(search_fold(t10.last_name), $10::text)) AND (t10.first_name = $12::text) IS NOT TRUE) IS NOT TRUE), '}'), '}'), 'UTF8')
-- $1 = 1
-- $2 = 1
-- $3 = 'Гай'
-- $4 = ['Гай', 'Шевчук']
-- $5 = 'ш'
-- $6 = ' ш%'
-- $7 = 'Тарас'
-- $8 = 'DISMISSED'
-- $9 = ['ACTIVE']
-- $10 = 'ш'
-- $11 = ' ш%'
-- $12 = 'Тарас'

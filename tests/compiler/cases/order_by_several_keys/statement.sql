SELECT convert_to(concat('{"employees":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"status":"', t1.status, '","lastName":', to_json(t1.last_name), ',"firstName":', to_json(t1.first_name), '}'), ','), ']')
  FROM
    (SELECT *
    FROM employee t1
    ORDER BY t1.status DESC, ukrainian_order(t1.last_name) COLLATE "C", ukrainian_order(t1.first_name) COLLATE "C" DESC, t1.id DESC
    LIMIT $1::int8) t1), ',"edges":',
  (SELECT concat('[', string_agg(concat('{"cursor":"', translate(encode(convert_to(json_build_array('0010893c', t1.status, ukrainian_order(t1.last_name) COLLATE "C", ukrainian_order(t1.first_name) COLLATE "C", t1.id)::text, 'UTF8'), 'base64'), E'+/=\n', '-_'), '"}'), ','), ']')
  FROM
    (SELECT *
    FROM employee t1
    ORDER BY t1.status DESC, ukrainian_order(t1.last_name) COLLATE "C", ukrainian_order(t1.first_name) COLLATE "C" DESC, t1.id DESC
    LIMIT $1::int8) t1), '}'), '}'), 'UTF8')
-- $1 = 50

SELECT convert_to(concat('{"facilities":', concat('{"edges":',
  (SELECT concat('[', string_agg(concat('{"cursor":"', translate(encode(convert_to(json_build_array('8f5cbaa3', t1.id)::text, 'UTF8'), 'base64'), E'+/=\n', '-_'), '","node":{"nameShort":', to_json(t1.name_short), '}}'), ','), ']')
  FROM
    (SELECT *
    FROM facility t1
    ORDER BY t1.id
    LIMIT $1::int8) t1), '}'), '}'), 'UTF8')
-- $1 = 2

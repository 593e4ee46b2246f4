SELECT convert_to(concat('{"dictionary":', coalesce(
  (SELECT concat('{"name":', to_json(t1.name), ',"title":', to_json(t1.title), ',"values":',
    (SELECT concat('[', string_agg(concat('{"code":', to_json(t2.code), ',"title":', to_json(t2.title), ',"isActive":', (t2.is_active)::text, '}'), ',' ORDER BY t2.ordinal, t2.code), ']')
    FROM dictionary_value t2
    WHERE t2.dictionary = t1.name), '}')
  FROM dictionary t1
  WHERE t1.name = $1::text), 'null'), ',"nothing":', coalesce(
  (SELECT concat('{"title":', to_json(t3.title), '}')
  FROM dictionary t3
  WHERE t3.name = $2::text), 'null'), ',"dictionaries":',
  (SELECT concat('[', string_agg(concat('{"name":', to_json(t4.name), '}'), ',' ORDER BY t4.name), ']')
  FROM dictionary t4), '}'), 'UTF8')
-- $1 = 'GENDER'
-- $2 = 'NONE'

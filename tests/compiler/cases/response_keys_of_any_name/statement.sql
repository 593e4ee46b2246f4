SELECT convert_to(concat('{"__a":', concat('{"_":',
  (SELECT count(*)
  FROM facility t2), ',"t1":',
  (SELECT count(*)
  FROM facility t3), '}'), '}'), 'UTF8')

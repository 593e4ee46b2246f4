SELECT convert_to(concat('{"open":', coalesce(
  (SELECT concat('{"nameShort":', to_json(t1.name_short), ',"status":"', t1.status, '"}')
  FROM facility t1
  WHERE t1.edrpou = $1::text
  ORDER BY t1.status = 'CLOSED', t1.id
  LIMIT 1), 'null'), ',"nobody":', coalesce(
  (SELECT concat('{"id":"', encode(convert_to('Facility:' || t2.id, 'UTF8'), 'base64'), '"}')
  FROM facility t2
  WHERE t2.edrpou = $2::text
  ORDER BY t2.status = 'CLOSED', t2.id
  LIMIT 1), 'null'), ',"nullIsNotGiven":', coalesce(
  (SELECT concat('{"nameShort":', to_json(t3.name_short), '}')
  FROM facility t3
  WHERE t3.edrpou = $3::text
  ORDER BY t3.status = 'CLOSED', t3.id
  LIMIT 1), 'null'), '}'), 'UTF8')
-- $1 = '39990035'
-- $2 = '00000000'
-- $3 = '59990043'

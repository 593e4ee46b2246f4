SELECT convert_to(concat('{"facility":', coalesce(
  (SELECT concat('{"nameShort":', to_json(t1.name_short), '}')
  FROM facility t1
  WHERE t1.id = $1::uuid
  ORDER BY t1.status = 'CLOSED', t1.id
  LIMIT 1), 'null'), ',"__typename":"Query","last":', coalesce(
  (SELECT concat('{"edrpou":', coalesce(to_json(t2.edrpou), 'null'), '}')
  FROM facility t2
  WHERE t2.id = $2::uuid
  ORDER BY t2.status = 'CLOSED', t2.id
  LIMIT 1), 'null'), '}'), 'UTF8')
-- $1 = UUID('018f0000-0000-7000-8000-000000000002')
-- $2 = UUID('018f0000-0000-7000-8000-000000000002')

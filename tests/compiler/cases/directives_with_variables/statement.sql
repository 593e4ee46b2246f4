SELECT convert_to(concat('{"facility":', coalesce(
  (SELECT concat('{"a":', to_json(t1.name_short), ',"d":', to_json(t1.name_short), ',"e":', to_json(t1.name_short), ',"g":', to_json(t1.name_short), ',"i":', to_json(t1.name_short), ',"k":', to_json(t1.name_short), ',"departments":', concat('{"totalCount":',
    (SELECT count(*)
    FROM department t3
    WHERE t3.facility_id = t1.id), '}'), '}')
  FROM facility t1
  WHERE t1.id = $1::uuid
  ORDER BY t1.status = 'CLOSED', t1.id
  LIMIT 1), 'null'), '}'), 'UTF8')
-- $1 = UUID('018f0000-0000-7000-8000-000000000002')

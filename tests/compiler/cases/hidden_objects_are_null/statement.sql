SELECT convert_to(concat('{"seen":', coalesce(CASE $2::text WHEN 'Facility' THEN
  (SELECT concat('{"id":"', encode(convert_to('Facility:' || t1.id, 'UTF8'), 'base64'), '","nameShort":', to_json(t1.name_short), '}')
  FROM facility t1
  WHERE t1.id = $1::uuid) END, 'null'), ',"hidden":', coalesce(CASE $4::text WHEN 'Facility' THEN
  (SELECT concat('{"id":"', encode(convert_to('Facility:' || t2.id, 'UTF8'), 'base64'), '","__typename":"Facility"}')
  FROM facility t2
  WHERE t2.id = $3::uuid) END, 'null'), ',"nodes":',
  (SELECT concat('[', string_agg(coalesce(CASE t3.type WHEN 'Facility' THEN
    (SELECT concat('{"id":"', encode(convert_to('Facility:' || t4.id, 'UTF8'), 'base64'), '"}')
    FROM facility t4
    WHERE t4.id = t3.id) END, 'null'), ',' ORDER BY t3.place), ']')
  FROM unnest($5::text[], $6::uuid[]) WITH ORDINALITY t3(type, id, place)), '}'), 'UTF8')
-- $1 = UUID('018f0000-0000-7000-8000-000000000002')
-- $2 = 'Facility'
-- $3 = UUID('018f0000-0000-7000-8000-00000000000a')
-- $4 = 'Department'
-- $5 = ['Department', 'Facility']
-- $6 = [UUID('018f0000-0000-7000-8000-00000000000a'), UUID('018f0000-0000-7000-8000-000000000002')]

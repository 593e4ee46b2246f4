SELECT convert_to(concat('{"equipmentList":',
  (SELECT concat('{"nodes":', concat('[', string_agg(concat('{"name":', to_json(t1.name), ',"inventoryNumber":', CASE WHEN ((t1.facility_id = $2::uuid AND t1.path >= $3::text AND t1.path < $4::text)) THEN coalesce(to_json(t1.inventory_number), 'null') ELSE 'null' END, ',"redacted":[', concat_ws(',', CASE WHEN (((t1.facility_id = $2::uuid AND t1.path >= $3::text AND t1.path < $4::text))) IS NOT TRUE THEN '"inventoryNumber"' END), '],"department":', coalesce(
    (SELECT concat('{"name":', to_json(t2.name), '}')
    FROM department t2
    WHERE t2.id = t1.department_id), 'null'), '}'), ',') FILTER (WHERE t1."#" <= $5::int8), ']'), ',"pageInfo":{"endCursor":', coalesce('"' || max(translate(encode(convert_to(json_build_array('d0a85355', CASE WHEN ((t1.facility_id = $2::uuid AND t1.path >= $3::text AND t1.path < $4::text)) THEN ukrainian_order(t1.inventory_number) COLLATE "C" END, ukrainian_order(t1.name) COLLATE "C", t1.id)::text, 'UTF8'), 'base64'), E'+/=\n', '-_')) FILTER (WHERE t1."#" = least(t1."##", $5::int8)) || '"', 'null'), '}}')
  FROM
    (SELECT t1.*, row_number() OVER () AS "#", count(*) OVER () AS "##"
    FROM
      (SELECT *
      FROM equipment t1
      WHERE (t1.facility_id = $1::uuid)
      ORDER BY CASE WHEN ((t1.facility_id = $2::uuid AND t1.path >= $3::text AND t1.path < $4::text)) THEN ukrainian_order(t1.inventory_number) COLLATE "C" END DESC NULLS LAST, ukrainian_order(t1.name) COLLATE "C", t1.id
      LIMIT $5::int8 + 1) t1) t1 HAVING true), ',"workplaces":', concat('{"totalCount":',
  (SELECT count(*)
  FROM workplace t4
  WHERE (t4.facility_id = $1::uuid) AND ((t4.facility_id = $2::uuid AND t4.path >= $3::text AND t4.path < $4::text)) AND t4.inventory_number IS NULL), ',"nodes":',
  (SELECT concat('[', string_agg(concat('{"name":', to_json(t3.name), ',"inventoryNumberLabel":', CASE WHEN ((t3.facility_id = $2::uuid AND t3.path >= $3::text AND t3.path < $4::text)) THEN coalesce(to_json(coalesce(t3.inventory_number, 'відсутній')), 'null') ELSE 'null' END, '}'), ','), ']')
  FROM
    (SELECT *
    FROM workplace t3
    WHERE (t3.facility_id = $1::uuid) AND ((t3.facility_id = $2::uuid AND t3.path >= $3::text AND t3.path < $4::text)) AND t3.inventory_number IS NULL
    ORDER BY t3.id
    LIMIT $6::int8) t3), '}'), ',"others":', concat('{"totalCount":',
  (SELECT count(*)
  FROM workplace t6
  WHERE (t6.facility_id = $1::uuid) AND (((t6.facility_id = $2::uuid AND t6.path >= $3::text AND t6.path < $4::text)) AND t6.inventory_number IS NULL) IS NOT TRUE), '}'), '}'), 'UTF8')
-- $1 = UUID('018f0000-0000-7000-8000-000000000002')
-- $2 = UUID('018f0000-0000-7000-8000-000000000002')
-- $3 = '0002.'
-- $4 = '0002.~'
-- $5 = 50
-- $6 = 50

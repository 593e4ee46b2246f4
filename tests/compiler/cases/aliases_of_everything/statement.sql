SELECT convert_to(concat('{"a":',
  (SELECT concat('{"a":', concat('[', string_agg(concat('{"a":', to_json(t1.name_short), ',"b":', to_json(t1.name_short), ',"a_b":{"a":', coalesce(to_json(t1.legal_address->>'settlement'), 'null'), '}}'), ',') FILTER (WHERE t1."#" <= $1::int8), ']'), ',"b":', concat('[', string_agg(concat('{"c":"', encode(convert_to('Facility:' || t1.id, 'UTF8'), 'base64'), '"}'), ',') FILTER (WHERE t1."#" <= $1::int8), ']'), ',"c":',
    (SELECT count(*)
    FROM facility t2
    WHERE t2.edrpou IS NOT NULL), ',"d":',
    (SELECT count(*)
    FROM facility t3
    WHERE t3.edrpou IS NOT NULL), ',"e":{"f":', (count(*) > $1::int8)::text, ',"g":', coalesce('"' || max(translate(encode(convert_to(json_build_array('8f5cbaa3', t1.id)::text, 'UTF8'), 'base64'), E'+/=\n', '-_')) FILTER (WHERE t1."#" = least(t1."##", $1::int8)) || '"', 'null'), ',"h":', coalesce('"' || max(translate(encode(convert_to(json_build_array('8f5cbaa3', t1.id)::text, 'UTF8'), 'base64'), E'+/=\n', '-_')) FILTER (WHERE t1."#" = least(t1."##", $1::int8)) || '"', 'null'), ',"t":"PageInfo"},"i":', concat('[', string_agg(concat('{"j":"', translate(encode(convert_to(json_build_array('8f5cbaa3', t1.id)::text, 'UTF8'), 'base64'), E'+/=\n', '-_'), '","k":{"l":"', t1.status, '"},"m":"', translate(encode(convert_to(json_build_array('8f5cbaa3', t1.id)::text, 'UTF8'), 'base64'), E'+/=\n', '-_'), '","n":"FacilityEdge"}'), ',') FILTER (WHERE t1."#" <= $1::int8), ']'), ',"j":', concat('[', string_agg(concat('{"o":{"p":"', encode(convert_to('Facility:' || t1.id, 'UTF8'), 'base64'), '"}}'), ',') FILTER (WHERE t1."#" <= $1::int8), ']'), ',"q":{"r":', coalesce('"' || max(translate(encode(convert_to(json_build_array('8f5cbaa3', t1.id)::text, 'UTF8'), 'base64'), E'+/=\n', '-_')) FILTER (WHERE t1."#" = least(1, $1::int8)) || '"', 'null'), '}}')
  FROM
    (SELECT t1.*, row_number() OVER () AS "#", count(*) OVER () AS "##"
    FROM
      (SELECT *
      FROM facility t1
      WHERE t1.edrpou IS NOT NULL
      ORDER BY t1.id
      LIMIT $1::int8 + 1) t1) t1 HAVING true), '}'), 'UTF8')
-- $1 = 1

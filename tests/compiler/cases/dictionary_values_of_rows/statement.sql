SELECT convert_to(concat('{"department":', coalesce(
  (SELECT concat('{"typeCode":', to_json(t1.type_code), ',"type":', coalesce(
    (SELECT concat('{"code":', to_json(t2.code), ',"title":', to_json(t2.title), '}')
    FROM dictionary_value t2
    WHERE t2.dictionary = 'DEPARTMENT_TYPE' AND t2.code = t1.type_code), 'null'), ',"facility":', coalesce(
    (SELECT concat('{"kind":', coalesce(
      (SELECT concat('{"title":', to_json(t4.title), ',"isActive":', (t4.is_active)::text, '}')
      FROM dictionary_value t4
      WHERE t4.dictionary = 'FACILITY_KIND' AND t4.code = t3.kind_code), 'null'), '}')
    FROM facility t3
    WHERE t3.id = t1.facility_id), 'null'), '}')
  FROM department t1
  WHERE t1.id = $1::uuid), 'null'), ',"own":', coalesce(
  (SELECT concat('{"title":', to_json(coalesce(t5.custom_title,
    (SELECT v.title
    FROM dictionary_value v
    WHERE v.dictionary = 'POSITION' AND v.code = t5.title_code))), ',"titleCode":', coalesce(to_json(t5.title_code), 'null'), ',"titleValue":', coalesce(
    (SELECT concat('{"title":', to_json(t6.title), '}')
    FROM dictionary_value t6
    WHERE t6.dictionary = 'POSITION' AND t6.code = t5.title_code), 'null'), ',"customTitle":', coalesce(to_json(t5.custom_title), 'null'), '}')
  FROM position t5
  WHERE t5.id = $2::uuid), 'null'), ',"common":', coalesce(
  (SELECT concat('{"title":', to_json(coalesce(t7.custom_title,
    (SELECT v.title
    FROM dictionary_value v
    WHERE v.dictionary = 'POSITION' AND v.code = t7.title_code))), ',"titleCode":', coalesce(to_json(t7.title_code), 'null'), ',"titleValue":', coalesce(
    (SELECT concat('{"title":', to_json(t8.title), '}')
    FROM dictionary_value t8
    WHERE t8.dictionary = 'POSITION' AND t8.code = t7.title_code), 'null'), ',"customTitle":', coalesce(to_json(t7.custom_title), 'null'), '}')
  FROM position t7
  WHERE t7.id = $3::uuid), 'null'), '}'), 'UTF8')
-- $1 = UUID('018f0000-0000-7000-8000-00000000000a')
-- $2 = UUID('018f0000-0000-7000-8000-000000000014')
-- $3 = UUID('018f0000-0000-7000-8000-000000000015')

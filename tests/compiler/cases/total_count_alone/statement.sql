SELECT convert_to(concat('{"facilities":', concat('{"totalCount":',
  (SELECT count(*)
  FROM facility t2), '}'), ',"first":', concat('{"totalCount":',
  (SELECT count(*)
  FROM facility t4), '}'), ',"last":',
  (SELECT concat('{"totalCount":',
    (SELECT count(*)
    FROM facility t6), ',"__typename":"FacilityConnection"}')
  FROM
    (SELECT t5.*, row_number() OVER () AS "#", count(*) OVER () AS "##"
    FROM
      (SELECT *
      FROM facility t5
      ORDER BY t5.id DESC
      LIMIT $1::int8) t5) t5 HAVING true), ',"none":',
  (SELECT concat('{"totalCount":',
    (SELECT count(*)
    FROM facility t8
    WHERE t8.edrpou = $2::text), '}')
  FROM
    (SELECT t7.*, row_number() OVER () AS "#", count(*) OVER () AS "##"
    FROM
      (SELECT *
      FROM facility t7
      WHERE t7.edrpou = $2::text
      ORDER BY t7.id DESC
      LIMIT $3::int8) t7) t7 HAVING true), '}'), 'UTF8')
-- $1 = 2
-- $2 = '1'
-- $3 = 2

SELECT convert_to(concat('{"ascending":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"startDate":', coalesce('"' || (t1.start_date) || '"', 'null'), ',"lastName":', to_json(t1.last_name), '}'), ','), ']')
  FROM
    (SELECT *
    FROM employee t1
    ORDER BY t1.start_date, t1.id
    LIMIT $1::int8) t1), '}'), ',"descending":', concat('{"nodes":',
  (SELECT concat('[', string_agg(concat('{"startDate":', coalesce('"' || (t2.start_date) || '"', 'null'), ',"lastName":', to_json(t2.last_name), '}'), ','), ']')
  FROM
    (SELECT *
    FROM employee t2
    ORDER BY t2.start_date DESC NULLS LAST, t2.id DESC
    LIMIT $2::int8) t2), '}'), ',"backwards":',
  (SELECT concat('{"nodes":', concat('[', string_agg(concat('{"startDate":', coalesce('"' || (t3.start_date) || '"', 'null'), ',"lastName":', to_json(t3.last_name), '}'), ',' ORDER BY t3."#" DESC), ']'), '}')
  FROM
    (SELECT t3.*, row_number() OVER () AS "#", count(*) OVER () AS "##"
    FROM
      (SELECT *
      FROM employee t3
      ORDER BY t3.start_date DESC, t3.id DESC
      LIMIT $3::int8) t3) t3 HAVING true), ',"backwardsDescending":',
  (SELECT concat('{"nodes":', concat('[', string_agg(concat('{"startDate":', coalesce('"' || (t4.start_date) || '"', 'null'), ',"lastName":', to_json(t4.last_name), '}'), ',' ORDER BY t4."#" DESC), ']'), '}')
  FROM
    (SELECT t4.*, row_number() OVER () AS "#", count(*) OVER () AS "##"
    FROM
      (SELECT *
      FROM employee t4
      ORDER BY t4.start_date NULLS FIRST, t4.id
      LIMIT $4::int8) t4) t4 HAVING true), '}'), 'UTF8')
-- $1 = 50
-- $2 = 50
-- $3 = 3
-- $4 = 3

-- The balance of every account at the end of a day (UTC).
-- Parameter: the day, such as '2026-01-31'.
WITH facts AS (
  SELECT subject, sequence, data.currency AS currency, data.balance AS balance
  FROM (
    SELECT *, row_number() OVER (PARTITION BY id ORDER BY arrived) AS copy
    FROM events
    WHERE "type" LIKE 'dev.passbook.%.v1' AND substr("time", 1, 10) <= ?
  )
  WHERE copy = 1
),
ranked AS (
  SELECT *, row_number() OVER (PARTITION BY subject ORDER BY sequence DESC) AS age
  FROM facts
)
SELECT subject AS account, currency, balance
FROM ranked
WHERE age = 1
ORDER BY subject

-- The sum of all balances at the end of each day (UTC) on which something happened, by currency. The first day
-- has the sum of all that happened up to its end.
-- Parameters: the first day and the last, such as '2026-01-01' and '2026-01-31'.
WITH asked AS (
  SELECT ? AS first_day, ? AS last_day
),
facts AS (
  SELECT
    subject, sequence, data.currency AS currency, data.balance AS balance,
    greatest(substr("time", 1, 10), first_day) AS day
  FROM history CROSS JOIN asked
  WHERE substr("time", 1, 10) <= last_day
),
ends AS (
  SELECT subject, day, max(currency) AS currency, max_by(balance, sequence) AS balance
  FROM facts
  GROUP BY subject, day
),
changes AS (
  SELECT
    day, currency,
    balance - coalesce(lag(balance) OVER (PARTITION BY subject ORDER BY day), 0) AS change
  FROM ends
),
days AS (
  SELECT day, currency, sum(change) AS change
  FROM changes
  GROUP BY day, currency
)
SELECT day, currency, sum(change) OVER (PARTITION BY currency ORDER BY day) AS total
FROM days
ORDER BY day, currency

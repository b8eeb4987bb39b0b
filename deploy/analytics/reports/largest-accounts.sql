-- The six accounts in each currency with the highest balances at the end of the last day, with their balances
-- at the end of each day (UTC) on which something happened to them. The first day has what happened up to its end.
-- Parameters: the first day and the last, such as '2026-01-01' and '2026-01-31'.
WITH asked AS (
  SELECT ? AS first_day, ? AS last_day
),
facts AS (
  SELECT
    subject, sequence, data.owner AS owner, data.currency AS currency, data.balance AS balance,
    greatest(substr("time", 1, 10), first_day) AS day
  FROM history CROSS JOIN asked
  WHERE substr("time", 1, 10) <= last_day
),
accounts AS (
  SELECT
    subject, max(owner) AS owner, max(currency) AS currency,
    max_by(balance, sequence) AS balance
  FROM facts
  GROUP BY subject
),
ranked AS (
  SELECT
    *, row_number() OVER (PARTITION BY currency ORDER BY balance DESC, subject) AS place
  FROM accounts
),
ends AS (
  SELECT subject, day, max_by(balance, sequence) AS balance
  FROM facts
  GROUP BY subject, day
)
SELECT
  ranked.currency, place, ranked.subject AS account, owner, day, ends.balance AS balance
FROM ranked
JOIN ends ON ranked.subject = ends.subject
WHERE place <= 6
ORDER BY ranked.currency, place, day

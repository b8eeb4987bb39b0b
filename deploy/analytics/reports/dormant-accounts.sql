-- Open accounts to which nothing has happened since a day (UTC). The expiry of a hold is no activity.
-- Parameter: the day, such as '2026-01-31'.
WITH facts AS (
  SELECT
    subject, sequence, "time", "type", data.currency AS currency, data.balance AS balance
  FROM history
  WHERE "type" <> 'dev.passbook.HoldExpired.v1'
),
ranked AS (
  SELECT *, row_number() OVER (PARTITION BY subject ORDER BY sequence DESC) AS age
  FROM facts
)
SELECT subject AS account, currency, balance, "time" AS since
FROM ranked
WHERE age = 1
  AND "type" <> 'dev.passbook.AccountClosed.v1'
  AND substr("time", 1, 10) < ?
ORDER BY "time", subject

-- The balance of every account at the end of a day (UTC), and how much of it was held and available.
-- Parameter: the day, such as '2026-01-31'.
WITH asked AS (
  SELECT ? AS day
),
facts AS (
  SELECT
    subject, sequence, "type", data.currency AS currency, data.amount AS amount,
    data.balance AS balance, data.overdraft AS overdraft, data.holdid AS hold,
    data.holdremaining AS remaining, data.expiresat AS expires, day
  FROM history CROSS JOIN asked
  WHERE substr("time", 1, 10) <= day
),
accounts AS (
  SELECT
    subject,
    max_by(currency, sequence) AS currency,
    max_by(balance, sequence) AS balance,
    max_by(overdraft, sequence) FILTER (WHERE overdraft IS NOT NULL) AS overdraft
  FROM facts
  GROUP BY subject
),
-- What the last event about a hold left of it, unless it lapsed without an event.
holds AS (
  SELECT
    subject,
    max_by(
      CASE "type"
        WHEN 'dev.passbook.HoldPlaced.v1' THEN amount
        WHEN 'dev.passbook.BalanceWithdrawn.v1' THEN remaining
        ELSE 0
      END,
      sequence) AS remaining
  FROM facts
  WHERE hold IS NOT NULL
  GROUP BY subject, hold
  HAVING substr(max(expires), 1, 10) > max(day)
),
sums AS (
  SELECT subject, sum(remaining) AS held
  FROM holds
  GROUP BY subject
)
SELECT
  accounts.subject AS account,
  currency,
  balance,
  coalesce(held, 0) AS held,
  balance - coalesce(held, 0) + coalesce(overdraft, 0) AS available
FROM accounts
LEFT JOIN sums ON accounts.subject = sums.subject
ORDER BY accounts.subject

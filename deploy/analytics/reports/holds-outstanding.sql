-- The holds that reserved something at the end of a day (UTC), the next one to lapse first.
-- Parameter: the day, such as '2026-01-31'.
WITH asked AS (
  SELECT ? AS day
),
facts AS (
  SELECT
    subject, sequence, "time", "type", data.currency AS currency, data.amount AS amount,
    data.holdid AS hold, data.holdremaining AS remaining, data.expiresat AS expires, day
  FROM history CROSS JOIN asked
  WHERE substr("time", 1, 10) <= day
),
holds AS (
  SELECT
    hold,
    max(subject) AS account,
    max(currency) AS currency,
    min_by("time", sequence) AS placed,
    max(expires) AS expires,
    min_by(amount, sequence) AS amount,
    max_by(
      CASE "type"
        WHEN 'dev.passbook.HoldPlaced.v1' THEN amount
        WHEN 'dev.passbook.BalanceWithdrawn.v1' THEN remaining
        ELSE 0
      END,
      sequence) AS remaining
  FROM facts
  WHERE hold IS NOT NULL
  GROUP BY hold
  -- A hold lapses at its expiry, and an event says so only before the account's next one.
  HAVING substr(max(expires), 1, 10) > max(day)
)
SELECT hold, account, currency, amount, remaining, placed, expires
FROM holds
WHERE remaining > 0
ORDER BY expires, hold

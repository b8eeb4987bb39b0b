-- The twenty largest credits and withdrawals in each currency.
-- Parameters: the first day and the last (UTC), such as '2026-01-01' and '2026-01-31'.
WITH facts AS (
  SELECT
    id, subject, sequence, "time", "type", data.currency AS currency, data.amount AS amount,
    data.reference AS reference
  FROM history
  WHERE "type" IN ('dev.passbook.BalanceCredited.v1', 'dev.passbook.BalanceWithdrawn.v1')
    AND substr("time", 1, 10) BETWEEN ? AND ?
),
ranked AS (
  SELECT
    *, row_number() OVER (PARTITION BY currency ORDER BY amount DESC, subject, sequence) AS place
  FROM facts
)
SELECT currency, place, id, "type", amount, "time", reference
FROM ranked
WHERE place <= 20
ORDER BY currency, place

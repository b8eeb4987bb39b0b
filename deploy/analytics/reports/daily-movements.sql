-- What came in and went out on each day (UTC), in each currency. Reversals are credits or withdrawals
-- too; reversed is the part of both that took an earlier movement back.
-- Parameters: the first day and the last, such as '2026-01-01' and '2026-01-31'.
WITH facts AS (
  SELECT
    substr("time", 1, 10) AS day, "type", data.currency AS currency, data.amount AS amount,
    data.reverses AS reverses
  FROM history
  WHERE "type" IN ('dev.passbook.BalanceCredited.v1', 'dev.passbook.BalanceWithdrawn.v1')
    AND substr("time", 1, 10) BETWEEN ? AND ?
)
SELECT
  day,
  currency,
  sum(CASE WHEN "type" = 'dev.passbook.BalanceCredited.v1' THEN 1 ELSE 0 END) AS credits,
  sum(CASE WHEN "type" = 'dev.passbook.BalanceCredited.v1' THEN amount ELSE 0 END) AS credited,
  sum(CASE WHEN "type" = 'dev.passbook.BalanceWithdrawn.v1' THEN 1 ELSE 0 END) AS withdrawals,
  sum(CASE WHEN "type" = 'dev.passbook.BalanceWithdrawn.v1' THEN amount ELSE 0 END) AS withdrawn,
  sum(CASE WHEN reverses IS NOT NULL THEN 1 ELSE 0 END) AS reversals,
  sum(CASE WHEN reverses IS NOT NULL THEN amount ELSE 0 END) AS reversed
FROM facts
GROUP BY day, currency
ORDER BY day, currency

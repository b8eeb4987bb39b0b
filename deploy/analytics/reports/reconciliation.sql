-- Accounts of which the lake and an export of the table tell different things. None is good news.
-- Parameters: twice the same moment, up to which both are compared, such as '2026-01-31T12:00:00.000Z', and the
-- export: the last part of its ARN.
WITH facts AS (
  SELECT subject, CAST(sequence AS bigint) AS version, data.balance AS balance, chain
  FROM history
  WHERE "time" <= ?
),
lake AS (
  SELECT subject AS account, version, balance, events, to_base64(from_hex(chain)) AS chain
  FROM (
    SELECT
      *,
      count(*) OVER (PARTITION BY subject) AS events,
      row_number() OVER (PARTITION BY subject ORDER BY version DESC) AS age
    FROM facts
  )
  WHERE age = 1
),
commits AS (
  SELECT
    substr(item.streamid.s, 9) AS account,
    CAST(item.version.n AS bigint) + cardinality(item.events.l) - 1 AS version,
    CAST((element_at(item.events.l, -1)).m.balance.n AS decimal(19, 4)) AS balance,
    item.chain.b AS chain
  FROM table_export
  WHERE item.streamid.s LIKE 'account-%' AND item."at".s <= ? AND export = ?
),
heads AS (
  SELECT account, version, balance, chain
  FROM (
    SELECT *, row_number() OVER (PARTITION BY account ORDER BY version DESC) AS age
    FROM commits
  )
  WHERE age = 1
)
SELECT
  coalesce(heads.account, lake.account) AS account,
  heads.version AS table_version,
  lake.version AS lake_version,
  lake.events AS lake_events,
  heads.balance AS table_balance,
  lake.balance AS lake_balance,
  heads.chain AS table_chain,
  lake.chain AS lake_chain
FROM heads
FULL OUTER JOIN lake ON heads.account = lake.account
WHERE heads.account IS NULL
  OR lake.account IS NULL
  OR heads.version <> lake.version
  OR heads.version <> lake.events
  OR heads.balance <> lake.balance
  OR heads.chain <> lake.chain
  OR heads.chain IS NULL AND lake.chain IS NOT NULL
ORDER BY 1

-- The domain events that count, each once: without repeats, and without what a restore has cut off.
-- For an id, the highest timeline wins.
WITH known AS (
  SELECT
    *, coalesce(timeline, 1) AS era,
    row_number() OVER (PARTITION BY id ORDER BY coalesce(timeline, 1) DESC, arrived) AS copy
  FROM events
  WHERE "type" LIKE 'dev.passbook.%.v1' AND "type" <> 'dev.passbook.HistoryRewound.v1'
),
rewinds AS (
  SELECT subject, timeline AS began, sequence AS head
  FROM events
  WHERE "type" = 'dev.passbook.HistoryRewound.v1'
)
SELECT id, "type", known.subject AS subject, "time", sequence, commandid, chain, data
FROM known
LEFT JOIN rewinds ON known.subject = rewinds.subject AND era < began AND sequence > head
WHERE copy = 1 AND rewinds.subject IS NULL

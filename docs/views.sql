-- The views of the database over the table mention of docs/batch.md, for DuckDB and PostgreSQL. What several documents tell of one event is
-- a row each here: annals merge puts these together.

-- One wide row a fact of a document.
CREATE VIEW timeline AS
SELECT date_value, date_edtf, date_earliest, date_latest, date_lo, date_hi, type, status, fact_agents AS agents, trigger,
       fact_targets AS targets, fact_place AS place, fact_amount AS amount, quote, expression, basis, mentions, documents, publishers,
       sources, document, document_date, publisher, path, document_key, document_id, sentence_id, same_event, fact_id AS id, ym
FROM mention
WHERE leads;

-- What lies ahead, as seen from its document.
CREATE VIEW planned AS
SELECT * FROM timeline WHERE status = 'planned';

-- Facts of which the text tells no time: at most they are no later than their document.
CREATE VIEW undated AS
SELECT * FROM timeline WHERE basis = 'none' OR (date_earliest IS NULL AND date_latest IS NULL);

-- How many facts of each type a month holds; only facts that surely lie in one month.
CREATE VIEW by_month AS
SELECT substr(date_lo, 1, 7) AS month, type, count(*) AS facts
FROM timeline
WHERE substr(date_lo, 1, 7) = substr(date_hi, 1, 7)
GROUP BY 1, 2;

-- Facts of the same type and participants that cannot both be right as told.
CREATE VIEW conflicts AS
SELECT CASE WHEN (a.status = 'denied') <> (b.status = 'denied') THEN 'status'
            WHEN a.status = 'planned' OR b.status = 'planned' THEN 'plan'
            ELSE 'date' END AS conflict,
       a.type, a.agents, a.targets,
       a.status AS status_a, a.date_edtf AS date_a, a.quote AS quote_a,
       b.status AS status_b, b.date_edtf AS date_b, b.quote AS quote_b,
       a.id AS fact_a, b.id AS fact_b
FROM timeline AS a
JOIN timeline AS b ON b.same_event = a.same_event AND b.id > a.id
WHERE a.basis IN ('expression', 'context')
  AND b.basis IN ('expression', 'context')
  AND (a.date_hi < b.date_lo OR b.date_hi < a.date_lo OR (a.status = 'denied') <> (b.status = 'denied'));

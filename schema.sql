-- annals: dated facts, with the words that say so. This file is the whole database contract.
--
-- What a document is called (path and key) and what it holds (sha256, extraction) decide whether it is new, changed or as before: reading the
-- same documents again changes nothing, and a changed one keeps its id. The rows of document d have ids from d to d + 33554431.
-- Offsets (char_start, char_end) count Unicode code points from 0 into document.text; char_end is one past the last. So
-- substr(text, char_start + 1, char_end - char_start) gives the words.
-- Dates are ISO text (YYYY-MM-DD); null is an open end. Dates outside the years 0001-9999 stand in date_value alone.
-- What a column may hold is checked by = and OR: for a list with IN, SQLite builds a table for every row that is written.
-- A fact is possibly in a period if date_lo <= :to AND date_hi >= :from, and surely in it if date_lo >= :from AND date_hi <= :to.

CREATE TABLE run (
  id          INTEGER PRIMARY KEY,    -- counts up; a run that changed nothing leaves no row
  started_at  TEXT NOT NULL,          -- when it began, in UTC
  finished_at TEXT,                   -- when it ended, in UTC; null while it runs, or if it was cut off
  version     TEXT NOT NULL,          -- of annals
  arguments   TEXT NOT NULL,          -- the command's words, a JSON array
  documents   INTEGER NOT NULL,       -- how many it added or replaced
  facts       INTEGER NOT NULL,       -- how many facts these hold
  failures    INTEGER NOT NULL        -- how many inputs it could not read
) STRICT;

CREATE TABLE document (
  id          INTEGER PRIMARY KEY,    -- counts up by 33554432 in the order of reading; kept when the document changes
  run_id      INTEGER NOT NULL REFERENCES run(id), -- the run that read it in its present form
  path        TEXT NOT NULL,          -- the file, as given; - is standard input
  key         TEXT NOT NULL,          -- its own id in the file, or the path (and line)
  date        TEXT,                   -- the document date, against which relative dates resolve
  date_source TEXT CHECK (date_source = 'metadata' OR date_source = 'json-ld' OR date_source = 'meta' OR date_source = 'markup' OR date_source = 'url' OR date_source = 'dateline' OR date_source = 'label' OR date_source = 'modified' OR date_source = 'file-name' OR date_source = 'crawl' OR date_source = 'given'), -- where the date was found
  language    TEXT,                   -- ISO 639 code, such as en: what its words show, else what it declares; null where too little text tells. Only English, and null, is read by rules
  title       TEXT,                   -- the headline
  text        TEXT NOT NULL,          -- the body; all offsets point into it
  metadata    TEXT,                   -- what else the source says, a JSON object
  replaced    INTEGER NOT NULL,       -- how many broken byte sequences were decoded as U+FFFD
  sha256      BLOB NOT NULL,          -- of the content: date, language, title, text, metadata
  publisher   TEXT,                   -- who published it, as its metadata or its address says
  sketch      BLOB,                   -- what its text is compared by with others, to find copies; null if it tells no fact
  extraction  INTEGER NOT NULL,       -- a digest of what the rules found in it: other rules, another digest
  reading     INTEGER NOT NULL,       -- a digest of the program, the rules and the options that last read it; what is read with the same again is not extracted again
  UNIQUE (path, key)
) STRICT;

CREATE TABLE sentence (
  id          INTEGER PRIMARY KEY,    -- the document's id plus its place among the document's quotes
  document_id INTEGER NOT NULL REFERENCES document(id), -- the document it stands in
  char_start  INTEGER NOT NULL,       -- first code point
  char_end    INTEGER NOT NULL,       -- one past the last
  text        TEXT NOT NULL           -- the quote: a sentence that mentions an event (others stand in document.text alone)
) STRICT;

CREATE VIRTUAL TABLE sentence_fts USING fts5(text, content="sentence", content_rowid="id", tokenize="unicode61 remove_diacritics 2");

CREATE TABLE timex (
  id          INTEGER PRIMARY KEY,    -- the document's id plus its place among the document's expressions
  document_id INTEGER NOT NULL REFERENCES document(id), -- the document it stands in
  char_start  INTEGER NOT NULL,       -- first code point
  char_end    INTEGER NOT NULL,       -- one past the last
  text        TEXT NOT NULL,          -- the expression's words
  type        TEXT NOT NULL CHECK (type = 'DATE' OR type = 'TIME' OR type = 'DURATION' OR type = 'SET'), -- TIMEX3 type
  value       TEXT NOT NULL,          -- TIMEX3 value: 2018-06-05, 2013-SU, P3M, PRESENT_REF
  mod         TEXT,                   -- TIMEX3 mod: START, MID, END, APPROX, BEFORE ...
  edtf        TEXT,                   -- Extended Date/Time Format (ISO 8601-2) of a resolved DATE
  date_earliest TEXT,                 -- first day it covers; null if unresolved or open
  date_latest TEXT,                   -- last day it covers; null if unresolved or open
  rule        TEXT NOT NULL           -- the rule that found it
) STRICT;

CREATE TABLE mention (
  id          INTEGER PRIMARY KEY,    -- the document's id plus its place among the document's mentions
  document_id INTEGER NOT NULL REFERENCES document(id), -- the document it stands in
  sentence_id INTEGER NOT NULL REFERENCES sentence(id), -- its quote
  type        TEXT NOT NULL,          -- the event's type: acquisition, ban, launch ...
  status      TEXT NOT NULL CHECK (status = 'happened' OR status = 'planned' OR status = 'alleged' OR status = 'denied'), -- whether it took place
  trigger     TEXT NOT NULL,          -- the words that name the event
  char_start  INTEGER NOT NULL,       -- first code point of the trigger
  char_end    INTEGER NOT NULL,       -- one past the last
  date_value  TEXT,                   -- TIMEX3 value of its time
  date_edtf   TEXT,                   -- EDTF of its time
  date_earliest TEXT,                 -- first possible day; null = open
  date_latest TEXT,                   -- last possible day; null = open
  expression  TEXT,                   -- the date expression's words
  basis       TEXT NOT NULL CHECK (basis = 'expression' OR basis = 'context' OR basis = 'announcement' OR basis = 'document' OR basis = 'none'), -- where the time comes from
  rule        TEXT NOT NULL           -- the frame that found it
) STRICT;

CREATE TABLE argument (
  mention_id  INTEGER NOT NULL REFERENCES mention(id), -- the event it takes part in
  n           INTEGER NOT NULL,       -- its place among the mention's arguments, from 0
  role        TEXT NOT NULL,          -- its role in this type of event: buyer, plaintiff, banned ...
  macro       TEXT NOT NULL CHECK (macro = 'agent' OR macro = 'target' OR macro = 'place' OR macro = 'amount'), -- the role that all types share
  text        TEXT NOT NULL,          -- the participant's name; what a pronoun stands for
  char_start  INTEGER NOT NULL,       -- first code point of the words that name it
  char_end    INTEGER NOT NULL,       -- one past the last
  entity_id   INTEGER REFERENCES entity(id), -- the participant, if it has a name
  PRIMARY KEY (mention_id, n)
) STRICT, WITHOUT ROWID;

-- Who or what has a name. Names that stand for another one (same_as) are one entity with it.
CREATE TABLE entity (
  id          INTEGER PRIMARY KEY,    -- made from the normal name
  normal      TEXT NOT NULL,          -- the name as it is compared: lower case, without article and company suffix
  name        TEXT NOT NULL,          -- the name as first read
  kind        TEXT CHECK (kind IN ('person', 'organisation', 'authority', 'place')), -- what the name alone tells; null where it does not
  same_as     INTEGER REFERENCES entity(id), -- the entity that the name stands for; null if its own
  because     TEXT CHECK (because IN ('file', 'text', 'built in')) -- what says so: an alias file, texts that introduce it, the built-in list
) STRICT;

-- Which name stands for which: lines of the user's alias file, and short names that texts introduce ("Department of Defense (DoD)").
CREATE TABLE alias (
  id          INTEGER PRIMARY KEY,    -- of a text's: the document's id plus its place among the document's; of the file's: its place in the file
  document_id INTEGER REFERENCES document(id), -- the document that introduces the name; null: the user's alias file
  name        TEXT NOT NULL,          -- the name
  stands_for  TEXT                    -- what it stands for; null where a text has it in brackets after words that do not spell it
) STRICT;

-- One event, told by one or more documents. Derived from the mentions: rebuilt where documents come, change or go.
CREATE TABLE fact (
  id          INTEGER PRIMARY KEY,    -- the id of its first mention
  document_id INTEGER NOT NULL REFERENCES document(id), -- the document of its leading mention
  sentence_id INTEGER NOT NULL REFERENCES sentence(id), -- the quote of its leading mention
  mention_id  INTEGER NOT NULL REFERENCES mention(id),  -- the leading mention: the one that tells the time best
  type        TEXT NOT NULL,          -- the event's type
  status      TEXT NOT NULL CHECK (status = 'happened' OR status = 'planned' OR status = 'alleged' OR status = 'denied'), -- whether it took place
  trigger     TEXT NOT NULL,          -- the words that name the event, in the leading mention
  agents      TEXT NOT NULL,          -- who does it; several are joined by "; "
  targets     TEXT NOT NULL,          -- what or whom it is done to; several are joined by "; "
  place       TEXT,                   -- where it takes place
  amount      TEXT,                   -- how much: money, or a count
  date_value  TEXT,                   -- TIMEX3 value of its time
  date_edtf   TEXT,                   -- EDTF (ISO 8601-2) of its time
  date_earliest TEXT,                 -- first possible day; null = open
  date_latest TEXT,                   -- last possible day; null = open
  date_lo     TEXT NOT NULL GENERATED ALWAYS AS (coalesce(date_earliest, '0001-01-01')) VIRTUAL, -- date_earliest for comparing, never null
  date_hi     TEXT NOT NULL GENERATED ALWAYS AS (coalesce(date_latest, '9999-12-31')) VIRTUAL, -- date_latest for comparing, never null
  expression  TEXT,                   -- the date expression's words
  basis       TEXT NOT NULL CHECK (basis = 'expression' OR basis = 'context' OR basis = 'announcement' OR basis = 'document' OR basis = 'none'), -- where the time comes from
  mentions    INTEGER NOT NULL,       -- how many mentions tell it
  documents   INTEGER NOT NULL,       -- in how many documents
  publishers  INTEGER NOT NULL,       -- of how many publishers, as far as these are known
  sources     INTEGER NOT NULL,       -- in how many texts that are no copies of each other: an agency's report in ten papers is one
  same_event  INTEGER,                -- equal for facts of the same type and participants: these may contradict each other; null if some are unnamed
  run_id      INTEGER NOT NULL REFERENCES run(id) -- the run since which it says so
) STRICT;

-- What facts said before a run changed them, or no longer told them. The view change tells it run by run.
CREATE TABLE past_fact (
  n           INTEGER PRIMARY KEY,    -- counts up
  thread      INTEGER NOT NULL,       -- the id of the fact that says it otherwise now; one number below 0 for all versions of a fact that is no more
  id          INTEGER NOT NULL,       -- the fact's id at the time
  document_id INTEGER NOT NULL,       -- the document of its leading mention at the time
  since       INTEGER NOT NULL REFERENCES run(id), -- the run since which it said so
  until       INTEGER NOT NULL REFERENCES run(id), -- the run that ended that
  fate        TEXT CHECK (fate = 'changed' OR fate = 'joined' OR fate = 'gone'), -- what that run did: the fact says it otherwise, is part of another one, or is told no more; null only while a run is under way, or was cut off
  joined      INTEGER,                -- the fact that it is part of now
  type        TEXT NOT NULL,          -- the event's type
  status      TEXT NOT NULL,          -- whether it was told to have taken place
  trigger     TEXT NOT NULL,          -- the words that named the event
  agents      TEXT NOT NULL,          -- who did it
  targets     TEXT NOT NULL,          -- what or whom it was done to
  place       TEXT,                   -- where it took place
  amount      TEXT,                   -- how much
  date_value  TEXT,                   -- TIMEX3 value of its time
  date_edtf   TEXT,                   -- EDTF (ISO 8601-2) of its time
  date_earliest TEXT,                 -- first possible day; null = open
  date_latest TEXT,                   -- last possible day; null = open
  quote       TEXT NOT NULL           -- the sentence that said so
) STRICT;

CREATE TABLE fact_mention (
  fact_id     INTEGER NOT NULL REFERENCES fact(id),    -- the event
  mention_id  INTEGER NOT NULL REFERENCES mention(id), -- a sentence's telling of it
  PRIMARY KEY (fact_id, mention_id)
) STRICT, WITHOUT ROWID;

-- What one document says of one event: the mentions of it in that document.
CREATE TABLE telling (
  id          INTEGER PRIMARY KEY,    -- the id of its first mention
  document_id INTEGER NOT NULL REFERENCES document(id), -- the document
  fact_id     INTEGER REFERENCES fact(id), -- the fact that it tells; null only while a run is under way, or was cut off
  profile     BLOB NOT NULL           -- what it is compared by with the tellings of other documents
) STRICT;

CREATE TABLE failure (
  path        TEXT NOT NULL,          -- the input that could not be read, as given
  line        INTEGER NOT NULL,       -- the line in it; 0 if the whole input failed
  message     TEXT NOT NULL,          -- what is wrong, and what to do
  run_id      INTEGER NOT NULL REFERENCES run(id), -- the last run that met it
  PRIMARY KEY (path, line)
) STRICT, WITHOUT ROWID;

-- One wide row a fact. Who asks by type and period needs nothing else. The quote and the document are looked up only for who asks for them: counting
-- and grouping, as Datasette's facets do, read the facts alone.
CREATE VIEW timeline AS
SELECT fact.date_value,
       fact.date_edtf,
       fact.date_earliest,
       fact.date_latest,
       fact.date_lo,
       fact.date_hi,
       fact.type,
       fact.status,
       fact.agents,
       fact.trigger,
       fact.targets,
       fact.place,
       fact.amount,
       (SELECT text FROM sentence WHERE id = fact.sentence_id) AS quote,
       fact.expression,
       fact.basis,
       fact.mentions,
       fact.documents,
       fact.publishers,
       fact.sources,
       (SELECT title FROM document WHERE id = fact.document_id) AS document,
       (SELECT date FROM document WHERE id = fact.document_id) AS document_date,
       (SELECT publisher FROM document WHERE id = fact.document_id) AS publisher,
       (SELECT path FROM document WHERE id = fact.document_id) AS path,
       (SELECT key FROM document WHERE id = fact.document_id) AS document_key,
       fact.document_id,
       fact.sentence_id,
       fact.same_event,
       fact.id
FROM fact;

-- Who takes part: each entity under all its names, with what it is (by its name, else by the roles that it has most), and in how many mentions.
CREATE VIEW actor AS
SELECT entity.name,
       coalesce(entity.kind, (
         SELECT told FROM (
           SELECT told, max(times) FROM (
             SELECT CASE WHEN role = 'authority' THEN 'authority'
                         WHEN role IN ('buyer', 'seller', 'acquired', 'employer', 'issuer', 'lender', 'licensor', 'licensee') THEN 'organisation'
                         WHEN role IN ('person', 'appointee') THEN 'person'
                         WHEN role = 'launched' THEN 'product'
                         WHEN macro = 'place' THEN 'place' END AS told, count(*) AS times
             FROM argument WHERE entity_id = entity.id GROUP BY 1)
           WHERE told IS NOT NULL))) AS kind,
       (SELECT count(*) FROM argument WHERE entity_id = entity.id)
         + (SELECT count(*) FROM entity AS other JOIN argument ON argument.entity_id = other.id WHERE other.same_as = entity.id) AS mentions,
       (SELECT group_concat(other.name, '; ') FROM entity AS other WHERE other.same_as = entity.id) AS other_names,
       entity.id
FROM entity
WHERE entity.same_as IS NULL;

-- Which facts each entity takes part in, by whatever name, and as what: a row a mention. SELECT ... FROM timeline JOIN part USING (id) WHERE actor = 'Northwind'
CREATE VIEW part AS
SELECT main.name AS actor, argument.macro, argument.role, fact_mention.fact_id AS id, argument.mention_id, main.id AS entity_id
FROM entity AS main
JOIN entity ON entity.id = main.id OR entity.same_as = main.id
JOIN argument ON argument.entity_id = entity.id
JOIN fact_mention ON fact_mention.mention_id = argument.mention_id
WHERE main.same_as IS NULL;

-- What only one source says, however many copied it.
CREATE VIEW one_source AS
SELECT * FROM timeline WHERE sources = 1;

-- In which runs the documents that tell a fact were read in their present form. What a run changed, the view change tells.
CREATE VIEW fact_run AS
SELECT telling.fact_id AS id, min(document.run_id) AS first_run, max(document.run_id) AS last_run
FROM telling
JOIN document ON document.id = telling.document_id
GROUP BY telling.fact_id;

-- What each fact says, and said, from which run to which: a row a version, with one thread for all that a fact has said. What the database
-- said after run 3: WHERE since <= 3 AND (until IS NULL OR until > 3).
CREATE VIEW fact_version AS
SELECT id AS thread, run_id AS since, NULL AS until, NULL AS fate, NULL AS joined, type, status, agents, trigger, targets, place, amount, date_value,
       date_edtf, date_earliest, date_latest, (SELECT text FROM sentence WHERE id = fact.sentence_id) AS quote, document_id, id
FROM fact
UNION ALL
SELECT thread, since, until, fate, joined, type, status, agents, trigger, targets, place, amount, date_value,
       date_edtf, date_earliest, date_latest, quote, document_id, id
FROM past_fact;

-- What each run changed: a row a fact that is new, changed (what: date, status, participants, place, amount), joined to another or gone since the run
-- before. annals changes tells it between any two runs.
CREATE VIEW change AS
SELECT new.since AS run_id,
       iif(old.n IS NULL, 'new', 'changed') AS change,
       iif(old.n IS NULL, '', substr(
         iif(old.date_value IS new.date_value AND old.date_earliest IS new.date_earliest AND old.date_latest IS new.date_latest, '', ', date')
         || iif(old.status = new.status, '', ', status')
         || iif(old.agents = new.agents AND old.targets = new.targets, '', ', participants')
         || iif(old.place IS new.place, '', ', place')
         || iif(old.amount IS new.amount, '', ', amount'), 3)) AS what,
       new.type,
       old.date_edtf AS date_before, new.date_edtf,
       old.status AS status_before, new.status,
       old.agents AS agents_before, new.agents,
       old.targets AS targets_before, new.targets,
       old.quote AS quote_before, new.quote,
       new.id
FROM fact_version AS new
LEFT JOIN past_fact AS old ON old.thread = new.thread AND old.until = new.since
UNION ALL
SELECT until, fate, '', type, date_edtf, NULL, status, NULL, agents, NULL, targets, NULL, quote, NULL, joined
FROM past_fact
WHERE fate = 'gone' OR fate = 'joined';

-- What lies ahead, as seen from its document.
CREATE VIEW planned AS
SELECT * FROM timeline WHERE status = 'planned';

-- Facts of the same type and participants that cannot both be right as told: one denies what the other tells (status), one is planned for
-- another time than the other happened or is planned (plan), or both are told to have happened at times that do not meet (date).
CREATE VIEW conflicts AS
SELECT CASE WHEN (a.status = 'denied') <> (b.status = 'denied') THEN 'status'
            WHEN a.status = 'planned' OR b.status = 'planned' THEN 'plan'
            ELSE 'date' END AS conflict,
       a.type,
       a.agents,
       a.targets,
       a.status AS status_a,
       a.date_edtf AS date_a,
       sa.text AS quote_a,
       b.status AS status_b,
       b.date_edtf AS date_b,
       sb.text AS quote_b,
       a.id AS fact_a,
       b.id AS fact_b
FROM fact AS a
JOIN fact AS b ON b.same_event = a.same_event AND b.id > a.id
JOIN sentence AS sa ON sa.id = a.sentence_id
JOIN sentence AS sb ON sb.id = b.sentence_id
WHERE a.basis IN ('expression', 'context')
  AND b.basis IN ('expression', 'context')
  AND (a.date_hi < b.date_lo OR b.date_hi < a.date_lo OR (a.status = 'denied') <> (b.status = 'denied'));

-- The course of each plan, told by more than one fact: a row a step, in the order in which documents told them (told, step_n).
CREATE VIEW course AS
SELECT same_event,
       row_number() OVER step AS step_n,
       CASE status
         WHEN 'denied' THEN 'called off'
         WHEN 'alleged' THEN 'rumoured'
         WHEN 'planned' THEN CASE WHEN lag(status) OVER step IS NOT 'planned' THEN 'announced'
                                  WHEN lag(date_hi) OVER step < date_lo THEN 'postponed'
                                  WHEN lag(date_lo) OVER step > date_hi THEN 'brought forward'
                                  ELSE 'confirmed' END
         ELSE CASE WHEN lag(status) OVER step IS 'planned' AND lag(date_hi) OVER step < date_lo THEN 'happened, later than planned'
                   WHEN lag(status) OVER step IS 'planned' AND lag(date_lo) OVER step > date_hi THEN 'happened, earlier than planned'
                   ELSE 'happened' END
       END AS step,
       type, agents, targets, status, date_edtf, date_earliest, date_latest, told, quote, sources, id
FROM (SELECT fact.*, document.date AS told, sentence.text AS quote,
             count(*) FILTER (WHERE status = 'planned') OVER (PARTITION BY same_event) AS plans,
             count(*) OVER (PARTITION BY same_event) AS facts
      FROM fact
      JOIN document ON document.id = fact.document_id
      JOIN sentence ON sentence.id = fact.sentence_id
      WHERE same_event IN (SELECT same_event FROM fact WHERE status = 'planned' AND same_event IS NOT NULL))
WHERE plans > 0 AND facts > 1
WINDOW step AS (PARTITION BY same_event ORDER BY told, date_lo, id);

-- Facts of which the text tells no time: at most they are no later than their document.
CREATE VIEW undated AS
SELECT * FROM timeline WHERE basis = 'none' OR (date_earliest IS NULL AND date_latest IS NULL);

-- How many facts of each type a month holds; only facts that surely lie in one month.
CREATE VIEW by_month AS
SELECT substr(date_lo, 1, 7) AS month, type, count(*) AS facts
FROM fact
WHERE substr(date_lo, 1, 7) = substr(date_hi, 1, 7)
GROUP BY 1, 2;

-- Indexes: made when the first run is done, which is quicker than keeping them meanwhile.
CREATE INDEX fact_by_date ON fact(date_lo, date_hi);
CREATE INDEX fact_by_end ON fact(date_hi);
CREATE INDEX fact_by_type ON fact(type, date_lo);
CREATE INDEX fact_by_event ON fact(same_event) WHERE same_event IS NOT NULL;
CREATE INDEX fact_mention_by_mention ON fact_mention(mention_id);
CREATE INDEX fact_planned ON fact(same_event) WHERE status = 'planned' AND same_event IS NOT NULL;
CREATE INDEX entity_by_name ON entity(name);
CREATE INDEX entity_joined ON entity(same_as) WHERE same_as IS NOT NULL;
CREATE INDEX telling_by_fact ON telling(fact_id);
CREATE INDEX argument_by_entity ON argument(entity_id) WHERE entity_id IS NOT NULL;
CREATE INDEX fact_later ON fact(run_id) WHERE run_id > 1;
CREATE INDEX past_fact_by_thread ON past_fact(thread);
CREATE INDEX past_fact_joined ON past_fact(joined) WHERE joined IS NOT NULL;
CREATE INDEX past_fact_ending ON past_fact(document_id) WHERE fate IS NULL;

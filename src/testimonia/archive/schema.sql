-- The published database. `row` numbers serve the search tables only and may differ between builds of the same archive;
-- everything else is the same, however the database came about.
CREATE TABLE documents (
  row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, source TEXT NOT NULL, begin INTEGER NOT NULL, "end" INTEGER NOT NULL,
  title TEXT NOT NULL, kind TEXT NOT NULL, authors TEXT NOT NULL, dates TEXT NOT NULL, periodical TEXT NOT NULL,
  volume TEXT NOT NULL, number TEXT NOT NULL, pages TEXT NOT NULL, credit TEXT NOT NULL, language TEXT NOT NULL,
  words INTEGER NOT NULL, date TEXT NOT NULL, first_year INTEGER, last_year INTEGER, version TEXT NOT NULL,
  digest TEXT NOT NULL);
CREATE INDEX documents_date ON documents (date);
CREATE INDEX documents_periodical ON documents (periodical);
CREATE TABLE bylines (
  document TEXT NOT NULL, position INTEGER NOT NULL, form TEXT NOT NULL, kind TEXT NOT NULL, "where" TEXT NOT NULL,
  quote TEXT, PRIMARY KEY (document, position)) WITHOUT ROWID;
CREATE TABLE dates (
  source TEXT NOT NULL, document TEXT NOT NULL, begin INTEGER NOT NULL, "end" INTEGER NOT NULL, quote TEXT NOT NULL,
  edtf TEXT NOT NULL, role TEXT NOT NULL, calendar TEXT NOT NULL, anchor TEXT NOT NULL);
CREATE INDEX dates_document ON dates (document);
CREATE INDEX dates_edtf ON dates (edtf);
CREATE TABLE citations (
  source TEXT NOT NULL, document TEXT NOT NULL, begin INTEGER NOT NULL, "end" INTEGER NOT NULL, quote TEXT NOT NULL,
  kind TEXT NOT NULL, role TEXT NOT NULL, title TEXT NOT NULL, place TEXT NOT NULL, series TEXT NOT NULL,
  volume TEXT NOT NULL, number TEXT NOT NULL, whole TEXT NOT NULL, pages TEXT NOT NULL, date TEXT NOT NULL,
  edition TEXT NOT NULL, publisher TEXT NOT NULL, article TEXT NOT NULL);
CREATE INDEX citations_document ON citations (document);
CREATE TABLE paragraphs (
  document TEXT NOT NULL, position INTEGER NOT NULL, id TEXT NOT NULL, begin INTEGER NOT NULL, "end" INTEGER NOT NULL,
  kind TEXT NOT NULL, voice TEXT NOT NULL, text TEXT NOT NULL);
CREATE UNIQUE INDEX paragraphs_place ON paragraphs (document, position);
CREATE TABLE records (document TEXT PRIMARY KEY, record TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE authors (
  id TEXT PRIMARY KEY, label TEXT NOT NULL, kind TEXT NOT NULL, documents TEXT NOT NULL, grounds TEXT NOT NULL)
  WITHOUT ROWID;
CREATE TABLE author_names (
  author TEXT NOT NULL, position INTEGER NOT NULL, form TEXT NOT NULL, kind TEXT NOT NULL, document TEXT NOT NULL,
  source TEXT NOT NULL, quote TEXT, PRIMARY KEY (author, position)) WITHOUT ROWID;
CREATE INDEX author_names_document ON author_names (document);
CREATE TABLE periodicals (
  id TEXT PRIMARY KEY, label TEXT NOT NULL, titles TEXT NOT NULL, places TEXT NOT NULL, periodicity TEXT NOT NULL,
  gaps TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE entities (
  id TEXT NOT NULL, kind TEXT NOT NULL, label TEXT NOT NULL, names TEXT NOT NULL, identifiers TEXT NOT NULL);
CREATE TABLE people_and_things (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, label TEXT NOT NULL, names TEXT NOT NULL, identifiers TEXT NOT NULL,
  born TEXT NOT NULL, died TEXT NOT NULL, grounds TEXT NOT NULL, ties TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE mentions (
  source TEXT NOT NULL, document TEXT NOT NULL, "begin" INTEGER NOT NULL, "end" INTEGER NOT NULL, quote TEXT NOT NULL,
  kind TEXT NOT NULL, entity TEXT NOT NULL, score REAL NOT NULL);
CREATE INDEX mentions_of ON mentions (entity);
CREATE TABLE claims (
  id TEXT NOT NULL, source TEXT NOT NULL, document TEXT NOT NULL, "begin" INTEGER NOT NULL, "end" INTEGER NOT NULL,
  quote TEXT NOT NULL, subject TEXT NOT NULL, property TEXT NOT NULL, value TEXT NOT NULL, "when" TEXT NOT NULL,
  place TEXT NOT NULL, polarity INTEGER NOT NULL, mode TEXT NOT NULL, voice TEXT NOT NULL, extractor TEXT NOT NULL,
  entity TEXT NOT NULL, value_entity TEXT NOT NULL, rests_on TEXT NOT NULL);
CREATE INDEX claims_of ON claims (entity);
CREATE TABLE issues (
  id TEXT NOT NULL, periodical TEXT NOT NULL, series TEXT NOT NULL, volume TEXT NOT NULL, number TEXT NOT NULL,
  whole TEXT NOT NULL, date TEXT NOT NULL, sources TEXT NOT NULL, cited_by TEXT NOT NULL);
CREATE TABLE findings (
  position INTEGER PRIMARY KEY, id TEXT NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL, severity TEXT NOT NULL,
  verdict TEXT NOT NULL, subject_kind TEXT NOT NULL, subject_id TEXT NOT NULL, subject_label TEXT NOT NULL,
  property TEXT NOT NULL, statement TEXT NOT NULL, formula TEXT NOT NULL, inputs TEXT NOT NULL, tolerance TEXT NOT NULL,
  alternatives TEXT NOT NULL, rests_on TEXT NOT NULL, status TEXT NOT NULL);
CREATE INDEX findings_id ON findings (id);
CREATE TABLE evidence (
  finding TEXT NOT NULL, position INTEGER NOT NULL, source TEXT NOT NULL, document TEXT NOT NULL, begin INTEGER NOT NULL,
  "end" INTEGER NOT NULL, line INTEGER NOT NULL, quote TEXT NOT NULL, value TEXT NOT NULL, voice TEXT NOT NULL);
CREATE INDEX evidence_finding ON evidence (finding, position);
CREATE INDEX evidence_document ON evidence (document);
CREATE TABLE shares (
  a TEXT NOT NULL, b TEXT NOT NULL, kind TEXT NOT NULL, direction TEXT NOT NULL, words INTEGER NOT NULL,
  a_words INTEGER NOT NULL, a_shared INTEGER NOT NULL, b_words INTEGER NOT NULL, b_shared INTEGER NOT NULL,
  differences TEXT NOT NULL, through TEXT, PRIMARY KEY (a, b)) WITHOUT ROWID;
CREATE INDEX shares_b ON shares (b);
CREATE TABLE shared_passages (
  a TEXT NOT NULL, b TEXT NOT NULL, a_begin INTEGER NOT NULL, a_end INTEGER NOT NULL, b_begin INTEGER NOT NULL,
  b_end INTEGER NOT NULL, words INTEGER NOT NULL, kind TEXT NOT NULL, similarity REAL NOT NULL, quoted TEXT NOT NULL,
  held_against TEXT NOT NULL, text TEXT NOT NULL);
CREATE INDEX shared_passages_pair ON shared_passages (a, b);
CREATE TABLE shared_changes (
  a TEXT NOT NULL, b TEXT NOT NULL, class TEXT NOT NULL, touches TEXT NOT NULL, a_begin INTEGER NOT NULL,
  a_end INTEGER NOT NULL, a_quote TEXT NOT NULL, a_reading TEXT NOT NULL, b_begin INTEGER NOT NULL,
  b_end INTEGER NOT NULL, b_quote TEXT NOT NULL, b_reading TEXT NOT NULL);
CREATE INDEX shared_changes_pair ON shared_changes (a, b);
CREATE TABLE shared_texts (
  text TEXT NOT NULL, position INTEGER NOT NULL, document TEXT NOT NULL, source TEXT NOT NULL, begin INTEGER NOT NULL,
  "end" INTEGER NOT NULL, quoted INTEGER NOT NULL, kind TEXT NOT NULL, words INTEGER NOT NULL,
  is_earliest INTEGER NOT NULL, PRIMARY KEY (text, position)) WITHOUT ROWID;
CREATE INDEX shared_texts_document ON shared_texts (document);
CREATE TABLE problems (
  code TEXT NOT NULL, severity TEXT NOT NULL, message TEXT NOT NULL, source TEXT NOT NULL, line INTEGER, begin INTEGER,
  hint TEXT NOT NULL);
CREATE TABLE archive (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE about_tables (
  "table" TEXT NOT NULL, "column" TEXT NOT NULL, meaning TEXT NOT NULL, PRIMARY KEY ("table", "column")) WITHOUT ROWID;
CREATE TABLE table_digests (name TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID;
-- The text that is indexed, made from the paragraphs when asked, so that it is kept once. Between two paragraphs stands
-- U+E000, which the tokenizer takes for a word: no phrase runs over the end of a paragraph, and a highlighted text can
-- be cut into its paragraphs again.
CREATE VIEW document_text AS
  SELECT d.row AS row, d.title AS title,
    coalesce((SELECT group_concat(text, char(10, 57344, 10)) FROM
      (SELECT replace(text, char(57344), ' ') AS text FROM paragraphs WHERE document = d.id ORDER BY position)), '') AS body
  FROM documents d;
CREATE VIRTUAL TABLE search_exact USING fts5 (
  title, body, content = 'document_text', content_rowid = 'row', tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE search_stem USING fts5 (
  title, body, content = 'document_text', content_rowid = 'row', tokenize = 'porter unicode61 remove_diacritics 2');

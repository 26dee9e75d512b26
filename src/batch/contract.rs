//! The contract: which columns the tables have. docs/batch.md shows the same, and a test compares the two.

use super::table::Column;

/// The version of the contract: `annals.batch` in the metadata of every schema. Another number means that columns have gone or changed
/// their meaning; new columns come at the end and change nothing.
pub const VERSION: u32 = 1;

/// One participant of a mention.
pub const ARGUMENT: &[Column] = &[
    Column::text("role", "its role in this type of event: buyer, plaintiff, banned …"),
    Column::text("macro", "the role that all types share: agent, target, place or amount"),
    Column::text("text", "the participant's name; what a pronoun stands for"),
    Column::number("char_start", "first code point of the words that name it"),
    Column::number("char_end", "one past the last"),
];

/// One time expression of a document.
pub const TIMEX: &[Column] = &[
    Column::number("char_start", "first code point"),
    Column::number("char_end", "one past the last"),
    Column::text("type", "DATE, TIME, DURATION or SET"),
    Column::text("value", "TIMEX3 value"),
    Column::text("mod", "TIMEX3 mod").or_null(),
    Column::text("edtf", "EDTF of a resolved DATE").or_null(),
    Column::text("date_earliest", "first day it covers").or_null(),
    Column::text("date_latest", "last day it covers").or_null(),
    Column::text("rule", "the rule that found it"),
];

/// A row a mention: what one sentence says of one event. The first columns are those of the view `timeline`, in their order.
pub const MENTION: &[Column] = &[
    Column::text("date_value", "TIMEX3 value of its time").or_null(),
    Column::text("date_edtf", "EDTF (ISO 8601-2) of its time").or_null(),
    Column::text("date_earliest", "first possible day; null = open").or_null(),
    Column::text("date_latest", "last possible day; null = open").or_null(),
    Column::text("date_lo", "date_earliest for comparing: 0001-01-01 where it is open"),
    Column::text("date_hi", "date_latest for comparing: 9999-12-31 where it is open"),
    Column::text("type", "the event's type: acquisition, ban, launch …"),
    Column::text("status", "happened, planned, alleged or denied"),
    Column::text("agents", "who does it; several are joined by \"; \""),
    Column::text("trigger", "the words that name the event"),
    Column::text("targets", "what or whom it is done to; several are joined by \"; \""),
    Column::text("place", "where it takes place").or_null(),
    Column::text("amount", "how much: money, or a count").or_null(),
    Column::text("quote", "the sentence, word for word"),
    Column::text("expression", "the date expression's words").or_null(),
    Column::text("basis", "where the time comes from: expression, context, announcement, document or none"),
    Column::number("mentions", "how many mentions of its document tell its fact"),
    Column::number("documents", "1: facts of several documents are put together by `annals merge`"),
    Column::number("publishers", "1 if the document's publisher is known, else 0"),
    Column::number("sources", "1"),
    Column::text("document", "the document's title").or_null(),
    Column::text("document_date", "the date against which relative dates were resolved").or_null(),
    Column::text("publisher", "who published it, as its metadata or its address says").or_null(),
    Column::text("path", "the file it was read from; empty where none was given"),
    Column::text("document_key", "the document's own id; where it has none, 16 digits made from its content"),
    Column::number("document_id", "made from path, id, date, title and text as they were given"),
    Column::number("sentence_id", "made from the document's and the sentence's place in it"),
    Column::number("same_event", "equal for facts of the same type and participants; null if some are unnamed")
        .or_null(),
    Column::number("id", "the mention's: made from the document's, and the trigger's place, type and rule"),
    Column::number("n", "its place among the document's mentions, from 0"),
    Column::number(
        "fact_id",
        "equal for the mentions of one document that tell one event: the id of the first of them",
    ),
    Column::flag("leads", "whether it is the mention that tells its fact's time best: WHERE leads gives a row a fact"),
    Column::text("fact_agents", "of a mention that leads: agents as all mentions of the fact name them").or_null(),
    Column::text("fact_targets", "of a mention that leads: targets likewise").or_null(),
    Column::text("fact_place", "of a mention that leads: place likewise").or_null(),
    Column::text("fact_amount", "of a mention that leads: amount likewise").or_null(),
    Column::number("char_start", "first code point of the trigger in the document's text"),
    Column::number("char_end", "one past the last"),
    Column::number("sentence_start", "first code point of the quote"),
    Column::number("sentence_end", "one past the last"),
    Column::number("expression_start", "first code point of the date expression").or_null(),
    Column::number("expression_end", "one past the last").or_null(),
    Column::list("arguments", ARGUMENT, "the participants, in text order within each role"),
    Column::text("rule", "the frame that found it"),
    Column::text("ym", "the month of date_lo, else of date_hi, such as 2018-05; undated where both are open"),
];

/// A row a document that was read: with it and its mentions, `annals merge` makes the same database that `annals extract` makes.
pub const DOCUMENT: &[Column] = &[
    Column::number("document_id", "made from path, id, date, title and text as they were given"),
    Column::text("document_key", "the document's own id; where it has none, 16 digits made from its content"),
    Column::text("path", "the file it was read from; empty where none was given"),
    Column::text("document_date", "the date against which relative dates were resolved").or_null(),
    Column::text("date_source", "where that was found: metadata, dateline, url …").or_null(),
    Column::text("language", "ISO 639 code; only English, and null, is read by rules").or_null(),
    Column::text("document", "the title").or_null(),
    Column::text("publisher", "who published it").or_null(),
    Column::text("metadata", "what else the source says, a JSON object").or_null(),
    Column::number("replaced", "how many broken byte sequences became U+FFFD"),
    Column::text("text", "the body; all offsets point into it"),
    Column::number("mentions", "how many mentions it has"),
    Column::number("facts", "how many facts these tell"),
    Column::list("timexes", TIMEX, "its time expressions, in text order"),
    Column::text("version", "of annals"),
    Column::text("ym", "the month of document_date; undated where there is none"),
];

/// A row a thing that went wrong.
pub const FAILURE: &[Column] = &[
    Column::number("document_id", "of the document"),
    Column::text("document_key", "the document's own id, if it has one").or_null(),
    Column::text("path", "the file; empty where none was given"),
    Column::number("line", "the line in it, where that is known").or_null(),
    Column::text("severity", "failure: there are no facts of it; warning: it was read all the same"),
    Column::text("message", "what is wrong, and what to do"),
    Column::number("row", "the row of the batch, from 0; null where there was no batch").or_null(),
    Column::text("ym", "undated: failures have no month"),
];

/// What reading files gives, and [`extract_batch`](super::extract_batch) takes: a row a document, or a thing that went wrong.
pub const INPUT: &[Column] = &[
    Column::text("id", "the document's own id").or_null(),
    Column::text("text", "the body").or_null(),
    Column::text("date", "the document's date").or_null(),
    Column::text("title", "the headline").or_null(),
    Column::text("path", "the file it was read from").or_null(),
    Column::text("date_source", "where the date was found").or_null(),
    Column::text("metadata", "what else the source says, a JSON object").or_null(),
    Column::text("failure", "what is wrong with the input, where there is no document").or_null(),
    Column::text("warning", "what was passed over").or_null(),
    Column::number("line", "the line of the failure or warning").or_null(),
];

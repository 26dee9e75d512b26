//! The rows of one document.

use rusqlite::params;

use super::record::{Range, Record};
use super::statement::{NULL, blob, day, int, perhaps, word};
use super::writer::Writer;
use crate::document::{Document, iso_bytes};
use crate::event::Mention;
use crate::timex::{Interval, Modifier};

impl Writer<'_> {
    /// The document itself.
    pub(super) fn put_document(&mut self, record: &Record, id: i64) -> rusqlite::Result<()> {
        let document = &record.document;
        let metadata =
            (!document.metadata.is_empty()).then(|| serde_json::to_string(&document.metadata).unwrap_or_default());
        let Document { path, id: key, language, title, replaced, .. } = document;
        let (date, source) = (document.date.and_then(iso_bytes), document.date_source.map(|s| s.name()));
        self.statements.document.execute([
            int(id),
            int(self.now.run),
            word(path),
            word(key),
            day(&date),
            perhaps(source),
            perhaps(language.as_deref()),
            perhaps(title.as_deref()),
            word(&document.text),
            perhaps(metadata.as_deref()),
            int(*replaced as i64),
            blob(&record.sha256),
            perhaps(record.publisher.as_deref()),
            record.sketch.as_ref().map_or(NULL, |s| blob(s)),
            int(record.digest),
            int(self.store.reading),
        ])?;
        Ok(())
    }

    /// The sentences that mention an event, and their full text.
    pub(super) fn put_sentences(&mut self, record: &Record, id: i64) -> rusqlite::Result<()> {
        let (text, s) = (record.document.text.as_str(), &mut self.statements);
        let full_text = !self.store.unfinished;
        for (row, Range { bytes, start, end }) in (id..).zip(&record.quotes) {
            let words = bytes.of(text);
            s.sentence.execute([int(row), int(id), int(*start), int(*end), word(words)])?;
            if full_text {
                s.full_text.execute([int(row), word(words)])?;
            }
        }
        Ok(())
    }

    /// Its time expressions.
    pub(super) fn put_timexes(&mut self, record: &Record, id: i64) -> rusqlite::Result<()> {
        let (text, s) = (record.document.text.as_str(), &mut self.statements);
        for (row, (t, at)) in (id..).zip(record.extraction.timexes.iter().zip(&record.timexes)) {
            let [earliest, latest] = days(t.interval.unwrap_or_default());
            s.timex.execute([
                int(row),
                int(id),
                int(at.start),
                int(at.end),
                word(t.span.of(text)),
                word(t.kind.name()),
                word(&t.value),
                perhaps(t.modifier.map(Modifier::name)),
                perhaps(t.edtf.as_deref()),
                day(&earliest),
                day(&latest),
                word(&t.rule),
            ])?;
        }
        Ok(())
    }

    /// Its mentions with their arguments, and the entities that these name.
    pub(super) fn put_mentions(&mut self, record: &Record, id: i64) -> rusqlite::Result<()> {
        let (text, s) = (record.document.text.as_str(), &mut self.statements);
        let mut arguments = record.arguments.iter().zip(&record.entities);
        for (n, (m, at)) in record.extraction.mentions.iter().zip(&record.triggers).enumerate() {
            let row = id + n as i64;
            let [earliest, latest] = days(m.time.interval);
            s.mention.execute([
                int(row),
                int(id),
                int(id + record.quote_of[n]),
                word(&m.kind),
                word(m.status.name()),
                word(m.trigger.of(text)),
                int(at.start),
                int(at.end),
                perhaps(m.time.value.as_deref()),
                perhaps(m.time.edtf.as_deref()),
                day(&earliest),
                day(&latest),
                perhaps(expression(m, text)),
                word(m.time.basis.name()),
                word(&m.rule),
            ])?;
            for (n, (a, (at, entity))) in m.arguments.iter().zip(arguments.by_ref()).enumerate() {
                if let Some(entity) = entity
                    && self.entities.insert(entity.id)
                {
                    s.entity.execute([
                        int(entity.id),
                        word(&entity.normal),
                        word(&a.text),
                        entity.kind.map_or(NULL, word),
                    ])?;
                }
                s.argument.execute([
                    int(row),
                    int(n as i64),
                    word(&a.role),
                    word(a.macro_role.name()),
                    word(&a.text),
                    int(at.start),
                    int(at.end),
                    entity.as_ref().map_or(NULL, |e| int(e.id)),
                ])?;
            }
        }
        Ok(())
    }

    /// Its facts, and the short names that it introduces.
    pub(super) fn put_facts(&mut self, record: &Record, id: i64) -> rusqlite::Result<()> {
        let (text, s) = (record.document.text.as_str(), &mut self.statements);
        for (row, (name, stands_for)) in (id..).zip(&record.acronyms) {
            s.alias.execute(params![row, id, name, stands_for])?;
        }
        let publishers = i64::from(record.publisher.is_some());
        for (fact, profile) in record.facts.iter().zip(&record.profiles) {
            let m = &record.extraction.mentions[fact.lead];
            let row = id + fact.mentions[0] as i64;
            let [earliest, latest] = days(m.time.interval);
            s.fact.execute([
                int(row),
                int(id),
                int(id + record.quote_of[fact.lead]),
                int(id + fact.lead as i64),
                word(&m.kind),
                word(m.status.name()),
                word(m.trigger.of(text)),
                word(&fact.agents.join("; ")),
                word(&fact.targets.join("; ")),
                perhaps(fact.place.as_deref()),
                perhaps(fact.amount.as_deref()),
                perhaps(m.time.value.as_deref()),
                perhaps(m.time.edtf.as_deref()),
                day(&earliest),
                day(&latest),
                perhaps(expression(m, text)),
                word(m.time.basis.name()),
                int(fact.mentions.len() as i64),
                int(publishers),
                profile.same_event.map_or(NULL, int),
                int(self.now.run),
            ])?;
            s.telling.execute([int(row), int(id), int(row), blob(&profile.bytes)])?;
            for mention in &fact.mentions {
                s.fact_mention.execute([int(row), int(id + *mention as i64)])?;
            }
        }
        Ok(())
    }
}

fn days(interval: Interval) -> [Option<[u8; 10]>; 2] {
    [interval.earliest.and_then(iso_bytes), interval.latest.and_then(iso_bytes)]
}

fn expression<'t>(mention: &Mention, text: &'t str) -> Option<&'t str> {
    mention.time.expression.map(|s| s.of(text))
}

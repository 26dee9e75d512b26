//! `annals explain`: what the rules see in a sentence, and why they fired or not.

use std::collections::HashSet;
use std::fmt::Write;

use chrono::NaiveDate;

use super::Extractor;
use crate::document::Span;
use crate::event::{Mention, Trial};
use crate::text::{Chunks, Text, chunk};

/// A page for people: groups, time expressions, frames tried, facts.
pub(super) fn explain(extractor: &Extractor, source: &str, date: Option<NaiveDate>) -> String {
    let mut page = String::new();
    // Writing to a String cannot fail.
    let _ = write_page(&mut page, extractor, source, date);
    page
}

fn write_page(page: &mut String, x: &Extractor, source: &str, date: Option<NaiveDate>) -> std::fmt::Result {
    let text = Text::new(source, &x.lexicon);
    let timexes = x.times.tag_text(&text, date);
    writeln!(page, "document date: {}", date.map_or("none (give one with --date)".into(), |d| d.to_string()))?;
    for sentence in 0..text.sentences.len() {
        let s = text.sentences[sentence];
        writeln!(page, "\nsentence {}: {}", sentence + 1, text.span(s.first as usize, s.end as usize).of(source))?;
        let mut chunks = Chunks::default();
        chunk(&text, sentence, &x.lexicon, &x.words, &mut chunks);
        let tagged: Vec<String> =
            s.range().zip(&chunks.tags).map(|(i, tag)| format!("{}/{tag:?}", text.word(i))).collect();
        writeln!(page, "  tokens: {}", tagged.join(" "))?;
        writeln!(page, "  groups: {}", chunks.show(&text, sentence))?;
        if text.is_run_on(sentence) {
            writeln!(page, "  a long run of words without marks: no event is looked for here")?;
        }
    }
    writeln!(page, "\ntime expressions:{}", if timexes.is_empty() { " none" } else { "" })?;
    for t in &timexes {
        write!(page, "  \"{}\" {} {}", t.span.of(source), t.kind.name(), t.value)?;
        if let Some(m) = t.modifier {
            write!(page, " {}", m.name())?;
        }
        if let Some(i) = t.interval {
            write!(page, " [{} … {}]", day(i.earliest), day(i.latest))?;
        }
        if !t.reference.is_empty() {
            write!(page, ", against {}", t.reference)?;
        }
        if !t.why.is_empty() {
            write!(page, ": {}", t.why)?;
        }
        writeln!(page, "; rule: {}", t.rule)?;
    }
    let (mentions, trials) = x.events.trials(&text, &x.lexicon, &x.words, &timexes, date);
    writeln!(page, "\nframes tried:{}", if trials.is_empty() { " none: no word here triggers one" } else { "" })?;
    write_trials(page, &trials, source)?;
    writeln!(page, "\nfacts:{}", if mentions.is_empty() { " none" } else { "" })?;
    for m in &mentions {
        write_mention(page, m, source)?;
    }
    if mentions.is_empty() && trials.iter().any(|t| t.failure.is_empty()) {
        writeln!(
            page,
            "  a frame held, but the sentence is a question, a condition, a possibility or a general statement"
        )?;
    }
    Ok(())
}

/// How many of the frames that came not near are named.
const SHOWN: usize = 3;

/// A line for each frame that came near, and one for each word's other frames.
fn write_trials(page: &mut String, trials: &[Trial], source: &str) -> std::fmt::Result {
    let mut told = HashSet::new();
    let mut far: Vec<(Span, Vec<&str>)> = Vec::new();
    // A frame has several triggers of one word ("buy", "buy out"): where one came near, the others tell nothing.
    let came_near: HashSet<_> = trials.iter().filter(|t| !t.far).map(|t| (t.trigger, &t.frame)).collect();
    for t in trials.iter().filter(|t| told.insert((t.trigger, &t.frame, &t.failure))) {
        if t.far {
            if came_near.contains(&(t.trigger, &t.frame)) {
                continue;
            }
            match far.iter_mut().find(|(trigger, _)| *trigger == t.trigger) {
                Some((_, frames)) => frames.push(&t.frame),
                None => far.push((t.trigger, vec![&t.frame])),
            }
            continue;
        }
        let outcome = if t.failure.is_empty() { "holds" } else { &t.failure };
        writeln!(page, "  \"{}\" {}: {outcome}", t.trigger.of(source), t.frame)?;
    }
    for (trigger, frames) in far {
        let more = frames.len().saturating_sub(SHOWN);
        writeln!(
            page,
            "  \"{}\", but the words that the frame asks for are not near: {}{}",
            trigger.of(source),
            frames[..frames.len() - more].join("; "),
            if more > 0 { format!("; and {more} more") } else { String::new() }
        )?;
    }
    Ok(())
}

fn write_mention(page: &mut String, m: &Mention, source: &str) -> std::fmt::Result {
    writeln!(page, "  {} ({}): \"{}\"", m.kind, m.status.name(), m.trigger.of(source))?;
    for a in &m.arguments {
        writeln!(page, "    {} ({}): {}", a.role, a.macro_role.name(), a.text)?;
    }
    let expression = m.time.expression.map_or(String::new(), |e| format!(" from \"{}\"", e.of(source)));
    writeln!(
        page,
        "    time: {} … {}{expression}, basis: {}",
        day(m.time.interval.earliest),
        day(m.time.interval.latest),
        m.time.basis.name()
    )?;
    writeln!(page, "    rule: {}", m.rule)
}

fn day(d: Option<NaiveDate>) -> String {
    d.map_or("open".into(), |d| d.to_string())
}

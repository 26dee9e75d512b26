//! A title and the sentence under it that tells the same event: "Norway bans battery ferries", "Norway's Coastal Safety Board on Thursday banned the ferry operator …".
//!
//! A title says in general words what the text then tells with names, so that names alone don't show that the two are one.

use crate::document::{Document, Span};
use crate::event::{Basis, Macro, Mention, Status};

use super::{STEPS, same_name, stem};
use crate::entity::normal_name;

/// How long a title may be, and how far behind it the telling may begin, in bytes.
const LONG: usize = 220;
const LEAD: usize = 700;

/// How many days before the day of the text its news may lie.
const NEWS: i64 = 14;

/// Of the types whose events come in steps, one in which nobody takes two on a day.
const LEADERSHIP: &str = "leadership";

/// How many words may stand between a place and its authority: "Norway's powerful safety board".
const BETWEEN: usize = 2;

/// The mentions in the title that tell what another mention in the lead tells: the title's, then the lead's. Each stands in one pair at most.
pub(super) fn pairs(document: &Document, mentions: &[Mention]) -> Vec<(usize, usize)> {
    let text = document.text.as_str();
    let Some(title) = title(text) else { return Vec::new() };
    let mut order: Vec<usize> = (0..mentions.len()).collect();
    order.sort_by_key(|i| (mentions[*i].trigger, *i));
    let (above, below): (Vec<usize>, Vec<usize>) =
        order.into_iter().partition(|i| mentions[*i].trigger.end <= title.end);
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for t in above {
        let told = &mentions[t];
        let near = |m: &Mention| m.sentence.start < title.end + LEAD && m.kind == told.kind;
        // The first sentence that tells such an event: what comes behind it may be another one.
        let Some(first) = below.iter().find(|i| near(&mentions[**i])).map(|i| mentions[*i].sentence) else { continue };
        let found = below.iter().find(|i| {
            let m = &mentions[**i];
            m.sentence == first && near(m) && pairs.iter().all(|(_, taken)| taken != *i) && same(told, m, text)
        });
        pairs.extend(found.map(|i| (t, *i)));
    }
    pairs
}

/// The first line, where more follows and it is no sentence of the text.
fn title(text: &str) -> Option<Span> {
    let start = text.len() - text.trim_start().len();
    let line = text[start..].split('\n').next()?;
    let words = line.trim_end();
    let end = start + words.len();
    (words.len() <= LONG && end < text.trim_end().len() && !words.ends_with(['.', ':', ';', ',']))
        .then(|| Span::new(start, end))
}

fn same(title: &Mention, lead: &Mention, text: &str) -> bool {
    let denied = |m: &Mention| m.status == Status::Denied;
    let alike = stem(title.trigger.of(text)) == stem(lead.trigger.of(text)) || title.rule == lead.rule;
    if denied(title) != denied(lead) || !meets(title, lead) || contradict(title, lead, text) {
        return false;
    }
    let quote = Words::new(lead.sentence.of(text));
    let told = [Macro::Agent, Macro::Target].map(|role| role_told(title, lead, role, &quote, text));
    told.iter().all(|t| *t != Some(false)) && told.contains(&Some(true)) && (alike || names_one(title, lead))
}

/// "Mayor Berg quits", "Ole Berg resigned": other words for it ask for one name at least that both give the same part. Not where one affair has many steps.
fn names_one(title: &Mention, lead: &Mention) -> bool {
    let named = |m: &Mention, role| -> Vec<String> {
        m.texts(role).iter().filter(|t| t.contains(char::is_uppercase)).map(|t| normal_name(t)).collect()
    };
    (title.kind.as_ref() == LEADERSHIP || !STEPS.contains(&title.kind.as_ref()))
        && [Macro::Agent, Macro::Target].iter().any(|role| {
            let there = named(lead, *role);
            named(title, *role).iter().any(|a| there.iter().any(|b| same_name(a, b)))
        })
}

/// A title has no date of its own, mostly: then the lead may tell an earlier day.
fn meets(title: &Mention, lead: &Mention) -> bool {
    let (a, b) = (title.time.interval, lead.time.interval);
    let recent = a.earliest.zip(b.latest).is_some_and(|(day, then)| (0..=NEWS).contains(&(day - then).num_days()));
    a.meets(b) || (title.time.basis >= Basis::Announcement && recent)
}

/// Whether the two give different numbers.
fn contradict(title: &Mention, lead: &Mention, text: &str) -> bool {
    let digits = |m: &Mention| {
        let mut digits: Vec<String> = Vec::new();
        for amount in m.texts(Macro::Amount) {
            let number: String = amount.chars().filter(char::is_ascii_digit).take(2).collect();
            digits.extend((!number.is_empty()).then_some(number));
        }
        digits
    };
    let (a, b) = (digits(title), digits(lead));
    let quote = lead.sentence.of(text);
    !a.is_empty() && !b.is_empty() && !a.iter().any(|n| b.contains(n) || quote.contains(n.as_str()))
}

/// Whether the lead has the title's participants of a role: by their names, or by the words of its sentence. `None` where the title has none, or the
/// lead may name whom the title describes.
fn role_told(title: &Mention, lead: &Mention, role: Macro, quote: &Words, text: &str) -> Option<bool> {
    let args = |m: &'_ Mention| m.arguments.iter().filter(|a| a.macro_role == role).cloned().collect::<Vec<_>>();
    let (here, there) = (args(title), args(lead));
    let mut told = None;
    for a in &here {
        let name = normal_name(&a.text);
        let kin = there.iter().any(|b| {
            same_name(&name, &normal_name(&b.text))
                || Words::new(&b.text).hold_head(&a.text)
                || owns(&name, b.span, text)
        });
        let named = quote.hold_name(&a.text);
        let rival = there.iter().any(|b| b.text.starts_with(|c: char| c.is_uppercase()));
        match (kin, quote.hold(&a.text)) {
            (true, _) => told = Some(true),
            // Two names: two parties.
            (false, true) if named && rival => return Some(false),
            (false, true) => told = Some(true),
            // "Bank fined", "Acme was fined": somebody described, somebody named.
            (false, false) if rival => {}
            (false, false) if there.is_empty() => {}
            (false, false) => return Some(false),
        }
    }
    told
}

/// Whether a name stands as owner, or as what it comes from, right before the words: "Norway's Coastal Safety Board", "the Norwegian board".
fn owns(name: &str, span: Span, text: &str) -> bool {
    let before = text[..span.start].trim_end();
    before.rsplit(char::is_whitespace).take(BETWEEN + 1).any(|w| {
        w.starts_with(char::is_uppercase)
            && alike(&w.trim_end_matches("'s").trim_end_matches("’s").to_lowercase(), name)
    })
}

/// The words of a text as they are compared, and whether each begins with a capital.
struct Words(Vec<(String, bool)>);

impl Words {
    fn new(text: &str) -> Words {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
        Words(words.map(|w| (w.to_lowercase(), w.starts_with(char::is_uppercase))).collect())
    }

    fn has(&self, word: &str) -> bool {
        self.0.iter().any(|(w, _)| alike(w, word))
    }

    /// Whether all words that say something stand here, too.
    fn hold(&self, text: &str) -> bool {
        let mut words = Words::new(text).0;
        if words.iter().any(|(w, _)| w.len() > 3) {
            words.retain(|(w, _)| w.len() > 3);
        }
        !words.is_empty() && words.iter().all(|(w, _)| self.has(w))
    }

    /// Whether its last word stands here at the end: "five electric ferries", "ferries".
    fn hold_head(&self, text: &str) -> bool {
        let words = Words::new(text).0;
        self.0.last().zip(words.last()).is_some_and(|((a, _), (b, _))| alike(a, b))
    }

    /// Whether the text is a name here: its last word has a capital in the sentence.
    fn hold_name(&self, text: &str) -> bool {
        let words = Words::new(text).0;
        words.last().is_some_and(|(word, _)| self.0.iter().any(|(w, capital)| *capital && w == word))
    }
}

/// "Ferry" and "ferries", "Norway" and "Norwegian": the same but for their ends.
fn alike(a: &str, b: &str) -> bool {
    let common = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let (short, long) = (a.chars().count().min(b.chars().count()), a.chars().count().max(b.chars().count()));
    a == b || (common >= 4 && common + 2 >= short && long <= common + 5)
}

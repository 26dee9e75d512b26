//! Facts: the mentions of one event, put together. Pure, and the same whatever order the mentions come in.

mod title;

use rustc_hash::FxHashMap;

use crate::document::Document;
use crate::entity::normal_name;
use crate::event::{Basis, Macro, Mention};
use crate::timex::Interval;

/// One event of a document: indexes into its mentions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The mention that tells the time best; the fact takes type, status and time from it.
    pub lead: usize,
    /// All mentions, in text order.
    pub mentions: Vec<usize>,
    /// Who does it, as named first; each once.
    pub agents: Vec<String>,
    /// What or whom it is done to, as named first; each once.
    pub targets: Vec<String>,
    /// Where.
    pub place: Option<String>,
    /// How much.
    pub amount: Option<String>,
}

/// Types whose events come in steps ("sued", then "settled"): there, mentions with different words tell different events.
const STEPS: [&str; 6] = ["legal", "leadership", "regulation", "listing", "result", "incident"];

/// How many of a participant's events are compared with a new mention, latest first: keeps long documents linear.
const RECENT: usize = 32;

/// A mention as it is compared.
struct Profile {
    index: usize,
    agents: Vec<String>,
    targets: Vec<String>,
    /// Those of them that have a name: "Northwind", not "the court".
    named: Vec<String>,
    places: Vec<String>,
    amounts: Vec<String>,
    stem: String,
}

impl Profile {
    fn new(index: usize, mention: &Mention, text: &str) -> Profile {
        let names = |role| {
            let mut names: Vec<String> =
                mention.texts(role).into_iter().map(normal_name).filter(|n| !n.is_empty()).collect();
            names.sort_unstable();
            names.dedup();
            names
        };
        let participants = mention.arguments.iter().filter(|a| matches!(a.macro_role, Macro::Agent | Macro::Target));
        let named =
            participants.filter(|a| a.text.contains(char::is_uppercase)).map(|a| normal_name(&a.text)).collect();
        let (agents, targets, places, amounts) =
            (names(Macro::Agent), names(Macro::Target), names(Macro::Place), names(Macro::Amount));
        Profile { index, agents, targets, named, places, amounts, stem: stem(mention.trigger.of(text)) }
    }

    fn participants(&self) -> impl Iterator<Item = &String> {
        self.agents.iter().chain(&self.targets)
    }

    /// The first and last words of the participants' names: who shares a name shares one of them.
    fn words(&self) -> impl Iterator<Item = &str> {
        self.participants().flat_map(|name| [name.split(' ').next(), name.rsplit(' ').next()]).flatten()
    }
}

/// A crude stem, so that "acquired", "acquires" and "acquiring" are one word, and "bans" and "banned".
pub(crate) fn stem(trigger: &str) -> String {
    let lower = trigger.to_lowercase();
    let word = lower.split_whitespace().next().unwrap_or("");
    let cut = ["ing", "ed", "es", "s", "e"].iter().find_map(|e| word.strip_suffix(e).filter(|w| w.len() >= 3));
    let stem = cut.unwrap_or(word);
    let doubled = stem.len() > 3 && stem.chars().rev().take(2).is_sorted_by(|a, b| a == b);
    stem[..stem.len() - usize::from(doubled && stem.is_ascii())].to_owned()
}

/// Puts together the mentions that tell the same event. Every mention is in exactly one fact; facts are in text order.
///
/// Two mentions tell the same event if they have the same type and status, share a named participant (or all of them), contradict each
/// other in no role, and their dates meet. Where one has no date of its own, the words must be the same too. Mentions in one sentence stay apart: a sentence that
/// names two events tells two. A title joins the sentence under it that tells its event in full, however its participants are described there.
pub fn merge(document: &Document, mentions: &[Mention]) -> Vec<Fact> {
    let text = document.text.as_str();
    let mut profiles: Vec<Profile> = mentions.iter().enumerate().map(|(i, m)| Profile::new(i, m, text)).collect();
    // Best-dated first, then in text order; the rest of the key makes the order total.
    profiles.sort_by_key(|p| {
        let m = &mentions[p.index];
        (m.time.basis, m.trigger, m.kind.clone(), m.rule.clone(), length(m.time.interval), p.index)
    });
    let titles = title::pairs(document, mentions);
    let titled = |profile: &Profile| titles.iter().find(|(title, _)| *title == profile.index).map(|(_, lead)| *lead);
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut by_word: FxHashMap<(&str, &str), Vec<usize>> = FxHashMap::default();
    for (at, profile) in profiles.iter().enumerate() {
        if titled(profile).is_some() {
            continue;
        }
        let kind = mentions[profile.index].kind.as_ref();
        let same = |group: &usize| {
            groups[*group].iter().take(LOOK).all(|other| compatible(profile, &profiles[*other], mentions))
        };
        let found = profile.words().find_map(|word| recent(by_word.get(&(kind, word))?).iter().copied().find(same));
        let group = found.unwrap_or_else(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[group].push(at);
        for word in profile.words() {
            let list = by_word.entry((kind, word)).or_default();
            if !recent(list).contains(&group) {
                list.push(group);
            }
        }
    }
    let facts = groups.iter().map(|group| {
        let above = titles.iter().filter(|(_, lead)| group.iter().any(|at| profiles[*at].index == *lead));
        let members = group.iter().map(|at| profiles[*at].index).collect();
        fact(members, above.map(|(title, _)| *title).collect(), mentions)
    });
    let mut facts: Vec<Fact> = facts.collect();
    facts.sort_by_key(|f| (mentions[f.mentions[0]].trigger, f.mentions[0]));
    facts
}

/// With how many mentions of a fact, the best-dated first, a new one is compared: enough to tell, and the work stays linear.
const LOOK: usize = 24;

fn recent(groups: &[usize]) -> &[usize] {
    &groups[groups.len().saturating_sub(RECENT)..]
}

fn compatible(a: &Profile, b: &Profile, mentions: &[Mention]) -> bool {
    let (m, n) = (&mentions[a.index], &mentions[b.index]);
    if m.kind != n.kind || m.status != n.status || m.sentence == n.sentence || !m.time.interval.meets(n.time.interval) {
        return false;
    }
    let agree = [(&a.agents, &b.agents), (&a.targets, &b.targets), (&a.places, &b.places), (&a.amounts, &b.amounts)]
        .iter()
        .all(|(x, y)| within(x, y));
    let whole = |p: &Profile| !p.agents.is_empty() && !p.targets.is_empty();
    let whole = whole(a) && whole(b);
    // Many courts grant many motions: without a name in common, both sides must be the same.
    let shared = whole || a.named.iter().any(|name| b.named.iter().any(|other| same_name(name, other)));
    if !agree || !shared {
        return false;
    }
    if a.stem == b.stem || m.rule == n.rule {
        return true;
    }
    let dated = |m: &Mention| matches!(m.time.basis, Basis::Expression | Basis::Context);
    dated(m) && dated(n) && whole && !STEPS.contains(&m.kind.as_ref())
}

/// Whether the smaller list names nobody that the larger one does not: nothing contradicts nothing.
fn within(a: &[String], b: &[String]) -> bool {
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    few.iter().all(|x| many.iter().any(|y| same_name(x, y)))
}

/// Whether one name is the other, or its beginning or end: "Northwind" and "Northwind Traders".
pub(crate) fn same_name(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let whole = |rest: Option<&str>, edge: fn(&str) -> bool| {
        rest.is_some_and(|r| r.is_empty() || (short.len() >= 3 && edge(r)))
    };
    whole(long.strip_prefix(short), |r| r.starts_with(' ')) || whole(long.strip_suffix(short), |r| r.ends_with(' '))
}

fn length(interval: Interval) -> i64 {
    match (interval.earliest, interval.latest) {
        (Some(a), Some(b)) => (b - a).num_days(),
        _ => i64::MAX,
    }
}

/// The fact that `members` tell; `titles` tell it in general words and name only whom those don't.
fn fact(mut members: Vec<usize>, titles: Vec<usize>, mentions: &[Mention]) -> Fact {
    let lead = members
        .iter()
        .copied()
        .min_by_key(|i| (mentions[*i].time.basis, length(mentions[*i].time.interval), mentions[*i].trigger))
        .unwrap_or(0);
    members.sort_by_key(|i| (mentions[*i].trigger, *i));
    let takes_part = |name: &str| {
        let mut parts = members.iter().flat_map(|i| &mentions[*i].arguments);
        parts.any(|a| same_name(&normal_name(&a.text), name))
    };
    let names = |role| {
        let mut names: Vec<String> = Vec::new();
        let mut normal: Vec<String> = Vec::new();
        let told = members.iter().any(|i| !mentions[*i].texts(role).is_empty());
        let tellers = std::iter::once(&lead).chain(if told { &members } else { &titles });
        for text in tellers.flat_map(|i| mentions[*i].texts(role)) {
            let name = normal_name(text);
            // What the text gives another part has no second one.
            if !told && takes_part(&name) {
                continue;
            }
            if !normal.iter().any(|n| same_name(n, &name)) {
                names.push(text.to_owned());
                normal.push(name);
            }
        }
        names
    };
    let one = |role| names(role).into_iter().next();
    let (agents, targets) = (names(Macro::Agent), names(Macro::Target));
    let (place, amount) = (one(Macro::Place), one(Macro::Amount));
    members.extend(titles);
    members.sort_by_key(|i| (mentions[*i].trigger, *i));
    Fact { lead, agents, targets, place, amount, mentions: members }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Span;
    use crate::event::{Argument, EventTime, Status};
    use chrono::NaiveDate;

    const TEXT: &str = "Northwind Inc. acquired Contoso in May 2018. Northwind acquired Contoso. Northwind bought Fabrikam in 2017. Northwind acquires Contoso for May 2019.";

    fn day(text: &str) -> Option<NaiveDate> {
        text.parse().ok()
    }

    /// A mention at the `nth` sentence of `TEXT`.
    fn mention(nth: usize, trigger: &str, dates: Option<(&str, &str)>, agents: &[&str], targets: &[&str]) -> Mention {
        let start = TEXT.match_indices("Northwind").nth(nth).expect("in the text").0;
        let at = start + TEXT[start..].find(trigger).expect("in the sentence");
        let argument = |macro_role| {
            move |text: &&str| Argument {
                role: "any".into(),
                macro_role,
                text: (*text).to_owned(),
                span: Span::new(start, start + 9),
            }
        };
        Mention {
            kind: "acquisition".into(),
            status: Status::Happened,
            trigger: Span::new(at, at + trigger.len()),
            sentence: Span::new(start, at + trigger.len()),
            time: EventTime {
                interval: dates.map_or(Interval::default(), |(a, b)| Interval::new(day(a), day(b))),
                value: None,
                edtf: None,
                expression: None,
                basis: if dates.is_some() { Basis::Expression } else { Basis::None },
            },
            arguments: agents
                .iter()
                .map(argument(Macro::Agent))
                .chain(targets.iter().map(argument(Macro::Target)))
                .collect(),
            rule: trigger.into(),
        }
    }

    fn story() -> (Document, Vec<Mention>) {
        let document = Document { text: TEXT.into(), ..Document::default() };
        let mentions = vec![
            mention(0, "acquired", Some(("2018-05-01", "2018-05-31")), &["Northwind Inc."], &["Contoso"]),
            mention(1, "acquired", None, &["Northwind"], &["Contoso"]),
            mention(2, "bought", Some(("2017-01-01", "2017-12-31")), &["Northwind"], &["Fabrikam"]),
            mention(3, "acquires", Some(("2019-05-01", "2019-05-31")), &["Northwind"], &["Contoso"]),
        ];
        (document, mentions)
    }

    #[test]
    fn an_undated_mention_joins_the_dated_one_with_the_same_words() {
        let (document, mentions) = story();
        let facts = merge(&document, &mentions);
        assert_eq!(facts.iter().map(|f| f.mentions.clone()).collect::<Vec<_>>(), [vec![0, 1], vec![2], vec![3]]);
        assert_eq!((facts[0].lead, facts[0].agents.as_slice()), (0, ["Northwind Inc.".to_owned()].as_slice()));
    }

    #[test]
    fn contradictory_dates_stay_apart_and_so_do_plans_and_happenings() {
        let (document, mut mentions) = story();
        mentions[1].status = Status::Planned;
        assert_eq!(merge(&document, &mentions).len(), 4);
    }

    #[test]
    fn the_order_of_the_mentions_does_not_matter() {
        let (document, mentions) = story();
        let told = |mentions: &[Mention]| {
            let facts = merge(&document, mentions);
            facts
                .iter()
                .map(|f| {
                    (
                        f.mentions.iter().map(|i| mentions[*i].trigger).collect::<Vec<_>>(),
                        mentions[f.lead].trigger,
                        f.agents.clone(),
                    )
                })
                .collect::<Vec<_>>()
        };
        let expected = told(&mentions);
        for turn in 1..mentions.len() {
            let mut turned = mentions.clone();
            turned.rotate_left(turn);
            assert_eq!(told(&turned), expected);
        }
    }

    #[test]
    fn different_targets_amounts_or_sentences_make_different_events() {
        let (document, mut mentions) = story();
        mentions[1].arguments[1].text = "Fabrikam".into();
        assert_eq!(merge(&document, &mentions[..2]).len(), 2);
        let (_, mut mentions) = story();
        mentions[1].sentence = mentions[0].sentence;
        assert_eq!(merge(&document, &mentions[..2]).len(), 2, "one sentence tells two events");
    }

    #[test]
    fn thousands_of_mentions_of_one_participant_stay_quick() {
        let (document, mentions) = story();
        let many: Vec<Mention> = (0..20_000)
            .map(|n| {
                let mut m = mentions[n % 4].clone();
                m.arguments[1].text = format!("Firm {n}");
                m
            })
            .collect();
        assert_eq!(merge(&document, &many).len(), 20_000);
    }
}

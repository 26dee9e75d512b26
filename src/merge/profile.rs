//! A telling as it is compared: who, what, when and in which words, as numbers.

use std::hash::Hasher;

use chrono::Datelike;
use rustc_hash::{FxHashMap, FxHasher};
use smallvec::SmallVec;

use super::amount::amount;
use super::words::quote;
use crate::document::Document;
use crate::event::{Basis, Macro, Mention};
use crate::fact::{Fact, stem};

/// Which entity a name stands for, where that is not the name's own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Canon(FxHashMap<u64, i64>);

impl Canon {
    /// Knows that the name with the first number stands for the one with the second.
    pub fn insert(&mut self, name: i64, stands_for: i64) {
        self.0.insert(Who::new(name, true, false).0 >> 2, stands_for);
    }

    /// Whether it knows nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Types whose events come in steps or many a day: there, it takes more to say that two tellings are of one event.
const PROLIFIC: [&str; 8] =
    ["legal", "leadership", "regulation", "listing", "result", "incident", "meeting", "workforce"];

/// Roles that only one step of such an event has: who is sued is a defendant, whatever verb says so.
const STEPS: [&str; 3] = ["defendant", "appointee", "dismissed"];

/// Types whose step happens to somebody once on a day: a sentence, an appointment.
const ONE_STEP: [&str; 2] = ["legal", "leadership"];

/// Types that the same participants are in again and again: other dates contradict nothing there.
const RECURRING: [&str; 3] = ["result", "meeting", "workforce"];

/// Types whose participants are alike: who is agent and who target is the sentence's choice.
const MUTUAL: [&str; 2] = ["partnership", "meeting"];

/// How many participants of a side are compared.
const MOST: usize = 8;

/// A participant: a number made from its name, whether it has a proper name, and which side it is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Who(u64);

impl Who {
    /// A participant by its number (see [`Named`]).
    pub fn new(number: i64, named: bool, target: bool) -> Who {
        Who((number as u64) << 2 | u64::from(named) << 1 | u64::from(target))
    }

    /// Whether it has a name: "Northwind", not "the court".
    pub fn named(self) -> bool {
        self.0 & 2 != 0
    }

    /// Whether it is a target.
    pub fn target(self) -> bool {
        self.0 & 1 != 0
    }

    /// The same for both sides.
    pub(super) fn either(self) -> u64 {
        self.0 | 1
    }
}

/// What a participant's name is known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named {
    /// The number of its normal name.
    pub number: i64,
    /// Whether it is a proper name.
    pub named: bool,
}

/// What one document says of one event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// The id of its first mention.
    pub id: i64,
    /// The document; tellings of one document stay apart.
    pub document: i64,
    /// The leading mention and those after the first, counted from the document's first.
    pub lead: u32,
    /// The other mentions.
    pub more: SmallVec<[u32; 2]>,
    /// Its place in any order that must not depend on the order of reading: a number made from its content.
    pub order: u64,
    pub(super) kind: u32,
    pub(super) status: u8,
    pub(super) basis: u8,
    traits: u8,
    /// First and last day, counted from year 1; open ends are the least and the greatest number.
    pub(super) lo: i32,
    pub(super) hi: i32,
    pub(super) stem: u32,
    pub(super) rule: u32,
    /// The step that its roles tell; 0 where they tell none.
    pub(super) step: u32,
    pub(super) quote: u32,
    pub(super) place: u32,
    pub(super) amount: u32,
    /// The participants, sorted, each once.
    pub(super) who: SmallVec<[Who; 4]>,
}

/// How many bytes a profile has but for its participants and mentions.
const HEAD: usize = 52;

fn hash(words: &str) -> u32 {
    let mut hash = FxHasher::default();
    hash.write(words.as_bytes());
    let wide = hash.finish();
    // 0 stands for "none".
    ((wide >> 32) as u32 ^ wide as u32).max(1)
}

/// The roles of those who take part, where one of them is of one step alone.
fn step(lead: &Mention) -> u32 {
    let sides = lead.arguments.iter().filter(|a| matches!(a.macro_role, Macro::Agent | Macro::Target));
    let mut roles: SmallVec<[&str; 4]> = sides.map(|a| a.role.as_ref()).collect();
    roles.sort_unstable();
    roles.dedup();
    if roles.iter().any(|r| STEPS.contains(r)) { hash(&roles.join(" ")) } else { 0 }
}

impl Profile {
    /// The profile of `fact`, which `document` tells; `first` is the id of the document's first mention, `name` knows every name.
    pub fn new(
        document: &Document,
        mentions: &[Mention],
        fact: &Fact,
        first: i64,
        name: impl Fn(&str) -> Named,
    ) -> Profile {
        let lead = &mentions[fact.lead];
        let text = document.text.as_str();
        let kind = lead.kind.as_ref();
        let is = |list: &[&str]| list.contains(&kind);
        let side = |names: &[String], target| -> SmallVec<[Who; 8]> {
            let who = |text: &String| {
                let Named { number, named } = name(text);
                Who::new(number, named, target)
            };
            names.iter().take(MOST).map(who).collect()
        };
        let mut order = FxHasher::default();
        order.write(document.path.as_bytes());
        order.write_u8(0xFF);
        order.write(document.id.as_bytes());
        order.write_usize(lead.trigger.start);
        order.write(kind.as_bytes());
        let day = |d: chrono::NaiveDate| d.num_days_from_ce();
        let amounts = lead.arguments.iter().filter(|a| a.macro_role == Macro::Amount).map(|a| amount(&a.text));
        let mut profile = Profile {
            id: first + fact.mentions[0] as i64,
            document: first,
            lead: fact.lead as u32,
            more: fact.mentions[1..].iter().map(|m| *m as u32).collect(),
            order: order.finish(),
            kind: hash(kind),
            status: lead.status as u8,
            basis: lead.time.basis as u8,
            traits: u8::from(is(&PROLIFIC))
                | u8::from(is(&RECURRING)) << 1
                | u8::from(is(&MUTUAL)) << 2
                | u8::from(is(&ONE_STEP)) << 3,
            lo: lead.time.interval.earliest.map_or(i32::MIN, day),
            hi: lead.time.interval.latest.map_or(i32::MAX, day),
            stem: hash(&stem(lead.trigger.of(text))),
            rule: hash(&lead.rule),
            step: step(lead),
            quote: quote(lead.sentence.of(text)),
            place: fact.place.as_deref().map_or(0, |p| name(p).number as u32),
            amount: amounts.into_iter().find(|a| *a != 0).unwrap_or(0),
            who: side(&fact.agents, false).into_iter().chain(side(&fact.targets, true)).collect(),
        };
        profile.settle();
        profile
    }

    fn settle(&mut self) {
        self.who.sort_unstable();
        self.who.dedup();
    }

    /// Calls every participant by the number of what its name stands for; gives whether one has another name now.
    pub fn rename(&mut self, canon: &Canon) -> bool {
        let mut renamed = false;
        for who in self.who.iter_mut().filter(|w| w.named()) {
            if let Some(other) = canon.0.get(&(who.0 >> 2)) {
                *who = Who::new(*other, true, who.target());
                renamed = true;
            }
        }
        if renamed {
            self.settle();
        }
        renamed
    }

    /// How many participants it names.
    pub fn names(&self) -> usize {
        self.who.len()
    }

    /// Whether one of the names that `names` knows is among the participants.
    pub fn names_any(&self, names: &Canon) -> bool {
        self.who.iter().any(|w| w.named() && names.0.contains_key(&(w.0 >> 2)))
    }

    pub(super) fn prolific(&self) -> bool {
        self.traits & 1 != 0
    }

    /// Whether it is of a type whose step happens to somebody once on a day, and a text tells that day.
    pub(super) fn once_a_day(&self) -> bool {
        self.traits & 8 != 0 && self.days() == 1 && self.basis == Basis::Expression as u8
    }

    pub(super) fn mutual(&self) -> bool {
        self.traits & 4 != 0
    }

    /// Whether it has a time at all.
    pub(super) fn dated(&self) -> bool {
        self.basis != Basis::None as u8 && (self.lo != i32::MIN || self.hi != i32::MAX)
    }

    /// How many days it may lie on; the most where an end is open.
    pub(super) fn days(&self) -> i64 {
        if self.lo == i32::MIN || self.hi == i32::MAX { i64::MAX } else { i64::from(self.hi) - i64::from(self.lo) + 1 }
    }

    /// The day by which it took place, where no more is known: "said on Monday that it had bought".
    pub(super) fn told_by(&self) -> Option<i32> {
        (self.lo == i32::MIN && self.hi != i32::MAX && self.basis == Basis::Announcement as u8).then_some(self.hi)
    }

    /// The best-dated telling first, then the one that names most, then by content.
    pub(super) fn rank(&self) -> impl Ord + use<> {
        (self.basis, self.days(), std::cmp::Reverse(self.who.len()), self.order, self.id)
    }

    /// A number that tellings of the same type and participants share; none where a side is not named, or the type recurs.
    pub fn same_event<'p>(profiles: impl IntoIterator<Item = &'p Profile>) -> Option<i64> {
        let mut who: SmallVec<[u64; 8]> = SmallVec::new();
        let mut first: Option<&Profile> = None;
        for profile in profiles {
            first.get_or_insert(profile);
            who.extend(profile.who.iter().map(|w| if profile.mutual() { w.either() } else { w.0 }));
        }
        let profile = first?;
        who.sort_unstable();
        who.dedup();
        let side = |target: u64| who.iter().any(|w| w & 1 == target);
        let whole = if profile.mutual() { who.len() > 1 } else { side(0) && side(1) };
        if !whole || profile.traits & 2 != 0 {
            return None;
        }
        let mut hash = FxHasher::default();
        hash.write_u32(profile.kind);
        who.iter().for_each(|w| hash.write_u64(*w));
        Some((hash.finish() >> 1) as i64)
    }

    /// As bytes, without the ids.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(HEAD + 8 * self.who.len() + 4 * self.more.len());
        bytes.extend([self.status, self.basis, self.traits, self.who.len() as u8]);
        bytes.extend(self.order.to_le_bytes());
        for n in [self.lead, self.kind, self.stem, self.rule, self.quote, self.place, self.amount, self.step] {
            bytes.extend(n.to_le_bytes());
        }
        for n in [self.lo, self.hi] {
            bytes.extend(n.to_le_bytes());
        }
        self.who.iter().for_each(|w| bytes.extend(w.0.to_le_bytes()));
        self.more.iter().for_each(|m| bytes.extend(m.to_le_bytes()));
        bytes
    }

    /// The number that tellings of one type and status share, from what [`bytes`](Self::bytes) gave: those of other families are of other events.
    pub fn family(bytes: &[u8]) -> Option<u64> {
        let kind = bytes.get(16..20)?.try_into().map(u32::from_le_bytes).ok()?;
        Some(u64::from(kind) << 8 | u64::from(*bytes.first()?))
    }

    /// From what [`bytes`](Self::bytes) gave; none where these are not such bytes.
    pub fn read(id: i64, document: i64, bytes: &[u8]) -> Option<Profile> {
        let (head, rest) = bytes.split_at_checked(HEAD)?;
        let four = |at: usize| u32::from_le_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
        let (who, more) = rest.split_at_checked(8 * usize::from(head[3]))?;
        let eight = |b: &[u8]| b.try_into().map(u64::from_le_bytes).unwrap_or_default();
        Some(Profile {
            id,
            document,
            status: head[0],
            basis: head[1],
            traits: head[2],
            order: eight(&head[4..12]),
            lead: four(12),
            kind: four(16),
            stem: four(20),
            rule: four(24),
            quote: four(28),
            place: four(32),
            amount: four(36),
            step: four(40),
            lo: four(44) as i32,
            hi: four(48) as i32,
            who: who.chunks_exact(8).map(|b| Who(eight(b))).collect(),
            more: more.chunks_exact(4).map(|b| b.try_into().map(u32::from_le_bytes).unwrap_or_default()).collect(),
        })
    }
}

//! A sentence as a row of items: noun groups, verb groups, times, prepositions, marks. The grammar in [`clause`](super::clause) reads this row.

use smallvec::{SmallVec, smallvec};

use super::kind::Kinds;
use crate::text::{Chunks, Kind, Lexicon, NounKind, Sentence, Tag, Text};

/// What stands at a place of the row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Item {
    /// A noun group (index among the sentence's noun groups).
    Noun(usize),
    /// A relative or interrogative pronoun: a noun group of that kind.
    Relative(usize),
    /// A verb group (index among the sentence's verb groups).
    Verb(usize),
    /// A time expression (index among the sentence's), with the preposition before it.
    Time(usize),
    /// A preposition (its token).
    Prep(usize),
    /// A subordinating conjunction (its token): "after", "because", "that", "if", "when".
    Sub(usize),
    /// "and", "or", "but", "&" (its token).
    And(usize),
    /// A comma.
    Comma,
    /// A dash between spaces.
    Dash,
    /// An opening or closing bracket.
    Bracket,
    /// A quotation mark.
    Quote,
    /// A colon or semicolon.
    Stop,
    /// An adjective outside noun groups: "is likely to …" (its token).
    Adjective(usize),
    /// An adverb or anything else (its token).
    Other(usize),
}

/// A row of items, with the token range of each.
#[derive(Debug, Default)]
pub(crate) struct Row {
    /// What stands there.
    pub(crate) items: Vec<Item>,
    /// First token and one past the last of each item.
    pub(crate) extents: Vec<(usize, usize)>,
    /// Where each noun group stands in the row (possessors stand inside what they possess).
    pub(crate) noun_at: Vec<usize>,
    /// Where each verb group stands.
    pub(crate) verb_at: Vec<usize>,
    /// Whether a semicolon stands in it.
    pub(crate) semicolons: bool,
}

/// Token ranges of the time expressions of a sentence; `first` takes in the preposition before the expression.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TimeRange {
    /// First token, preposition included.
    pub(crate) first: usize,
    /// First token of the expression itself.
    pub(crate) core: usize,
    /// One past the last token.
    pub(crate) end: usize,
}

impl Row {
    /// Lays out `sentence`, without the tokens of `given`: names behind "called", from the participle to the name's end, and the marks around titles.
    pub(crate) fn build(
        text: &Text<'_>,
        (lexicon, kinds): (&Lexicon, &Kinds),
        sentence: Sentence,
        chunks: &Chunks,
        times: &[TimeRange],
        given: &[(usize, usize)],
    ) -> Row {
        let mut row = Row {
            noun_at: vec![usize::MAX; chunks.nouns.len()],
            verb_at: vec![usize::MAX; chunks.verbs.len()],
            semicolons: false,
            items: Vec::with_capacity(sentence.range().len()),
            extents: Vec::with_capacity(sentence.range().len()),
        };
        let starts = &*starts(sentence, chunks, times);
        let (mut at, base, end) = (sentence.first as usize, sentence.first as usize, sentence.end as usize);
        while at < end {
            if let Some((_, end)) = given.iter().find(|g| g.0 == at) {
                at = *end;
                continue;
            }
            if let Some(close) = aside(text, at, sentence, chunks, times) {
                at = close;
                continue;
            }
            match starts[at - base] {
                Start::Time(time) => {
                    let next = times[time as usize].end;
                    row.push(Item::Time(time as usize), at, next);
                    at = next;
                }
                Start::Verb(verb) => {
                    let next = chunks.verbs[verb as usize].end as usize;
                    row.verb_at[verb as usize] = row.items.len();
                    row.push(Item::Verb(verb as usize), at, next);
                    at = next;
                }
                Start::Noun(noun) => {
                    let group = &chunks.nouns[noun as usize];
                    let next = group.end as usize;
                    row.noun_at[noun as usize] = row.items.len();
                    let relative = group.kind == NounKind::Relative;
                    let item = match row.items.last() {
                        // "Ruled on Monday that Acme had": a day has no relative clause.
                        Some(Item::Time(_)) if relative && text.word(at) == "that" => Item::Sub(at),
                        _ if relative => Item::Relative(noun as usize),
                        _ => Item::Noun(noun as usize),
                    };
                    row.push(item, at, next);
                    at = next.max(at + 1);
                }
                Start::Possessor(noun) => at = (chunks.nouns[noun as usize].end as usize).max(at + 1),
                Start::Token => {
                    if let Some(item) = single(text, lexicon, kinds, at, chunks.tags[at - base]) {
                        row.semicolons |= item == Item::Stop && text.word(at) == ";";
                        row.push(item, at, at + 1);
                    }
                    at += 1;
                }
            }
        }
        row
    }

    fn push(&mut self, item: Item, first: usize, end: usize) {
        self.items.push(item);
        self.extents.push((first, end));
    }
}

/// What begins at a token: a group or time, by its index, or nothing but the token itself.
#[derive(Debug, Clone, Copy)]
enum Start {
    Token,
    Noun(u32),
    /// A noun group that stands inside what it possesses.
    Possessor(u32),
    Verb(u32),
    Time(u32),
}

/// What begins at each token of `sentence`: a time before a verb group before a noun group.
fn starts(sentence: Sentence, chunks: &Chunks, times: &[TimeRange]) -> SmallVec<[Start; 64]> {
    let base = sentence.first;
    let mut all = smallvec![Start::Token; sentence.range().len()];
    let starts = all.as_mut_slice();
    for (n, group) in chunks.nouns.iter().enumerate().rev() {
        starts[(group.first - base) as usize] = Start::Noun(n as u32);
    }
    for owner in chunks.nouns.iter().filter_map(|n| n.possessor) {
        let start = &mut starts[(chunks.nouns[owner as usize].first - base) as usize];
        if matches!(start, Start::Noun(n) if *n == owner) {
            *start = Start::Possessor(owner);
        }
    }
    for (v, group) in chunks.verbs.iter().enumerate().rev() {
        starts[(group.first - base) as usize] = Start::Verb(v as u32);
    }
    for (t, time) in times.iter().enumerate().rev() {
        let noun = chunks.nouns.partition_point(|n| (n.first as usize) < time.first);
        if !cuts_noun(chunks, noun, time) {
            starts[time.first - base as usize] = Start::Time(t as u32);
        }
    }
    all
}

/// The end of what the grammar does not see: behind a comma another name or an age, or the brackets that open at token `at` behind a noun and hold neither
/// verb nor time: "NYSE Group Inc. (NYSE) and Euronext".
fn aside(text: &Text<'_>, at: usize, sentence: Sentence, chunks: &Chunks, times: &[TimeRange]) -> Option<usize> {
    if text.tokens[at].kind != Kind::Mark {
        return None;
    }
    match text.word(at) {
        "," => {
            let Some(close) = alias(text, at, sentence) else { return age(text, at, sentence, chunks) };
            // "Acme, formerly known as Globex, has agreed": nothing is left between the name and its verb; "Lee, of Ohio, aka Yayo, was" keeps the comma.
            let verb = chunks.verbs.binary_search_by_key(&(close as u32 + 1), |v| v.first).is_ok();
            let whose =
                chunks.nouns.binary_search_by_key(&(at as u32), |n| n.end).map(|n| chunks.nouns[n].first as usize);
            let bare = whose.is_ok_and(|first| {
                first == sentence.first as usize || !matches!(text.word(first - 1), "of" | "in" | "from" | ",")
            });
            return Some(close + usize::from(bare && verb));
        }
        "(" => {}
        _ => return None,
    }
    let behind_noun = chunks.nouns.binary_search_by_key(&(at as u32), |n| n.end).is_ok();
    let close = (at + 1..(at + 12).min(sentence.end as usize)).find(|i| text.word(*i) == ")")?;
    let within = |first: usize| at < first && first < close;
    let plain = !chunks.verbs.iter().any(|v| within(v.first as usize)) && !times.iter().any(|t| within(t.first));
    (behind_noun && plain).then_some(close + 1)
}

/// The comma behind another name of what stands before the comma at `at`: "Lee, aka Money, was", "Acme Ltd, doing business as Kestrel, said".
fn alias(text: &Text<'_>, at: usize, sentence: Sentence) -> Option<usize> {
    let end = (sentence.end as usize).min(at + 14);
    let word = |i: usize| if i < end { text.word(i) } else { "" };
    let opens = match word(at + 1) {
        "aka" | "a.k.a." | "a.k.a" | "dba" | "d/b/a" | "née" => true,
        "also" | "formerly" | "previously" | "better" => matches!(word(at + 2), "known" | "called"),
        "doing" => word(at + 2) == "business" && word(at + 3) == "as",
        "a" => word(at + 2) == "/" && word(at + 3) == "k",
        _ => false,
    };
    if !opens {
        return None;
    }
    (at + 2..end).find(|i| text.word(*i) == ",")
}

/// Ages in a list of people break no list: "Ann Lee, 22, and Bob Roe, 32, were" is "Ann Lee and Bob Roe were".
fn age(text: &Text<'_>, at: usize, sentence: Sentence, chunks: &Chunks) -> Option<usize> {
    let end = sentence.end as usize;
    let years = |i: usize| text.tokens[i].kind == Kind::Number && text.word(i).parse::<u8>().is_ok_and(|n| n < 120);
    if at + 3 >= end || !years(at + 1) || text.word(at + 2) != "," {
        return None;
    }
    let named = chunks.nouns.binary_search_by_key(&(at as u32), |n| n.end);
    if !named.is_ok_and(|n| chunks.nouns[n].kind == NounKind::Name) {
        return None;
    }
    let next = &text.tokens[at + 3];
    match text.word(at + 3) {
        "and" | "&" => Some(at + 3),
        _ if next.kind == Kind::Word && next.case != crate::text::Case::Lower => Some(at + 2),
        _ => None,
    }
}

/// Whether a time expression stands inside a larger noun group ("the May 2018 agreement"), which then stays whole.
fn cuts_noun(chunks: &Chunks, from: usize, time: &TimeRange) -> bool {
    let inside =
        |i: usize| chunks.nouns.get(i).is_some_and(|n| (n.first as usize) <= time.core && (n.end as usize) > time.end);
    inside(from) || (from > 0 && inside(from - 1)) || inside(from + 1)
}

fn single(text: &Text<'_>, lexicon: &Lexicon, kinds: &Kinds, at: usize, tag: Tag) -> Option<Item> {
    if text.tokens[at].kind == Kind::Mark {
        return Some(match text.word(at) {
            "," => Item::Comma,
            ";" | ":" => Item::Stop,
            "(" | ")" | "[" | "]" => Item::Bracket,
            "\"" | "“" | "”" | "``" | "‘" | "«" | "»" => Item::Quote,
            "–" | "—" => Item::Dash,
            "-" if text.tokens[at].gap != crate::text::Gap::None => Item::Dash,
            "&" => Item::And(at),
            _ => Item::Other(at),
        });
    }
    Some(match tag {
        Tag::POS => return None,
        Tag::CC => Item::And(at),
        Tag::TO => Item::Prep(at),
        Tag::IN => {
            let begins = kinds.subordinator.is_some_and(|c| lexicon.is(text.tokens[at].word, c));
            if begins { Item::Sub(at) } else { Item::Prep(at) }
        }
        Tag::WH => Item::Sub(at),
        Tag::JJ => Item::Adjective(at),
        _ => Item::Other(at),
    })
}

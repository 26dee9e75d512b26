//! What a noun group stands for: a person, an organisation, a place, money … judged by its own words.

use super::figure::Figures;
use super::frame::Slot;
use crate::text::{Case, ClassId, Gap, Kind as TokenKind, Lexicon, NounGroup, NounKind, Text, WordId};

/// The evidence of a noun group's own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Person,
    Organisation,
    Place,
    Money,
    Percent,
    Number,
    Pronoun,
    /// A name of which nothing is known.
    Name,
    /// A common noun.
    Thing,
}

impl Kind {
    /// A sum, a percentage or a count.
    pub(crate) fn is_figure(self) -> bool {
        matches!(self, Kind::Money | Kind::Percent | Kind::Number)
    }
}

/// Words and marks that the grammar asks for at every turn.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    pub(crate) comma: WordId,
    pub(crate) and: WordId,
    pub(crate) of: WordId,
    pub(crate) by: WordId,
}

/// The word classes that kinds are judged by.
#[derive(Debug, Clone)]
pub(crate) struct Kinds {
    /// Words that are asked for by themselves.
    pub(crate) words: Words,
    company_suffix: Option<ClassId>,
    /// "Inc", "Ltd": what ends the full name of a firm.
    pub(crate) legal_suffix: Option<ClassId>,
    /// "unit", "subsidiary": what may stand behind a firm's name.
    pub(crate) unit_noun: Option<ClassId>,
    organisation_noun: Option<ClassId>,
    authority: Option<ClassId>,
    person_title: Option<ClassId>,
    pub(crate) given_name: Option<ClassId>,
    pub(crate) place: Option<ClassId>,
    pub(crate) demonym: Option<ClassId>,
    pub(crate) figures: Figures,
    /// "chairman", "chief executive"
    pub(crate) office: Option<ClassId>,
    /// "AI", "IPO": what is written in capitals and names nobody.
    acronym: Option<ClassId>,
    /// "shares", "bonds"
    pub(crate) security: Option<ClassId>,
    /// "suspect", "worker"
    pub(crate) person_noun: Option<ClassId>,
    pub(crate) be: Option<ClassId>,
    /// "bill", "letter": texts, which do nothing themselves.
    pub(crate) document: Option<ClassId>,
    /// "part", "dozens": nouns that only say how much of something there is.
    pub(crate) part_noun: Option<ClassId>,
    /// "named", "given": verbs with two objects, whose participle may have one behind it.
    pub(crate) double_object: Option<ClassId>,
    /// "called", "named": before the name of what stands before them.
    pub(crate) name_giving: Option<ClassId>,
    /// "Voted", "ruled": verbs behind which the count of a vote may stand.
    pub(crate) balloting: Option<ClassId>,
    /// "company", "retailer": what only points back to a name.
    pub(crate) description: Option<ClassId>,
    /// Verbs that the grammar asks for: "ordered X to stop", "said X".
    pub(crate) object_control_verb: Option<ClassId>,
    pub(crate) reporting_verb: Option<ClassId>,
    /// "plant", "investment", "order": what does as its owner does.
    pub(crate) deed_noun: Option<ClassId>,
    /// "in", "since": what belongs to the time behind it.
    pub(crate) time_opener: Option<ClassId>,
    /// "about": what may stand between the two.
    pub(crate) time_opener_hedge: Option<ClassId>,
    /// "that", "because": prepositions by their tag that begin clauses.
    pub(crate) subordinator: Option<ClassId>,
    /// "consortium", "group": what names its members behind "of".
    pub(crate) collective: Option<ClassId>,
    /// "develop", "run": whose product or place something is.
    pub(crate) keeper_verb: Option<ClassId>,
    /// "found", "own": what somebody does to a firm before it is sold.
    pub(crate) keeping_verb: Option<ClassId>,
    /// "entrepreneur", "lawmaker": what only points back to a person told of.
    pub(crate) person_epithet: Option<ClassId>,
    /// "launch", "file": what somebody does with what is his own.
    pub(crate) own_deed: Option<ClassId>,
}

impl Kinds {
    pub(crate) fn new(lexicon: &mut Lexicon) -> Kinds {
        Kinds {
            words: Words {
                comma: lexicon.intern(","),
                and: lexicon.intern("and"),
                of: lexicon.intern("of"),
                by: lexicon.intern("by"),
            },
            company_suffix: lexicon.class("company_suffix"),
            legal_suffix: lexicon.class("legal_suffix"),
            unit_noun: lexicon.class("unit_noun"),
            organisation_noun: lexicon.class("organisation_noun"),
            authority: lexicon.class("authority"),
            person_title: lexicon.class("person_title"),
            given_name: lexicon.class("given_name"),
            place: lexicon.class("place"),
            demonym: lexicon.class("demonym"),
            figures: Figures::new(lexicon),
            office: lexicon.class("office"),
            acronym: lexicon.class("thing_acronym"),
            security: lexicon.class("security_noun"),
            person_noun: lexicon.class("person_noun"),
            be: lexicon.class("be"),
            document: lexicon.class("document_noun"),
            part_noun: lexicon.class("part_noun"),
            double_object: lexicon.class("double_object_verb"),
            name_giving: lexicon.class("name_giving"),
            balloting: lexicon.class("balloting"),
            description: lexicon.class("company_description"),
            object_control_verb: lexicon.class("object_control_verb"),
            reporting_verb: lexicon.class("reporting_verb"),
            deed_noun: lexicon.class("deed_noun"),
            time_opener: lexicon.class("time_opener"),
            time_opener_hedge: lexicon.class("time_opener_hedge"),
            subordinator: lexicon.class("subordinator"),
            collective: lexicon.class("collective_noun"),
            keeper_verb: lexicon.class("keeper_verb"),
            keeping_verb: lexicon.class("keeping_verb"),
            person_epithet: lexicon.class("person_epithet"),
            own_deed: lexicon.class("own_deed"),
        }
    }

    /// Whether a surname may follow the word: "Ann", "Mr", "President".
    pub(crate) fn introduces_person(&self, lexicon: &Lexicon, word: WordId) -> bool {
        [self.given_name, self.person_title].into_iter().flatten().any(|c| lexicon.is(word, c))
    }

    /// Judges `group`.
    pub(crate) fn of(&self, text: &Text<'_>, lexicon: &Lexicon, group: &NounGroup) -> Kind {
        let (first, end, head) = (group.core as usize, group.end as usize, group.head as usize);
        let is = |word: WordId, class: Option<ClassId>| class.is_some_and(|c| lexicon.is(word, c));
        let word = |i: usize| text.tokens[i].word;
        let lemma_is = |i: usize, class: Option<ClassId>| class.is_some_and(|c| lexicon.lemma_is(word(i), c));
        match group.kind {
            NounKind::Pronoun | NounKind::Relative => return Kind::Pronoun,
            NounKind::Number => return self.figure(text, lexicon, first, end).unwrap_or(Kind::Number),
            // "3,000 Haulers": goods of a name.
            NounKind::Name
                if text.tokens[group.first as usize].kind == TokenKind::Number
                    && group.first < group.head
                    && text.word(head).ends_with('s') =>
            {
                return Kind::Thing;
            }
            NounKind::Common => {
                if text.tokens[first].kind == TokenKind::Number || text.tokens[first].kind == TokenKind::Mark {
                    match self.figures.at(text, lexicon, first, end) {
                        Some((_, last, Slot::Money)) if last + 1 >= end => return Kind::Money,
                        Some((_, last, Slot::Percent)) if last >= end => return Kind::Percent,
                        _ => {}
                    }
                }
                // "start-up", "trade union": known by several words.
                let firm = |(class, _): &(ClassId, i32)| {
                    Some(*class) == self.organisation_noun || Some(*class) == self.authority
                };
                if (first.max(head.saturating_sub(2))..head)
                    .any(|from| phrase(text, lexicon, from, head + 1).iter().any(firm))
                {
                    return Kind::Organisation;
                }
                if lemma_is(head, self.person_title) {
                    return Kind::Person;
                }
                if lemma_is(head, self.organisation_noun) || lemma_is(head, self.authority) {
                    return Kind::Organisation;
                }
                return if lemma_is(head, self.place) { Kind::Place } else { Kind::Thing };
            }
            NounKind::Name => {}
        }
        // "2028 Olympics"
        if text.tokens[first].kind == TokenKind::Number && end - first > 1 && text.tokens[first + 1].gap != Gap::None {
            return Kind::Thing;
        }
        let known = if end - first > 1 { phrase(text, lexicon, first, end) } else { &[] };
        let phrase = |class: Option<ClassId>| {
            class.is_some_and(|c| match end - first {
                1 => lexicon.is(word(first), c),
                _ => known.iter().any(|(k, _)| *k == c),
            })
        };
        if phrase(self.authority) {
            return Kind::Organisation;
        }
        if phrase(self.place) {
            return Kind::Place;
        }
        let last = end - 1;
        if end - first > 1
            && (is(word(last), self.company_suffix)
                || (first..end).any(|i| text.tokens[i].case != Case::Lower && lemma_is(i, self.organisation_noun)))
        {
            return Kind::Organisation;
        }
        let words = (first..end).filter(|i| text.tokens[*i].kind == TokenKind::Word).count();
        let titled = first > 0 && (group.first..group.core).any(|i| lemma_is(i as usize, self.person_title));
        if titled || (end - first > 1 && lemma_is(first, self.person_title)) {
            return Kind::Person;
        }
        if is(word(first), self.given_name) && (2..=4).contains(&words) {
            return Kind::Person;
        }
        if end - first == 1 && text.tokens[first].case == Case::Upper && text.tokens[first].kind == TokenKind::Word {
            // "CEO", "AI", "IPO": in capitals, and no firms.
            let common = is(word(first), self.office) || is(word(first), self.acronym);
            return if common { Kind::Thing } else { Kind::Organisation };
        }
        if end - first == 1 && is(word(first), self.organisation_noun) {
            return Kind::Organisation;
        }
        if end - first == 1 && is(word(first), self.demonym) {
            return Kind::Thing;
        }
        Kind::Name
    }

    fn figure(&self, text: &Text<'_>, lexicon: &Lexicon, first: usize, end: usize) -> Option<Kind> {
        (first..end).find_map(|i| self.figures.at(text, lexicon, i, end)).map(|(_, _, slot)| match slot {
            Slot::Money => Kind::Money,
            Slot::Percent => Kind::Percent,
            _ => Kind::Number,
        })
    }

    /// Whether the words of a name are those of an authority: "FDA", "European Commission", "Commerce Department".
    pub(crate) fn is_authority(&self, text: &Text<'_>, lexicon: &Lexicon, first: usize, end: usize) -> bool {
        let Some(authority) = self.authority else { return false };
        let last = text.tokens[end - 1].word;
        let public = |w: &str| {
            matches!(
                w,
                "department"
                    | "ministry"
                    | "commission"
                    | "agency"
                    | "court"
                    | "council"
                    | "bureau"
                    | "administration"
                    | "committee"
                    | "senate"
                    | "parliament"
                    | "government"
                    | "police"
            )
        };
        lexicon.lemma_is(last, authority)
            || public(&text.word(end - 1).to_ascii_lowercase())
            || end - first > 1
                && lexicon.ends_phrase(last)
                && lexicon.phrase(&lower(text, first, end)).iter().any(|(c, _)| *c == authority)
    }

    /// Whether a common noun can be an organisation that acts ("the company", "two banks").
    pub(crate) fn is_organisation_noun(&self, lexicon: &Lexicon, word: WordId) -> bool {
        [self.organisation_noun, self.authority].into_iter().flatten().any(|c| lexicon.lemma_is(word, c))
    }
}

/// The classes of the phrase that tokens `first..end` are; none where they are none.
pub(crate) fn phrase<'l>(text: &Text<'_>, lexicon: &'l Lexicon, first: usize, end: usize) -> &'l [(ClassId, i32)] {
    let opens = &text.tokens[first];
    let known = lexicon.ends_phrase(text.tokens[end - 1].word)
        && (lexicon.begins_phrase(opens.word) || opens.kind != TokenKind::Word);
    if known { lexicon.phrase(&lower(text, first, end)) } else { &[] }
}

/// The words of tokens `first..end` in lower case, joined by single spaces; "'s" and hyphens touch.
fn lower(text: &Text<'_>, first: usize, end: usize) -> String {
    let mut out = String::with_capacity((text.tokens[end - 1].end - text.tokens[first].start) as usize);
    for i in first..end {
        if i > first && text.tokens[i].gap != crate::text::Gap::None {
            out.push(' ');
        }
        let word = text.word(i);
        if word.is_ascii() {
            out.extend(word.chars().map(|c| c.to_ascii_lowercase()));
        } else {
            out.push_str(&word.to_lowercase());
        }
    }
    out
}

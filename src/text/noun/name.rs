//! Names inside noun groups: what belongs to them, and where they begin.

use super::super::chunk::View;
use super::super::tag::Tag;
use super::super::token::Case;
use super::Parser;

impl Parser<'_, '_> {
    /// Behind a name's first word: what else belongs to the name though it is no noun.
    pub(super) fn name(&mut self) {
        let view = self.view;
        loop {
            let (last, at) = (self.at - 1, self.at);
            let names = |i: usize| view.tag(i) == Tag::NNP;
            if names(at) && !self.ends_before(at) {
                self.at += 1;
            } else if view.word(at) == "," && view.is(at + 1, view.classes.legal_suffix) {
                self.at += 2;
            } else if view.is(at, view.classes.name_particle)
                && (names(at + 1) || (view.is(at + 1, view.classes.name_particle) && names(at + 2)))
            {
                self.at += if names(at + 1) { 2 } else { 3 };
            } else if view.word(at) == "(" && names(at + 1) && view.word(at + 2) == ")" && self.is_firm(at + 3) {
                // "Pacific Equity (Australia) Ltd"
                self.at += 4;
            } else if view.tag(at) == Tag::POS && view.is(at + 1, view.classes.legal_suffix) && names(at + 1) {
                // "Fernando's Corp"
                self.at += 2;
            } else if let Some(next) = self.inner_preposition(last, at) {
                self.at = next + 1;
            } else if let Some(next) = self.inner_and(last, at) {
                self.at = next + 1;
            } else {
                break;
            }
            self.noun = Some(self.at - 1);
        }
    }

    /// Whether a name's words from `at` on lead to "Inc", "Ltd", "AG" …
    fn is_firm(&self, at: usize) -> bool {
        (at..at + 3)
            .take_while(|i| self.view.tag(*i) == Tag::NNP)
            .any(|i| self.view.is(i, self.view.classes.legal_suffix))
    }

    /// "Department of Defense", "Bank of the Ozarks", "Court for the Northern District": the name's next word.
    fn inner_preposition(&self, last: usize, at: usize) -> Option<usize> {
        let view = self.view;
        let institution = view.is(last, view.classes.institution);
        let joins = match view.word(at) {
            "of" | "Of" | "OF" => institution || view.is(last, view.classes.of_name),
            "for" | "For" | "on" | "On" => institution && view.capital(last),
            _ => false,
        };
        let next = at + 1 + usize::from(matches!(view.word(at + 1), "the" | "The" | "THE"));
        // "Department of Justice" but "a Bank of May": the time stays outside.
        (joins
            && view.tag(next) == Tag::NNP
            && !view.is(next, view.classes.month)
            && !view.is(next, view.classes.weekday))
        .then_some(next)
    }

    /// "Johnson & Johnson", "Food and Drug Administration", "Health and Human Services": the name's next word.
    fn inner_and(&self, last: usize, at: usize) -> Option<usize> {
        let view = self.view;
        if view.tag(at) != Tag::CC || view.tag(at + 1) != Tag::NNP {
            return None;
        }
        let and = view.word(at);
        if !matches!(and, "&" | "and") {
            return None;
        }
        if matches!(view.word(at + 1), "Co" | "Cos" | "Sons" | "Bros" | "Associates" | "Mfg")
            && !view.is(last, view.classes.legal_suffix)
        {
            return Some(at + 1);
        }
        if and == "&"
            && (view.glued(at)
                || view.is(at + 1, view.classes.legal_suffix)
                || matches!(view.word(at + 1), "Co" | "Sons" | "Company" | "Partners" | "Associates" | "Brothers"))
        {
            return Some(at + 1);
        }
        // "AT & T", "P & G"
        let letters = |i: usize| view.word(i).len() <= 2 && view.token(i).is_some_and(|t| t.case != Case::Lower);
        if and == "&" && letters(last) && letters(at + 1) {
            return Some(at + 1);
        }
        let phrase = format!("{} {and} {}", view.word(last), view.word(at + 1)).to_lowercase();
        if view.classes.ampersand_name.is_some_and(|c| view.lexicon.phrase(&phrase).iter().any(|(p, _)| *p == c)) {
            return Some(at + 1);
        }
        // Institutions are named by common nouns on both sides.
        let common = |i: usize| !view.lexicon.lemmas(view.id(i)).is_empty() && !view.is(i, view.classes.institution);
        let mut end = at + 1;
        while view.tag(end + 1) == Tag::NNP {
            end += 1;
        }
        let inside = (self.core.unwrap_or(last)..last)
            .any(|i| matches!(view.word(i), "of" | "for" | "on") && view.is(i - 1, view.classes.institution));
        // "Upland Minerals and Chemicals Corp": a firm of two trades.
        let firm = end > at + 1
            && view.is(end, view.classes.legal_suffix)
            && !view.is(last, view.classes.legal_suffix)
            && last > self.core.unwrap_or(last);
        (common(last) && common(at + 1) && (inside || firm || view.is(end, view.classes.institution))).then_some(at + 1)
    }
}

/// Where the name proper begins: behind what describes it ("smartphone maker Northwind") and behind titles ("President Xi Jinping").
pub(super) fn core(view: &View<'_>, start: usize, noun: usize) -> usize {
    let mut core = noun;
    while core > start {
        let before = core - 1;
        let inside = match view.tag(before) {
            _ if view.is(before, view.classes.name_particle) => true,
            Tag::NNP => true,
            // "18F", "7-Eleven", "4th Wave"
            Tag::CD => view.glued(core),
            Tag::PUNCT if view.hyphen(before) && before > start && view.tag(before - 1) == Tag::CD => true,
            // "of" and "&" inside the name, not the "up" of "start-up Northwind".
            Tag::IN | Tag::CC | Tag::PUNCT => before > start && view.capital(before - 1),
            Tag::JJ => {
                view.capital(before) || before == start && view.word(before).starts_with(|c: char| c.is_ascii_digit())
            }
            // "Fernando's Corp"
            Tag::POS => before > start && view.is(core, view.classes.legal_suffix),
            Tag::DT => before > start && view.tag(before - 1) == Tag::IN,
            _ => view.capital(before),
        };
        if !inside {
            break;
        }
        core = before;
    }
    let classes = view.classes;
    if view.is(core, classes.month) {
        return start; // "9 July 2018"
    }
    // The last title in the run with a name behind it: "Contoso Chief Executive Ann Lee" is Ann Lee.
    for i in (core..noun).rev() {
        let tail = view.is(i, classes.name_title_tail)
            && i > core
            && (view.is(i - 1, classes.name_title) || view.is(i - 1, classes.name_title_head));
        if (view.is(i, classes.name_title) && !matches!(view.word(i + 1), "of" | "for" | "Of" | "," | "&" | "-"))
            || tail
        {
            let person = !view.is(i + 1, classes.institution)
                && !view.is(i + 1, classes.legal_suffix)
                && !view.is(noun, classes.institution)
                && !view.is(noun, classes.name_title)
                && view.tag(i + 1) == Tag::NNP;
            if person {
                return i + 1;
            }
        }
    }
    core
}

//! Who the parties are where the words name something of theirs: boards, shares, units; and what fills no role.

use super::find::Finder;
use super::frame::{Role, Slot};
use super::kind::Kind;
use super::mention::Macro;
use super::story::Referent;
use crate::text::Tag;

impl Finder<'_, '_, '_, '_> {
    /// "Rejected by Acme's board", "its board": to what is done to a board the firm is party.
    /// And of a deal in shares it is the firm that is bought.
    pub(super) fn body_of(&mut self, role: Macro, priced: bool, referent: Referent) -> Referent {
        let word = self.story.text.word(referent.head);
        let body = word == "board" && (role == Macro::Target || priced);
        let paper = priced && role == Macro::Target && is_paper(word);
        // "The operations of the pump division"
        let assets = priced && role == Macro::Target && matches!(word, "assets" | "operations");
        if referent.named
            || !body && !paper && !assets
            || referent.head < self.story.text.sentences[self.index].first as usize
        {
            return referent;
        }
        let parsed = std::rc::Rc::clone(&self.parsed);
        let Some(noun) = parsed.chunks.nouns.iter().position(|n| n.head as usize == referent.head) else {
            return referent;
        };
        let of = (paper || assets).then(|| self.after(noun, self.cues.of)).flatten();
        if let Some(of) = of {
            let firms: Vec<Referent> = of.iter().flat_map(|n| self.story.referents(self.index, *n)).collect();
            return firms.into_iter().next().unwrap_or(referent);
        }
        if assets {
            return referent;
        }
        // "Its offer for Acme stock"
        let named = |i: usize| parsed.chunks.tags[i - self.story.text.sentences[self.index].first as usize] == Tag::NNP;
        let (first, head) = (parsed.chunks.nouns[noun].core as usize, referent.head);
        if paper && head > first && (first..head).all(named) {
            return Referent { tokens: (first, head), head: head - 1, kind: Kind::Organisation, named: true };
        }
        let owner = match parsed.chunks.nouns[noun].possessor {
            Some(owner) => self.story.referents(self.index, owner as usize),
            None => self.story.owner(self.index, noun),
        };
        owner.into_iter().next().unwrap_or(referent)
    }

    /// "Bitcoin doubled": a name is no measure; the figure is its own.
    pub(super) fn own_figure(fillers: &mut [(usize, Referent)], roles: &[Role]) {
        let part = |r: usize, part: Macro| roles[r].macro_role == part;
        let Some(owner) = roles.iter().position(|r| r.macro_role == Macro::Agent) else { return };
        if fillers.iter().any(|(r, _)| part(*r, Macro::Agent)) {
            return;
        }
        let measured = |(r, f): &&mut (usize, Referent)| part(*r, Macro::Target) && f.named && f.kind != Kind::Person;
        if let Some((role, _)) = fillers.iter_mut().find(measured) {
            *role = owner;
        }
    }

    /// "The unit of Acme", where Acme has a role of its own: what is bought is the unit.
    pub(super) fn cut_owners(fillers: &mut [(usize, Referent)], roles: &[Role]) {
        for i in 0..fillers.len() {
            let (first, end) = fillers[i].1.tokens;
            let head = fillers[i].1.head;
            let inside = |r: &Referent| r.tokens.0 > head && r.tokens.0 > first && r.tokens.1 <= end;
            let owns = |f: &(usize, Referent)| roles[f.0].macro_role == Macro::Agent && inside(&f.1);
            if fillers.iter().enumerate().any(|(j, f)| j != i && f.0 != fillers[i].0 && owns(f)) {
                fillers[i].1.tokens.1 = head + 1;
            }
        }
    }

    /// "Bought the pump division of Acme Inc", "Acme Inc's Globex Co", "the sale of its unit": whose it was has sold it.
    pub(super) fn add_seller(&mut self, fillers: &mut Vec<(usize, Referent)>, roles: &[Role]) {
        let Some(seller) = roles.iter().position(|r| r.name.as_ref() == "seller") else { return };
        let target = fillers.iter().find(|(r, _)| roles[*r].macro_role == Macro::Target).map(|(_, f)| f.clone());
        let Some(target) = target.filter(|_| !fillers.iter().any(|(r, _)| *r == seller)) else { return };
        let parsed = std::rc::Rc::clone(&self.parsed);
        let Some(noun) =
            parsed.chunks.nouns.iter().position(|n| (n.first as usize..n.end as usize).contains(&target.head))
        else {
            return;
        };
        let head = self.story.text.tokens[parsed.chunks.nouns[noun].head as usize].word;
        let is_unit = |word| self.story.kinds.unit_noun.is_some_and(|c| self.story.lexicon.lemma_is(word, c));
        // "Acme's wholly owned subsidiary Globex Corp"
        let group = &parsed.chunks.nouns[noun];
        let called = (group.first..group.core).any(|i| is_unit(self.story.text.tokens[i as usize].word));
        let unit = is_unit(head) || called;
        let mut owners: Vec<Referent> = Vec::new();
        if let Some(owner) = parsed.chunks.nouns[noun].possessor.filter(|_| unit || target.kind == Kind::Organisation) {
            owners.extend(self.story.referents(self.index, owner as usize));
        } else if let Some(of) = self.after(noun, self.cues.of).filter(|_| unit) {
            owners.extend(of.iter().flat_map(|n| self.story.referents(self.index, *n)));
        } else if unit {
            owners.extend(self.story.owner(self.index, noun));
        }
        for owner in owners.into_iter().filter(|r| r.named && r.kind == Kind::Organisation) {
            let owner = self.story.full_name(owner);
            if !fillers.iter().any(|(_, f)| f.tokens == owner.tokens) {
                fillers.push((seller, owner));
            }
        }
    }

    /// "Litware shares began trading": whose shares they are is who does it.
    pub(super) fn issuer(&self, role: Macro, referent: Referent) -> Referent {
        let base = self.story.text.sentences[self.index].first as usize;
        let (first, end) = referent.tokens;
        let shares = || {
            self.story
                .kinds
                .security
                .is_some_and(|c| self.story.lexicon.lemma_is(self.story.text.tokens[referent.head].word, c))
        };
        let name = |i: usize| i >= base && self.parsed.chunks.tags.get(i - base) == Some(&Tag::NNP);
        if role != Macro::Agent || referent.named || end != referent.head + 1 || end < first + 2 || !shares() {
            return referent;
        }
        if !(first..end - 1).all(name) {
            return referent;
        }
        Referent { tokens: (first, end - 1), head: end - 2, kind: Kind::Organisation, named: true }
    }

    /// "The assets and operations of Acme": those of Acme.
    pub(super) fn drop_assets(&self, fillers: &mut Vec<(usize, Referent)>) {
        let bare = |f: &Referent| !f.named && f.tokens.1 == f.tokens.0 + 1 && self.story.text.word(f.head) == "assets";
        let others: Vec<usize> = fillers.iter().filter(|(_, f)| !bare(f)).map(|(r, _)| *r).collect();
        fillers.retain(|(r, f)| !(bare(f) && others.contains(r)));
    }

    /// "Head of research at Acme": beside the name of an organisation a thing is none.
    pub(super) fn drop_things(&self, fillers: &mut Vec<(usize, Referent)>, roles: &[Role]) {
        let firm = |r: &Referent| r.named && matches!(r.kind, Kind::Organisation | Kind::Name);
        let posts = |r: usize| matches!(roles[r].name.as_ref(), "employer" | "organisation");
        let named: Vec<usize> = fillers.iter().filter(|(r, f)| posts(*r) && firm(f)).map(|(r, _)| *r).collect();
        fillers.retain(|(r, f)| !(named.contains(r) && !f.named && f.kind == Kind::Thing));
    }

    /// "The $7 million campaign": a thing of which a sum or number is told.
    pub(super) fn counts_something(&self, referent: &Referent) -> bool {
        let (first, end) = referent.tokens;
        let figure = self.story.kinds.figures.at(self.story.text, self.story.lexicon, first, end);
        let thing = !matches!(
            self.story.text.word(referent.head),
            "deal" | "round" | "offer" | "bid" | "stake" | "profit" | "loss"
        );
        matches!(figure, Some((_, last, Slot::Money)) if last <= referent.head && thing)
    }

    /// "In cash", "in stock": how somebody pays.
    pub(super) fn is_payment(&self, referent: &Referent) -> bool {
        let word = self.story.text.word(referent.head);
        !referent.named
            && matches!(word, "cash" | "stock" | "shares" | "notes" | "debt" | "securities" | "total" | "addition")
    }
}

/// "Shares", "capital": what is bought of a firm.
fn is_paper(word: &str) -> bool {
    matches!(word, "shares" | "stock" | "capital" | "equity" | "liabilities" | "securities")
}

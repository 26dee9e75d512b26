//! All patterns as one automaton over token signatures: the set of terminals that a token can match is computed once a word, not once a token.
//!
//! States are made when a text first needs them and kept in a [`Cache`], one a thread; a token that starts no rule costs one table look-up.

mod captures;

use std::sync::Mutex;

use rustc_hash::FxHashMap;

use super::pattern::{Op, Program, Test};
use super::shape;
use crate::text::{Case, ClassId, Gap, Kind, Lexicon, Text, Token, UNKNOWN};

/// A set of terminals.
type Bits = Box<[u64]>;

/// What a pattern's `{slot}` matched: tokens, half-open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capture {
    /// Index of the slot's name.
    pub slot: u8,
    /// First token.
    pub first: u32,
    /// One past the last token.
    pub end: u32,
    /// The class that matched, for its value.
    pub class: Option<ClassId>,
}

/// Rules compiled for matching.
#[derive(Debug)]
pub struct Automaton {
    program: Program,
    /// For each word of the vocabulary its signature in small letters and with a capital.
    words: Vec<[u16; 2]>,
    /// Signatures of tokens that are no known word, by their shapes.
    shapes: FxHashMap<u32, u16>,
    /// The two commonest of those.
    unknown_word: [u16; 2],
    signatures: Vec<Bits>,
    /// By terminal: the tokens of the program with which some pattern begins.
    first: Vec<Vec<u32>>,
    caches: Mutex<Vec<Cache>>,
}

/// States made so far.
#[derive(Debug, Default)]
pub struct Cache {
    /// State after state, for each symbol the next state.
    rows: Vec<u32>,
    /// For each state the rule that ends there, or [`NONE`]: of all rules, and of those for all texts.
    accepts: Vec<[u32; 2]>,
    sets: Vec<Box<[u32]>>,
    /// For each state the terminals with which it goes on.
    wanted: Vec<Bits>,
    ids: FxHashMap<Box<[u32]>, u32>,
    marked: Vec<bool>,
    read: Symbols,
}

/// A text as the automaton reads it.
#[derive(Debug, Default)]
pub struct Symbols {
    /// The symbols of all tokens.
    pub all: Vec<u16>,
    /// The tokens with which some rule may begin, in order; behind the first `count` stands what was never one.
    begins: Vec<u32>,
    count: usize,
}

impl Symbols {
    /// The tokens with which some rule may begin, in order.
    pub fn begins(&self) -> &[u32] {
        &self.begins[..self.count]
    }
}

impl Cache {
    /// Buffers for the symbols of a text, kept for their capacity.
    pub fn symbols(&mut self) -> &mut Symbols {
        &mut self.read
    }
}

const NONE: u32 = u32::MAX;
/// The signature of what is not in the vocabulary: its kind and shape tell more.
const NO_WORD: u16 = u16::MAX;
const DEAD: u32 = 0;
const START: u32 = 1;
/// So many tokens at once are looked at for what may begin with them.
const BLOCK: usize = 4096;
/// More states than this are thrown away and made anew.
const MOST_STATES: usize = 20_000;

impl Automaton {
    /// Compiles `program` over `lexicon`. Words that are added to the lexicon later are treated as unknown.
    pub fn new(mut program: Program, lexicon: &Lexicon) -> Automaton {
        program.starts.sort_by_key(|(_, rule)| *rule);
        let mut made = Automaton {
            program,
            words: Vec::new(),
            shapes: FxHashMap::default(),
            unknown_word: [0; 2],
            signatures: Vec::new(),
            first: Vec::new(),
            caches: Mutex::default(),
        };
        let mut ids = FxHashMap::default();
        let mut by_word: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
        let mut by_class: FxHashMap<ClassId, Vec<usize>> = FxHashMap::default();
        for (i, t) in made.program.terminals.iter().enumerate() {
            match t.test {
                Test::Word(word) => by_word.entry(word).or_default().push(i),
                Test::Class(class) => by_class.entry(class).or_default().push(i),
                Test::Shape(_) => {}
            }
        }
        made.signature(Vec::new(), &mut ids);
        for (kind, capital, text) in shape::samples() {
            let shapes = shape::shapes(kind, capital, &text);
            if !made.shapes.contains_key(&shapes) {
                let id = made.signature(made.shape_terminals(shapes), &mut ids);
                made.shapes.insert(shapes, id);
            }
        }
        let mut by_shape: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
        for id in 0..lexicon.len() as u32 {
            let text = lexicon.text(id);
            let kind = kind(text, lexicon);
            let of_class = lexicon.classes(id).iter().filter_map(|(c, _)| by_class.get(c)).flatten();
            let own: Vec<usize> = by_word.get(&id).into_iter().flatten().chain(of_class).copied().collect();
            let signatures = [false, true].map(|capital| {
                let shapes = shape::shapes(kind, capital, text);
                if own.is_empty()
                    && let Some(&known) = made.shapes.get(&shapes)
                {
                    return known;
                }
                let mut set = by_shape.entry(shapes).or_insert_with(|| made.shape_terminals(shapes)).clone();
                set.extend(own.iter().filter(|&&t| capital || !made.program.terminals[t].capital));
                made.signature(set, &mut ids)
            });
            made.words.push(if id == UNKNOWN { [NO_WORD; 2] } else { signatures });
        }
        made.unknown_word = [false, true]
            .map(|capital| made.shapes.get(&shape::shapes(Kind::Word, capital, "x")).copied().unwrap_or(0));
        made.first = vec![Vec::new(); made.program.terminals.len()];
        for at in made.start() {
            if let Op::Token { terminal, .. } = made.program.ops[at as usize] {
                made.first[terminal as usize].push(at);
            }
        }
        made
    }

    fn shape_terminals(&self, shapes: u32) -> Vec<usize> {
        let holds = |t: &Test| matches!(t, Test::Shape(s) if shapes >> s & 1 == 1);
        (0..self.program.terminals.len()).filter(|&i| holds(&self.program.terminals[i].test)).collect()
    }

    fn signature(&mut self, terminals: Vec<usize>, ids: &mut FxHashMap<Bits, u16>) -> u16 {
        let mut bits = vec![0; self.program.terminals.len() / 64 + 1].into_boxed_slice();
        for t in terminals {
            bits[t / 64] |= 1_u64 << (t % 64);
        }
        if let Some(&id) = ids.get(&bits) {
            return id;
        }
        let id = self.signatures.len() as u16;
        self.signatures.push(bits.clone());
        ids.insert(bits, id);
        id
    }

    /// The symbol of a token: its signature, and whether it touches the token before it.
    #[inline]
    fn symbol(&self, token: &Token, source: &str) -> u16 {
        let capital = token.case != Case::Lower;
        let glued = u16::from(token.gap == Gap::None);
        // Words that were added later are none of ours.
        let words = self.words.get(token.word as usize).unwrap_or(&self.words[UNKNOWN as usize]);
        let signature = words[usize::from(capital)];
        if signature == NO_WORD {
            return self.signature_of_unknown(token, capital, source) << 1 | glued;
        }
        signature << 1 | glued
    }

    #[cold]
    fn signature_of_unknown(&self, token: &Token, capital: bool, source: &str) -> u16 {
        match token.kind {
            Kind::Word => self.unknown_word[usize::from(capital)],
            _ => self.signature_by_shape(token, capital, source),
        }
    }

    /// The signature of a token that is no word.
    fn signature_by_shape(&self, token: &Token, capital: bool, source: &str) -> u16 {
        if matches!(token.kind, Kind::Mark | Kind::Address) {
            return 0;
        }
        let text = &source[token.start as usize..token.end as usize];
        self.shapes.get(&shape::shapes(token.kind, capital, text)).copied().unwrap_or(0)
    }

    /// Writes the symbols of all tokens of `text` to `symbols`, and where a rule may begin as far as a token and its next one tell.
    pub fn symbols(&self, text: &Text<'_>, cache: &Cache, symbols: &mut Symbols) {
        let width = self.signatures.len() * 2;
        let start = &cache.rows[START as usize * width..][..width];
        let Symbols { all, begins, count } = symbols;
        all.clear();
        let (mut state, mut found) = (DEAD, 0);
        for (block, tokens) in text.tokens.chunks(BLOCK).enumerate() {
            // Written at each token, kept at few: whether a rule begins is so hard to foresee that a branch costs more.
            if begins.len() < found + BLOCK + 1 {
                begins.resize(found + BLOCK + 1, 0);
            }
            let first = (block * BLOCK) as u32;
            all.extend((first..).zip(tokens).map(|(i, token)| {
                let symbol = self.symbol(token, text.source);
                let begun = state == NONE || {
                    let goes_on = cache.rows[state as usize * width + symbol as usize] != DEAD;
                    goes_on | (cache.accepts[state as usize][0] != NONE)
                };
                begins[found] = i.wrapping_sub(1);
                found += usize::from(begun);
                state = start[symbol as usize];
                symbol
            }));
        }
        if state == NONE || cache.accepts[state as usize][0] != NONE {
            begins[found] = text.tokens.len() as u32 - 1;
            found += 1;
        }
        *count = found;
    }

    /// A cache from the pool; give it back with [`Automaton::put_back`].
    pub fn cache(&self) -> Cache {
        let pooled = self.caches.lock().ok().and_then(|mut caches| caches.pop());
        pooled.unwrap_or_else(|| {
            let mut cache = Cache { marked: vec![false; self.program.ops.len()], ..Cache::default() };
            self.restart(&mut cache);
            cache
        })
    }

    /// Returns a cache to the pool.
    pub fn put_back(&self, cache: Cache) {
        if let Ok(mut caches) = self.caches.lock() {
            caches.push(cache);
        }
    }

    fn restart(&self, cache: &mut Cache) {
        cache.rows.clear();
        cache.accepts.clear();
        cache.sets.clear();
        cache.wanted.clear();
        cache.ids.clear();
        self.state(Box::default(), cache);
        self.state(self.start(), cache);
    }

    /// Where patterns begin.
    fn start(&self) -> Box<[u32]> {
        let mut marked = vec![false; self.program.ops.len()];
        let mut start = Vec::new();
        for &(at, _) in &self.program.starts {
            self.follow(at, &mut marked, &mut start);
        }
        finish(start, &mut marked)
    }

    /// Adds the tokens and ends that can be reached from `at` without a token.
    fn follow(&self, at: u32, marked: &mut [bool], set: &mut Vec<u32>) {
        if std::mem::replace(&mut marked[at as usize], true) {
            return;
        }
        set.push(at);
        match self.program.ops[at as usize] {
            Op::Split(other) => {
                self.follow(at + 1, marked, set);
                self.follow(other, marked, set);
            }
            Op::Jump(to) => self.follow(to, marked, set),
            Op::Open(_) | Op::Close(..) => self.follow(at + 1, marked, set),
            Op::Token { .. } | Op::Accept(_) => {}
        }
    }

    fn state(&self, set: Box<[u32]>, cache: &mut Cache) -> u32 {
        if let Some(&id) = cache.ids.get(&set) {
            return id;
        }
        let id = cache.sets.len() as u32;
        let rules = || {
            set.iter().filter_map(|&at| match self.program.ops[at as usize] {
                Op::Accept(rule) => Some(rule),
                _ => None,
            })
        };
        let general = rules().filter(|rule| !self.program.special.contains(rule)).min();
        cache.accepts.push([rules().min().unwrap_or(NONE), general.unwrap_or(NONE)]);
        let mut wanted = vec![0; self.program.terminals.len() / 64 + 1].into_boxed_slice();
        for &at in &set {
            if let Op::Token { terminal, .. } = self.program.ops[at as usize] {
                wanted[terminal as usize / 64] |= 1_u64 << (terminal % 64);
            }
        }
        let live = wanted.iter().any(|bits| *bits != 0);
        cache.wanted.push(wanted);
        // A state without a way on needs no look-ups: every symbol leads to the dead state.
        cache.rows.extend(std::iter::repeat_n(if live { NONE } else { DEAD }, self.signatures.len() * 2));
        cache.ids.insert(set.clone(), id);
        cache.sets.push(set);
        id
    }

    fn step(&self, state: u32, symbol: u16, cache: &mut Cache) -> u32 {
        let (bits, glued) = (&self.signatures[symbol as usize / 2], symbol % 2 == 1);
        let place = state as usize * self.signatures.len() * 2 + symbol as usize;
        // Most words go on with nothing.
        if bits.iter().zip(&cache.wanted[state as usize]).all(|(bits, wanted)| bits & wanted == 0) {
            cache.rows[place] = DEAD;
            return DEAD;
        }
        let mut next = Vec::new();
        if state == START {
            // Thousands of patterns begin there, few of them with one token.
            for (word, &bits) in bits.iter().enumerate() {
                let mut left = bits;
                while left != 0 {
                    for &at in &self.first[word * 64 + left.trailing_zeros() as usize] {
                        self.follow(at + 1, &mut cache.marked, &mut next);
                    }
                    left &= left - 1;
                }
            }
        } else {
            let set = std::mem::take(&mut cache.sets[state as usize]);
            for &at in &set {
                if let Op::Token { terminal, glued: must } = self.program.ops[at as usize]
                    && (glued || !must)
                    && bits[terminal as usize / 64] >> (terminal % 64) & 1 == 1
                {
                    self.follow(at + 1, &mut cache.marked, &mut next);
                }
            }
            cache.sets[state as usize] = set;
        }
        let next = finish(next, &mut cache.marked);
        let id = self.state(next, cache);
        cache.rows[place] = id;
        id
    }

    /// The longest match that begins with the first symbol: the rule and the number of tokens. Rules for special texts count only in such a text.
    pub fn longest(&self, symbols: &[u16], special: bool, cache: &mut Cache) -> Option<(u32, usize)> {
        let width = self.signatures.len() * 2;
        let mut state = START;
        let mut best = None;
        for (i, &symbol) in symbols.iter().enumerate() {
            let mut next = cache.rows[state as usize * width + symbol as usize];
            if next == NONE {
                if cache.sets.len() > MOST_STATES {
                    self.restart(cache);
                    return self.longest(symbols, special, cache);
                }
                next = self.step(state, symbol, cache);
            }
            if next == DEAD {
                break;
            }
            let rule = cache.accepts[next as usize][usize::from(!special)];
            if rule != NONE {
                best = Some((rule, i + 1));
            }
            state = next;
        }
        best
    }
}

/// What kind of token a word of the vocabulary is.
fn kind(word: &str, lexicon: &Lexicon) -> Kind {
    if word.bytes().all(|b| b.is_ascii_alphabetic()) {
        return Kind::Word;
    }
    Text::new(word, lexicon).tokens.first().map_or(Kind::Mark, |t| t.kind)
}

/// Sorts a set of program addresses and takes its marks away; only tokens and ends tell states apart.
fn finish(mut set: Vec<u32>, marked: &mut [bool]) -> Box<[u32]> {
    for &at in &set {
        marked[at as usize] = false;
    }
    set.sort_unstable();
    set.into_boxed_slice()
}

#[cfg(test)]
mod tests;

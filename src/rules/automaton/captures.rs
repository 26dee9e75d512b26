//! What the slots of a rule matched: the automaton tells that a rule matches, and backtracking over a few tokens tells how.

use super::{Automaton, Capture};
use crate::rules::pattern::Op;

/// A match is not looked at for captures after this many steps.
const MOST_STEPS: usize = 20_000;

impl Automaton {
    /// What the slots of `rule` matched in `symbols`, all of which it must match; `first` is the token of the first symbol. Outer captures stand before inner ones.
    pub fn captures(&self, rule: u32, symbols: &[u16], first: usize) -> Vec<Capture> {
        if !self.program.slotted.contains(&rule) {
            return Vec::new();
        }
        let mut run = Run { automaton: self, symbols, first, captures: Vec::new(), steps: 0 };
        let from = self.program.starts.partition_point(|(_, r)| *r < rule);
        for &(at, _) in self.program.starts[from..].iter().take_while(|(_, r)| *r == rule) {
            if !run.fails_at_once(at, 0) && run.matches(at, 0) {
                return run.captures;
            }
        }
        Vec::new()
    }
}

/// One attempt to match a rule with its captures: plain backtracking over a few tokens.
struct Run<'a> {
    automaton: &'a Automaton,
    symbols: &'a [u16],
    first: usize,
    captures: Vec<Capture>,
    steps: usize,
}

impl Run<'_> {
    #[inline]
    fn is(&self, token: usize, terminal: u16, glued: bool) -> bool {
        self.symbols.get(token).is_some_and(|&symbol| {
            let bits = &self.automaton.signatures[symbol as usize / 2];
            let touches = !glued || token == 0 || symbol % 2 == 1;
            touches && bits[terminal as usize / 64] >> (terminal % 64) & 1 == 1
        })
    }

    /// Whether the program goes on with a token at `at` that is not there: so it is with most ways that a pattern leaves open.
    #[inline]
    fn fails_at_once(&self, at: u32, token: usize) -> bool {
        matches!(self.automaton.program.ops[at as usize], Op::Token { terminal, glued } if !self.is(token, terminal, glued))
    }

    fn matches(&mut self, mut at: u32, mut token: usize) -> bool {
        loop {
            self.steps += 1;
            if self.steps > MOST_STEPS {
                return false;
            }
            match self.automaton.program.ops[at as usize] {
                Op::Token { terminal, glued } => {
                    if !self.is(token, terminal, glued) {
                        return false;
                    }
                    (at, token) = (at + 1, token + 1);
                }
                Op::Split(other) => {
                    if !self.fails_at_once(at + 1, token) && self.matches(at + 1, token) {
                        return true;
                    }
                    at = other;
                }
                Op::Jump(to) => at = to,
                Op::Open(slot) => {
                    let position = (self.first + token) as u32;
                    self.captures.push(Capture { slot, first: position, end: u32::MAX, class: None });
                    return self.matches(at + 1, token) || {
                        self.captures.pop();
                        false
                    };
                }
                Op::Close(slot, class) => {
                    let Some(open) = self.captures.iter().rposition(|c| c.slot == slot && c.end == u32::MAX) else {
                        return false;
                    };
                    self.captures[open].end = (self.first + token) as u32;
                    self.captures[open].class = class;
                    return self.matches(at + 1, token) || {
                        self.captures[open].end = u32::MAX;
                        false
                    };
                }
                Op::Accept(_) => return token == self.symbols.len(),
            }
        }
    }
}

//! The token-pattern language: from text to a small program.
//!
//! | write | matches |
//! | --- | --- |
//! | `ago`, `o'clock`, `,` | that word or mark; with a capital first letter only a capitalised word |
//! | `{month}` | a word of class "month", a [`Shape`], or a part; `{Month}` only a capitalised one; captured where a slot has that name |
//! | `{year:decade4}` | the same, captured in slot "year" |
//! | `(early\|late)?` | alternatives; `?` makes what stands before it optional |
//! | `[ … ]` | the extent of the result: what stands outside is only looked at |
//!
//! Between tokens a space in the pattern allows any gap; without a space the tokens must touch.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::shape::Shape;
use crate::text::{ClassId, Gap, Lexicon, Text, WordId};

/// What one token of a pattern asks of a token of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Terminal {
    pub(crate) test: Test,
    /// Only a word that begins with a capital.
    pub(crate) capital: bool,
}

/// The kinds of [`Terminal`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Test {
    Word(WordId),
    Class(ClassId),
    Shape(u8),
}

/// One instruction of a compiled pattern.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Op {
    /// Match one token.
    Token {
        terminal: u16,
        glued: bool,
    },
    /// Try the next instruction, then this one.
    Split(u32),
    Jump(u32),
    Open(u8),
    /// Ends the capture of a slot; the class gives its value.
    Close(u8, Option<ClassId>),
    Accept(u32),
}

/// The slot of the extent brackets.
pub const EXTENT: u8 = u8::MAX;

/// Patterns as one program, rule after rule.
#[derive(Debug, Default)]
pub struct Program {
    pub(crate) ops: Vec<Op>,
    /// Where each pattern begins, with its rule.
    pub(crate) starts: Vec<(u32, u32)>,
    /// Rules with slots.
    pub(crate) slotted: FxHashSet<u32>,
    pub(crate) terminals: Vec<Terminal>,
    /// Rules that hold in special texts only.
    pub(crate) special: FxHashSet<u32>,
    parts: BTreeMap<String, String>,
    slots: Vec<&'static str>,
}

/// How deep parts may hold parts.
const DEEPEST: usize = 8;

impl Program {
    /// A program without rules. `slots` are the names of captures (their index is the slot), `parts` named pieces of patterns.
    pub fn new(slots: &[&'static str], parts: BTreeMap<String, String>) -> Program {
        Program { parts, slots: slots.to_vec(), ..Program::default() }
    }

    /// Adds a pattern of `rule`. Where two rules match the same tokens, the lower number wins.
    ///
    /// # Errors
    /// Says what is wrong with the pattern and what to write.
    pub fn add(&mut self, rule: u32, pattern: &str, lexicon: &mut Lexicon) -> Result<(), String> {
        let start = self.ops.len() as u32;
        let mut reader = Reader { program: self, lexicon, text: pattern, at: 0, depth: 0 };
        reader.alternatives(false)?;
        if reader.at < pattern.len() {
            return Err(format!(
                "`{}` closes a group that was not opened; remove it or write `\\{}`",
                &pattern[reader.at..=reader.at],
                &pattern[reader.at..=reader.at]
            ));
        }
        self.ops.push(Op::Accept(rule));
        self.starts.push((start, rule));
        if self.ops[start as usize..].iter().any(|op| matches!(op, Op::Open(_))) {
            self.slotted.insert(rule);
        }
        if self.matches_nothing(start) {
            return Err("can match no token at all; make at least one element not optional".into());
        }
        Ok(())
    }

    /// Keeps `rule` to special texts: elsewhere the other rules that match the same tokens win.
    pub fn restrict(&mut self, rule: u32) {
        self.special.insert(rule);
    }

    /// Whether the program can go from `at` to its end without a token.
    fn matches_nothing(&self, at: u32) -> bool {
        match self.ops[at as usize] {
            Op::Token { .. } => false,
            Op::Split(other) => self.matches_nothing(at + 1) || self.matches_nothing(other),
            Op::Jump(to) => self.matches_nothing(to),
            Op::Open(_) | Op::Close(..) => self.matches_nothing(at + 1),
            Op::Accept(_) => true,
        }
    }

    fn terminal(&mut self, terminal: Terminal) -> u16 {
        let found = self.terminals.iter().position(|t| *t == terminal);
        found.unwrap_or_else(|| {
            self.terminals.push(terminal);
            self.terminals.len() - 1
        }) as u16
    }
}

struct Reader<'p, 't> {
    program: &'p mut Program,
    lexicon: &'p mut Lexicon,
    text: &'t str,
    at: usize,
    depth: usize,
}

impl Reader<'_, '_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn emit(&mut self, op: Op) -> usize {
        self.program.ops.push(op);
        self.program.ops.len() - 1
    }

    fn here(&self) -> u32 {
        self.program.ops.len() as u32
    }

    /// `a b | c d`, up to a closing bracket or the end. `glued`: the first token must touch what stands before the group.
    fn alternatives(&mut self, glued: bool) -> Result<(), String> {
        let mut jumps = Vec::new();
        loop {
            let start = self.program.ops.len();
            self.sequence(glued)?;
            if self.peek() != Some('|') {
                break;
            }
            self.at += 1;
            jumps.push(self.emit(Op::Jump(0)));
            self.insert(start, Op::Split);
            // The insertion moved the jump by one.
            if let Some(last) = jumps.last_mut() {
                *last += 1;
            }
        }
        let end = self.here();
        for jump in jumps {
            self.program.ops[jump] = Op::Jump(end);
        }
        Ok(())
    }

    /// Inserts an instruction at `start` that is given the address after the code written since; addresses inside that code are moved.
    fn insert(&mut self, start: usize, op: impl FnOnce(u32) -> Op) {
        for op in &mut self.program.ops[start..] {
            if let Op::Split(to) | Op::Jump(to) = op {
                *to += 1;
            }
        }
        let end = self.here() + 1;
        self.program.ops.insert(start, op(end));
    }

    fn sequence(&mut self, glued: bool) -> Result<(), String> {
        let mut touching = glued;
        // The first element takes over the group's glue, even behind a space.
        let mut first = true;
        loop {
            match self.peek() {
                None | Some('|' | ')' | ']') => return Ok(()),
                Some(' ') => {
                    self.at += 1;
                    touching = if first { glued } else { false };
                    continue;
                }
                Some(_) => {}
            }
            let start = self.program.ops.len();
            self.element(touching)?;
            if self.peek() == Some('?') {
                self.at += 1;
                self.insert(start, Op::Split);
            }
            touching = true;
            first = false;
        }
    }

    fn element(&mut self, glued: bool) -> Result<(), String> {
        let open = self.at;
        match self.peek() {
            Some('(') => {
                self.at += 1;
                self.alternatives(glued)?;
                self.close(')', open)
            }
            Some('[') => {
                self.at += 1;
                self.emit(Op::Open(EXTENT));
                self.alternatives(glued)?;
                self.emit(Op::Close(EXTENT, None));
                self.close(']', open)
            }
            Some('{') => self.class(glued),
            Some('?') => {
                Err("`?` stands behind nothing; write it directly behind a word, a `{class}` or a `(group)`".into())
            }
            Some('}') => Err("`}` without `{`; write `{class}`".into()),
            _ => self.literal(glued),
        }
    }

    fn close(&mut self, bracket: char, open: usize) -> Result<(), String> {
        if self.peek() != Some(bracket) {
            return Err(format!("`{}` is never closed; add `{bracket}`", &self.text[open..]));
        }
        self.at += 1;
        Ok(())
    }

    /// Words and marks, split as the text will be.
    fn literal(&mut self, glued: bool) -> Result<(), String> {
        let rest = &self.text[self.at..];
        let end = rest.find([' ', '(', ')', '[', ']', '{', '}', '|', '?', '\\']).unwrap_or(rest.len());
        let (literal, length) = if end == 0 {
            let mut chars = rest[1..].chars();
            let c = chars.next().ok_or("ends with `\\`; write the character that it protects behind it")?;
            (&rest[1..1 + c.len_utf8()], 1 + c.len_utf8())
        } else {
            (&rest[..end], end)
        };
        self.at += length;
        if matches!(literal, "'s" | "'") {
            // The clitic is a token of its own only behind a word.
            let id = self.lexicon.intern(literal);
            let terminal = self.program.terminal(Terminal { test: Test::Word(id), capital: false });
            self.emit(Op::Token { terminal, glued });
            return Ok(());
        }
        let text = Text::new(literal, self.lexicon);
        let tokens: Vec<_> = text.tokens.iter().enumerate().map(|(i, t)| (text.word(i), t.gap)).collect();
        // "a?" makes only the last token of "word,?" optional, as it looks.
        for (i, (word, gap)) in tokens.into_iter().enumerate() {
            let capital = word.starts_with(char::is_uppercase);
            let id = self.lexicon.intern(&word.to_lowercase());
            let terminal = self.program.terminal(Terminal { test: Test::Word(id), capital });
            let glued = if i == 0 { glued } else { gap == Gap::None };
            self.emit(Op::Token { terminal, glued });
        }
        Ok(())
    }

    fn class(&mut self, glued: bool) -> Result<(), String> {
        let rest = &self.text[self.at..];
        let end = rest.find('}').ok_or_else(|| format!("`{rest}` is never closed; add `}}`"))?;
        let inside = &rest[1..end];
        self.at += end + 1;
        let (slot, name) = match inside.split_once(':') {
            Some((slot, name)) => (Some(slot), name),
            None => (None, inside),
        };
        let capital = name.starts_with(char::is_uppercase);
        let name = name.to_lowercase();
        let find = |slot: &str| self.program.slots.iter().position(|s| *s == slot).map(|i| i as u8);
        let slot = match slot {
            Some(slot) => Some(find(slot).ok_or_else(|| {
                format!("`{{{inside}}}`: no slot is called \"{slot}\"; there are {}", self.program.slots.join(", "))
            })?),
            None => find(&name),
        };
        if let Some(part) = self.program.parts.get(&name).cloned() {
            return self.part(&name, &part, slot, glued);
        }
        let shape = Shape::ALL.iter().find(|(_, text, _)| *text == name);
        let (test, class) = match (shape, self.lexicon.class(&name)) {
            (Some((shape, ..)), _) => (Test::Shape(*shape as u8), None),
            (None, Some(class)) => (Test::Class(class), Some(class)),
            (None, None) => return Err(self.unknown(&name)),
        };
        let terminal = self.program.terminal(Terminal { test, capital });
        if let Some(slot) = slot {
            self.emit(Op::Open(slot));
        }
        self.emit(Op::Token { terminal, glued });
        if let Some(slot) = slot {
            self.emit(Op::Close(slot, class));
        }
        Ok(())
    }

    fn part(&mut self, name: &str, part: &str, slot: Option<u8>, glued: bool) -> Result<(), String> {
        if self.depth == DEEPEST {
            return Err(format!("part \"{name}\" holds itself, or parts nest more than {DEEPEST} deep"));
        }
        if let Some(slot) = slot {
            self.emit(Op::Open(slot));
        }
        let mut inner =
            Reader { program: self.program, lexicon: self.lexicon, text: part, at: 0, depth: self.depth + 1 };
        inner.alternatives(glued).map_err(|e| format!("in part \"{name}\": {e}"))?;
        if inner.at < part.len() {
            return Err(format!("in part \"{name}\": `{}` closes a group that was not opened", &part[inner.at..]));
        }
        if let Some(slot) = slot {
            self.emit(Op::Close(slot, None));
        }
        Ok(())
    }

    fn unknown(&self, name: &str) -> String {
        let shapes: Vec<&str> = Shape::ALL.iter().map(|(_, text, _)| *text).collect();
        let parts: Vec<&str> = self.program.parts.keys().map(String::as_str).collect();
        format!(
            "`{{{name}}}`: no word class, shape or part has this name; add [{name}] to a file in words/, or use a shape ({}) or a part ({})",
            shapes.join(", "),
            parts.join(", ")
        )
    }
}

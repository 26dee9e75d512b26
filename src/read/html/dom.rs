//! A page as a flat tree: elements and texts in the order of the page, each with its parent and the end of what it holds.
//! The tokens are html5gum's; the tree is more forgiving and much smaller than a browser's. Linear in the page.

use std::convert::Infallible;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use super::element::{self, ENDS_P, INLINE, VOID};

/// How deep elements may lie in each other. Pages that people read stay below a hundred.
pub(crate) const MAX_DEPTH: usize = 1000;

/// The attributes that somebody here asks for; all others are dropped.
const ATTRIBUTES: [&str; 22] = [
    "aria-hidden",
    "charset",
    "class",
    "content",
    "data-date",
    "data-timestamp",
    "datetime",
    "hidden",
    "href",
    "http-equiv",
    "id",
    "itemprop",
    "itemtype",
    "lang",
    "name",
    "property",
    "pubdate",
    "rel",
    "role",
    "style",
    "title",
    "type",
];

/// An element, or a text (whose tag is empty).
#[derive(Debug)]
pub(super) struct Node {
    pub(super) tag: &'static str,
    pub(super) parent: u32,
    /// One past the last node inside.
    pub(super) end: u32,
    attributes: (u32, u32),
    text: (u32, u32),
}

/// A page.
#[derive(Debug, Default)]
pub(super) struct Dom {
    pub(super) nodes: Vec<Node>,
    attributes: Vec<(&'static str, (u32, u32))>,
    buffer: String,
    /// The page is nested deeper than [`MAX_DEPTH`].
    pub(super) too_deep: bool,
}

impl Dom {
    /// Builds the tree; never fails, whatever the page.
    pub(super) fn parse(page: &str) -> Dom {
        let mut builder = Builder {
            dom: Dom::default(),
            open: vec![0],
            counts: [0; element::COUNT + 1],
            attribute: None,
            current: false,
        };
        builder.dom.buffer.reserve(page.len() / 2);
        builder.push("html");
        let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
            builder.take(event);
            None
        });
        emitter.naively_switch_states(true);
        let Ok(()) = Tokenizer::new_with_emitter(page, emitter).finish();
        let mut dom = builder.dom;
        let end = u32::try_from(dom.nodes.len()).unwrap_or(u32::MAX);
        for node in dom.nodes.iter_mut().filter(|n| n.end == 0) {
            node.end = end;
        }
        dom
    }

    pub(super) fn attribute(&self, node: usize, name: &str) -> Option<&str> {
        let (from, to) = self.nodes[node].attributes;
        let found = self.attributes[from as usize..to as usize].iter().find(|a| a.0 == name)?;
        self.buffer.get(found.1.0 as usize..found.1.1 as usize)
    }

    /// A text node's own text.
    pub(super) fn own_text(&self, node: usize) -> &str {
        let (from, to) = self.nodes[node].text;
        self.buffer.get(from as usize..to as usize).unwrap_or("")
    }

    /// What a script holds, as it is.
    pub(super) fn text_of_script(&self, node: usize) -> String {
        (node + 1..self.nodes[node].end as usize).map(|n| self.own_text(n)).collect()
    }

    /// All text inside, with white space collapsed.
    pub(super) fn text(&self, node: usize) -> String {
        let mut out = String::new();
        for inner in node..self.nodes[node].end as usize {
            match self.nodes[inner].tag {
                "" => out.push_str(self.own_text(inner)),
                tag if element::is(tag, INLINE) => {}
                _ => out.push(' '),
            }
        }
        collapse(&out)
    }

    /// The nodes with this tag, in order.
    pub(super) fn all<'a>(&'a self, tag: &'a str) -> impl Iterator<Item = usize> + 'a {
        self.nodes.iter().enumerate().filter(move |(_, n)| n.tag == tag).map(|(i, _)| i)
    }
}

/// One space for each run of white space, none at the ends.
pub(super) fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c == '\u{200B}' || c == '\u{AD}').filter(|w| !w.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

struct Builder {
    dom: Dom,
    /// The open elements, the root first.
    open: Vec<u32>,
    /// How many of each tag are open, so that an end tag without a start costs nothing.
    counts: [u32; element::COUNT + 1],
    attribute: Option<&'static str>,
    current: bool,
}

impl Builder {
    fn take(&mut self, event: CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => self.start(element::known(name)),
            CallbackEvent::AttributeName { name } if self.current => {
                self.attribute = ATTRIBUTES.binary_search_by(|a| a.as_bytes().cmp(name)).ok().map(|i| ATTRIBUTES[i]);
                if let Some(name) = self.attribute {
                    self.add_attribute(name, b"");
                }
            }
            CallbackEvent::AttributeValue { value } if self.current => {
                if let Some(name) = self.attribute.take() {
                    self.dom.attributes.pop();
                    self.add_attribute(name, value);
                }
            }
            CallbackEvent::CloseStartTag { .. } => {
                self.current = false;
                if let Some(last) = self.open.last().filter(|n| element::is(self.dom.nodes[**n as usize].tag, VOID)) {
                    self.close(*last);
                }
            }
            CallbackEvent::EndTag { name } => {
                self.current = false;
                self.end(element::known(name));
            }
            CallbackEvent::String { value } => self.text(value),
            _ => {}
        }
    }

    fn add_attribute(&mut self, name: &'static str, value: &[u8]) {
        let range = self.write(value);
        self.dom.attributes.push((name, range));
        let node = self.dom.nodes.len() - 1;
        self.dom.nodes[node].attributes.1 = offset(self.dom.attributes.len());
    }

    fn write(&mut self, bytes: &[u8]) -> (u32, u32) {
        let from = offset(self.dom.buffer.len());
        self.dom.buffer.push_str(&String::from_utf8_lossy(bytes));
        (from, offset(self.dom.buffer.len()))
    }

    fn push(&mut self, tag: &'static str) {
        let at = offset(self.dom.attributes.len());
        let parent = self.open.last().copied().unwrap_or(0);
        self.dom.nodes.push(Node { tag, parent, end: 0, attributes: (at, at), text: (0, 0) });
    }

    fn text(&mut self, value: &[u8]) {
        let range = self.write(value);
        self.push("");
        let at = self.dom.nodes.len() - 1;
        self.dom.nodes[at].text = range;
        self.dom.nodes[at].end = offset(at + 1);
    }

    fn start(&mut self, tag: &'static str) {
        if tag == "html" {
            // The root is there already; what a page says of it belongs to the root.
            if self.dom.nodes.len() == 1 {
                self.current = true;
            }
            return;
        }
        if element::is(tag, ENDS_P) {
            self.imply(&["p"], &["button", "td", "th", "table", "article", "div", "section", "blockquote", "li"]);
        }
        match tag {
            "li" => self.imply(&["li"], &["ul", "ol"]),
            "dd" | "dt" => self.imply(&["dd", "dt"], &["dl"]),
            "tr" => self.imply(&["tr"], &["table"]),
            "td" | "th" => self.imply(&["td", "th"], &["table", "tr"]),
            "option" => self.imply(&["option"], &["select"]),
            "body" => self.imply(&["head"], &[]),
            "a" => self.imply(&["a"], &["p", "div", "td", "li", "table", "section", "article"]),
            _ => {}
        }
        self.push(tag);
        self.current = true;
        if self.open.len() >= MAX_DEPTH {
            self.dom.too_deep = true;
            return;
        }
        self.open.push(offset(self.dom.nodes.len() - 1));
        self.counts[element::place(tag)] += 1;
    }

    /// Ends the innermost of `tags` that is open, unless one of `walls` stands between.
    fn imply(&mut self, tags: &[&str], walls: &[&str]) {
        if tags.iter().all(|t| self.counts[element::place(t)] == 0) {
            return;
        }
        for node in self.open[1..].iter().rev().take(12) {
            let tag = self.dom.nodes[*node as usize].tag;
            if tags.contains(&tag) {
                self.close(*node);
                return;
            }
            if walls.contains(&tag) {
                return;
            }
        }
    }

    fn end(&mut self, tag: &'static str) {
        if tag == "br" {
            self.push("br");
            let at = self.dom.nodes.len();
            self.dom.nodes[at - 1].end = offset(at);
            return;
        }
        // The page's own end is the end of the input: much is written after it.
        if matches!(tag, "html" | "body") || self.counts[element::place(tag)] == 0 {
            return;
        }
        // Inline elements do not end the blocks that they were left open in.
        let inline = tag == "?" || element::is(tag, INLINE);
        for node in self.open[1..].iter().rev() {
            let open = self.dom.nodes[*node as usize].tag;
            if open == tag {
                self.close(*node);
                return;
            }
            if inline
                && matches!(
                    open,
                    "p" | "div" | "td" | "li" | "table" | "section" | "article" | "main" | "body" | "ul" | "ol"
                )
            {
                return;
            }
        }
    }

    /// Ends an open element and all that is open inside.
    fn close(&mut self, node: u32) {
        let end = offset(self.dom.nodes.len());
        while self.open.len() > 1 {
            let Some(last) = self.open.pop() else { return };
            let inner = &mut self.dom.nodes[last as usize];
            inner.end = end;
            let count = &mut self.counts[element::place(inner.tag)];
            *count = count.saturating_sub(1);
            if last == node {
                return;
            }
        }
    }
}

fn offset(n: usize) -> u32 {
    // A page is smaller than the limit of documents, far below 4 GB.
    u32::try_from(n).unwrap_or(u32::MAX)
}

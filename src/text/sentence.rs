//! Sentences: where they end, in running text, in hard-wrapped text and in headlines.

use super::lexicon::Lexicon;
use super::token::{Case, Gap, Kind, Token};

/// A sentence: token indexes, half-open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    /// First token.
    pub first: u32,
    /// One past the last token.
    pub end: u32,
    /// Whether a paragraph begins here.
    pub paragraph: bool,
}

impl Sentence {
    /// The sentence's token indexes.
    pub fn range(self) -> std::ops::Range<usize> {
        self.first as usize..self.end as usize
    }
}

/// A sentence is cut after this many tokens, so that pasted tables and texts without periods stay cheap.
const LONGEST: usize = 300;

/// The words before a period of whose kind the splitter must know.
struct Kinds {
    /// Never ends a sentence: "Mr.", "Gen.", "No.".
    title: Option<u16>,
    /// May end one: "Inc.", "Corp.", "Jan.".
    abbreviation: Option<u16>,
    /// Words that, capitalised, begin a sentence: "The", "It", "In".
    starter: Option<u16>,
}

/// Groups all tokens into sentences.
pub(super) fn split(source: &str, tokens: &[Token], lexicon: &Lexicon) -> Vec<Sentence> {
    let kinds = Kinds {
        title: lexicon.class("abbreviation_title"),
        abbreviation: lexicon.class("abbreviation"),
        starter: lexicon.class("sentence_starter"),
    };
    let wrapped = is_wrapped(tokens);
    let mut sentences = Vec::with_capacity(tokens.len() / 20 + 1);
    let (mut first, mut paragraph) = (0, true);
    for next in 1..=tokens.len() {
        let broken = next < tokens.len() && breaks_line(tokens, next, wrapped);
        if next == tokens.len()
            || broken
            || next - first >= LONGEST
            || ends_sentence(source, tokens, next, lexicon, &kinds)
        {
            sentences.push(Sentence { first: first as u32, end: next as u32, paragraph });
            (first, paragraph) = (next, broken);
        }
    }
    sentences
}

/// Whether single line breaks only wrap lines here: most of them have a small letter on both sides.
fn is_wrapped(tokens: &[Token]) -> bool {
    let (mut breaks, mut inside) = (0, 0);
    for (i, t) in tokens.iter().enumerate().skip(1).take(4000) {
        if t.gap == Gap::Line {
            breaks += 1;
            inside += usize::from(tokens[i - 1].kind != Kind::Mark && t.case == Case::Lower && t.kind == Kind::Word);
        }
    }
    breaks >= 2 && inside * 3 >= breaks
}

fn breaks_line(tokens: &[Token], next: usize, wrapped: bool) -> bool {
    match tokens[next].gap {
        Gap::None | Gap::Space => false,
        Gap::Line => !wrapped,
        Gap::Indent => !wrapped || tokens[next - 1].kind == Kind::Mark,
        Gap::Paragraph => true,
    }
}

/// Whether a sentence ends between tokens `next - 1` and `next`.
fn ends_sentence(source: &str, tokens: &[Token], next: usize, lexicon: &Lexicon, kinds: &Kinds) -> bool {
    let following = &tokens[next];
    if following.gap == Gap::None {
        return false;
    }
    let word = |t: &Token| &source[t.start as usize..t.end as usize];
    // Closing quotes and brackets belong to the sentence that they close.
    let mut last = next - 1;
    while last > 0 && tokens[last].gap == Gap::None && matches!(word(&tokens[last]), "\"" | "”" | "’" | "'" | ")" | "]")
    {
        last -= 1;
    }
    let end = &tokens[last];
    let starts_upper =
        following.case != Case::Lower || following.kind != Kind::Word || opens_upper(source, tokens, next);
    let is = |t: &Token, class: Option<u16>| class.is_some_and(|c| lexicon.is(t.word, c));
    match word(end) {
        "!" | "?" => starts_upper,
        "." | "…" => {
            if last > 0 && end.gap == Gap::Space && is_abbreviation_without_period(source, tokens, last, lexicon, kinds)
            {
                return is(following, kinds.starter) && following.case == Case::Capital;
            }
            starts_upper && !matches!(word(following), "," | ";" | ")")
        }
        w if end.kind == Kind::Word && w.ends_with('.') => {
            if is(end, kinds.title) || w.len() == 2 {
                return false;
            }
            // "in the U.S. The bank" ends; "the U.S. Department" does not.
            let known = is(end, kinds.abbreviation) || w[..w.len() - 1].contains('.');
            let opens = matches!(word(following), "\"" | "“" | "``");
            known && (opens || (following.case == Case::Capital && is(following, kinds.starter)))
        }
        _ => false,
    }
}

/// Whether token `next` is an opening quote or bracket before a capital.
fn opens_upper(source: &str, tokens: &[Token], next: usize) -> bool {
    let t = &tokens[next];
    matches!(&source[t.start as usize..t.end as usize], "\"" | "“" | "‘" | "'" | "(" | "[" | "`")
        && tokens.get(next + 1).is_some_and(|n| n.case != Case::Lower || n.kind != Kind::Word)
}

/// Text that was split into tokens before us writes "Inc ." and "U.S ." with a space.
fn is_abbreviation_without_period(
    source: &str,
    tokens: &[Token],
    period: usize,
    lexicon: &Lexicon,
    kinds: &Kinds,
) -> bool {
    let t = &tokens[period - 1];
    let mut with = source[t.start as usize..t.end as usize].to_lowercase();
    with.push('.');
    let id = lexicon.id(&with);
    [kinds.title, kinds.abbreviation].into_iter().flatten().any(|c| lexicon.is(id, c))
}

#[cfg(test)]
mod tests {
    use super::super::Text;
    use super::*;

    fn sentences(text: &str) -> Vec<&str> {
        let mut lexicon = Lexicon::new();
        for w in ["mr.", "no.", "gen."] {
            lexicon.add_to_class("abbreviation_title", w, 0);
        }
        for w in ["inc.", "jan."] {
            lexicon.add_to_class("abbreviation", w, 0);
        }
        for w in ["the", "it", "in"] {
            lexicon.add_to_class("sentence_starter", w, 0);
        }
        let t = Text::new(text, &lexicon);
        t.sentences.iter().map(|s| t.span(s.first as usize, s.end as usize).of(text)).collect()
    }

    #[test]
    fn abbreviations_do_not_end_a_sentence() {
        assert_eq!(sentences("Mr. Lee of Acme Inc. met J. Smith. No. 5 won.").len(), 2);
        assert_eq!(sentences("The U.S. Department of Justice sued.").len(), 1);
    }

    #[test]
    fn an_abbreviation_at_the_end_ends_it() {
        assert_eq!(sentences("It left the U.S. The bank stayed."), ["It left the U.S.", "The bank stayed."]);
        assert_eq!(sentences("He joined Acme Inc. In May he left."), ["He joined Acme Inc.", "In May he left."]);
    }

    #[test]
    fn quotes_belong_to_what_they_close() {
        assert_eq!(sentences("\"We won.\" The end."), ["\"We won.\"", "The end."]);
    }

    #[test]
    fn lines_break_headlines_but_not_wrapped_text() {
        assert_eq!(sentences("A headline\nThe text begins here. It ends.").len(), 3);
        assert_eq!(sentences("the company said\nit would buy\nthe bank and the\nother firm.").len(), 1);
    }
}

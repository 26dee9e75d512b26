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

/// So many tokens tell how a text's lines are broken.
const LOOKED_AT: usize = 4000;

/// The classes of words that the splitter must know.
struct Kinds {
    /// Never ends a sentence: "Mr.", "Gen.".
    title: Option<u16>,
    /// May end one: "Inc.", "Corp.".
    abbreviation: Option<u16>,
    /// May end one, and is an abbreviation only with a capital: "Jan.", "Calif.".
    name: Option<u16>,
    /// Is one only before a number: "No. 5".
    number: Option<u16>,
    /// Words that, capitalised, begin a sentence: "The", "It", "In".
    starter: Option<u16>,
    /// "p.m. Monday" goes on.
    weekday: Option<u16>,
}

/// Groups all tokens into sentences, which end at some of the `seams` that the scanner saw, and at the text's end.
pub(super) fn split(source: &str, tokens: &[Token], seams: &[u32], lexicon: &Lexicon) -> Vec<Sentence> {
    let class = |name| lexicon.class(name);
    let kinds = Kinds {
        title: class("abbreviation_title"),
        abbreviation: class("abbreviation"),
        name: class("abbreviation_name"),
        number: class("abbreviation_number"),
        starter: class("sentence_starter"),
        weekday: class("weekday"),
    };
    let wrapped = is_wrapped(tokens, seams);
    let mut sentences = Vec::with_capacity(tokens.len() / 20 + 1);
    let (mut first, mut paragraph) = (0, true);
    let mut cut = |first: &mut usize, end: usize, broken: bool| {
        sentences.push(Sentence { first: *first as u32, end: end as u32, paragraph });
        (*first, paragraph) = (end, broken);
    };
    let inner = seams.iter().map(|&seam| seam as usize).filter(|&seam| seam > 0);
    for next in inner.chain((!tokens.is_empty()).then_some(tokens.len())) {
        while next - first > LONGEST {
            let end = first + LONGEST;
            cut(&mut first, end, false);
        }
        let broken = next < tokens.len() && breaks_line(tokens, next, wrapped);
        if next == tokens.len()
            || broken
            || next - first >= LONGEST
            || ends_sentence(source, tokens, first, next, lexicon, &kinds)
        {
            cut(&mut first, next, broken);
        }
    }
    sentences
}

/// Whether single line breaks only wrap lines here: a third of them have a small letter on both sides; or a line, and most lines, break off in
/// the middle of a sentence (a headline over its text is one break).
fn is_wrapped(tokens: &[Token], seams: &[u32]) -> bool {
    let (mut breaks, mut inside, mut open) = (0, 0, 0);
    for i in seams.iter().map(|&seam| seam as usize).take_while(|&seam| seam <= LOOKED_AT).filter(|&seam| seam > 0) {
        let t = &tokens[i];
        if t.gap == Gap::Line {
            breaks += 1;
            let word = tokens[i - 1].kind != Kind::Mark;
            let small = t.case == Case::Lower && t.kind == Kind::Word;
            inside += usize::from(word && small);
            open += usize::from(small || (word && tokens[i - 1].case == Case::Lower));
        }
    }
    breaks >= 2 && (inside * 3 >= breaks || (inside > 0 && open * 5 >= breaks * 3))
}

fn breaks_line(tokens: &[Token], next: usize, wrapped: bool) -> bool {
    match tokens[next].gap {
        Gap::None | Gap::Space => false,
        Gap::Line => !wrapped,
        Gap::Indent => !wrapped || tokens[next - 1].kind == Kind::Mark,
        Gap::Paragraph => true,
    }
}

/// Whether a sentence that begins at token `first` ends between tokens `next - 1` and `next`.
fn ends_sentence(source: &str, tokens: &[Token], first: usize, next: usize, lexicon: &Lexicon, kinds: &Kinds) -> bool {
    let following = &tokens[next];
    if following.gap == Gap::None {
        return following.case == Case::Capital && lacks_space(source, tokens, first, next, lexicon);
    }
    let word = |t: &Token| &source[t.start as usize..t.end as usize];
    let is = |t: &Token, class: Option<u16>| class.is_some_and(|c| lexicon.is(t.word, c));
    // Closing quotes and brackets belong to the sentence that they close.
    let mut last = next - 1;
    while last > first
        && tokens[last].gap == Gap::None
        && matches!(word(&tokens[last]), "\"" | "”" | "’" | "'" | ")" | "]" | "''")
    {
        last -= 1;
    }
    let end = &tokens[last];
    if end.kind != Kind::Mark && !(end.kind == Kind::Word && word(end).ends_with('.')) {
        return false;
    }
    let starts_upper =
        following.case != Case::Lower || following.kind != Kind::Word || opens_upper(source, tokens, next);
    let starts = following.case == Case::Capital && is(following, kinds.starter);
    match word(end) {
        "!" | "?" => starts_upper,
        // "1. Open the box": the number of an item.
        "." if last == first + 1 && tokens[first].kind == Kind::Number && end.gap == Gap::None => false,
        "." | "…" => {
            if last > first
                && end.gap == Gap::Space
                && is_abbreviation_without_period(source, tokens, last, lexicon, kinds)
            {
                return starts;
            }
            starts_upper && !matches!(word(following), "," | ";" | ")")
        }
        w if end.kind == Kind::Word => {
            if is(end, kinds.title) || is(end, kinds.number) {
                return false;
            }
            // "in the U.S. The bank" ends; "the U.S. Department" does not.
            let opens = matches!(word(following), "\"" | "“" | "``") && opens_upper(source, tokens, next);
            let clock = matches!(w, "a.m." | "p.m.")
                && following.case == Case::Capital
                && following.kind == Kind::Word
                && !is(following, kinds.weekday);
            let under =
                word(following) == "Under" && tokens.get(next + 1).is_some_and(|t| word(t).starts_with("Secretar"));
            // A line that begins further in, behind a short one, begins a paragraph: "… from Acme Ltd.\n    Globex earlier …".
            let indented = following.gap == Gap::Indent && following.case == Case::Capital && last > first + 4;
            (opens && w.len() > 2) || clock || (starts && !under) || indented
        }
        _ => false,
    }
}

/// Whether the period before token `next` ends a sentence though no space follows: "of the substances.The settlement".
fn lacks_space(source: &str, tokens: &[Token], first: usize, next: usize, lexicon: &Lexicon) -> bool {
    let following = &tokens[next];
    if next < first + 3 || tokens[next - 1].gap != Gap::None {
        return false;
    }
    let before = &tokens[next - 2];
    let known = |t: &Token| !lexicon.tags(t.word).is_empty();
    &source[tokens[next - 1].start as usize..tokens[next - 1].end as usize] == "."
        && before.case == Case::Lower
        && before.kind == Kind::Word
        && before.end - before.start > 1
        && (known(before) || known(following))
        && tokens.get(next + 1).is_some_and(|t| t.gap != Gap::None || &source[t.start as usize..t.end as usize] != ".")
}

/// Whether token `next` is an opening quote or bracket before a capital.
fn opens_upper(source: &str, tokens: &[Token], next: usize) -> bool {
    let t = &tokens[next];
    matches!(&source[t.start as usize..t.end as usize], "\"" | "“" | "‘" | "'" | "(" | "[" | "`" | "``")
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
    [kinds.title, kinds.abbreviation, kinds.name].into_iter().flatten().any(|c| lexicon.is(id, c))
}

#[cfg(test)]
mod tests {
    use super::super::{Tag, Text};
    use super::*;

    fn sentences(text: &str) -> Vec<&str> {
        let mut lexicon = Lexicon::new();
        for (class, words) in [
            ("abbreviation_title", "mr. gen."),
            ("abbreviation_number", "no."),
            ("abbreviation_name", "jan. sun."),
            ("abbreviation", "inc. corp. st. al."),
            ("sentence_starter", "the it in under he"),
            ("weekday", "monday"),
        ] {
            words.split(' ').for_each(|w| lexicon.add_to_class(class, w, 0));
        }
        lexicon.add_tag("sold", Tag::VBD);
        let t = Text::new(text, &lexicon);
        t.sentences.iter().map(|s| t.span(s.first as usize, s.end as usize).of(text)).collect()
    }

    /// The expected sentences are separated by `|`.
    #[track_caller]
    fn check(text: &str) {
        let expected: Vec<&str> = text.split('|').map(str::trim).collect();
        assert_eq!(sentences(&text.replace('|', "")), expected);
    }

    #[test]
    fn titles_do_not_end_a_sentence() {
        check("Mr. Lee of Acme Inc. met Gen. The Tan.");
        check("The U.S. Department of Justice sued.");
    }

    #[test]
    fn an_abbreviation_ends_a_sentence_before_a_word_that_begins_one() {
        check("It left the U.S. | The bank stayed.");
        check("He joined Acme Inc. | In May he left.");
        check("He joined Acme Inc. \"as an adviser\" in May.");
        check("He met the U.S. Under Secretary of Defense.");
        check("He lives on Main St. | The firm is in St. Louis.");
        check("Lee et al. | The paper is out.");
    }

    #[test]
    fn no_is_an_abbreviation_before_a_number_only() {
        check("He said no. | The bank stayed.");
        check("Bus No. 5 left. | No. 6 stayed.");
    }

    #[test]
    fn days_and_months_are_abbreviated_with_a_capital_only() {
        check("They sat in the sun. | Northwind paid.");
        check("It opened on Sun. Jan. 5 in Berlin.");
    }

    #[test]
    fn initials_belong_to_a_name() {
        check("J. Smith met George W. Bush. | He left.");
        check("He had a plan B. | The firm had none.");
    }

    #[test]
    fn a_time_of_day_ends_a_sentence_before_a_capital() {
        check("It opens at 5 p.m. | Northwind pays.");
        check("It opens at 5 p.m. Monday in Berlin.");
    }

    #[test]
    fn quotes_belong_to_what_they_close() {
        check("\"We won.\" | The end.");
        check("“Did we win?” he asked. | “Yes.” | He left.");
    }

    #[test]
    fn ellipses_and_numbers_of_items() {
        check("We waited ... and waited... | Then we left.");
        check("1. Open the box. | The end.");
    }

    #[test]
    fn a_missing_space_does_not_join_sentences() {
        check("The drugs were sold.|The settlement is final.");
        check("We use example.Com daily.");
    }

    #[test]
    fn lines_break_headlines_but_not_wrapped_text() {
        assert_eq!(sentences("A headline\nThe text begins here. It ends.").len(), 3);
        assert_eq!(sentences("the company said\nit would buy\nthe bank and the\nother firm.").len(), 1);
    }

    #[test]
    fn lines_that_break_off_before_names_are_wrapped() {
        let text = "Alder Corp agreed to buy\nBirch Printing, and said it will pay for\nBirch 3 mln\ndlrs in\nApril.";
        assert_eq!(sentences(text).len(), 1);
    }
}

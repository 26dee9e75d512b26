//! The part-of-speech tagger: an averaged perceptron, greedy from left to right. Its numbers are learnt by `examples/learn_tagger.rs` from the GUM corpus;
//! here are only table look-ups and additions.

mod features;
mod rows;

use std::fmt;

use rustc_hash::FxHashMap;

use super::Text;
use super::classes::Classes;
use super::lexicon::Lexicon;
use super::look::{Look, Spellings, Style, look_spelled};
use super::tag::{Tag, TagSet};
use features::{Around, mix};
pub use features::{FEATURES, features};
use rows::{Rows, Sums, WIDTH, Weights};

/// A lead that the other features hardly ever turn: of 22,000 tokens of news they would have changed three in a thousand.
const PLAIN: i32 = 120;

/// Tags before the first token of a sentence.
const NOTHING: u32 = 31;

/// One more than the number of any tag, [`NOTHING`] counted.
const TAGS: u32 = 32;

/// So many tokens are looked through for those that leave a choice.
const BLOCK: usize = 64;

/// A file that is no tagger model.
#[derive(Debug)]
pub struct ModelError(&'static str);

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "is no tagger model ({}); learn one with `cargo run --release --example learn_tagger`", self.0)
    }
}

impl std::error::Error for ModelError {}

/// The tagger's numbers.
#[derive(Debug, Clone, Default)]
pub struct Tagger {
    rows: Rows,
    classes: Classes,
    spellings: Spellings,
    /// The row of each pair of tags that may stand before a token.
    pairs: Vec<u16>,
}

const MAGIC: &[u8] = b"annals tagger 1\n";

/// Takes little-endian numbers off the front of a model.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn byte(&mut self) -> Result<u8, ModelError> {
        let (&first, rest) = self.0.split_first().ok_or(ModelError("it ends too early"))?;
        self.0 = rest;
        Ok(first)
    }

    fn number(&mut self) -> Result<u32, ModelError> {
        let (first, rest) = self.0.split_first_chunk::<4>().ok_or(ModelError("it ends too early"))?;
        self.0 = rest;
        Ok(u32::from_le_bytes(*first))
    }

    fn tag(&mut self) -> Result<Tag, ModelError> {
        let number = self.byte()?;
        Tag::ALL.get(number as usize).copied().ok_or(ModelError("it names a tag that does not exist"))
    }
}

impl Tagger {
    /// Reads a model for the words of `lexicon`, which must have all its classes by now. It holds the magic line; the count of frequent words, and each
    /// one's hash and set of tags; the count of features, and each one's hash,
    /// count of weights, and tags with weights.
    ///
    /// # Errors
    /// Where `model` is not that.
    pub fn new(model: &[u8], lexicon: &Lexicon) -> Result<Tagger, ModelError> {
        let mut reader = Reader(model.strip_prefix(MAGIC).ok_or(ModelError("its first line is not right"))?);
        let mut known = FxHashMap::default();
        for _ in 0..reader.number()? {
            let hash = reader.number()?;
            known.insert(hash, TagSet(reader.number()?));
        }
        let count = reader.number()? as usize;
        if count > model.len() {
            return Err(ModelError("it ends too early"));
        }
        let mut features = Vec::with_capacity(count);
        for _ in 0..count {
            let hash = reader.number()?;
            let mut weights = Weights([0; WIDTH]);
            for _ in 0..reader.byte()? {
                let tag = reader.tag()?;
                weights.0[tag as usize] = reader.byte()? as i8;
            }
            features.push((hash, weights));
        }
        let rows = Rows::new(features).ok_or(ModelError("it knows too many features"))?;
        let pairs = (0..TAGS * TAGS).map(|n| rows.find(mix(5, n / TAGS, n % TAGS, 0))).collect();
        Ok(Tagger { rows, classes: Classes::new(lexicon), spellings: Spellings::new(lexicon, known), pairs })
    }

    /// Writes what [`Tagger::new`] reads.
    pub fn encode(known: &[(u32, TagSet)], rows: &[(u32, Vec<(Tag, i8)>)]) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.extend((known.len() as u32).to_le_bytes());
        for (hash, tags) in known {
            out.extend(hash.to_le_bytes());
            out.extend(tags.0.to_le_bytes());
        }
        out.extend((rows.len() as u32).to_le_bytes());
        for (hash, weights) in rows {
            out.extend(hash.to_le_bytes());
            out.push(weights.len() as u8);
            out.extend(weights.iter().flat_map(|(tag, weight)| [*tag as u8, *weight as u8]));
        }
        out
    }

    pub(super) fn classes(&self) -> &Classes {
        &self.classes
    }

    /// Tags the sentence; `tags` gets one tag a token. `looks` is working memory. Says how the sentence's letters are cased.
    pub(super) fn tag(
        &self,
        text: &Text<'_>,
        sentence: usize,
        lexicon: &Lexicon,
        looks: &mut Vec<Look>,
        tags: &mut Vec<Tag>,
    ) -> Style {
        let style = look_spelled(text, sentence, lexicon, &self.spellings, looks);
        // First the words that leave no choice, then the others: which is which nobody foresees.
        tags.clear();
        tags.extend(looks.iter().map(|look| look.possible.first()));
        for (block, some) in looks.chunks(BLOCK).enumerate() {
            let open = |bits: u64, (i, look): (usize, &Look)| bits | u64::from(!look.possible.is_one()) << i;
            let mut open = some.iter().enumerate().fold(0, open);
            while open != 0 {
                let i = block * BLOCK + open.trailing_zeros() as usize;
                open &= open - 1;
                let tag = |back: usize| i.checked_sub(back).map_or(NOTHING, |at| tags[at] as u32);
                let tag = self.best(&Around::new(looks, i, tag(1), tag(2)), looks[i].possible);
                tags[i] = tag;
            }
        }
        style
    }

    /// The likeliest of the `possible` tags. Where the features that tell most leave no doubt, the others are not asked.
    fn best(&self, around: &Around<'_>, possible: TagSet) -> Tag {
        let mut sums = Sums::default();
        self.rows.add(self.pairs[(around.last * TAGS + around.before) as usize & (self.pairs.len() - 1)], &mut sums);
        self.rows.weigh(&around.first(), &mut sums);
        let (best, lead) = highest(&sums, possible);
        if lead >= PLAIN {
            return best;
        }
        self.rows.weigh(&around.fine(), &mut sums);
        highest(&sums, possible).0
    }
}

/// The tag with the highest sum, and by how much it leads. Of equal ones the first.
#[inline]
fn highest(sums: &Sums, possible: TagSet) -> (Tag, i32) {
    // A sum and, below it, the tag counted from the end: the greater number is the better tag, without a branch.
    let rank = |sum: i16, tag: u32| i32::from(sum) << 8 | (255 - tag) as i32;
    let lowest = rank(i16::MIN / 2, Tag::NN as u32);
    let (mut best, mut second) = (lowest, lowest);
    let mut rest = possible.0;
    while rest != 0 {
        // Most words have two to four tags.
        for _ in 0..4 {
            let tag = rest.trailing_zeros() % TAGS;
            let rank = if rest == 0 { lowest } else { rank(sums[tag as usize], tag) };
            (best, second) = (best.max(rank), second.max(rank.min(best)));
            rest &= rest.wrapping_sub(1);
        }
    }
    let tag = Tag::ALL.get((255 - (best & 255)) as usize).copied().unwrap_or(Tag::NN);
    (tag, (best >> 8) - (second >> 8))
}

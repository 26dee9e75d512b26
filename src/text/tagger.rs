//! The part-of-speech tagger: an averaged perceptron, greedy from left to right. Its numbers are learnt by `examples/learn_tagger.rs` from the GUM corpus;
//! here are only table look-ups and additions.

mod features;

use std::cell::RefCell;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};

use rustc_hash::FxHashMap;

use super::Text;
use super::classes::Classes;
use super::lexicon::Lexicon;
use super::look::{Look, Spellings, Style, look_spelled};
use super::tag::{Tag, TagSet};
use features::{Around, MIX, OWN, mix};
pub use features::{FEATURES, features};

/// A lead that the other features hardly ever turn: of 22,000 tokens of news they would have changed three in a thousand.
const PLAIN: i16 = 120;

/// Tags before the first token of a sentence.
const NOTHING: u32 = 31;

/// One more than the number of any tag, [`NOTHING`] counted.
const TAGS: u32 = 32;

/// A feature's hash (0: nothing) and its weights. Nearly all features speak of few tags, so that four rows fit into a line of the processor's cache.
#[derive(Debug, Clone, Copy, Default)]
#[repr(align(16))]
struct Row {
    hash: u32,
    /// Each a tag and its weight; [`WIDE`] in the place of the first tag: the number of a wide row stands in the next two.
    weights: [(u8, i8); NARROW],
}

/// How many weights a row has room for.
const NARROW: usize = 6;

/// The mark of a row whose weights stand elsewhere.
const WIDE: u8 = u8::MAX;

/// The weights of a feature that speaks of many tags.
type WideRow = [i8; Tag::ALL.len()];

/// Each tag's sum of weights; behind them, one for each weight that a row does not use, so that no addition waits for another.
type Sums = [i16; TAGS as usize];
const _: () = assert!(Tag::ALL.len() + NARROW <= 32);

/// Words of the table that tells which features may be known: half a million bits.
const PRESENT: usize = 8192;

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
    /// Open addressing, by the upper bits of the hash.
    rows: Vec<Row>,
    wide: Vec<WideRow>,
    classes: Classes,
    spellings: Spellings,
    /// A bit for each hash in `rows`.
    present: Vec<u64>,
    /// The weights of each pair of tags that may stand before a token.
    pairs: Vec<Sums>,
    /// Tells this tagger from others of the same program.
    number: u64,
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
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let mut tagger = Tagger { classes: Classes::new(lexicon), number, ..Tagger::default() };
        let mut known = FxHashMap::default();
        for _ in 0..reader.number()? {
            let hash = reader.number()?;
            known.insert(hash, TagSet(reader.number()?));
        }
        tagger.spellings = Spellings::new(lexicon, known);
        let count = reader.number()? as usize;
        if count > model.len() {
            return Err(ModelError("it ends too early"));
        }
        tagger.rows = vec![Row::default(); count + count * 3 / 4 + 1];
        for _ in 0..count {
            let hash = reader.number()?;
            let mut weights: WideRow = Default::default();
            for _ in 0..reader.byte()? {
                let tag = reader.tag()?;
                weights[tag as usize] = reader.byte()? as i8;
            }
            let row = tagger.row(hash, weights);
            tagger.insert(row);
        }
        let pair = |n: u32| tagger.weights(&[mix(5, n / TAGS, n % TAGS, 0)]);
        tagger.pairs = (0..TAGS * TAGS).map(pair).collect();
        Ok(tagger)
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

    fn may_know(&self, hash: u32) -> bool {
        let word = (hash >> 6) as usize & (PRESENT - 1);
        self.present.get(word).is_some_and(|bits| bits >> (hash & 63) & 1 == 1)
    }

    /// The row of a feature; its weights stand apart where they are many.
    fn row(&mut self, hash: u32, weights: WideRow) -> Row {
        let mut row = Row { hash, weights: std::array::from_fn(|i| ((Tag::ALL.len() + i) as u8, 0)) };
        let told = weights.iter().enumerate().filter(|(_, w)| **w != 0);
        if told.clone().count() <= NARROW {
            row.weights.iter_mut().zip(told).for_each(|(to, (tag, weight))| *to = (tag as u8, *weight));
        } else {
            let [low, high, ..] = (self.wide.len() as u32).to_le_bytes();
            row.weights[..3].copy_from_slice(&[(WIDE, 0), (low, 0), (high, 0)]);
            self.wide.push(weights);
        }
        row
    }

    #[inline]
    fn add(&self, row: &Row, sums: &mut Sums) {
        if row.weights[0].0 != WIDE {
            for (tag, weight) in row.weights {
                sums[tag as usize & 31] += i16::from(weight);
            }
            return;
        }
        let wide = u16::from_le_bytes([row.weights[1].0, row.weights[2].0]);
        if let Some(wide) = self.wide.get(wide as usize) {
            sums.iter_mut().zip(wide).for_each(|(sum, weight)| *sum += i16::from(*weight));
        }
    }

    fn insert(&mut self, row: Row) {
        self.present.resize(PRESENT, 0);
        self.present[(row.hash >> 6) as usize & (PRESENT - 1)] |= 1 << (row.hash & 63);
        let mut at = self.home(row.hash);
        while self.rows[at].hash != 0 {
            at = if at + 1 == self.rows.len() { 0 } else { at + 1 };
        }
        self.rows[at] = row;
    }

    /// Where the row of a hash is looked for first.
    fn home(&self, hash: u32) -> usize {
        ((u64::from(hash) * self.rows.len() as u64) >> 32) as usize
    }

    /// The row of a hash that is looked for from `at` on.
    fn row_behind(&self, mut at: usize, hash: u32) -> Option<&Row> {
        loop {
            let row = self.rows.get(at)?;
            if row.hash == hash {
                return Some(row);
            }
            if row.hash == 0 {
                return None;
            }
            at = if at + 1 == self.rows.len() { 0 } else { at + 1 };
        }
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
        tags.clear();
        tags.reserve(looks.len());
        MEMO.with_borrow_mut(|memo| {
            memo.belong_to(self.number);
            let (mut before, mut last) = (NOTHING, NOTHING);
            for i in 0..looks.len() {
                let possible = looks[i].possible;
                let tag =
                    possible.only().unwrap_or_else(|| self.best(&Around::new(looks, i, last, before), possible, memo));
                tags.push(tag);
                (before, last) = (last, tag as u32);
            }
        });
        style
    }

    /// The likeliest of the `possible` tags. Where the features that tell most leave no doubt, the others are not asked.
    fn best(&self, around: &Around<'_>, possible: TagSet, memo: &mut Memo) -> Tag {
        let mut sums = *memo.of(around, |features| self.weights(features));
        add(&mut sums, &self.pairs[(around.last * TAGS + around.before) as usize & (self.pairs.len() - 1)]);
        self.weigh(&around.beside(), &mut sums);
        let (best, lead) = highest(&sums, possible);
        if lead >= PLAIN {
            return best;
        }
        self.weigh(&around.fine(), &mut sums);
        highest(&sums, possible).0
    }

    /// The features' weights.
    fn weights<const N: usize>(&self, features: &[u32; N]) -> Sums {
        let mut sums = Sums::default();
        self.weigh(features, &mut sums);
        sums
    }

    /// Adds the features' weights.
    fn weigh<const N: usize>(&self, features: &[u32; N], sums: &mut Sums) {
        // Many features are unknown: a bit each, in a table that stays in the cache, tells so without touching the large one.
        let (mut hits, mut count) = ([0_u32; N], 0);
        for &feature in features {
            hits[count] = feature;
            count += usize::from(self.may_know(feature));
        }
        // All rows are asked for before any is looked at, so that they come from memory together and not one behind the other.
        let (mut first, mut near) = ([0; N], [0_u32; N]);
        for (i, &feature) in hits[..count].iter().enumerate() {
            first[i] = self.home(feature);
            near[i] = self.rows[first[i]].hash;
        }
        for (i, &feature) in hits[..count].iter().enumerate() {
            let row = if near[i] == feature { self.rows.get(first[i]) } else { self.row_behind(first[i], feature) };
            if let Some(row) = row {
                self.add(row, sums);
            }
        }
    }
}

fn add(sums: &mut Sums, more: &Sums) {
    sums.iter_mut().zip(more).for_each(|(sum, weight)| *sum += weight);
}

/// The tag with the highest sum, and by how much it leads.
fn highest(sums: &Sums, possible: TagSet) -> (Tag, i16) {
    let (mut best, mut highest, mut second) = (Tag::NN, i16::MIN / 2, i16::MIN / 2);
    for tag in possible.iter() {
        let sum = sums[tag as usize];
        if sum > highest {
            (best, second, highest) = (tag, highest, sum);
        } else {
            second = second.max(sum);
        }
    }
    (best, highest - second)
}

/// The sums of words' own features: most of running text are the same words in the same places again.
struct Memo {
    /// Whose sums they are.
    tagger: u64,
    keys: Vec<Own>,
    sums: Vec<Sums>,
}

/// All that a word's own features tell of.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Own {
    word: u32,
    suffix2: u32,
    suffix3: u32,
    ambiguity: u32,
    shape: u32,
    last: u32,
}

/// How many sums a thread keeps: a quarter of a megabyte, so that they do not crowd out the rest of the processor's cache.
const KEPT: usize = 4096;

static NEXT: AtomicU64 = AtomicU64::new(1);
thread_local! {
    static MEMO: RefCell<Memo> = const { RefCell::new(Memo { tagger: 0, keys: Vec::new(), sums: Vec::new() }) };
}

impl Memo {
    /// Forgets the sums of another tagger.
    fn belong_to(&mut self, tagger: u64) {
        if self.tagger != tagger {
            *self = Memo { tagger, keys: vec![Own::default(); KEPT], sums: vec![Sums::default(); KEPT] };
        }
    }

    /// The sums of a word's own features: kept ones, or `weights` of them.
    #[inline]
    fn of(&mut self, around: &Around<'_>, weights: impl FnOnce(&[u32; OWN]) -> Sums) -> &Sums {
        let Look { word, suffix2, suffix3, ambiguity, shape, .. } = *around.me;
        let own = Own { word, suffix2, suffix3, ambiguity, shape, last: around.last };
        let mixed = (u64::from(word) << 24 ^ u64::from(shape) << 8 ^ u64::from(own.last)).wrapping_mul(MIX);
        let at = (mixed >> 40) as usize & (KEPT - 1);
        if self.keys[at] != own {
            self.keys[at] = own;
            self.sums[at] = weights(&around.own());
        }
        &self.sums[at]
    }
}

//! Learns the tagger's model from a tagged corpus and measures it on documents held out.
//!
//!     cargo run --release --example learn_tagger -- gum.jsonl tools/news_patterns.txt data/en/words/tagger.model
//!
//! A line of the corpus is a sentence: {"doc": name, "tokens": [[form, lemma, UPOS, Penn tag, head, relation, space after (0/1)] …]}. The text is put together
//! and split by our own tokenizer, so that the model learns on the tokens that it will see. One sentence in eight is learnt a second time as a headline, in
//! title case, and one in twenty in capitals. The model is measured on every eighth document (tags as the chunker leaves them), then learnt anew from all.

use std::collections::HashMap;

use annals::rules::{RuleFiles, load_words};
use annals::text::{Case, Chunks, FEATURES, Kind, Lexicon, Look, Tag, TagSet, Tagger, Text, chunk, features, look};
use rustc_hash::FxHashMap;

const ROUNDS: usize = 6;
const TAGS: usize = Tag::ALL.len();
/// How many sentences are made of a pattern.
const EXPANSIONS: usize = 8;
/// A word seen this often has no tags but those seen and those of the word lists.
const FREQUENT: u32 = 5;
/// A feature seen fewer times tells nothing.
const FEWEST: u32 = 3;
/// A tag that a frequent word has less often than once in this many is taken for an error of the corpus.
const RARE: u32 = 30;

struct Sentence {
    doc: String,
    looks: Vec<Look>,
    gold: Vec<Tag>,
    source: String,
}

#[derive(Default, Clone)]
struct Weights {
    now: [f32; TAGS],
    total: [f64; TAGS],
    since: [u32; TAGS],
    seen: u32,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(corpus), Some(patterns), Some(model)) = (args.next(), args.next(), args.next()) else {
        return Err("usage: learn_tagger CORPUS.jsonl PATTERNS.txt MODEL".into());
    };
    let mut lexicon = Lexicon::new();
    load_words(&RuleFiles::embedded(), &mut lexicon)?;
    let (mut all, mut held) = (Vec::new(), Vec::new());
    let mut docs: Vec<String> = Vec::new();
    for line in std::fs::read_to_string(&corpus)?.lines() {
        let value: serde_json::Value = serde_json::from_str(line)?;
        let doc = value["doc"].as_str().unwrap_or_default().to_owned();
        if !docs.contains(&doc) {
            docs.push(doc.clone());
        }
        let tokens: Vec<(&str, &str, bool)> = value["tokens"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|t| Some((t[0].as_str()?, t[3].as_str()?, t[6].as_i64()? == 1)))
            .collect();
        let number = docs.len() + all.len();
        let mut styles = vec![0];
        if number.is_multiple_of(8) {
            styles.push(1);
        }
        if number.is_multiple_of(20) {
            styles.push(2);
        }
        for style in styles {
            if let Some(sentence) = sentence(&doc, &tokens, style, &lexicon) {
                if docs.len().is_multiple_of(8) && style == 0 {
                    held.push(all.len());
                }
                all.push(sentence);
            }
        }
    }
    patterned(&std::fs::read_to_string(&patterns)?, &lexicon, &mut all);
    let is_held = |i: usize| docs.iter().position(|d| *d == all[i].doc).is_some_and(|p| p % 8 == 7);
    let train: Vec<&Sentence> = (0..all.len()).filter(|i| !is_held(*i)).map(|i| &all[i]).collect();
    let bytes = learn(&train);
    measure(&Tagger::new(&bytes, &lexicon)?, held.iter().map(|i| &all[*i]), &lexicon);
    let bytes = learn(&all.iter().collect::<Vec<_>>());
    std::fs::write(&model, &bytes)?;
    println!("{} bytes", bytes.len());
    Ok(())
}

/// Puts a sentence of the corpus together (style 1: in title case, 2: in capitals) and gives each of our tokens the tag of the corpus' token that ends with it.
fn sentence(doc: &str, tokens: &[(&str, &str, bool)], style: usize, lexicon: &Lexicon) -> Option<Sentence> {
    let (mut source, mut ends) = (String::new(), Vec::new());
    for (form, penn, space) in tokens {
        // The corpus says that a space stands before "'s" and "n't", which is not how people write.
        let clitic =
            form.len() > 1 && (form.starts_with(['\'', '’']) || form.eq_ignore_ascii_case("n't") || *form == "n’t");
        if (clitic || *penn == "POS") && source.ends_with(' ') && !matches!(*penn, "``" | "''") {
            source.pop();
        }
        let small = matches!(*penn, "IN" | "DT" | "CC" | "TO") && form.len() < 4 && !source.is_empty();
        match style {
            1 if !small => source.extend(form.chars().take(1).flat_map(char::to_uppercase).chain(form.chars().skip(1))),
            2 => source.extend(form.chars().flat_map(char::to_uppercase)),
            _ => source.push_str(form),
        }
        ends.push((source.len(), *penn));
        if *space {
            source.push(' ');
        }
    }
    let mut text = Text::new(&source, lexicon);
    text.sentences.truncate(1);
    let whole = text.sentences.first_mut()?;
    whole.end = text.tokens.len() as u32;
    let mut gold = Vec::new();
    for t in &text.tokens {
        let (_, penn) = ends.iter().find(|(end, _)| *end >= t.end as usize)?;
        let word = &source[t.start as usize..t.end as usize];
        gold.push(match Tag::from_penn(penn) {
            Some(_) if word.eq_ignore_ascii_case("to") => Tag::TO,
            Some(tag) => tag,
            None if t.kind == Kind::Mark => Tag::PUNCT,
            None if t.case == Case::Capital => Tag::NNP,
            None => Tag::NN,
        });
    }
    let mut looks = Vec::new();
    look(&text, 0, lexicon, &mut looks);
    for (tag, look) in gold.iter_mut().zip(&looks) {
        *tag = look.possible(&FxHashMap::default()).only().unwrap_or(*tag);
    }
    Some(Sentence { doc: doc.to_owned(), looks, gold, source })
}

/// Sentences made from patterns; the file says how.
fn patterned(patterns: &str, lexicon: &Lexicon, all: &mut Vec<Sentence>) {
    let mut fillers: HashMap<&str, Vec<&str>> = HashMap::new();
    let mut random = 1_u64;
    for line in patterns.lines().filter(|l| !l.starts_with('#')) {
        if let Some((name, words)) = line.split_once(" = ") {
            fillers.insert(name, words.split(" | ").collect());
            continue;
        }
        for round in 0..EXPANSIONS {
            let (headline, line) = line.strip_prefix("T ").map_or((false, line), |l| (true, l));
            let mut words: Vec<&str> = Vec::new();
            for word in line.split(' ') {
                match word.strip_prefix('@').and_then(|name| fillers.get(name)) {
                    Some(choice) => {
                        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                        words.extend(choice[(random >> 33) as usize % choice.len()].split(' '));
                    }
                    None => words.push(word),
                }
            }
            let pairs: Vec<(&str, &str)> = words.iter().filter_map(|w| w.rsplit_once('/')).collect();
            let mut quoted = false;
            let mut tokens: Vec<(String, &str, bool)> = Vec::new();
            for (i, (word, tag)) in pairs.iter().enumerate() {
                let next = pairs.get(i + 1).map_or("", |p| p.0);
                quoted ^= *word == "\"";
                let opening = quoted && *word == "\"";
                let closing = quoted && next == "\"";
                let glued =
                    matches!(next, "." | "," | "?" | "%" | "-" | "'s" | "n't") || matches!(*word, "$" | "€" | "-");
                let mut word = (*word).to_owned();
                if i == 0 && !headline {
                    word = word.chars().take(1).flat_map(char::to_uppercase).chain(word.chars().skip(1)).collect();
                }
                tokens.push((word, tag, !glued && !opening && !closing));
            }
            let tokens: Vec<(&str, &str, bool)> = tokens.iter().map(|(w, t, s)| (w.as_str(), *t, *s)).collect();
            let style = if headline { 1 + usize::from(round % 4 == 3) } else { 0 };
            all.extend(sentence("news_patterns", &tokens, style, lexicon));
        }
    }
}

/// The averaged perceptron (Collins 2002), with the model's own guesses as the tags to the left.
fn learn(train: &[&Sentence]) -> Vec<u8> {
    let mut words: HashMap<u32, [u32; TAGS]> = HashMap::new();
    for s in train {
        for (look, tag) in s.looks.iter().zip(&s.gold) {
            words.entry(look.word).or_insert([0; TAGS])[*tag as usize] += 1;
        }
    }
    let mut known: Vec<(u32, TagSet)> = Vec::new();
    for (word, counts) in &words {
        let sum = counts.iter().sum::<u32>();
        if sum >= FREQUENT {
            let mut tags = TagSet::default();
            Tag::ALL.into_iter().filter(|t| counts[*t as usize] * RARE > sum).for_each(|t| tags.insert(t));
            known.push((*word, tags));
        }
    }
    known.sort_by_key(|k| k.0);
    let frequent: FxHashMap<u32, TagSet> = known.iter().copied().collect();
    let mut weights: HashMap<u32, Weights> = HashMap::new();
    let mut order: Vec<usize> = (0..train.len()).collect();
    let (mut step, mut random) = (0_u32, 0x2545_F491_u64);
    for _ in 0..ROUNDS {
        for i in (1..order.len()).rev() {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            order.swap(i, (random >> 33) as usize % (i + 1));
        }
        for &s in &order {
            let s = train[s];
            let (mut last, mut before) = (31, 31);
            for i in 0..s.looks.len() {
                step += 1;
                let possible = s.looks[i].possible(&frequent);
                let guess = possible
                    .only()
                    .unwrap_or_else(|| update(&mut weights, &features(&s.looks, i, last, before), s.gold[i], step));
                (before, last) = (last, guess as u32);
            }
        }
    }
    let mut largest: Vec<f64> = Vec::new();
    for w in weights.values_mut() {
        for t in 0..TAGS {
            w.total[t] = (w.total[t] + f64::from(w.now[t]) * f64::from(step - w.since[t])) / f64::from(step);
            largest.push(w.total[t].abs());
        }
    }
    largest.sort_by(f64::total_cmp);
    let scale = 120.0 / largest[largest.len() - 1 - largest.len() / 20_000];
    let mut rows: Vec<(u32, Vec<(Tag, i8)>)> = weights
        .iter()
        .filter(|(_, w)| w.seen >= FEWEST)
        .map(|(hash, w)| {
            (
                *hash,
                Tag::ALL
                    .iter()
                    .map(|t| (*t, (w.total[*t as usize] * scale).round().clamp(-127.0, 127.0) as i8))
                    .filter(|(_, w)| w.abs() > 1)
                    .collect(),
            )
        })
        .filter(|(_, w): &(u32, Vec<(Tag, i8)>)| !w.is_empty())
        .collect();
    rows.sort();
    println!(
        "{} features of {}, {} frequent words, {} weights",
        rows.len(),
        weights.len(),
        known.len(),
        rows.iter().map(|r| r.1.len()).sum::<usize>()
    );
    Tagger::encode(&known, &rows)
}

/// Guesses a tag among all, though the tagger chooses among fewer, so that what the word lists know is learnt too; where it is wrong, moves the weights towards `gold`. The guess is returned.
fn update(weights: &mut HashMap<u32, Weights>, features: &[u32; FEATURES], gold: Tag, step: u32) -> Tag {
    let mut sums = [0.0_f32; TAGS];
    for f in features {
        if let Some(w) = weights.get(f) {
            (0..TAGS).for_each(|t| sums[t] += w.now[t]);
        }
    }
    let best = (0..TAGS).max_by(|a, b| sums[*a].total_cmp(&sums[*b]).then(b.cmp(a))).unwrap_or(0);
    if best != gold as usize {
        for f in features {
            let w = weights.entry(*f).or_default();
            w.seen += 1;
            for (t, change) in [(gold as usize, 1.0), (best, -1.0)] {
                w.total[t] += f64::from(w.now[t]) * f64::from(step - w.since[t]);
                w.since[t] = step;
                w.now[t] += change;
            }
        }
    }
    Tag::ALL[best]
}

fn measure<'a>(tagger: &Tagger, held: impl Iterator<Item = &'a Sentence>, lexicon: &Lexicon) {
    let mut genres: HashMap<String, (u32, u32)> = HashMap::new();
    let mut verbs: HashMap<&str, [u32; 3]> = HashMap::new();
    let mut confused: HashMap<(Tag, Tag), u32> = HashMap::new();
    for s in held {
        let mut text = Text::new(&s.source, lexicon);
        text.sentences.truncate(1);
        text.sentences[0].end = text.tokens.len() as u32;
        let mut chunks = Chunks::default();
        chunk(&text, 0, lexicon, tagger, &mut chunks);
        for (guess, gold) in chunks.tags.iter().zip(&s.gold) {
            for genre in [s.doc.split('_').nth(1).unwrap_or("?"), "all"] {
                let counts = genres.entry(genre.to_owned()).or_default();
                counts.0 += 1;
                counts.1 += u32::from(guess == gold);
            }
            let group = |t: Tag| match t {
                Tag::VBD | Tag::VBZ | Tag::VBP => "finite",
                Tag::VBN => "participle",
                Tag::VBG => "gerund",
                Tag::VB => "base",
                Tag::NN | Tag::NNS => "noun",
                Tag::NNP => "name",
                Tag::JJ => "adjective",
                _ => "other",
            };
            for (name, is) in [(group(*guess), 1), (group(*gold), 2)] {
                verbs.entry(name).or_default()[is] += 1;
            }
            if group(*guess) == group(*gold) {
                verbs.entry(group(*gold)).or_default()[0] += 1;
            }
            if guess != gold {
                *confused.entry((*gold, *guess)).or_default() += 1;
            }
        }
    }
    let mut genres: Vec<_> = genres.into_iter().collect();
    genres.sort();
    for (genre, (all, right)) in genres {
        println!("{genre:10} {right:6}/{all:6} {:.2} %", 100.0 * f64::from(right) / f64::from(all));
    }
    for (name, [both, guessed, gold]) in verbs {
        println!(
            "{name:10} precision {:.1} recall {:.1} ({gold})",
            100.0 * f64::from(both) / f64::from(guessed),
            100.0 * f64::from(both) / f64::from(gold)
        );
    }
    let mut confused: Vec<_> = confused.into_iter().collect();
    confused.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    println!("gold, guessed: {:?}", &confused[..confused.len().min(24)]);
}

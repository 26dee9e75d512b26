#!/usr/bin/env python3
"""Makes data/en/words/lexicon.txt: which open-class words English has, and what each of them mostly is.

    make_lexicon.py WORDNET_DICT BRILL_JSON NEWS_JSONL_GZ > data/en/words/lexicon.txt

WORDNET_DICT is the folder `dict` of WordNet 3.1, BRILL_JSON Eric Brill's list of words and tags (word -> tags, likeliest first), NEWS_JSONL_GZ
a pile of news ({"text": ...} a line): words that neither WordNet's annotators nor the news ever used are left out.
"""
import collections, gzip, json, re, sys, tomllib
from pathlib import Path

WORDS = Path(__file__).parent.parent / "data/en/words"
wordnet, brill_file, news = sys.argv[1:]

senses = collections.defaultdict(collections.Counter)
for line in open(f"{wordnet}/index.sense"):
    key, _, _, count = line.split()
    word, kind = key.split("%")
    senses[word]["?nvara"[int(kind[0])]] += int(count)
parts = collections.defaultdict(set)
for part, name in (("n", "noun"), ("v", "verb"), ("a", "adj"), ("r", "adv")):
    for line in open(f"{wordnet}/data.{name}"):
        if line.startswith("  "):
            continue
        fields = line.split(" ")
        for i in range(int(fields[3], 16)):
            word = re.sub(r"\(.*\)", "", fields[4 + 2 * i])
            if re.fullmatch(r"[a-z]+", word):  # names have capitals, phrases underscores
                parts[word].add(part)
brill = json.load(open(brill_file))
seen = collections.Counter()
for line in gzip.open(news, "rt"):
    seen.update(re.findall(r"[a-z]+", json.loads(line)["text"]))

COARSE = {"NN": "n", "NNS": "n", "VB": "v", "VBP": "v", "VBZ": "v", "VBD": "v", "VBN": "v", "VBG": "v", "JJ": "a", "JJR": "a", "JJS": "a", "RB": "r", "RBR": "r", "RBS": "r"}
ED = {"VBD": "d", "VBN": "n", "JJ": "j"}
ING = {"VBG": "g", "NN": "n", "JJ": "j"}
S = {"NNS": "n", "VBZ": "v"}


def tags(word):
    return [t for entry in brill.get(word, []) if entry for t in entry.split("|")]


def first(word, table, default):
    return next((table[t] for t in tags(word) if t in table), default)


closed = set()
for table in tomllib.load(open(WORDS / "closed.toml", "rb")).values():
    closed.update(table.get("words", []), table.get("values", {}))
closed -= {"certain", "various", "half", "enough", "mine", "back", "down", "out", "over", "even", "down", "forward", "round", "one", "plus"}
closed |= {"of", "at", "for", "with", "from", "to", "into", "worth", "if", "because", "than", "as", "when", "while", "where", "how", "why", "or", "so", "there", "am", "s", "t", "d", "m", "ll", "re", "ve"}
irregular = {}
for line in open(WORDS / "irregular.txt"):
    if line.startswith("v "):
        _, base, past, participle = line.split()
        irregular[base] = (past.split("/")[0], participle.split("/")[0])


def forms(word):
    """Rough -s, -ed and -ing forms: only to look the word up."""
    y = len(word) > 1 and word[-1] == "y" and word[-2] not in "aeiou"
    s = word[:-1] + "ies" if y else word + "es" if re.search(r"(s|x|z|ch|sh)$", word) else word + "s"
    ed = word + "d" if word.endswith("e") else word[:-1] + "ied" if y else word + "ed"
    ing = word[:-1] + "ing" if word.endswith("e") and not word.endswith("ee") else word + "ing"
    double = re.fullmatch(r".*[^aeiou][aeiou][bdglmnprt]", word) and word + word[-1] + "ed"
    if double and (double in brill or seen[double] > 1):
        ed, ing = double, word + word[-1] + "ing"
    if word in irregular:
        ed = irregular[word][0]
    return s, ed, ing


print("# Open-class words that English news uses: word, parts of speech (n noun, v verb, a adjective, r adverb, d past or p participle of another word; likeliest first) and, of some,")
print("# what the -s, -ed and -ing forms mostly are (n plural, v verb; d past, n participle, j adjective; g verb, n noun, j adjective; - unknown).")
print("# Facts from WordNet 3.1 (Copyright 2011 by Princeton University) and Eric Brill's word list (Copyright 1993 by MIT and the University of Pennsylvania).")
candidates = set(parts) | {w for w in brill if re.fullmatch(r"[a-z]{2,}", w) and seen[w] > 2 and {COARSE.get(t) for t in tags(w)} - {None}}
inflected = set()
for word in parts:
    if parts[word] & {"n", "v"}:
        inflected.update(forms(word))
for base, (past, participle) in irregular.items():
    inflected |= {past, participle}
for word in sorted(candidates):
    if len(word) < 2 or word in closed:
        continue
    known = tags(word)
    count = senses[word]
    if word not in parts and (word in inflected):
        continue
    if word in parts and word in inflected and not sum(count.values()) and not set(parts[word]) - {"a"}:
        continue  # "signed" as an adjective that nobody ever noted
    if seen[word] + sum(seen[f] for f in forms(word)) < (2 if word in brill or sum(count.values()) else 4):
        continue
    coarse = []
    for t in known:
        c = COARSE.get(t)
        if c and c not in coarse and (c in parts.get(word, c) or word not in parts) and not (t == "NNS" or t in ("VBD", "VBN", "VBG", "VBZ")):
            coarse.append(c)
    for c in sorted(parts.get(word, ()), key=lambda c: -count[c]):
        if c not in coarse and (count[c] * 20 >= sum(count.values()) or not known):
            coarse.append(c)
    if not coarse:
        continue
    if word in ("have", "do", "be", "get", "say"):
        coarse = ["v"]
    if known and known[0] in ("VBD", "VBN") and word not in irregular:
        coarse.insert(0, "d" if known[0] == "VBD" else "p")
    s, ed, ing = forms(word)
    extra = ""
    if "v" in coarse:
        extra = first(s, S, "-") + first(ed, ED, "-") + first(ing, ING, "-")
        if word in irregular and irregular[word][0] != irregular[word][1]:
            extra = extra[0] + "-" + extra[2]
    print(word, "".join(coarse), extra if extra.strip("-") else "", sep=" ", end="\n") if extra.strip("-") else print(word, "".join(coarse))

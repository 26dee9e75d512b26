"""What the tests share: texts of our own, and the command line to compare with."""

import json
import os
import subprocess
import sys

import pytest

TEXTS = [
    "Northwind Traders acquired Contoso for $40 million on Tuesday. Zoë Marin, who founded Contoso in late 2009, will leave next month.",
    "BERGEN, July 12, 2018 — The Coastal Safety Board banned Fabrikam's ferries from the fjord yesterday.",
    "Nothing happens here.",
    "Litware sued Fabrikam in May 2017. Litware sued Fabrikam in a court in Lyon in 2017, the papers show.",
    "Tailspin Toys plans to open a plant in Lyon in 2020; the “old” one 😀 was closed in March 2016.",
]


def documents(count):
    """Documents that all differ, of which the second of each five has no date of its own."""
    for n in range(count):
        document = {"id": f"doc-{n}", "title": f"Story {n}", "text": f"{TEXTS[n % 5]} This is note {n}."}
        if n % 5 != 1:
            document["date"] = f"2018-{n % 12 + 1:02}-{n % 28 + 1:02}"
        if n % 3 == 0:
            document["url"] = f"https://www.paper{n % 7}.example/{n}"
        yield document


def command(*arguments, **options):
    """Runs the command line that the wheel holds."""
    words = [sys.executable, "-m", "annals", *map(str, arguments)]
    return subprocess.run(words, capture_output=True, check=options.pop("check", True), **options)


def printed(path):
    """What the command line prints of a file, as (document, mention) pairs."""
    run = command("extract", "--quiet", "--to", "jsonl", path, check=False)
    assert run.returncode in (0, 3), run.stderr
    lines = run.stdout.splitlines()
    return [(line["doc"], fact) for line in map(json.loads, lines) for fact in line["facts"]]


def told(row):
    """A row of the contract, as the command line prints its mention."""
    split = lambda names: [name for name in names.split("; ") if name]
    time = {"earliest": row["date_earliest"], "latest": row["date_latest"], "value": row["date_value"]}
    arguments = [
        {"role": a["role"], "macro": a["macro"], "text": a["text"], "start": a["char_start"], "end": a["char_end"]}
        for a in row["arguments"]
    ]
    fact = {
        "type": row["type"],
        "status": row["status"],
        "trigger": row["trigger"],
        "start": row["char_start"],
        "end": row["char_end"],
        "sentence": row["quote"],
        "time": {**time, "expression": row["expression"], "source": row["basis"]},
        "agents": split(row["agents"]),
        "targets": split(row["targets"]),
        "place": row["place"],
        "amount": row["amount"],
        "arguments": arguments,
        "rule": row["rule"],
    }
    return row["document_key"], fact


@pytest.fixture(scope="session")
def news(tmp_path_factory):
    """A JSONL file of 300 documents."""
    path = tmp_path_factory.mktemp("news") / "news.jsonl"
    path.write_text("".join(json.dumps(d, ensure_ascii=False) + "\n" for d in documents(300)), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def extractor():
    import annals

    return annals.Extractor()


def facts(database):
    """The facts of a SQLite database, without the numbers that count up."""
    import sqlite3

    with sqlite3.connect(os.fspath(database)) as c:
        columns = "date_value, date_edtf, date_earliest, date_latest, type, status, agents, trigger, targets, place, amount, quote, expression, basis, mentions, documents, publishers, sources, document, document_date, publisher, path, document_key, same_event"
        return sorted(map(repr, c.execute(f"SELECT {columns} FROM timeline")))

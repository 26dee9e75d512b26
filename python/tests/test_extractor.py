"""The extractor: the same as the command line, from texts, batches, tables and files."""

import concurrent.futures
import datetime
import io
import json
import os
import pickle
import sys
import threading
import time

import annals
import pyarrow as pa
import pytest
from conftest import TEXTS, command, documents, facts, printed, told


def test_a_text_gives_what_the_command_line_prints(extractor, tmp_path):
    path = tmp_path / "a.txt"
    for text in TEXTS:
        path.write_text(text, encoding="utf-8")
        for verb in ("extract", "tag"):
            line = json.loads(command(verb, "--quiet", "--to", "jsonl", "--date", "2018-07-14", path).stdout)
            del line["doc"]
            assert list(line.values()) == [getattr(extractor, verb)(text, date="2018-07-14")] or "BERGEN" in text
    assert extractor.extract(TEXTS[1])[0]["time"]["earliest"] == "2018-07-11"


def test_dates_may_be_days_points_in_time_or_words(extractor):
    text = "It closed yesterday."
    for date in ("2018-07-12", "12 July 2018", datetime.date(2018, 7, 12), datetime.datetime(2018, 7, 12, 23, 59)):
        assert extractor.tag(text, date=date)[0]["value"] == "2018-07-11"
    assert extractor.tag(text)[0]["earliest"] is None


def test_rows_of_a_file_are_what_the_command_line_prints(extractor, news):
    rows = [row for batch in annals.read(news) for row in extractor.extract_batch(batch).mentions.to_pylist()]
    assert len(rows) > 300
    assert [told(row) for row in rows] == printed(news)


def test_a_file_object_is_read_as_its_file(extractor, news):
    with open(news, "rb") as file:
        from_object = pa.Table.from_batches(annals.read(file, name=str(news)))
    assert from_object.equals(pa.Table.from_batches(annals.read(news)))
    with pytest.raises(annals.Error, match="no such input format; there are"):
        annals.read(news, format="docs")


def test_an_input_that_cannot_be_read_is_a_failure(extractor, tmp_path):
    [batch] = annals.read(tmp_path / "absent.jsonl")
    told = extractor.extract_batch(batch)
    [failure] = told.failures.to_pylist()
    assert failure["severity"] == "failure" and "absent.jsonl" in failure["path"]

    class Broken(io.RawIOBase):
        def read(self, size=-1):
            raise OSError("the network is down")

    [batch] = annals.read(Broken(), name="x.jsonl")
    [failure] = extractor.extract_batch(batch).failures.to_pylist()
    assert "the network is down" in failure["message"]


def test_a_reader_that_is_left_alone_stops(news, tmp_path):
    before = threading.active_count()
    large = tmp_path / "large.jsonl"
    large.write_bytes(b"".join(json.dumps(d).encode() + b"\n" for d in documents(60_000)))
    reader = annals.read(large)
    next(reader)
    del reader
    assert threading.active_count() == before


def test_it_can_be_pickled(extractor, tmp_path):
    copy = pickle.loads(pickle.dumps(annals.Extractor(jobs=2, language="en", max_document_size=1)))
    assert copy.extract(TEXTS[3]) == extractor.extract(TEXTS[3])
    assert copy._made_of == (None, 2, "en", 1)


def test_rules_of_ones_own_and_their_errors(tmp_path):
    rules = tmp_path / "rules" / "event"
    rules.mkdir(parents=True)
    file = rules / "publication.toml"
    file.write_text(
        """type = "publication"
about = "A book comes out."
[roles]
publisher = "agent"
work = "target"
[[frame]]
name = "publish something"
verbs = ["publish"]
roles = { publisher = ["subject"], work = ["object"] }
where = { object = ["atlas"] }
[[frame.example]]
dct = "2018-07-12"
text = "The first atlas was published by Northwind in March 2017."
fact = { trigger = "published", agents = ["Northwind"], targets = ["first atlas"], value = "2017-03" }
"""
    )
    own = pickle.loads(pickle.dumps(annals.Extractor(tmp_path / "rules")))
    assert own.extract("Contoso published an atlas in May 2016.")[0]["type"] == "publication"
    file.write_text("type = 3")
    with pytest.raises(annals.Error, match="publication.toml"):
        annals.Extractor(tmp_path / "rules")
    gone = tmp_path / "gone"
    with pytest.raises(annals.Error) as raised:
        annals.Extractor(gone)
    said = command("extract", "--rules", gone, "-", input=b"x", check=False).stderr.decode()
    assert said == f"error: {raised.value}\n"


def test_errors_name_the_column(extractor):
    with pytest.raises(annals.Error, match='no column "text"; it has body, n'):
        extractor.extract_batch(pa.record_batch({"body": ["x"], "n": [1]}))
    with pytest.raises(annals.Error, match='no column "day"; it has text'):
        extractor.extract_batch(pa.record_batch({"text": ["x"]}), date="day")
    with pytest.raises(annals.Error, match='column "text" is Int64; it must hold text'):
        extractor.extract_batch(pa.record_batch({"text": [1]}))
    with pytest.raises(annals.Error, match='column "date" is Float64; it must hold dates'):
        extractor.extract_batch(pa.record_batch({"text": ["x"], "date": [1.5]}))
    with pytest.raises(annals.Error, match='^date "2018-02-30": 2018-02-30 is no day of the calendar$'):
        extractor.extract("x", date="2018-02-30")
    with pytest.raises(annals.Error, match='no table "facts"; there are mention'):
        annals.schema("facts")


def test_what_is_wrong_with_a_row_costs_that_row_only(extractor):
    text = pa.array([TEXTS[0].encode(), None, b" ", b"Northwind b\xffought Contoso in May 2017."]).cast(pa.binary())
    broken = pa.Array.from_buffers(pa.string(), 4, text.buffers())  # What Spark hands over when a string is none.
    date = pa.array(["2018-07-14", None, None, "soon"])
    out = extractor.extract_batch(pa.record_batch({"text": broken, "date": date, "id": pa.array([7, 8, 9, 10])}))
    assert out.documents["document_key"].to_pylist() == ["7", "10"]
    assert [(f["document_key"], f["severity"], f["row"]) for f in out.failures.to_pylist()] == [
        ("8", "failure", 1),
        ("9", "failure", 2),
        ("10", "warning", 3),
        ("10", "warning", 3),
    ]


def test_columns_that_are_not_wanted_may_be_of_any_type(extractor):
    batch = pa.record_batch(
        {
            "text": pa.array(TEXTS).dictionary_encode(),
            "date": pa.array([datetime.datetime(2018, 7, 14, 12)] * 5, pa.timestamp("ns", "Europe/Oslo")),
            "other": pa.array([[{"a": 1}]] * 5),
        }
    )
    plain = pa.record_batch({"text": TEXTS, "date": ["2018-07-14"] * 5})
    assert extractor.extract_batch(batch).mentions.equals(extractor.extract_batch(plain).mentions)


def test_an_empty_batch_has_the_same_schemas(extractor):
    empty = extractor.extract_batch(pa.record_batch({"text": pa.array([], pa.string())}))
    names = ("mention", "document", "failure")
    assert [t.schema for t in empty] == [annals.schema(n) for n in names]
    assert [t.num_rows for t in extractor.extract_table(pa.table({"text": pa.array([], pa.string())}))] == [0, 0, 0]


def test_data_frames(extractor):
    pandas = pytest.importorskip("pandas")
    polars = pytest.importorskip("polars")
    duckdb = pytest.importorskip("duckdb")
    rows = list(documents(20))
    expected = extractor.extract_table(pa.Table.from_pylist(rows)).mentions
    frame = polars.DataFrame([{key: row.get(key) for key in ("id", "title", "text", "date")} for row in rows])
    assert extractor.extract_table(frame).mentions.equals(expected)
    assert extractor.extract_table(pa.Table.from_pandas(pandas.DataFrame(rows))).mentions.equals(expected)
    rows_ = pa.Table.from_pylist(rows)
    reader = duckdb.sql("SELECT id, text, title, date FROM rows_").to_arrow_table()
    assert extractor.extract_table(reader).mentions.equals(expected)


def test_other_threads_run_meanwhile(extractor):
    batch = pa.record_batch({"text": [" ".join(TEXTS) * 40] * 60})
    ticks = []
    done = threading.Event()

    def tick():
        while not done.is_set():
            ticks.append(time.monotonic())
            time.sleep(0.001)

    ticker = threading.Thread(target=tick)
    ticker.start()
    start = time.monotonic()
    extractor.extract_batch(batch)
    end = time.monotonic()
    done.set()
    ticker.join()
    assert sum(start < t < end for t in ticks) >= 3


def test_threads_share_an_extractor(extractor):
    batches = [pa.record_batch({"text": [f"{text} {n}" for text in TEXTS]}) for n in range(8)]
    one = [extractor.extract_batch(batch).mentions for batch in batches]
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda b: extractor.extract_batch(b).mentions, batches)) == one
    several = annals.Extractor(jobs=3)
    assert [several.extract_batch(batch).mentions for batch in batches] == one


def test_a_folder_of_parquet_becomes_the_database_that_extract_makes(news, tmp_path):
    command("extract", "--quiet", news, "--db", tmp_path / "direct.db")
    command("extract", "--quiet", news, "--to", "parquet", "-o", tmp_path / "lake")
    assert annals.merge(tmp_path / "merged.db", tmp_path / "lake") == 0
    assert facts(tmp_path / "merged.db") == facts(tmp_path / "direct.db") != []
    again = command("merge", "--into", tmp_path / "merged.db", tmp_path / "lake", tmp_path / "direct.db")
    assert b"600 documents merged" in again.stderr and b"0 new, 0 changed, 300 as before" in again.stderr
    with pytest.raises(annals.Error):
        annals.merge(tmp_path / "x.db", tmp_path / "absent")


@pytest.mark.skipif(not os.environ.get("ANNALS_LARGE"), reason="needs 12 GB of memory and two minutes: ANNALS_LARGE=1")
def test_a_batch_of_more_than_2_gb(extractor):
    filler = "It rained on the hills and the river rose a little. " * 1_900_000
    text = pa.array([f"Document {n}. {filler} Northwind bought Contoso in May 2017." for n in range(23)], pa.large_string())
    assert text.nbytes > 2 << 30
    out = extractor.extract_batch(pa.record_batch({"text": text}))
    assert out.documents.num_rows == 23 and out.failures.num_rows == 0
    assert out.mentions["char_start"].to_pylist()[-1] > 96_000_000

"""Spark, with executors of their own: the command line's facts, whatever happens to a document or an executor."""

import gzip
import json
import os
import shutil
import signal
import sys
import threading
import time

import pyarrow as pa
import pytest
from conftest import TEXTS, command, documents, facts, printed, told

pyspark = pytest.importorskip("pyspark")
if not shutil.which("java"):
    pytest.skip("Spark needs Java", allow_module_level=True)

import annals.spark  # noqa: E402
from pyspark.sql import SparkSession  # noqa: E402
from pyspark.sql import functions as F  # noqa: E402


@pytest.fixture(scope="module")
def spark():
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ.setdefault("SPARK_HOME", os.path.dirname(pyspark.__file__))
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    builder = SparkSession.builder.master("local-cluster[2,1,1024]").appName("annals")
    settings = {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.shuffle.partitions": "4",
        "spark.sql.session.timeZone": "UTC",
        "spark.executor.extraJavaOptions": "-Xss2m",
    }
    for key, value in settings.items():
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """The same documents in four files."""
    folder = tmp_path_factory.mktemp("files")
    rows = [json.dumps(d, ensure_ascii=False) + "\n" for d in documents(200)]
    for n in range(4):
        (folder / f"part-{n}.jsonl").write_text("".join(rows[n * 50 : n * 50 + 50]), encoding="utf-8")
    return folder


def stored(folder, table="mention"):
    """The rows of a table, in an order of their own; read without Spark."""
    import pyarrow.dataset as ds

    names = annals.schema(table).names
    data = ds.dataset(folder / f"table={table}", format="parquet", partitioning="hive", ignore_prefixes=["_", "."])
    rows = data.to_table(columns=[n for n in names if n in data.schema.names]).to_pylist()
    return sorted(rows, key=lambda row: (str(row.get("document_key")), row.get("n", 0), row["document_id"]))


def executors(spark):
    """The processes of this application's executors."""
    app, found = spark.sparkContext.applicationId, []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as file:
                words = file.read().decode(errors="replace")
        except OSError:
            continue
        if "CoarseGrainedExecutorBackend" in words and app in words:
            found.append(int(pid))
    return found


def test_files_give_the_command_lines_facts_row_for_row(spark, files, tmp_path):
    rows = annals.spark.extract(annals.spark.read_jsonl(spark, str(files))).collect()
    expected = sorted(printed(files), key=repr)
    assert len(expected) > 200
    assert sorted((told(row.asDict(recursive=True)) for row in rows), key=repr) == expected


def test_saved_again_adds_nothing_and_merges_to_the_database_that_extract_makes(spark, files, tmp_path):
    lake = tmp_path / "lake"
    first = annals.spark.read_jsonl(spark, [str(files / "part-0.jsonl"), str(files / "part-1.jsonl")])
    annals.spark.save(first, str(lake))
    assert len(stored(lake, "document")) == 100
    assert (lake / "_SUCCESS").exists() and (lake / "table=mention" / "ym=2018-05").is_dir()
    everything = annals.spark.read(spark, str(files))
    annals.spark.save(everything, str(lake))
    assert len(stored(lake, "document")) == 200
    before = {table: stored(lake, table) for table in ("mention", "document")}
    annals.spark.save(everything, str(lake))
    assert {table: stored(lake, table) for table in before} == before
    may = spark.read.parquet(str(lake)).where("table = 'mention' AND ym = '2018-05'").count()
    assert may == sum((row["date_earliest"] or row["date_latest"] or "").startswith("2018-05") for row in before["mention"]) > 0
    command("extract", "--quiet", files, "--db", tmp_path / "direct.db")
    assert annals.merge(tmp_path / "merged.db", lake) == 0
    assert facts(tmp_path / "merged.db") == facts(tmp_path / "direct.db") != []


def test_an_executor_that_is_killed_changes_nothing(spark, files, tmp_path):
    quiet, killed = tmp_path / "quiet", tmp_path / "killed"
    source = annals.spark.read_jsonl(spark, str(files))
    annals.spark.save(source, str(quiet))

    def slowly(batches):
        for batch in batches:
            time.sleep(1)
            yield batch

    slow = source.repartition(12).mapInArrow(slowly, source.schema)
    failed = []

    def save():
        try:
            annals.spark.save(slow, str(killed))
        except Exception as error:  # noqa: BLE001
            failed.append(error)

    job = threading.Thread(target=save)
    job.start()
    tracker = spark.sparkContext.statusTracker()
    deadline = time.monotonic() + 120

    def under_way():
        stages = [tracker.getStageInfo(s) for s in tracker.getActiveStageIds()]
        return any(s and s.numCompletedTasks >= 1 and s.numTasks >= 12 for s in stages)

    while not under_way():
        assert job.is_alive() and time.monotonic() < deadline, failed
        time.sleep(0.05)
    victim = executors(spark)[0]
    os.kill(victim, signal.SIGKILL)
    job.join()
    assert not failed
    assert victim not in executors(spark)
    for table in ("mention", "document"):
        assert stored(killed, table) == stored(quiet, table)


def test_a_poisoned_document_costs_a_failure_and_no_task(spark, tmp_path):
    rows = [(f"d{n}", TEXTS[n % 5].encode(), "2018-07-14") for n in range(20)]
    rows[3] = ("null", None, "2018-07-14")
    rows[7] = ("blank", b" \n ", "2018-07-14")
    rows[11] = ("broken", b"Northwind b\xffought Contoso in May 2017.", "2018-02-30")
    rows[13] = ("large", b"word " * 300_000, "2018-07-14")
    df = spark.createDataFrame(rows, "id string, text binary, date string")
    df = df.withColumn("text", F.col("text").cast("string"))  # Spark looks no more than others whether it is UTF-8.
    lake = tmp_path / "lake"
    for _ in range(2):
        annals.spark.save(df, str(lake), max_document_size=1)
        said = [(f["document_key"], f["severity"]) for f in stored(lake, "failure")]
        assert said == [("blank", "failure"), ("broken", "warning"), ("broken", "warning"), ("large", "failure"), ("null", "failure")]
        assert len(stored(lake, "document")) == 17


def test_one_large_document_among_many_small_ones(spark, tmp_path):
    large = "The committee met again and talked at length about nothing in particular. " * 670_000
    small = spark.range(10_000).select(F.concat(F.lit("d"), "id").alias("id"), F.lit(TEXTS[3]).alias("text"))
    (tmp_path / "large.txt").write_text(f"{large} Northwind bought Contoso in May 2017.")
    assert (tmp_path / "large.txt").stat().st_size > 48e6
    one = annals.spark.read(spark, str(tmp_path / "large.txt")).select("id", "text")
    counts = annals.spark.extract(small.union(one)).groupBy("type").count().collect()
    assert {row["type"]: row["count"] for row in counts} == {"legal": 20_000, "acquisition": 1, "meeting": 670_000}


def test_columns_of_other_names_and_types(spark):
    df = spark.createDataFrame([(7, TEXTS[0], "x")], "nr int, body string, `a.b` string")
    df = df.withColumn("seen", F.to_timestamp(F.lit("2018-07-14 23:59:59"))).withColumn("day", F.to_date("seen"))
    for date in ("seen", "day"):
        [first, *_] = annals.spark.extract(df, text="body", date=date, id="nr", title="a.b").collect()
        assert (first["document_key"], first["document_date"], first["document"]) == ("7", "2018-07-14", "x")
    documents = annals.spark.extract(df, text="body", table="document").collect()
    assert [row["mentions"] for row in documents] == [3] or documents[0]["mentions"] >= 2


def test_errors_name_the_column_or_path(spark, tmp_path):
    df = spark.createDataFrame([(TEXTS[0], 1)], "text string, n int")
    for arguments, message in [
        ({"text": "body"}, 'the data frame has no column "body"; it has text, n'),
        ({"date": "day"}, 'the data frame has no column "day"; it has text, n'),
        ({"text": "n"}, 'column "n" is int; it must hold text: string or binary'),
        ({"date": "n"}, 'column "n" is int; it must hold dates: string such as 2018-07-12, date or timestamp'),
        ({"title": "n"}, 'column "n" is int; it must hold text: string'),
        ({"table": "facts"}, 'there is no table "facts"; there are mention, document, failure'),
    ]:
        with pytest.raises(annals.Error) as raised:
            annals.spark.extract(df, **arguments)
        assert str(raised.value) == message
    with pytest.raises(Exception, match="absent/rules"):
        annals.spark.extract(df, rules="/absent/rules").collect()
    other = tmp_path / "other"
    df.write.parquet(str(other))
    with pytest.raises(annals.Error, match="holds other Parquet than annals.spark.save writes"):
        annals.spark.save(df, str(other))
    with pytest.raises(Exception, match="absent/rules"):
        annals.spark.save(df, str(tmp_path / "lake"), rules="/absent/rules")
    assert not list((tmp_path / "lake").rglob("*.parquet")) if (tmp_path / "lake").exists() else True


def page(n):
    body = f"<html><head><title>Story {n}</title></head><body><article><p>{TEXTS[3]} {TEXTS[0]}</p></article></body></html>"
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{body}".encode()
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://paper.example/2018/07/14/{n}\r\nWARC-Date: 2018-07-15T00:00:00Z\r\nContent-Length: {len(http)}\r\n\r\n"
    return head.encode() + http + b"\r\n\r\n"


def test_web_archives_are_read_a_file_a_task(spark, tmp_path):
    for n in range(3):
        (tmp_path / f"{n}.warc.gz").write_bytes(b"".join(gzip.compress(page(n * 10 + k)) for k in range(10)))
    pages = annals.spark.read_warc(spark, str(tmp_path / "*.warc.gz"))
    assert pages.rdd.getNumPartitions() == 3
    rows = annals.spark.extract(pages).collect()
    assert sorted((told(r.asDict(recursive=True)) for r in rows), key=repr) == sorted(printed(tmp_path), key=repr) != []
    local = annals.spark.read_warc(spark, f"file://{tmp_path}/0.warc.gz")
    assert local.where("failure IS NULL").count() == 10
    absent = annals.spark.read_warc(spark, str(tmp_path / "absent.warc.gz"))
    assert [f["path"] for f in annals.spark.extract(absent, table="failure").collect()] == [str(tmp_path / "absent.warc.gz")]


@pytest.mark.skipif(not os.environ.get("ANNALS_BENCH"), reason="ANNALS_BENCH=news.jsonl.gz compares the facts of a large file")
def test_the_benchmark_row_for_row(spark, tmp_path):
    path = os.environ["ANNALS_BENCH"]
    start = time.monotonic()
    annals.spark.save(annals.spark.read_jsonl(spark, path).repartition(8), str(tmp_path / "lake"))
    print(f"\nsaved in {time.monotonic() - start:.1f} s")
    assert sorted(map(repr, map(told, stored(tmp_path / "lake")))) == sorted(map(repr, printed(path)))

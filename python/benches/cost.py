"""What each door costs on the same input: python benches/cost.py news.jsonl.gz ANNALS [DOOR…]

ANNALS is the command line's program. docs/cluster.md has the table.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import annals
import pyarrow as pa

news, program = sys.argv[1], sys.argv[2]
chosen = set(sys.argv[3:])
work = Path(tempfile.mkdtemp(prefix="annals-cost-"))
plain = work / "news.jsonl"
with open(plain, "wb") as out:
    subprocess.run(["zcat", news], stdout=out, check=True)
megabytes, count = plain.stat().st_size / 1e6, sum(1 for _ in open(plain, "rb"))


def size(path):
    path = Path(path)
    return sum(p.stat().st_size for p in ([path] if path.is_file() else path.rglob("*")) if p.is_file())


def processor():
    """Processor seconds of this process and all below it, those that have ended included."""
    parents, used = {}, {}
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        parents[int(pid)] = int(fields[1])
        used[int(pid)] = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    total, below = 0.0, [os.getpid()]
    while below:
        pid = below.pop()
        total += used.get(pid, 0.0)
        below.extend(child for child, parent in parents.items() if parent == pid)
    return total


def door(name, run, made=None):
    if chosen and name.split(":")[0] not in chosen:
        return
    best = None
    for _ in range(2):
        if made is not None:
            shutil.rmtree(made, ignore_errors=True) if made.is_dir() else made.unlink(missing_ok=True)
        start, before = time.monotonic(), processor()
        run()
        wall, cpu = time.monotonic() - start, processor() - before
        best = min(best or (wall, cpu), (wall, cpu))
    wall, cpu = best
    room = f"{size(made) / count:.0f} bytes a document" if made else ""
    print(f"{name:36} {wall:6.2f} s {cpu:6.2f} s cpu {count / wall:8.0f} documents/s {megabytes / wall:6.1f} MB/s  {room}", flush=True)


def command(*words):
    subprocess.run([program, *map(str, words)], check=False, capture_output=True)


print(f"{count} documents, {megabytes:.1f} MB")
door("cli: JSONL, one thread", lambda: command("extract", "-q", "-j1", "--to", "jsonl", plain, "-o", work / "o"))
door("cli: JSONL, two threads", lambda: command("extract", "-q", "--to", "jsonl", plain, "-o", work / "o"))
door("pipe: JSONL, two threads", lambda: subprocess.run(f"cat {plain} | {program} extract -q --to jsonl - > /dev/null 2>&1", shell=True))
door("cli: SQLite, two threads", lambda: command("extract", "-q", plain, "--db", work / "n.db"), work / "n.db")

batches = list(annals.read(plain))
one, two = annals.Extractor(), annals.Extractor(jobs=2)
door("start: rules compiled", annals.Extractor)
door("read: JSONL to batches", lambda: list(annals.read(plain)))
door("batch: extract_batch, one thread", lambda: [one.extract_batch(b) for b in batches])
door("batch: extract_batch, two threads", lambda: [two.extract_batch(b) for b in batches])
door(
    "parquet: python -m annals",
    lambda: subprocess.run([sys.executable, "-m", "annals", "extract", "-q", plain, "--to", "parquet", "-o", work / "lake"], capture_output=True),
    work / "lake",
)
if (work / "lake").exists():
    door("merge: Parquet into SQLite", lambda: annals.merge(work / "m.db", work / "lake"), work / "m.db")

if not chosen or "daft" in chosen:
    import annals.daft
    import daft

    df = daft.from_arrow(pa.Table.from_batches(batches).select(["id", "text", "date", "title", "path", "metadata"])).collect()
    door("daft: extract", lambda: annals.daft.extract(df).collect())

if not chosen or "spark" in chosen:
    import annals.spark
    import pyspark
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ.setdefault("SPARK_HOME", os.path.dirname(pyspark.__file__))
    start = time.monotonic()
    builder = SparkSession.builder.master("local-cluster[2,1,1024]").config("spark.ui.enabled", "false")
    spark = builder.config("spark.driver.host", "127.0.0.1").config("spark.sql.shuffle.partitions", "4").getOrCreate()
    spark.sparkContext.setLogLevel("OFF")
    spark.range(10).count()
    print(f"spark starts in {time.monotonic() - start:.1f} s")
    parts = work / "parts"
    parts.mkdir()
    with open(plain, "rb") as file:
        lines = file.readlines()
    for n in range(8):
        (parts / f"{n}.jsonl").write_bytes(b"".join(lines[n::8]))
    source = annals.spark.read_jsonl(spark, str(parts))
    door("spark: read alone", lambda: source.write.format("noop").mode("overwrite").save())
    door("spark: extract, rows thrown away", lambda: annals.spark.extract(source).write.format("noop").mode("overwrite").save())
    door("spark: save as Parquet", lambda: annals.spark.save(source, str(work / "slake")), work / "slake")
    door("spark: save again, nothing new", lambda: annals.spark.save(source, str(work / "slake")))
    spark.stop()
shutil.rmtree(work)

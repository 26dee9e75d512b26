"""docs/views.sql: the same views in DuckDB and PostgreSQL as in SQLite, over the same Parquet."""

import os
import pathlib
import shutil
import sqlite3
import subprocess
import time

import annals
import pytest
from conftest import TEXTS, command

duckdb = pytest.importorskip("duckdb")

DOCS = pathlib.Path(__file__).parents[2] / "docs"
SELECT = "SELECT date_value, date_edtf, date_lo, date_hi, type, status, agents, trigger, targets, place, amount, quote, basis, document_key FROM"
VIEWS = ("timeline", "planned", "undated")


@pytest.fixture(scope="module")
def lake(tmp_path_factory):
    """Documents that tell an event each, so that no two of them are one fact."""
    folder = tmp_path_factory.mktemp("sql")
    for n, text in enumerate([*TEXTS, "Fabrikam denied in May 2017 that Litware sued Fabrikam in 2016. It will open a plant in Turin in 2021."]):
        (folder / f"{n}.txt").write_text(text, encoding="utf-8")
    texts = sorted(map(str, folder.glob("*.txt")))
    command("extract", "-q", *texts, "--date", "2018-07-14", "--db", folder / "news.db")
    command("extract", "-q", *texts, "--date", "2018-07-14", "--to", "parquet", "-o", folder / "lake")
    return folder


def rows(cursor, view):
    cursor = cursor.execute(f"{SELECT} {view}")
    return sorted(map(repr, map(tuple, cursor.fetchall())))


def counted(cursor):
    return sorted(tuple(row) for row in cursor.execute("SELECT month, type, facts FROM by_month").fetchall())


def mention(c, folder):
    c.execute(
        f"CREATE VIEW mention AS SELECT * FROM read_parquet('{folder}/lake/table=mention/**/*.parquet', hive_partitioning = true, union_by_name = true)"
    )


def test_duckdb_has_the_same_views(lake):
    c = duckdb.connect()
    mention(c, lake)
    c.execute((DOCS / "views.sql").read_text())
    with sqlite3.connect(lake / "news.db") as sqlite:
        for view in VIEWS:
            assert rows(c, view) == rows(sqlite, view)
            assert rows(c, view) or view == "undated"
        assert counted(c) == counted(sqlite) != []
    c.execute("SELECT * FROM conflicts")


def test_postgresql_has_the_same_views(lake, tmp_path):
    found = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    tool = found[-1] if found else shutil.which("initdb")
    if tool is None or not shutil.which("psql"):
        pytest.skip("no PostgreSQL here")
    bin = pathlib.Path(tool).parent
    data, user = tmp_path / "pg", []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root.
        user = ["runuser", "-u", "nobody", "--"]
        os.chmod(tmp_path, 0o777)
        for parent in tmp_path.parents[:2]:
            os.chmod(parent, 0o755)
    run = lambda *words, **more: subprocess.run([*user, *map(str, words)], check=True, capture_output=True, cwd=tmp_path, **more)
    run(bin / "initdb", "-D", data, "-U", "annals", "-E", "UTF8", "--locale=C")
    # Its own waiting compares clocks; asking it does not.
    run(bin / "pg_ctl", "-D", data, "-W", "-l", tmp_path / "log", "-o", f"-k {tmp_path} -h ''", "start")
    try:
        psql = lambda *words, **more: run("psql", "-h", tmp_path, "-U", "annals", "-d", "postgres", "-q", "-v", "ON_ERROR_STOP=1", *words, **more).stdout
        for _ in range(600):
            if subprocess.run([*user, str(bin / "pg_isready"), "-q", "-h", str(tmp_path)]).returncode == 0:
                break
            time.sleep(0.1)
        c = duckdb.connect()
        mention(c, lake)
        columns = ", ".join("to_json(arguments) AS arguments" if n == "arguments" else n for n in annals.schema("mention").names)
        c.execute(f"COPY (SELECT {columns} FROM mention) TO '{tmp_path}/mention.csv' (FORMAT csv, HEADER)")
        psql("-c", (DOCS / "mention.pg.sql").read_text())
        psql("-c", f"\\copy mention FROM '{tmp_path}/mention.csv' (FORMAT csv, HEADER)")
        psql("-c", (DOCS / "views.sql").read_text())
        with sqlite3.connect(lake / "news.db") as sqlite:
            for view in (*VIEWS, "conflicts"):
                there = psql("-A", "-t", "-c", f"SELECT count(*) FROM {view}").decode().strip()
                assert int(there) == sqlite.execute(f"SELECT count(*) FROM {view}").fetchone()[0], view
            there = psql("-A", "-t", "-c", "SELECT month || '|' || type || '|' || facts FROM by_month ORDER BY 1").decode().split("\n")[:-1]
            assert sorted(there) == sorted("|".join(map(str, row)) for row in counted(sqlite))
            quotes = psql("-A", "-t", "-c", "SELECT string_agg(quote, '#' ORDER BY quote) FROM timeline").decode().strip()
            there = [row[0] for row in sqlite.execute("SELECT quote FROM timeline ORDER BY quote")]
            assert quotes == "#".join(there)
    finally:
        run(bin / "pg_ctl", "-D", data, "-m", "immediate", "stop")

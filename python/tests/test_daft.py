"""Daft: the command line's facts, row for row."""

import pytest
from conftest import documents, printed, told

daft = pytest.importorskip("daft")

import annals.daft  # noqa: E402
import pyarrow as pa  # noqa: E402


def test_a_data_frame_gives_the_command_lines_facts_row_for_row(news):
    df = daft.from_arrow(pa.Table.from_batches(annals.read(news)).select(["id", "text", "date", "title", "path", "metadata"]))
    rows = annals.daft.extract(df, batch_size=64).to_pylist()
    assert sorted(map(repr, map(told, rows))) == sorted(map(repr, printed(news))) != []


def test_what_is_wrong_with_a_row_costs_that_row_only():
    df = daft.from_pydict({"nr": [1, 2, 3], "body": ["Litware sued Fabrikam in May 2017.", None, "Northwind bought Contoso."]})
    rows = annals.daft.extract(df, text="body", id="nr").to_pylist()
    assert [(row["document_key"], row["type"]) for row in rows] == [("1", "legal"), ("3", "acquisition")]
    with pytest.raises(annals.Error, match='the data frame has no column "text"; it has nr, body'):
        annals.daft.extract(df)

"""The examples of the docs run."""

import doctest
import pathlib

import pytest

DOCS = pathlib.Path(__file__).parents[2] / "docs"
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@pytest.mark.parametrize("name", ["python.md", "cluster.md"])
def test_the_page_does_what_it_shows(name, tmp_path, monkeypatch):
    for module in ("pandas", "polars", "duckdb"):
        pytest.importorskip(module)
    monkeypatch.chdir(tmp_path)
    result = doctest.testfile(str(DOCS / name), module_relative=False, optionflags=FLAGS)
    assert result.attempted >= 3 and result.failed == 0

"""Dated facts from news and other documents: who did what to whom, when, where, how surely, and which words say so.

The rules, and the facts to the byte, are those of the command line.

>>> import annals
>>> extractor = annals.Extractor()
>>> [fact] = extractor.extract("Northwind bought Contoso on Tuesday.", date="2018-07-12")
>>> fact["type"], fact["agents"], fact["targets"], fact["time"]["earliest"]
('acquisition', ['Northwind'], ['Contoso'], '2018-07-10')
"""

from __future__ import annotations

import datetime
import json
import os
from typing import Any, Dict, Iterator, List, NamedTuple, Optional, Sequence, Union

import pyarrow as pa

from . import _annals
from ._annals import Error

__version__: str = _annals.VERSION
#: The version of the contract of batches: docs/batch.md in the repository.
BATCH: int = _annals.BATCH
__all__ = ["BATCH", "Error", "Extracted", "Extractor", "merge", "read", "schema", "__version__"]

Date = Union[str, datetime.date, None]

#: The columns that a batch may have, and what they are called where nobody says otherwise.
_NAMES = ("text", "id", "date", "title", "path", "metadata")
_FIXED = ("date_source", "failure", "warning", "line")


class Extracted(NamedTuple):
    """What documents say: three record batches or tables of Arrow. docs/batch.md has their columns."""

    #: A row a mention: what one sentence says of one event.
    mentions: Any
    #: A row a document that was read.
    documents: Any
    #: A row a thing that went wrong.
    failures: Any


class Extractor:
    """The rules, compiled once (a fifth of a second); all threads can use one extractor, and it can be pickled.

    :param rules: a folder of rules that are laid over the built-in ones.
    :param jobs: how many threads work on a batch.
    :param language: the language of all documents, such as "en"; else each is in that of its words.
    :param max_document_size: the largest document, in MB; a larger one is a failure.

    >>> Extractor("no/such/rules")
    Traceback (most recent call last):
    annals.Error: no/such/rules: ...
    """

    def __init__(
        self,
        rules: Optional[Union[str, "os.PathLike[str]"]] = None,
        *,
        jobs: int = 1,
        language: Optional[str] = None,
        max_document_size: int = 128,
    ) -> None:
        rules = None if rules is None else os.fspath(rules)
        self._made_of = (rules, jobs, language, max_document_size)
        self._engine = _annals.Engine(rules, max(jobs, 1), language, max_document_size)

    def __reduce__(self) -> Any:
        return _again, self._made_of

    def __repr__(self) -> str:
        rules = self._made_of[0]
        return f"annals.Extractor({'' if rules is None else repr(rules)})"

    def extract(self, text: str, date: Date = None, title: Optional[str] = None) -> List[Dict[str, Any]]:
        """The mentions of events in a text, in text order, as ``annals extract --to jsonl`` prints them.

        :param date: the text's own date, against which relative dates are resolved; without one, a dateline is looked for.

        Offsets are code points, as Python counts them:

        >>> text = "Fabrikam will open a plant in Lyon next month."
        >>> [fact] = Extractor().extract(text, date="2018-07-12")
        >>> text[fact["start"] : fact["end"]], fact["status"], fact["place"], fact["time"]["value"]
        ('open', 'planned', 'Lyon', '2018-08')
        """
        return json.loads(self._engine.extract(text, _day(date), title))["facts"]

    def tag(self, text: str, date: Date = None, title: Optional[str] = None) -> List[Dict[str, Any]]:
        """The time expressions of a text, in text order, as ``annals tag --to jsonl`` prints them.

        >>> [t] = Extractor().tag("The office closed three weeks ago.", date="2018-07-12")
        >>> t["text"], t["type"], t["value"], t["earliest"]
        ('three weeks ago', 'DATE', '2018-W25', '2018-06-18')
        """
        return json.loads(self._engine.tag(text, _day(date), title))["timexes"]

    def extract_batch(
        self,
        batch: "pa.RecordBatch",
        *,
        text: Optional[str] = None,
        date: Optional[str] = None,
        id: Optional[str] = None,
        title: Optional[str] = None,
        path: Optional[str] = None,
        metadata: Optional[str] = None,
    ) -> Extracted:
        """All that the documents of a record batch say. Nothing passes through Python objects, and other threads run meanwhile.

        The names say which column holds what; a column that is not named is looked for under its parameter's name, and only ``text`` must be
        there. What is wrong with a row is a row among the failures; an error names the column.

        >>> import pyarrow as pa
        >>> batch = pa.record_batch({"body": ["Northwind bought Contoso in May 2017.", None], "id": ["a", "b"]})
        >>> told = Extractor().extract_batch(batch, text="body")
        >>> told.mentions.select(["date_value", "type", "agents", "document_key"]).to_pylist()
        [{'date_value': '2017-05', 'type': 'acquisition', 'agents': 'Northwind', 'document_key': 'a'}]
        >>> told.failures["message"].to_pylist()
        ['has no text; give the row a text that is not empty']
        """
        names = (text, id, date, title, path, metadata)
        return Extracted(*self._engine.extract_batch(_bytes(batch, names), names))

    def extract_lists(self, batch: "pa.RecordBatch", **names: Optional[str]) -> "pa.LargeListArray":
        """The mentions alone, a list a row: for engines whose functions give a value for each value. Rows that fail have empty lists.

        >>> import pyarrow as pa
        >>> lists = Extractor().extract_lists(pa.record_batch({"text": ["Litware sued Fabrikam in May 2017.", None, "It rains."]}))
        >>> [[mention["type"] for mention in row] for row in lists.to_pylist()]
        [['legal'], [], []]
        """
        told = self.extract_batch(batch, **names)
        notes = zip(told.failures["severity"].to_pylist(), told.failures["row"].to_pylist())
        failed = {row for severity, row in notes if severity == "failure"}
        counts = iter(told.documents["mentions"].to_pylist())
        ends = [0]
        for row in range(batch.num_rows):
            ends.append(ends[-1] + (0 if row in failed else next(counts)))
        return pa.LargeListArray.from_arrays(pa.array(ends, pa.int64()), told.mentions.to_struct_array())

    def extract_batches(self, data: Any, **names: Optional[str]) -> Iterator[Extracted]:
        """The same for each batch of a table, a reader, or a data frame that speaks Arrow (Polars, DuckDB, pandas): a batch at a time."""
        for batch in _batches(data):
            yield self.extract_batch(batch, **names)

    def extract_table(self, data: Any, **names: Optional[str]) -> Extracted:
        """The same for a whole table or data frame, as three tables of Arrow.

        >>> import pyarrow as pa
        >>> table = pa.table({"text": ["Litware sued Fabrikam in May 2017.", "Nothing happens here."]})
        >>> told = Extractor().extract_table(table)
        >>> told.mentions.num_rows, told.documents.num_rows
        (1, 2)
        """
        parts = list(self.extract_batches(data, **names))
        schemas = _annals.schemas()
        return Extracted(*(pa.Table.from_batches([p[n] for p in parts], schemas[n]) for n in range(3)))


def _again(rules: Optional[str], jobs: int, language: Optional[str], size: int) -> Extractor:
    return Extractor(rules, jobs=jobs, language=language, max_document_size=size)


def _day(date: Date) -> Optional[str]:
    if isinstance(date, datetime.datetime):
        date = date.date()
    return date.isoformat() if isinstance(date, datetime.date) else date


def _batches(data: Any) -> Iterator["pa.RecordBatch"]:
    if isinstance(data, pa.RecordBatch):
        return iter([data])
    if isinstance(data, pa.Table):
        return iter(data.to_batches())
    if hasattr(data, "__arrow_c_stream__"):
        return iter(pa.RecordBatchReader.from_stream(data))
    return iter(data)


def _bytes(batch: "pa.RecordBatch", names: Sequence[Optional[str]]) -> "pa.RecordBatch":
    """The columns that are wanted; text as the bytes that it is, since not everybody who hands over Arrow looks whether it is UTF-8."""
    if not isinstance(batch, pa.RecordBatch):
        batch = pa.record_batch(batch)
    wanted = [name or usual for name, usual in zip(names, _NAMES)] + list(_FIXED)
    if any(name is not None and name not in batch.schema.names for name in names):
        return batch  # The error lists the columns that there are.
    if wanted[0] not in batch.schema.names:
        return batch
    columns = {}
    for name in dict.fromkeys(wanted):
        if name in batch.schema.names:
            column = batch.column(batch.schema.get_field_index(name))
            if pa.types.is_string(column.type):
                column = column.view(pa.binary())
            elif pa.types.is_large_string(column.type):
                column = column.view(pa.large_binary())
            elif pa.types.is_dictionary(column.type):
                column = column.dictionary_decode()
            columns[name] = column
    return pa.record_batch(columns)


def schema(table: str) -> "pa.Schema":
    """The Arrow schema of "mention", "document", "failure" or "input".

    >>> schema("mention").names[:3], schema("mention").metadata[b"annals.batch"]
    (['date_value', 'date_edtf', 'date_earliest'], b'1')
    """
    names = ("mention", "document", "failure", "input")
    if table not in names:
        raise Error(f'there is no table "{table}"; there are {", ".join(names)}')
    return _annals.schemas()[names.index(table)]


def read(
    source: Any,
    *,
    name: Optional[str] = None,
    format: Optional[str] = None,
    date: Date = None,
    assume_crawl_date: bool = False,
) -> Iterator["pa.RecordBatch"]:
    """The documents of a file, folder or glob, in batches that :meth:`Extractor.extract_batch` takes: all formats that the command line reads.

    :param source: a path, or a file that is open for reading bytes, which is read piece by piece.
    :param name: what a file object is called; its ending tells the format.
    :param format: the format, whatever the content and the name.
    :param date: the date of documents that have none of their own.
    :param assume_crawl_date: date web pages of a WARC file that have no date by the day on which they were fetched.

    >>> import io
    >>> lines = io.BytesIO(b'{"id": "a", "date": "2018-07-12", "text": "Northwind bought Contoso on Tuesday."}')
    >>> [batch] = read(lines, name="news.jsonl")
    >>> batch["id"].to_pylist(), Extractor().extract_batch(batch).mentions["date_edtf"].to_pylist()
    (['a'], ['2018-07-10'])
    """
    if isinstance(source, os.PathLike):
        source = os.fspath(source)
    return _annals.Reader(source, name, format, _day(date), assume_crawl_date)


def merge(into: Union[str, "os.PathLike[str]"], *paths: Union[str, "os.PathLike[str]"]) -> int:
    """``annals merge --into INTO PATH…``: databases and folders of Parquet into one SQLite database; the exit code, 0 or 3.

    :raises Error: where it could not be done at all; what is wrong stands on standard error.
    """
    code = _annals.run(["annals", "merge", "--quiet", "--into", os.fspath(into), *(os.fspath(path) for path in paths)])
    if code not in (0, 3):
        raise Error("annals merge failed; standard error says why")
    return code

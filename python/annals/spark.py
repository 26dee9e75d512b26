"""annals on Spark: the same rules, the same facts to the byte, on as many machines as there are.

::

    import annals.spark

    articles = annals.spark.read_warc(spark, "s3://crawl/2018/05/*.warc.gz")   # or any DataFrame with a column of text
    annals.spark.save(articles, "s3://lake/facts")                             # again: adds what is new, and nothing else
    facts = spark.read.parquet("s3://lake/facts").where("table = 'mention' AND leads AND ym = '2018-05'")

Needs Spark 3.5 or later, and annals on every worker. docs/cluster.md in the repository says how it behaves.
"""

from __future__ import annotations

import functools
import glob
import os
from typing import Any, Dict, Iterable, Iterator, List, Optional, Sequence, Union

import pyarrow as pa
from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql import types as T

from . import Error, read as _read, schema as _schema
from ._worker import extractor

__all__ = ["TABLES", "extract", "read", "read_jsonl", "read_warc", "save"]

#: The tables that a folder holds; docs/batch.md has their columns.
TABLES = ("mention", "document", "failure")

#: A batch is worked on in parts of this many bytes of text, so that no batch that goes back is too large for the JVM.
_PART = 64 << 20


def extract(
    df: DataFrame,
    text: str = "text",
    date: str = "date",
    id: str = "id",
    title: str = "title",
    path: str = "path",
    metadata: str = "metadata",
    *,
    table: Optional[str] = "mention",
    rules: Optional[str] = None,
    language: Optional[str] = None,
    max_document_size: int = 128,
) -> DataFrame:
    """The mentions of events in the documents of a data frame: a row a mention.

    :param text: the column of the text; it must be there. The other columns may be missing, unless they are called otherwise than usual.
    :param table: "mention", "document" or "failure"; None gives all three in one, told apart by the column ``table``.
    :param rules: a folder of rules that every worker has, laid over the built-in ones.
    """
    source = _inputs(df, text=text, date=date, id=id, title=title, path=path, metadata=metadata)
    return _extracted(source, table, rules, language, max_document_size)


def save(
    df: DataFrame,
    folder: str,
    text: str = "text",
    date: str = "date",
    id: str = "id",
    title: str = "title",
    path: str = "path",
    metadata: str = "metadata",
    *,
    rules: Optional[str] = None,
    language: Optional[str] = None,
    max_document_size: int = 128,
    rebalance: bool = True,
) -> None:
    """Adds to a folder of Parquet what the documents of a data frame say: ``table=mention/ym=2018-05``, with documents and failures beside.

    Documents that the folder has are passed over before they are extracted, so that a second run adds nothing. All is written by one job of
    Spark, whose commit makes it seen at once. Other rules want another folder.

    :param rebalance: bring the rows of a month together, for few files; without it, each task writes a file a month.
    """
    spark = df.sparkSession
    source = _inputs(df, text=text, date=date, id=id, title=title, path=path, metadata=metadata)
    known = _known(spark, folder)
    if known is not None:
        source = source.withColumn("_document", _document_id(source)).join(known, "_document", "left_anti").drop("_document")
    rows = _extracted(source, None, rules, language, max_document_size)
    if rebalance:
        # As SQL: the hint of a data frame takes no columns before Spark 4.
        rows = spark.sql("SELECT /*+ REBALANCE(`table`, ym) */ * FROM {rows}", rows=rows)
    rows.write.mode("append").partitionBy("table", "ym").parquet(folder)


def read(
    spark: SparkSession,
    paths: Union[str, Sequence[str]],
    format: Optional[str] = None,
    date: Optional[str] = None,
    assume_crawl_date: bool = False,
) -> DataFrame:
    """The documents of files, for :func:`extract` and :func:`save`: a task a file, which is streamed.

    :param paths: files, folders or globs that every worker sees; or addresses such as s3://bucket/key, one a file.
    :param format: the format of all files; else each is told from its content and name. What cannot be read becomes a failure.
    """
    files = _files([paths] if isinstance(paths, str) else list(paths))
    work = functools.partial(_read_files, files, format, date, assume_crawl_date)
    return spark.range(0, len(files), 1, len(files)).mapInArrow(work, _struct(_schema("input")))


def read_warc(spark: SparkSession, paths: Union[str, Sequence[str]], assume_crawl_date: bool = False) -> DataFrame:
    """The web pages of WARC files: a task a file, which is streamed."""
    return read(spark, paths, "warc", assume_crawl_date=assume_crawl_date)


def read_jsonl(spark: SparkSession, paths: Union[str, Sequence[str]]) -> DataFrame:
    """The documents of JSONL files: a task a file, which is streamed."""
    return read(spark, paths, "jsonl")


def _inputs(df: DataFrame, **names: str) -> DataFrame:
    """The columns that are wanted, under their usual names and types; an error names the one that is not there, or holds something else."""
    types = dict((field.name, field.dataType) for field in df.schema.fields)
    columns: List[Column] = []
    for usual, name in names.items():
        if name not in types:
            if usual == "text" or name != usual:
                raise Error(f'the data frame has no column "{name}"; it has {", ".join(types) or "none"}')
            columns.append(F.lit(None).cast("string").alias(usual))
            continue
        columns.append(_typed(usual, name, types[name]).alias(usual))
    for fixed in ("date_source", "failure", "warning", "line"):
        if fixed in types and isinstance(types[fixed], T.LongType if fixed == "line" else T.StringType):
            columns.append(_column(fixed))
    return df.select(*columns)


def _column(name: str) -> Column:
    return F.col("`" + name.replace("`", "``") + "`")


def _typed(usual: str, name: str, kind: T.DataType) -> Column:
    column = _column(name)
    if isinstance(kind, (T.StringType, T.NullType)) or (usual == "text" and isinstance(kind, T.BinaryType)):
        return column.cast("string") if isinstance(kind, T.NullType) else column
    if usual == "id" and isinstance(kind, T.IntegralType):
        return column.cast("string")
    if usual == "date" and isinstance(kind, (T.DateType, T.TimestampType, T.TimestampNTZType)):
        return F.date_format(F.to_date(column), "yyyy-MM-dd")
    must = {
        "text": "text: string or binary",
        "id": "ids: string or whole numbers",
        "date": "dates: string such as 2018-07-12, date or timestamp",
    }
    raise Error(f'column "{name}" is {kind.simpleString()}; it must hold {must.get(usual, "text: string")}')


def _document_id(source: DataFrame) -> Column:
    """What annals calls a document, without reading it."""
    words = [F.coalesce(F.col(name).cast("binary"), F.lit(b"")) for name in ("path", "id", "date", "title")]
    notes = [F.col(name).cast("binary") for name in ("failure", "warning") if name in source.columns]
    words.append(F.coalesce(F.col("text").cast("binary"), *notes, F.lit(b"")))
    between = [part for word in words for part in (F.lit(b"\0"), word)][1:]
    digest = F.substring(F.sha2(F.concat(*between), 256), 1, 16)
    return F.conv(digest, 16, -10).cast("bigint").bitwiseAND(F.lit((1 << 63) - 1))


def _known(spark: SparkSession, folder: str) -> Optional[DataFrame]:
    """The ids of the documents and failures that a folder holds; none where there is no folder yet."""
    try:
        stored = spark.read.parquet(folder)
    except Exception as error:  # Spark Connect and classic Spark have two kinds of AnalysisException.
        if any(name in str(error) for name in ("PATH_NOT_FOUND", "UNABLE_TO_INFER_SCHEMA")):
            return None
        raise
    if "table" not in stored.columns or "document_id" not in stored.columns:
        raise Error(f"{folder}: holds other Parquet than annals.spark.save writes; name another folder")
    return stored.where("table IN ('document', 'failure')").select(F.col("document_id").alias("_document"))


def _extracted(
    source: DataFrame, table: Optional[str], rules: Optional[str], language: Optional[str], max_document_size: int
) -> DataFrame:
    if table is not None and table not in TABLES:
        raise Error(f'there is no table "{table}"; there are {", ".join(TABLES)}')
    made_of = (None if rules is None else os.fspath(rules), language, max_document_size)
    schema = _together() if table is None else _schema(table)
    return source.mapInArrow(functools.partial(_extract_batches, made_of, table), _struct(schema))


def _extract_batches(made_of: Any, table: Optional[str], batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    engine = extractor(*made_of)
    for batch in batches:
        for part in _parts(batch):
            told = engine.extract_batch(part)
            if table is not None:
                yield told[TABLES.index(table)]
            else:
                yield from (_widen(rows, name) for name, rows in zip(TABLES, told) if rows.num_rows > 0)


def _parts(batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    start, size = 0, 0
    text = batch.column(batch.schema.get_field_index("text"))
    if text.nbytes <= _PART:
        yield batch
        return
    for row, value in enumerate(text):
        size += value.as_buffer().size if value.is_valid else 0
        if size >= _PART or row + 1 == batch.num_rows:
            yield batch.slice(start, row + 1 - start)
            start, size = row + 1, 0


@functools.lru_cache(maxsize=1)
def _together() -> pa.Schema:
    """One schema for all tables: what a table does not have is null in its rows, which costs Parquet nothing."""
    fields: Dict[str, pa.Field] = {"table": pa.field("table", pa.large_string())}
    for name in TABLES:
        for field in _schema(name):
            fields.setdefault(field.name, field.with_nullable(True))
    return pa.schema(list(fields.values()))


def _widen(rows: pa.RecordBatch, table: str) -> pa.RecordBatch:
    columns = []
    for field in _together():
        at = rows.schema.get_field_index(field.name)
        if field.name == "table":
            columns.append(pa.array([table] * rows.num_rows, field.type))
        else:
            columns.append(rows.column(at) if at >= 0 else pa.nulls(rows.num_rows, field.type))
    return pa.RecordBatch.from_arrays(columns, schema=_together())


def _struct(schema: pa.Schema) -> T.StructType:
    return T.StructType([T.StructField(field.name, _type(field.type), True) for field in schema])


def _type(kind: pa.DataType) -> T.DataType:
    if pa.types.is_list(kind):
        return T.ArrayType(_type(kind.value_type), True)
    if pa.types.is_struct(kind):
        return T.StructType([T.StructField(f.name, _type(f.type), True) for f in kind])
    if pa.types.is_int64(kind):
        return T.LongType()
    return T.BooleanType() if pa.types.is_boolean(kind) else T.StringType()


def _files(paths: List[str]) -> List[str]:
    files: List[str] = []
    for path in map(os.fspath, paths):
        if "://" in path:
            files.append(path)
        elif os.path.isdir(path):
            inside = (os.path.join(folder, name) for folder, _, names in os.walk(path) for name in names)
            files.extend(sorted(file for file in inside if not os.path.basename(file).startswith((".", "_"))))
        else:
            # Who names a file that is not there is told so by the failure of its row.
            files.extend(sorted(glob.glob(path, recursive=True)) or [path])
    if not files:
        raise Error(f"no files in {', '.join(map(str, paths)) or 'no paths'}")
    return files


def _read_files(
    files: List[str], format: Optional[str], date: Optional[str], crawled: bool, batches: Iterable[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        for n in batch.column(0).to_pylist():
            path = files[n]
            if path.startswith("file://"):
                path = path[len("file://") :]
            if "://" not in path:
                yield from _read(path, format=format, date=date, assume_crawl_date=crawled)
                continue
            from pyarrow import fs

            try:
                system, inside = fs.FileSystem.from_uri(path)
                source = system.open_input_stream(inside, compression=None)
            except (OSError, ValueError) as error:
                yield _failure(path, str(error))
                continue
            with source:
                yield from _read(source, name=path, format=format, date=date, assume_crawl_date=crawled)


def _failure(path: str, message: str) -> pa.RecordBatch:
    schema = _schema("input")
    row = {"path": path, "failure": message}
    return pa.RecordBatch.from_pylist([{name: row.get(name) for name in schema.names}], schema=schema)

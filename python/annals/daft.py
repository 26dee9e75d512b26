"""annals on Daft: the same batch function, under another engine.

::

    import annals.daft, daft

    articles = daft.read_parquet("s3://lake/articles/*.parquet")
    annals.daft.extract(articles, text="body", date="published").write_parquet("facts")
"""

from __future__ import annotations

import os
from typing import Any, Optional

import daft
import pyarrow as pa

from . import Error, schema
from ._worker import extractor

__all__ = ["extract"]


def extract(
    df: "daft.DataFrame",
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
    batch_size: int = 1024,
) -> "daft.DataFrame":
    """The mentions of events in the documents of a data frame: a row a mention, as docs/batch.md has them.

    :param text: the column of the text; it must be there. The other columns may be missing, unless they are called otherwise than usual.
    :param batch_size: how many documents are worked on at once.
    """
    wanted = {"text": text, "id": id, "date": date, "title": title, "path": path, "metadata": metadata}
    names = {}
    for usual, name in wanted.items():
        if name in df.column_names:
            names[usual] = name
        elif usual == "text" or name != usual:
            raise Error(f'the data frame has no column "{name}"; it has {", ".join(df.column_names) or "none"}')
    made_of = (None if rules is None else os.fspath(rules), language, max_document_size)
    mention = pa.struct(list(schema("mention")))

    def work(*columns: Any) -> Any:
        batch = pa.record_batch(dict(zip(names, (c.to_arrow() for c in columns))))
        return extractor(*made_of).extract_lists(batch)

    kind = daft.DataType.from_arrow_type(pa.large_list(mention))
    mentions = daft.func.batch(return_dtype=kind, batch_size=batch_size)(work)
    rows = df.select(mentions(*(df[name] for name in names.values())).alias("mention")).explode("mention")
    rows = rows.where(daft.col("mention").not_null())
    return rows.select(*(daft.col("mention").get(name).alias(name) for name in schema("mention").names))

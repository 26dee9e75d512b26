"""What a worker of an engine keeps."""

from __future__ import annotations

import functools
from typing import Optional

from . import Extractor


@functools.lru_cache(maxsize=4)
def extractor(rules: Optional[str], language: Optional[str], max_document_size: int) -> Extractor:
    """A worker compiles its rules once."""
    return Extractor(rules, language=language, max_document_size=max_document_size)

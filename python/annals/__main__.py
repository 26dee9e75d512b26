"""``python -m annals …``: the command line, with Parquet."""

import sys

from . import _annals

if __name__ == "__main__":
    sys.exit(_annals.run(["annals", *sys.argv[1:]]))

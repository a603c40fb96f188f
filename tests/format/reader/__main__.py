"""A second reader of the files of record, written from docs/format.md alone, with nothing but a TOML parser.

Reads the plan directories that it is given, one a line with the day on which it looks (`2026-11-23 city/plans`), and
writes one line of JSON for each: what `fupan list` and `fupan check` say of it with `--format json`, as far as the format
decides it. `tests/format/main.rs` compares the two. Section numbers are those of docs/format.md. tomllib reads TOML 1.0 before
Python 3.15: what only TOML 1.1 allows is tried elsewhere.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit("the reader wants Python 3.11 or later, which has a TOML parser")

import json
from datetime import date
from pathlib import Path

from plan import Plan
from review import Review


def main():
    for line in sys.stdin:
        today, directory = line.rstrip("\n").split(" ", 1)
        directory = Path(directory)
        plan = Plan(directory, date.fromisoformat(today))
        review = Review(directory, plan)
        items = [review.item(at) for at in range(len(plan.items))]
        print(json.dumps({"items": items, "unread": plan.unread, "problems": review.problems}), flush=True)


main()

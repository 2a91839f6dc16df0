"""SQLite's full-text search, which every Python brings: words without diacritics, best by its bm25().

https://www.sqlite.org/fts5.html
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

FILE = "fts5.sqlite"


def index(job: Mapping[str, Any]) -> None:
    """One row a passage; its number is the row's."""
    with closing(sqlite3.connect(Path(job["folder"]) / FILE)) as connection, connection:
        connection.execute(
            "CREATE VIRTUAL TABLE passages USING fts5(title, text, tokenize = 'unicode61 remove_diacritics 2')"
        )
        rows = zip(range(len(job["passages"])), job["titles"], job["passages"], strict=True)
        connection.executemany("INSERT INTO passages (rowid, title, text) VALUES (?, ?, ?)", rows)


def opened(job: Mapping[str, Any]) -> Callable[[str], int]:
    """The best passage that holds any word of the question; -1 where none does."""
    connection = sqlite3.connect(Path(job["folder"]) / FILE)

    def best(question: str) -> int:
        words = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", question))
        row = connection.execute("SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT 1", (words,))
        return next((int(number) for (number,) in row), -1)

    return best

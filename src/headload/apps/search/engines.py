"""Two engines behind one interface: FTS5 of SQLite, and PostgreSQL's text search.

Both keep the stems that `words` makes, in three fields: title, keywords, text. Both get
the same question, so they find the same documents; they rank by their own measure.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from django.db import connection

from headload.apps.search.query import Query
from headload.apps.search.synonyms import Phrase

Row = tuple[int, Sequence[str], Sequence[str], Sequence[str]]
"""Number of a document, and the stems of its title, keywords and text."""

OWN, OTHERS = 1, 2


class Engine(Protocol):
    """What an engine can do."""

    def add(self, rows: Iterable[Row]) -> None:
        """Take in documents."""

    def remove(self, numbers: Sequence[int]) -> None:
        """Forget documents."""

    def hits(self, query: Query) -> tuple[str, list[Any]]:
        """Return SQL that gives number and rank of what matches, and its values.

        A smaller rank is better.
        """


class Fts5:
    """SQLite."""

    def add(self, rows: Iterable[Row]) -> None:
        """Take in documents."""
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO search_stems (rowid, title, keywords, text) "
                "VALUES (%s, %s, %s, %s)",
                [
                    (number, " ".join(title), " ".join(keywords), " ".join(text))
                    for number, title, keywords, text in rows
                ],
            )

    def remove(self, numbers: Sequence[int]) -> None:
        """Forget documents."""
        with connection.cursor() as cursor:
            cursor.executemany(
                "DELETE FROM search_stems WHERE rowid = %s", [(n,) for n in numbers]
            )

    def hits(self, query: Query) -> tuple[str, list[Any]]:
        """Return SQL of number and rank: bm25, a title for ten times a text."""
        return (
            "SELECT rowid AS document, bm25(search_stems, 10.0, 4.0, 1.0) AS rank "
            "FROM search_stems WHERE search_stems MATCH %s",
            [" AND ".join(_either(part.all) for part in query.parts)],
        )


class PostgreSql:
    """PostgreSQL: our own stems with their places and weights, no parser of its."""

    def add(self, rows: Iterable[Row]) -> None:
        """Take in documents."""
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO search_stems (document_id, stems) "
                "VALUES (%s, %s::tsvector)",
                [(row[0], _vector(row[1:])) for row in rows],
            )

    def remove(self, numbers: Sequence[int]) -> None:
        """Forget documents."""
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM search_stems WHERE document_id = ANY(%s)", [list(numbers)]
            )

    def hits(self, query: Query) -> tuple[str, list[Any]]:
        """Return SQL of number and rank: how close and how heavy the words are."""
        asked = " & ".join(
            "(" + " | ".join(_followed(each) for each in part.all) + ")"
            for part in query.parts
        )
        return (
            "SELECT document_id AS document, "
            "-ts_rank('{0.1, 0.2, 0.4, 1.0}', stems, %s::tsquery) AS rank "
            "FROM search_stems WHERE stems @@ %s::tsquery",
            [asked, asked],
        )


def engine() -> Engine:
    """Return the engine of the site's database."""
    return PostgreSql() if connection.vendor == "postgresql" else Fts5()


def _either(phrases: Iterable[Phrase]) -> str:
    quoted = ('"' + " ".join(phrase).replace('"', "") + '"' for phrase in phrases)
    return f"({' OR '.join(quoted)})"


def _followed(phrase: Phrase) -> str:
    return "(" + " <-> ".join(_quoted(each) for each in phrase) + ")"


def _quoted(stem: str) -> str:
    return "'" + stem.replace("\\", "").replace("'", "''") + "'"


_MOST_PLACES = 16_000  # PostgreSQL counts places up to 16,383
_GAP = 8
"""Places between two fields, so that no phrase runs from one into the next."""


def _vector(fields: Sequence[Sequence[str]]) -> str:
    """Return a tsvector: each stem with its places, by the weight of its field."""
    parts: list[str] = []
    place = 0
    for stems, weight in zip(fields, "ABD", strict=True):
        for each in stems:
            place = min(place + 1, _MOST_PLACES)
            parts.append(f"{_quoted(each)}:{place}{weight}")
        place += _GAP
    return " ".join(parts)

"""Two engines behind one interface: FTS5 of SQLite, and PostgreSQL's text search.

Both keep the stems that `words` makes, in three fields: title, keywords, text. Both get
the same question, so they find the same documents; the best of them they rank by their
own measure.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from django.db import connection

from headload.apps.search.query import Query
from headload.apps.search.synonyms import Phrase

Row = tuple[int, Sequence[str], Sequence[str], Sequence[str]]
"""Number of a document, and the stems of its title, keywords and text."""
Statement = tuple[str, list[Any]]
"""SQL and its values."""


class Engine(Protocol):
    """What an engine can do."""

    def add(self, rows: Iterable[Row]) -> None:
        """Take in documents."""

    def remove(self, numbers: Sequence[int]) -> None:
        """Forget documents."""

    def best(self, query: Query) -> Statement:
        """Return SQL that gives the numbers of what matches, the best first."""

    def all(self, query: Query, *, titles: bool) -> Statement:
        """Return SQL that gives the numbers of what matches, the latest first.

        With `titles` only where title or keywords match.
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

    def best(self, query: Query) -> Statement:
        """Return numbers by bm25, a title for ten times a text."""
        return (
            "SELECT rowid FROM search_stems WHERE search_stems MATCH %s "
            "ORDER BY bm25(search_stems, 10.0, 4.0, 1.0), rowid",
            [self._asked(query)],
        )

    def all(self, query: Query, *, titles: bool) -> Statement:
        """Return numbers without a rank, which costs more than finding."""
        asked = self._asked(query)
        return (
            "SELECT rowid FROM search_stems WHERE search_stems MATCH %s "
            "ORDER BY rowid DESC",
            [f"{{title keywords}} : ({asked})" if titles else asked],
        )

    def _asked(self, query: Query) -> str:
        return " AND ".join(_either(part.all) for part in query.parts)


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

    def best(self, query: Query) -> Statement:
        """Return numbers by how heavy the words are that match."""
        asked = self._asked(query)
        return (
            "SELECT document_id FROM search_stems WHERE stems @@ %s::tsquery "
            "ORDER BY ts_rank('{0.1, 0.2, 0.4, 1.0}', stems, %s::tsquery) DESC, "
            "document_id",
            [asked, asked],
        )

    def all(self, query: Query, *, titles: bool) -> Statement:
        """Return numbers without a rank, which costs more than finding."""
        return (
            "SELECT document_id FROM search_stems WHERE stems @@ %s::tsquery "
            "ORDER BY document_id DESC",
            [self._asked(query, ":AB" if titles else "")],
        )

    def _asked(self, query: Query, where: str = "") -> str:
        return " & ".join(
            "(" + " | ".join(_followed(each, where) for each in part.all) + ")"
            for part in query.parts
        )


def engine() -> Engine:
    """Return the engine of the site's database."""
    return PostgreSql() if connection.vendor == "postgresql" else Fts5()


def _either(phrases: Iterable[Phrase]) -> str:
    quoted = ('"' + " ".join(phrase).replace('"', "") + '"' for phrase in phrases)
    return f"({' OR '.join(quoted)})"


def _followed(phrase: Phrase, where: str) -> str:
    return "(" + " <-> ".join(_quoted(each) + where for each in phrase) + ")"


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

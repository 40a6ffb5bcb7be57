"""Two engines behind one interface: FTS5 of SQLite, and PostgreSQL's text search.

Both keep the stems that `words` makes, in three fields: title, keywords, text. Both get
the same question, so they find the same documents; the best of them they rank by their
own measure.
"""

import json
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Protocol

import numpy as np
from django.db import connection, transaction

from headload.apps.search.facets import Numbers, Range, numbers_in
from headload.apps.search.query import Query, shortest
from headload.apps.search.synonyms import Phrase

Row = tuple[int, Sequence[str], Sequence[str], Sequence[str]]
"""Number of a document, and the stems of its title, keywords and text."""


class Engine(Protocol):
    """What an engine can do."""

    many: int
    """Documents above which ranking all of them takes too long."""

    def add(self, rows: Iterable[Row]) -> None:
        """Take in documents."""

    def remove(self, numbers: Sequence[int]) -> None:
        """Forget documents."""

    def settle(self) -> None:
        """Put in order what many changes have scattered."""

    def matching(
        self, query: Query, within: Sequence[Range] = (), *, titles: bool = False
    ) -> Numbers:
        """Return the numbers of what matches, ascending.

        Finding costs little; ranking costs more, and is for what is shown.

        Parameters
        ----------
        within
            Ranges of numbers to look in; none for everywhere.
        titles
            Only where title or keywords match.
        """

    def best(self, query: Query, among: Numbers, most: int) -> Sequence[int]:
        """Return the numbers of what matches, the best first.

        Parameters
        ----------
        among
            Numbers of documents to rank, which is what costs.
        most
            How many to return.
        """


class Fts5:
    """SQLite."""

    many = 20_000

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

    def settle(self) -> None:
        """Merge the index into one tree; a question reads each tree there is."""
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO search_stems (search_stems) VALUES ('optimize')"
            )

    def matching(
        self, query: Query, within: Sequence[Range] = (), *, titles: bool = False
    ) -> Numbers:
        """Return numbers as FTS5 finds them."""
        asked = self._asked(shortest(query))
        where = f"{{title keywords}} : ({asked})" if titles else asked
        return _joined(
            "SELECT group_concat(rowid) FROM search_stems WHERE search_stems MATCH %s",
            where,
            within,
        )

    def best(self, query: Query, among: Numbers, most: int) -> Sequence[int]:
        """Return numbers by bm25, a title for ten times a text."""
        # the plus keeps FTS5 from looking for each number by itself
        return _listed(
            "SELECT rowid FROM search_stems WHERE search_stems MATCH %s "
            "AND rowid BETWEEN %s AND %s "
            "AND +rowid IN (SELECT value FROM json_each(%s)) "
            "ORDER BY bm25(search_stems, 10.0, 4.0, 1.0), rowid LIMIT %s",
            [
                self._asked(shortest(query)),
                int(among[0]),
                int(among[-1]),
                json.dumps(among.tolist()),
                most,
            ],
        )

    def _asked(self, query: Query) -> str:
        return " AND ".join(_either(part.all) for part in query.parts)


class PostgreSql:
    """PostgreSQL: our own stems with their places and weights, no parser of its.

    Its index knows stems, but neither their weights nor their places: where these are
    asked for, it unpacks the vector of each row. So a question has neither (titles and
    keywords have a vector of their own); ranking has, and is for few rows.
    """

    many = 1_000

    def add(self, rows: Iterable[Row]) -> None:
        """Take in documents."""
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO search_stems (document_id, stems, titled) "
                "VALUES (%s, %s::tsvector, %s::tsvector)",
                [(row[0], _vector(row[1:]), _vector(row[1:3])) for row in rows],
            )

    def remove(self, numbers: Sequence[int]) -> None:
        """Forget documents."""
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM search_stems WHERE document_id = ANY(%s)", [list(numbers)]
            )

    def settle(self) -> None:
        """Count stems anew, from which the server plans how to look."""
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE search_stems")

    def matching(
        self, query: Query, within: Sequence[Range] = (), *, titles: bool = False
    ) -> Numbers:
        """Return numbers as the index of stems finds them."""
        # what is added to a number keeps the server from reading each row in a range
        inside = " OR ".join("document_id + 0 BETWEEN %s AND %s" for _ in within)
        # it takes reading every row for cheap, since it does not count what unpacking
        # long vectors costs; and helpers cost more to start than they save
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "SET LOCAL enable_seqscan = off; "
                "SET LOCAL max_parallel_workers_per_gather = 0"
            )
            cursor.execute(
                "SELECT string_agg(document_id::text, ',') "  # noqa: S608
                f"FROM search_stems WHERE {'titled' if titles else 'stems'} "
                f"@@ %s::tsquery AND ({inside or 'true'})",
                [self._asked(query), *chain.from_iterable(within)],
            )
            return np.sort(numbers_in(cursor.fetchone()[0]))

    def best(self, query: Query, among: Numbers, most: int) -> Sequence[int]:
        """Return numbers by how heavy the words are that match."""
        return _listed(
            "SELECT document_id FROM search_stems WHERE document_id = ANY(%s) "
            "ORDER BY ts_rank('{0.1, 0.2, 0.4, 1.0}', stems, %s::tsquery) DESC, "
            "document_id LIMIT %s",
            [among.tolist(), self._asked(query), most],
        )

    def _asked(self, query: Query) -> str:
        return " & ".join(
            "(" + " | ".join(_quoted(stem) for (stem,) in part.all) + ")"
            for part in shortest(query).parts
        )


def engine() -> Engine:
    """Return the engine of the site's database."""
    return PostgreSql() if connection.vendor == "postgresql" else Fts5()


def _joined(statement: str, asked: str, within: Sequence[Range]) -> Numbers:
    """Return the numbers that a statement gives in one text, range by range."""
    found = []
    with connection.cursor() as cursor:
        if not within:
            cursor.execute(statement, [asked])
            return numbers_in(cursor.fetchone()[0])
        for first, last in within:
            between = " AND rowid BETWEEN %s AND %s"
            cursor.execute(statement + between, [asked, first, last])
            found.append(numbers_in(cursor.fetchone()[0]))
    return np.concatenate(found)


def _listed(statement: str, values: Sequence[object]) -> Sequence[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [row[0] for row in cursor.fetchall()]


def _either(phrases: Iterable[Phrase]) -> str:
    quoted = ('"' + " ".join(phrase).replace('"', "") + '"' for phrase in phrases)
    return f"({' OR '.join(quoted)})"


def _quoted(stem: str) -> str:
    return "'" + stem.replace("\\", "").replace("'", "''") + "'"


_MOST_PLACES = 16_000  # PostgreSQL counts places up to 16,383


def _vector(fields: Sequence[Sequence[str]]) -> str:
    """Return a tsvector: each stem with its places, by the weight of its field."""
    parts: list[str] = []
    place = 0
    for stems, weight in zip(fields, "ABD", strict=False):
        for each in stems:
            place = min(place + 1, _MOST_PLACES)
            parts.append(f"{_quoted(each)}:{place}{weight}")
    return " ".join(parts)

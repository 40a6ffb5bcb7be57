"""How well the library is searched: labelled queries, beside plain full-text search.

``python -m benchmarks.queries WORKS.csv`` brings the works into a site of its own and
asks what ``queries.csv`` asks: of Headload, with and without words that mean the same,
and of FTS5 as SQLite has it, with all words and with any. The labels were made by
reading, before any answer was seen; they stay as they are when the search changes.
"""

import csv
import sqlite3
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from benchmarks.own_site import own_site

QUERIES = Path(__file__).with_name("queries.csv")
FIRST, MOST = 5, 20
"""Results that a reader looks at without scrolling; results on a page."""

Answers = Callable[[str, str], Sequence[str]]
"""What a way of searching finds for a text and a language: names of works."""


@dataclass(frozen=True)
class Asked:
    """A query, and the works that answer it."""

    text: str
    language: str
    expected: frozenset[str]


@dataclass(frozen=True)
class Score:
    """How good the first page of results is.

    Parameters
    ----------
    success
        1 where one of the first five is expected, else 0.
    recall
        Share of the expected that are among the first twenty.
    reciprocal
        1 over the rank of the first that is expected; 0 where none of twenty is.
    """

    success: float
    recall: float
    reciprocal: float


def main(
    works: Annotated[Path, typer.Argument(help="Works to bring in, as CSV.")],
    *,
    failed: Annotated[bool, typer.Option(help="Name queries that failed.")] = False,
) -> None:
    """Print a table of each measure: languages down, ways of searching across."""
    asked = queries()
    with own_site():
        from headload.apps.library.bring_in import bring_in
        from headload.apps.search.index import rebuild

        bring_in(works)
        rebuild("work")
        _say_what_is_missing(asked)
        ways = _ways()
        found = {
            name: [list(way(each.text, each.language))[:MOST] for each in asked]
            for name, way in ways.items()
        }
    scores = {
        name: [
            score(answer, each.expected)
            for answer, each in zip(own, asked, strict=True)
        ]
        for name, own in found.items()
    }
    _print(asked, scores)
    if failed:
        _print_failed(asked, found["ours"], scores["ours"])


def queries() -> list[Asked]:
    """Return every labelled query."""
    with QUERIES.open(encoding="utf-8", newline="") as stream:
        return [
            Asked(row["query"], row["language"], frozenset(row["expected"].split("|")))
            for row in csv.DictReader(stream)
        ]


def score(found: Sequence[str], expected: frozenset[str]) -> Score:
    """Return how good an answer is.

    Examples
    --------
    >>> score(["a", "b", "c"], frozenset({"b", "d"}))
    Score(success=1.0, recall=0.5, reciprocal=0.5)
    """
    ranks = [rank for rank, each in enumerate(found, start=1) if each in expected]
    return Score(
        success=float(any(rank <= FIRST for rank in ranks)),
        recall=len(ranks) / len(expected),
        reciprocal=1 / ranks[0] if ranks else 0.0,
    )


def _say_what_is_missing(asked: Sequence[Asked]) -> None:
    """Say how many labels name a work that cannot be found: a draft, or not there."""
    from headload.apps.library.models import Work

    shown = set(Work.objects.filter(live=True).values_list("slug", flat=True))
    every = {name for each in asked for name in each.expected}
    typer.echo(f"{len(shown)} works are shown, {len(asked)} queries")
    typer.echo(f"labels: {len(every)} works, of which {len(every - shown)} not shown")


def _ways() -> Mapping[str, Answers]:
    return {
        "ours": lambda text, language: _ours(text, language, only_own=False),
        "own words": lambda text, language: _ours(text, language, only_own=True),
        **_plain(),
    }


def _ours(text: str, language: str, *, only_own: bool) -> list[str]:
    from headload.apps.search.find import find

    answer = find(text, language, {"kind": "work"}, only_own=only_own)
    return [each.document.key.partition(":")[2] for each in answer.results]


def _plain() -> Mapping[str, Answers]:
    """Return two ways to ask FTS5 over the same works: all words, and any of them."""
    from headload.apps.library.models import Work

    database = sqlite3.connect(":memory:")
    database.execute(
        "CREATE VIRTUAL TABLE works USING fts5(slug UNINDEXED, title, subtitle, "
        "people, summary, keywords, tokenize = 'unicode61 remove_diacritics 2')"
    )
    database.executemany(
        "INSERT INTO works VALUES (?, ?, ?, ?, ?, ?)",
        [
            (
                work.slug,
                work.title,
                work.subtitle,
                " ".join(str(part.person) for part in work.creators.all()),
                work.summary,
                work.keywords,
            )
            for work in Work.objects.filter(live=True)
        ],
    )

    def joined_by(sign: str) -> Answers:
        def answer(text: str, _: str) -> list[str]:
            words = ['"' + word.replace('"', "") + '"' for word in text.split()]
            rows = database.execute(
                "SELECT slug FROM works WHERE works MATCH ? ORDER BY bm25(works) "
                "LIMIT ?",
                (f" {sign} ".join(words), MOST),
            )
            return [row[0] for row in rows]

        return answer

    return {"FTS5 AND": joined_by("AND"), "FTS5 OR": joined_by("OR")}


def _print(asked: Sequence[Asked], scores: Mapping[str, Sequence[Score]]) -> None:
    languages = list(dict.fromkeys(each.language for each in asked))
    for measure, title in (
        ("success", f"success at {FIRST}"),
        ("recall", f"recall at {MOST}"),
        ("reciprocal", "mean reciprocal rank"),
    ):
        typer.echo("\n" + f"{title:22}" + "".join(f"{name:>11}" for name in scores))
        for language in [*languages, ""]:
            places = [
                place
                for place, each in enumerate(asked)
                if language in {"", each.language}
            ]
            means = [
                statistics.fmean(getattr(own[place], measure) for place in places)
                for own in scores.values()
            ]
            label = f"{language or 'all'} ({len(places)})"
            typer.echo(f"{label:22}" + "".join(f"{mean:11.2f}" for mean in means))


def _print_failed(
    asked: Sequence[Asked], found: Sequence[Sequence[str]], scores: Sequence[Score]
) -> None:
    typer.echo(f"\nnone expected among the first {FIRST}:")
    for each, answer, own in zip(asked, found, scores, strict=True):
        if not own.success:
            typer.echo(f"  {each.language} {each.text}: {len(answer)} shown")
            typer.echo(f"     expected {', '.join(sorted(each.expected)[:3])}")
            typer.echo(f"     found    {', '.join(answer[:3]) or 'nothing'}")


if __name__ == "__main__":
    typer.run(main)

"""A comparison as one page of HTML that needs nothing else, and as CSV."""

import csv
import io
from collections.abc import Iterable, Iterator
from html import escape

from headload.compare.pair import Moved, Pair
from headload.compare.words import Words, amount, figure
from headload.releases import guarded
from headload.releases.document import document

TOLD = (
    Moved.SIGNIFICANT,
    Moved.MOVED,
    Moved.WITHHELD_NOW,
    Moved.SHOWN_NOW,
    Moved.GONE,
    Moved.APPEARED,
)
"""What a page lists; the CSV has every figure."""
DASH = "\u2013"


def page(words: Words) -> bytes:
    """Return the page in the language of `words`."""
    title = escape(words.title())
    parts = [
        f"<h1>{title}</h1>",
        *(f"<p>{escape(text)}</p>" for text in words.remarks()),
        *_causes(words),
        *_counts(words),
        *_figures(words),
    ]
    return document(words.language, title, "\n".join(parts))


def table(words: Words) -> bytes:
    """Return every figure of either release as CSV, codes and plain numbers."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(
        [
            "result", "indicator", "dimensions", "unit", "first", "second",
            "difference", "ci_low", "ci_high", "first_flag", "second_flag",
            "first_id", "second_id",
        ]
    )  # fmt: skip
    writer.writerows(map(_row, words.found.pairs))
    return text.getvalue().encode()


def told(pairs: Iterable[Pair]) -> list[Pair]:
    """Return the figures to list: what moved, the largest against itself first."""
    listed = [pair for pair in pairs if pair.moved in TOLD]
    return sorted(listed, key=lambda each: (TOLD.index(each.moved), -_size(each)))


def _size(pair: Pair) -> float:
    value = pair.one.value if pair.one is not None else None
    return abs((pair.difference or 0.0) / value) if value else 0.0


def _row(pair: Pair) -> Iterator[object]:
    cell = pair.cell
    codes = sorted(cell.dimensions.items())
    yield str(pair.moved)
    yield guarded(cell.indicator)
    yield guarded("; ".join(f"{name}={code}" for name, code in codes))
    yield cell.unit
    yield from (each.value if each else None for each in (pair.one, pair.other))
    yield from (pair.difference, pair.low, pair.high)
    yield from (str(each.flag) if each else "" for each in (pair.one, pair.other))
    ids = (each.estimate_id if each else "" for each in (pair.one, pair.other))
    yield from map(guarded, ids)


def _causes(words: Words) -> Iterator[str]:
    yield f"<h2>{escape(words.say('causes_heading'))}</h2>"
    if not words.found.causes:
        yield f"<p>{escape(words.say('causes_none'))}</p>"
        return
    rows = [
        (words.say(f"cause_{each.name}"), each.one, each.other)
        for each in words.found.causes
    ]
    heads = [words.say(name) for name in ("what", "first", "second")]
    yield _table(heads, rows, numbers=0)


def _counts(words: Words) -> Iterator[str]:
    yield f"<h2>{escape(words.say('counts_heading'))}</h2>"
    counts = words.found.counts
    rows = [
        (words.say(str(m)), amount(float(counts[m]), words.language))
        for m in Moved
        if counts[m]
    ]
    yield _table([words.say("became"), words.say("number")], rows, numbers=1)


def _figures(words: Words) -> Iterator[str]:
    yield f"<h2>{escape(words.say('figures_heading'))}</h2>"
    listed = told(words.found.pairs)
    if not listed:
        yield f"<p>{escape(words.say('figures_none'))}</p>"
        return
    names = ("figure", "became", "first", "second", "difference", "interval")
    yield _table(
        [words.say(name) for name in names],
        [cells(words, pair) for pair in listed],
        numbers=4,
    )


def cells(words: Words, pair: Pair) -> tuple[str, ...]:
    """Return a figure as a row of text: name, result, values, difference."""
    said = words.language
    interval = (
        f"{amount(pair.low, said)} {DASH} {amount(pair.high, said)}"
        if pair.low is not None
        else ""
    )
    return (
        words.name(pair),
        words.say(str(pair.moved)),
        figure(pair.one, said),
        figure(pair.other, said),
        amount(pair.difference, said),
        interval,
    )


def _table(heads: list[str], rows: Iterable[tuple[str, ...]], *, numbers: int) -> str:
    """Return a table; its last `numbers` columns are set to the right."""
    first = len(heads) - numbers

    def kind(at: int) -> str:
        return ' class="n"' if at >= first else ""

    head = "".join(
        f'<th scope="col"{kind(at)}>{escape(text)}</th>'
        for at, text in enumerate(heads)
    )
    lines = []
    for name, *texts in rows:
        cells_ = "".join(
            f"<td{kind(at)}>{escape(text)}</td>" for at, text in enumerate(texts, 1)
        )
        lines.append(f'<tr><th scope="row">{escape(name)}</th>{cells_}</tr>')
    body = "\n".join(lines)
    return (
        f'<div class="wide" tabindex="0"><table><thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{body}\n</tbody></table></div>"
    )

"""What a brief says, page by page, as data for the template.

Every figure comes through `sentences`, `tables` or `charts`, which read cells of
the release; the template has no figure of its own.
"""

from collections.abc import Sequence
from typing import Any

from headload.products import sentences
from headload.products.brief import tables
from headload.products.brief.back import back
from headload.products.brief.periods import change, changes, periods
from headload.products.charts import Chart
from headload.products.notes import as_released, cautions
from headload.products.numbers import is_large
from headload.products.prose import Prose
from headload.releases import ReleasedEstimate

RATE, SIZE = "informal-employment-rate", "employment"
CARDS = ("domestic_worker", "home_based_worker", "street_vendor", "waste_picker")
"""The four groups that a brief speaks of and that have a card."""

_SEXES, _AREAS = (("F", "women"), ("M", "men")), (("U", "urban"), ("R", "rural"))


def content(prose: Prose, charts: Sequence[Chart], base: str) -> dict[str, Any]:
    """Return everything that the template of the brief sets.

    Parameters
    ----------
    base
        Where addresses of figures begin; empty where none is known.
    """
    release = prose.words.release
    place = prose.words.place()
    made = (tables.sexes, periods, changes, tables.workers, tables.groups)
    drawn = [table for table in (each(prose) for each in made) if table]
    return {
        "lang": prose.language,
        "kicker": prose.say("brief"),
        "place_period": prose.say("place_period", place=place, period=prose.period()),
        "title": sentences.headline(prose, prose.find(RATE)),
        "deck": prose.say("deck"),
        "keys": _keys(prose),
        "lead_heading": prose.say("lead_heading"),
        "lead": [each for each in _lead(prose) if each],
        "women_heading": prose.say("women_heading"),
        "women": _differences(prose),
        "change_heading": prose.say("change_heading"),
        "change": change(prose),
        "figure": prose.say("figure"),
        "figures": [_figure(chart) for chart in charts if chart.name != "areas"],
        "source": prose.source(),
        "table": prose.say("table"),
        "tables_heading": prose.say("tables_heading"),
        "tables": drawn,
        "cautions": cautions(prose),
        "notes_heading": prose.say("notes_heading"),
        "notes": as_released(prose),
        "page": prose.say("page"),
        "release": release.manifest.id,
        **back(prose, _quotes(prose), base),
    }


def _figure(chart: Chart) -> dict[str, str | float]:
    return {
        "name": chart.name,
        "file": f"{chart.name}.svg",
        "width": chart.width,
        "title": chart.title,
        "subtitle": chart.subtitle,
        "note": chart.note,
        "alt": chart.alt,
    }


def _keys(prose: Prose) -> list[dict[str, str]]:
    find = prose.find
    rates = ((RATE, "key_rate"), ("pension-coverage-rate", "key_pension"))
    keys = [_key_rate(prose, find(name), text) for name, text in rates]
    keys.insert(1, _key_total(prose, find("informal-employment")))
    return [each for each in keys if each]


def _key_rate(prose: Prose, cell: ReleasedEstimate | None, text: str) -> dict[str, str]:
    if cell is None or not sentences.shown(cell):
        return {}
    said = sentences.headline_percent(prose, cell)
    return {
        "big": said.value,
        "small": "",
        "text": prose.say(text),
        "range": _interval(prose, said.span),
    }


def _key_total(prose: Prose, cell: ReleasedEstimate | None) -> dict[str, str]:
    if cell is None or not sentences.shown(cell):
        return {}
    said = sentences.figures(prose, cell)
    large = is_large(float(cell.value or 0), prose.language)
    word = sentences.millions(prose, cell) if large else ""
    return {
        "big": said.value,
        "small": word,
        "text": prose.say("key_total_million" if large else "key_total"),
        "range": _interval(prose, f"{said.span} {word}".strip()),
    }


def _interval(prose: Prose, span: str) -> str:
    return prose.say("named_figure", name=prose.say("interval"), v=span)


def _lead(prose: Prose) -> list[str]:
    find = prose.find
    place = prose.words.place()
    first = [prose.say("what_is_informal")]
    employed = find(SIZE)
    if employed is not None:
        does = prose.say("does_employed", place=place)
        name = prose.say("all_workers")
        first.insert(0, sentences.total(prose, employed, does, name))
    second = [
        _said(prose, f"who_{word}", name, code)
        for name, codes in (("sex", _SEXES), ("urban", _AREAS))
        for code, word in codes
    ]
    third = [_said(prose, f"who_{code}", "worker_group", code) for code in CARDS]
    return [" ".join(filter(None, part)) for part in (first, second, third)]


def _said(prose: Prose, who: str, dimension: str, code: str) -> str:
    cell = prose.find(RATE, **{dimension: code})
    if cell is None:
        return ""
    have = prose.say("have_informal")
    return sentences.rate(prose, cell, who=prose.say(who), have=have)


def _differences(prose: Prose) -> list[str]:
    find = prose.find
    asked = (
        ("informal-employment-rate-difference", "informality"),
        ("mean-hourly-earnings-relative-difference", "earnings"),
    )
    said = [
        sentences.difference(prose, find(name, sex="F-M"), topic)
        for name, topic in asked
    ]
    return [each for each in said if each]


def _quotes(prose: Prose) -> list[str]:
    """Return sentences of reliable cells that can stand alone."""
    find = prose.find
    said = []
    for code in CARDS:
        cell = find(SIZE, worker_group=code)
        if cell is not None and sentences.shown(cell) and not str(cell.flag):
            does = prose.say(f"does_{code}")
            said.append(sentences.total(prose, cell, does, prose.group(code)))
    return said[:3]

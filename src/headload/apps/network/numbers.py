"""Counts in the words of a page: a number never stands without day, basis and who.

Counts of the same thing are put together, so that what different ones declare stands
side by side; nothing is added up.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from headload.apps.common.words import Text, say
from headload.apps.network.kinds import CHECKED, Unit, Verification
from headload.apps.network.names import Names
from headload.apps.network.over_time import Chart, Point, chart_of
from headload.apps.network.said_by import said_by
from headload.products.numbers import number, percent

Count = Mapping[str, Any]
_DOUBTED = (Verification.DISPUTED, Verification.STALE, Verification.SUPERSEDED)


@dataclass(frozen=True)
class Stated:
    """A count as a page shows it.

    Parameters
    ----------
    amount
        The number, or from what to what it lies.
    of
        Of which workers; none where no workers are counted.
    when
        Day or occasion as its source has it; empty where neither is known.
    flag
        How its check is drawn: `good`, `care` or `not`.
    address
        What its history is asked by; empty where that is not told.
    """

    amount: Text
    unit: Text
    of: Text | None
    where: Text | None
    when: str
    basis: Text
    by: Text
    women: Text
    affiliates: Text | None
    checked: Text
    flag: str
    is_old: bool
    source: str
    note: str
    address: str


@dataclass(frozen=True)
class Series:
    """Counts of the same thing, the newest first.

    Parameters
    ----------
    of
        Of which workers; none where no workers are counted.
    made_of
        Name of the organisation counted, where it went on in the one of the page.
    sides
        The newest of each who declares; empty where only one does.
    chart
        Persons over time; none where fewer than two numbers have a day.
    """

    unit: Text
    of: Text | None
    where: Text | None
    made_of: str
    rows: Sequence[Stated]
    sides: Sequence[Stated]
    chart: Chart | None


def stated(count: Count, called: Names) -> Stated:
    """Return a count in the words of a language."""
    language = called.language
    checked = Verification(count["verification"])
    is_old = bool(count.get("is_stale")) or checked == Verification.STALE
    by = count.get("declared_by", "")
    affiliates = count.get("includes_affiliates")
    told = {True: "count_with_affiliates", False: "count_without_affiliates"}
    return Stated(
        amount=_amount(count, language),
        unit=say(f"unit_{count['unit']}", language),
        of=_of(count, called),
        where=_where(count, called),
        when=count.get("as_of") or count.get("occasion") or count.get("year") or "",
        basis=say(f"basis_{count['basis']}", language),
        by=said_by(by, language),
        women=_women(count, language),
        affiliates=None if affiliates is None else say(told[affiliates], language),
        checked=say(f"checked_{checked.value}", language),
        flag="good" if checked in CHECKED else "care" if checked in _DOUBTED else "not",
        is_old=is_old,
        source=count.get("source") or "",
        note=count.get("method_note", ""),
        address=count.get("permanent", "").lower(),
    )


def series_of(
    counts: Sequence[Count], called: Names, own: str, names: Mapping[str, str]
) -> list[Series]:
    """Return counts put together by what they count; of persons first.

    Parameters
    ----------
    own
        Permanent id of the organisation of the page.
    names
        Names of others that went on in it, by permanent id.
    """
    together: dict[tuple[Any, ...], list[Count]] = defaultdict(list)
    for count in counts:
        together[_key(count)].append(count)
    units, language = list(Unit), called.language
    keys = sorted(together, key=lambda key: (key[0] != own, units.index(key[1])))
    found = []
    for key in keys:
        own_counts = sorted(together[key], key=_when, reverse=True)
        rows = [stated(each, called) for each in own_counts]
        newest: dict[str, Stated] = {}
        for row in rows:
            newest.setdefault(row.by.text, row)
        sides = list(newest.values()) if len(newest) > 1 else []
        made_of = "" if key[0] in {own, ""} else names.get(key[0], "")
        first = rows[0]
        points = [
            Point(count, row.amount, row.basis, row.by)
            for count, row in zip(own_counts, rows, strict=True)
        ]
        found.append(
            Series(
                unit=first.unit,
                of=first.of,
                where=first.where,
                made_of=made_of,
                rows=rows,
                sides=sides,
                chart=chart_of(points, language),
            )
        )
    return found


def _key(count: Count) -> tuple[Any, ...]:
    names = ("unit", "sector", "all_sectors", "area", "part")
    return (count.get("of", ""), *(count.get(name, "") for name in names))


def _when(count: Count) -> str:
    return str(count.get("as_of") or count.get("year") or "")


def _amount(count: Count, language: str) -> Text:
    if "band" in count:
        low, high = count["band"]
        if high is None:
            return say("count_band_open", language, low=number(low, language))
        ends = {"low": number(low, language), "high": number(high - 1, language)}
        return say("count_band", language, **ends)
    written = number(count["value"], language)
    if count["rounded"]:
        return say("count_about", language, number=written)
    return Text(written)


def _of(count: Count, called: Names) -> Text | None:
    if count["sector"]:
        return called.groups[count["sector"]]
    if count["all_sectors"]:
        return say("count_all_sectors", called.language)
    of_people = count["unit"] in {Unit.PERSONS, Unit.HOUSEHOLDS}
    return say("count_sector_unknown", called.language) if of_people else None


def _where(count: Count, called: Names) -> Text | None:
    if count.get("area"):
        return called.places[count["area"]]
    return Text(count["part"]) if count.get("part") else None


def _women(count: Count, language: str) -> Text:
    if count.get("women_count") is not None:
        return Text(number(count["women_count"], language))
    if count.get("women_share") is not None:
        return Text(percent(float(count["women_share"]) * 100, language))
    if count.get("women_not_collected"):
        return say("count_women_not_collected", language)
    return say("count_women_untold", language)

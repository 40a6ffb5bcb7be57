"""What the page of an organisation shows, from what its readers may see."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from headload.apps.common.languages import LANGUAGES
from headload.apps.common.makers import Made, made_by
from headload.apps.common.words import Text, say
from headload.apps.network.constituencies import constituencies_of
from headload.apps.network.kinds import Unit
from headload.apps.network.lines import places_of
from headload.apps.network.models import Organisation
from headload.apps.network.names import Names, names_in
from headload.apps.network.numbers import series_of, stated
from headload.apps.network.rights import READER
from headload.apps.network.selectors import (
    DOWN,
    UNKNOWN,
    UP,
    changes_of,
    counts_of,
    names_of,
    newest,
    seats_of,
    sources_of,
    tree_of,
)

Shown = Mapping[str, Any]
_FACTS = (
    *("legal_status", "founded", "registered", "dissolved", "city", "other_sectors"),
    *("has_garment_workers", "is_mbo", "democratic_evidence", "does_research"),
    *("languages", "description", "activities"),
)
_WEB = ("http://", "https://")


@dataclass(frozen=True)
class Fact:
    """A field of an organisation in words; `name` is what its history is asked by."""

    name: str
    values: Sequence[Text]


def content_of(
    shown: Shown, organisation: Organisation, language: str, today: datetime.date
) -> dict[str, Any]:
    """Return what the template knows of an organisation.

    Parameters
    ----------
    shown
        What readers see of it (`selectors.find`).
    organisation
        Its record, which selectors need to find the rest; the template has it not.
    """
    called = names_in(language)
    counts = counts_of(READER, organisation, today)
    first = newest(counts)
    changes = changes_of(READER, organisation)
    up, down = (tree_of(READER, organisation, side) for side in (UP, DOWN))
    before = {e["permanent"]: e["name"] for each in changes for e in each.before}
    return {
        "shown": shown,
        "is_little": "acronym" not in shown,
        "kind": say(f"org_type_{shown['classification'] or UNKNOWN}", language),
        "places": places_of("", shown["country"], called),
        "count": stated(first, called) if first else None,
        "series": series_of(counts, called, shown["permanent"], before),
        "counts": counts,
        "up": up.branches,
        "down": down.branches,
        "ended": [*up.ended, *down.ended],
        "listed": _listed(counts, len(down.branches)),
        "seats": seats_of(READER, organisation),
        "changes": [each for each in changes if each.before and each.after],
        "works": _works(shown, language),
        "names": names_of(READER, organisation),
        "constituencies": _constituencies(shown, language),
        "facts": list(_facts(shown, called)),
        "identifiers": [each.partition(" ") for each in shown.get("identifiers", ())],
        "links": links_in(shown),
        "sources": sources_of(READER, organisation),
    }


def links_in(shown: Shown) -> list[str]:
    """Return the addresses of an organisation on the web, and nothing else."""
    lines = (each.strip() for each in shown.get("links", "").splitlines())
    return [each for each in lines if each.startswith(_WEB)]


def _works(shown: Shown, language: str) -> Sequence[Made]:
    """Return what it published; nothing of one that little is shown of."""
    if "acronym" not in shown:
        return ()
    names = {shown["name"], shown["acronym"], *shown["other_names"]} - {""}
    return made_by(sorted(names), language)


def _listed(counts: Sequence[Shown], listed: int) -> Mapping[str, int] | None:
    """Return how many affiliates are declared and listed, where some are missing."""
    declared = [
        each
        for each in counts
        if each["unit"] == Unit.ORGANISATIONS and "value" in each and not each["part"]
    ]
    latest = max(declared, key=lambda each: each["as_of"], default=None)
    if latest is None or latest["value"] <= listed:
        return None
    missing = latest["value"] - listed
    return {"declared": latest["value"], "listed": listed, "missing": missing}


def _facts(shown: Shown, called: Names) -> Iterable[Fact]:
    """Yield the fields that are shown; whether members lead it also where unknown."""
    language = called.language
    kind = shown["classification"] or UNKNOWN
    yield Fact("classification", [say(f"org_type_{kind}", language)])
    if shown["level"]:
        yield Fact("level", [say(f"level_{shown['level']}", language)])
    names = [called.groups[code] for code in shown["sectors"]]
    yield Fact("sectors", names or [say("not_known", language)])
    if shown.get("area"):
        yield Fact("area", [called.places[shown["area"]]])
    for name in _FACTS:
        value = shown.get(name)
        if name == "is_mbo" or value not in (None, ""):
            yield Fact(name, [_valued(name, value, language)])


def _valued(name: str, value: Any, language: str) -> Text:
    if value is None:
        return say("not_known", language)
    if isinstance(value, bool):
        return say("yes" if value else "no", language)
    if name == "languages":
        codes = str(value).split()
        return Text(", ".join(LANGUAGES[c][1] if c in LANGUAGES else c for c in codes))
    return Text(str(value))


def _constituencies(shown: Shown, language: str) -> list[tuple[Text, str]]:
    """Return the constituencies in words, each with the field whose history tells."""
    names = ("classification", "is_mbo", "does_research")
    found = constituencies_of(*(shown[name] for name in names))
    return [
        (say(f"constituency_{each.value}", language), why)
        for each, why in found.items()
    ]

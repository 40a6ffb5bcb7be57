"""What the page of the calendar shows: the next deadlines, and what to choose."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from headload.apps.common.models import Scheme, named
from headload.apps.common.words import Text, say
from headload.apps.voice.due import Due, due_in
from headload.apps.voice.feeds.wanted import Wanted
from headload.apps.voice.models import Body, Process
from headload.apps.voice.words import STILL_OPEN


@dataclass(frozen=True)
class Select:
    """A choice of the form: its name, what can be chosen, and what is."""

    name: str
    options: Sequence[tuple[str, Text]]
    chosen: str


def coming(
    processes: Iterable[Process], now: datetime.datetime
) -> tuple[list[tuple[Process, Due]], int]:
    """Return what is due next in processes that are open, and how much has no day."""
    found, without = [], 0
    for process in processes:
        if process.state not in STILL_OPEN:
            continue
        for due in due_in(process, now):
            if due.day:
                found.append((process, due))
            elif not due.passed:
                without += 1
    found.sort(key=lambda each: (each[1].day or datetime.date.max, each[0].title))
    return found, without


def title_of(asked: Wanted, language: str) -> str:
    """Return what a calendar is called."""
    names = [each.text for each in asked.names(language)]
    if not names:
        return str(say("calendar_all", language))
    return str(say("calendar_of", language, what=", ".join(names)))


def selects(asked: Wanted, language: str) -> list[Select]:
    """Return what can be chosen: groups, places and bodies that have processes."""
    shown = Process.objects.public()
    groups = named(Scheme.WORKER_GROUP, language)
    places = named(Scheme.PLACE, language)
    codes = set(shown.filter(area__isnull=False).values_list("area__code", flat=True))
    codes |= set(
        shown.filter(area__within__isnull=False).values_list(
            "area__within__code", flat=True
        )
    )
    if asked.place:
        codes.add(asked.place.code)
    bodies = Body.objects.public().filter(processes__in=shown).distinct()
    told = {
        each.slug: Text(each.name, each.language if each.language != language else "")
        for each in bodies
    }
    if asked.body:
        told.setdefault(asked.body.slug, Text(asked.body.name))
    return [
        Select("group", _sorted(groups), asked.group.code if asked.group else ""),
        Select(
            "place",
            _sorted({code: text for code, text in places.items() if code in codes}),
            asked.place.code if asked.place else "",
        ),
        Select("body", _sorted(told), asked.body.slug if asked.body else ""),
    ]


def _sorted(texts: Mapping[str, Text]) -> list[tuple[str, Text]]:
    return sorted(texts.items(), key=lambda each: each[1].text.casefold())

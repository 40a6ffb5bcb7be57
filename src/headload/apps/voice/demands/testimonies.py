"""Testimonies as readers see them: the de-identified text, and never who told it.

The organisation is named only where readers see at least three organisations of the
same workers in the same place; else it would be known who told it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from headload.apps.common.tables import table
from headload.apps.common.words import Text
from headload.apps.network.rights import READER
from headload.apps.network.selectors.sight import Sight
from headload.apps.voice.models import Testimony
from headload.apps.voice.states import TestimonyState, Use

FEWEST = 3
"""Organisations of a place and group under which none of them is named."""


@dataclass(frozen=True)
class Voice:
    """A testimony for readers; `organisation` is empty where it is not named."""

    permanent: str
    text: Text
    group: Text
    area: Text
    organisation: str
    date: str
    language: str


def voices(language: str) -> list[Voice]:
    """Return the testimonies that readers may see, the newest first.

    One is shown while the consent to its text holds, and no longer.
    """
    today = timezone.localdate()
    rows = Testimony.objects.filter(
        state=TestimonyState.PUBLISHED.value,
        consents__use=Use.TEXT.value,
        consents__withdrawn_on=None,
        consents__expires_on__gt=today,
    ).select_related("group", "area", "organisation")
    sight = Sight.of(READER)
    return [
        Voice(
            permanent=each.permanent,
            text=Text(each.shown, each.language if each.language != language else ""),
            group=each.group.name(language),
            area=each.area.name(language),
            organisation=_named(each, sight),
            date=each.published_on.isoformat()[:7],
            language=each.language,
        )
        for each in rows.order_by("-published_on", "-pk")
    ]


def testimonies(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with what workers told; made anew each time, since consents run out."""
    content = {"voices": voices(language), "door": "voice"}
    return render(request, "voice/testimonies.html", content)


def testimonies_file(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with the same as a file."""
    answer = HttpResponse(
        testimonies_csv(voices(language)), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = 'attachment; filename="testimonies.csv"'
    return answer


def testimonies_csv(found: Sequence[Voice]) -> bytes:
    """Return testimonies as a table."""
    columns = ("id", "published", "group", "place", "organisation", "language", "text")
    return table(
        columns,
        [
            (
                *(each.permanent, each.date, each.group, each.area),
                *(each.organisation, each.language, each.text),
            )
            for each in found
        ],
    )


def _named(testimony: Testimony, sight: Sight) -> str:
    """Return the name of an organisation that is not alone; empty for others."""
    area = testimony.area
    rows = sight.records().filter(sectors=testimony.group, merged_into=None)
    together = list(rows.filter(area=area) | rows.filter(area__within=area))
    shown = [dict(sight.shows(each)) for each in together]
    seen = {
        str(each["permanent"]): str(each["name"]) for each in shown if "area" in each
    }
    return seen.get(testimony.organisation.permanent, "") if len(seen) >= FEWEST else ""

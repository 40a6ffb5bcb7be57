"""Laws and processes as they can be found."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from headload.apps.common.languages import LANGUAGES
from headload.apps.common.models import Concept
from headload.apps.search.index import Entry, renew
from headload.apps.voice.dates import first_day
from headload.apps.voice.models import Law, Process
from headload.apps.voice.texts.versions import newest_of


def laws(only: int | None = None) -> Iterator[Entry]:
    """Yield every law that readers may see, or only one."""
    chosen = {} if only is None else {"pk": only}
    found = Law.objects.public().filter(**chosen).select_related("country", "locality")
    for law in found.prefetch_related(
        "sectors__names",
        "country__names",
        "locality__names",
        "provisions__texts",
        "provisions__version",
    ):
        places = [each for each in (law.locality, law.country) if each]
        date = law.in_force or law.adopted
        newest = newest_of(
            [each.version for each in law.provisions.all() if each.version],
            law.language,
        )
        provisions = [
            each for each in law.provisions.all() if each.version in (None, newest)
        ]
        said = [
            *(each.heading for each in provisions),
            *(text.text for each in provisions for text in each.texts.all()),
        ]
        yield Entry(
            kind="law",
            key=f"law:{law.slug}",
            language=_language(law),
            address=reverse("law", args=["en", law.slug]).removeprefix("/en"),
            title=law.title,
            text=". ".join(
                each
                for each in (law.identifier, law.locality_name, law.note, *said)
                if each
            ),
            keywords=" ".join([law.natlex, law.issuer, *_names(places, law)]),
            facets=_facets(places, law),
            date=first_day(date) if date else None,
            everywhere=True,
        )


def provisions_changed(law: Law) -> None:
    """Note that a law has changed, and index what its provisions say now."""
    law.save(update_fields=["changed"])
    renew("law", f"law:{law.slug}", laws(law.pk))


def processes(only: int | None = None) -> Iterator[Entry]:
    """Yield every process that readers may see, or only one."""
    chosen = {} if only is None else {"pk": only}
    found = Process.objects.public().filter(**chosen).select_related("area", "body")
    for process in found.prefetch_related("sectors__names", "area__names", "deadlines"):
        area = process.area
        places = [each for each in (area, area.within if area else None) if each]
        due = [each.what for each in process.deadlines.all()]
        body = process.body.name if process.body else ""
        yield Entry(
            kind="process",
            key=f"process:{process.slug}",
            language=_language(process),
            address=reverse("process", args=["en", process.slug]).removeprefix("/en"),
            title=process.title,
            text=". ".join(
                each
                for each in (body, process.place, *due, process.outcome, process.note)
                if each
            ),
            keywords=" ".join(_names(places, process)),
            facets=_facets(places, process),
            date=first_day(process.start) if process.start else None,
            everywhere=True,
        )


def _language(thing: Any) -> str:
    return thing.language if thing.language in LANGUAGES else "en"


def _names(places: list[Concept], thing: Any) -> list[str]:
    about = [*places, *thing.sectors.all()]
    return [name.text for each in about for name in each.names.all()]


def _facets(places: list[Concept], thing: Any) -> tuple[tuple[str, str], ...]:
    return (
        *(("place", each.code) for each in places),
        *(("worker_group", each.code) for each in thing.sectors.all()),
    )

"""What an answer or a claim may rest on: named by id or address, or looked for."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.db.models import QuerySet

from headload.apps.common.answering import Answering, Sought, figures_for
from headload.apps.common.models import Scheme
from headload.apps.library.models import Work
from headload.apps.voice.asking.page import concept
from headload.apps.voice.models import DataGap, Law, Provision
from headload.apps.voice.services import Evidence, Spec
from headload.errors import BadInput

_SHOWN = 8
_LANGUAGE = re.compile(r"^/[a-z]{2}(?=/)")
_ESTIMATE = re.compile(r"^/e/(?P<estimate>[^/@]+?)(@(?P<release>[^/]+))?/?$")
_WORK = re.compile(r"^/library/(?P<slug>[\w-]+)/?$")
_GAP = re.compile(r"^/data-gaps/(?P<slug>[\w-]+)/?$")


@dataclass(frozen=True)
class Found:
    """What words or choices bring."""

    works: Sequence[Work]
    gaps: Sequence[DataGap]
    provisions: Sequence[Provision]
    figures: Sequence[Answering]


def evidence_of(text: str) -> Evidence:
    """Return what an id or the address of a page names; an estimate otherwise.

    Raises
    ------
    BadInput
        HL-VOI-22 for nothing at all.
    """
    text = text.strip()
    if not text:
        raise BadInput(
            "It is not said what this rests on",
            where="evidence",
            to_do="give the id of a figure, or the address of a figure, work or gap",
            code="HL-VOI-22",
        )
    path = _LANGUAGE.sub("", urlsplit(text).path) if "/" in text else text
    figure = _ESTIMATE.match(path)
    if figure:
        return Evidence(
            estimate_id=figure["estimate"], release_id=figure["release"] or ""
        )
    slug = path.rsplit("/", 1)[-1] if "/" not in text else ""
    work, gap = _WORK.match(path), _GAP.match(path)
    for kept in _works().filter(slug=work["slug"] if work else slug):
        return Evidence(work=kept)
    for kept in DataGap.objects.public().filter(slug=gap["slug"] if gap else slug):
        return Evidence(gap=kept)
    for kept in Provision.objects.filter(pk=_number(text)):
        return Evidence(provision=kept)
    return Evidence(estimate_id=text)


def provision_named(provision: Provision) -> str:
    """Return how a form names a provision."""
    return f"provision:{provision.pk}"


def found_by(words: str, sought: Sought, language: str) -> Found:
    """Return works, gaps and provisions that have the words, and figures sought."""
    words = words.strip()[:100]
    works, gaps = _works().none(), DataGap.objects.none()
    provisions = Provision.objects.none()
    if words:
        works = _works().filter(title__icontains=words)
        gaps = DataGap.objects.public().filter(title__icontains=words)
        laws = Law.objects.public().filter(title__icontains=words)
        provisions = Provision.objects.filter(law__in=laws).select_related("law")
    return Found(
        works=list(works[:_SHOWN]),
        gaps=list(gaps[:_SHOWN]),
        provisions=list(provisions[: 2 * _SHOWN]),
        figures=figures_for(sought, language)[: 2 * _SHOWN] if any_of(sought) else [],
    )


def sought_in(values: Mapping[str, str]) -> Sought:
    """Return what a form looks for."""
    part = {name: values.get(name, "").strip()[:120] for name in vars(Sought())}
    return Sought(**part)


def sought_for(spec: Spec) -> Sought:
    """Return what a question means for a survey, to look for it."""
    return Sought(
        indicator=spec.indicator,
        group=spec.sector.code if spec.sector else "",
        place=spec.area.code if spec.area else "",
        year=spec.year,
    )


def spec_in(values: Mapping[str, str]) -> Spec:
    """Return the question for a survey that a form says."""
    sought = sought_in(values)
    return Spec(
        indicator=sought.indicator,
        sector=concept(Scheme.WORKER_GROUP, sought.group),
        area=concept(Scheme.PLACE, sought.place),
        year=sought.year,
        population=values.get("population", "").strip()[:200],
    )


def any_of(sought: Sought) -> bool:
    """Tell whether anything is sought at all."""
    return bool(sought.indicator or sought.group or sought.place)


def _works() -> QuerySet[Work]:
    return Work.objects.filter(live=True, withdrawn=None)


def _number(text: str) -> int:
    _, _, number = text.partition("provision:")
    return int(number) if number.isdecimal() else 0

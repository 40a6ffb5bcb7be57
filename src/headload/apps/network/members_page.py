"""The page of an organisation's members: its counts, and all below it together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from headload.apps.common.kept import kept
from headload.apps.common.models import Scheme, named
from headload.apps.common.words import Text, say
from headload.apps.network.counting import Consolidated, LeftOut
from headload.apps.network.kinds import Unit
from headload.apps.network.models import Organisation
from headload.apps.network.observations import ALL_SECTORS
from headload.apps.network.places import WORLD
from headload.apps.network.rights import READER
from headload.apps.network.selectors import counts_of, find, observed
from headload.apps.network.selectors.notes import notes_of, open_counts
from headload.apps.network.together import of_organisation


@dataclass(frozen=True)
class Together:
    """An organisation and all below it, of one group and basis, in words.

    Parameters
    ----------
    used
        Counts that are added up, as shown to readers.
    left_out
        Organisation, its count if it is one count, and why it is not counted.
    """

    group: Text
    place: Text
    basis: Text
    year: int
    members: Consolidated
    used: list[Any]
    missing: list[Organisation]
    left_out: list[tuple[Organisation, Any, Text]]


@require_safe
@kept
def members(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Answer with the counts of an organisation, and with its affiliates rebuilt."""
    found = find(READER, slug)
    if found is None:
        raise Http404
    network = observed(READER)
    permanent = found.shown["permanent"]
    if permanent not in {each.id for each in network.units}:
        raise Http404
    if found.moved or found.shown["slug"] != slug:
        return redirect("members", language, found.shown["slug"])
    today = timezone.localdate()
    organisation = Organisation.objects.get(permanent=permanent)
    below = {each.parent for each in network.affiliations}
    content = {
        "organisation": found.shown,
        "counts": _own(organisation, language, today),
        "together": [
            _together(each, language)
            for each in of_organisation(permanent, network, today)
        ]
        if permanent in below
        else [],
        "door": "places",
    }
    return render(request, "network/members.html", content)


def _own(organisation: Organisation, language: str, today: Any) -> list[Any]:
    """Return the counts of persons with their group and notes in words."""
    groups = named(Scheme.WORKER_GROUP, language)
    rows = [
        each
        for each in counts_of(READER, organisation, today)
        if each["unit"] == Unit.PERSONS and "value" in each
    ]
    notes = notes_of([each["permanent"] for each in rows])
    return [
        (
            each,
            say("rep_all_groups", language)
            if each["all_sectors"]
            else groups.get(each["sector"], say("not_known", language)),
            said_notes(notes.get(each["permanent"], ()), language),
        )
        for each in rows
    ]


def said_notes(checks: Iterable[str], language: str) -> list[Text]:
    """Return what the checks found, as sentences beside a number."""
    return [say(f"rep_check_{each}", language) for each in checks]


def _together(members: Consolidated, language: str) -> Together:
    scope = members.scope
    groups = named(Scheme.WORKER_GROUP, language)
    places = named(Scheme.PLACE, language)
    ids = {each.id for each in members.used}
    counts = open_counts(ids | {each.count for each in members.left_out if each.count})
    seen = _organisations(
        {*members.missing, *(each.organisation for each in members.left_out)}
    )
    return Together(
        group=say("rep_all_groups", language)
        if scope.sector == ALL_SECTORS
        else groups[scope.sector],
        place=say("rep_world", language) if scope.area == WORLD else places[scope.area],
        basis=say(f"rep_basis_{scope.basis.value}", language),
        year=scope.on.year,
        members=members,
        used=[counts[each.id] for each in members.used if each.id in counts],
        missing=[seen[each] for each in members.missing if each in seen],
        left_out=[
            _left_out(each, seen, counts, language)
            for each in members.left_out
            if each.organisation in seen
        ],
    )


def _left_out(
    each: LeftOut,
    seen: Mapping[str, Organisation],
    counts: Mapping[str, Any],
    language: str,
) -> tuple[Organisation, Any, Text]:
    why = say(f"rep_left_{each.reason.value}", language)
    return seen[each.organisation], counts.get(each.count or ""), why


def _organisations(ids: Iterable[str]) -> Mapping[str, Organisation]:
    """Return organisations that are in what readers see, by permanent id."""
    found = Organisation.objects.filter(permanent__in=list(ids))
    return {each.permanent: each for each in found}

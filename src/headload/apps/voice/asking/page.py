"""What own pages of Voice have in common: drawn, for whom, and what may be chosen."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from headload.apps.common.models import Concept, Scheme
from headload.apps.network.models import Organisation
from headload.apps.network.rights import Actor, Role
from headload.apps.network.roles import acting

Named = Sequence[tuple[str, object]]


def drawn(
    request: HttpRequest, name: str, status: int = 200, /, **content: object
) -> HttpResponse:
    """Return an own page of Voice."""
    shown = {"door": "voice", **content}
    answer = render(request, f"voice/asking/{name}.html", shown, status=status)
    answer["Cache-Control"] = "private, no-store"
    return answer


def named(scheme: Scheme, language: str) -> list[tuple[str, object]]:
    """Return codes and names of concepts, by name."""
    found = Concept.objects.filter(scheme=scheme).prefetch_related("names")
    pairs = [(each.code, each.name(language)) for each in found]
    return sorted(pairs, key=lambda each: str(each[1]).casefold())


def concept(scheme: Scheme, code: str) -> Concept | None:
    """Return the concept with a code; none where there is no such."""
    return Concept.objects.filter(scheme=scheme, code=code).first()


def speaks_for(request: HttpRequest) -> list[tuple[Organisation, Actor]]:
    """Return the organisations that she may speak for, and as whom.

    Her own; who coordinates, also those that nobody claimed.
    """
    own = Actor(request.user, Role.EDITOR)
    kept = request.user.organisations.filter(merged_into=None).order_by("name")
    found = [(each, own) for each in kept]
    coordinates = acting(request.user, Role.ADMIN, Role.COORDINATOR)
    if coordinates is not None:
        others = Organisation.objects.filter(
            claimed=False, merged_into=None, hidden_on=None
        )
        mine = {each.pk for each in kept}
        found += [
            (each, coordinates)
            for each in others.order_by("name")
            if each.pk not in mine
        ]
    return found

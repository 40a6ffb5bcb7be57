"""Testimony: told, written out, checked for names, shown; each by who may."""

import datetime
from collections.abc import Callable, Mapping

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from headload.apps.common.models import Scheme
from headload.apps.network.kinds import Given
from headload.apps.network.own.page import signed_in
from headload.apps.network.rights import Actor, Role
from headload.apps.network.roles import acting
from headload.apps.voice.asking.page import concept, drawn, named, speaks_for
from headload.apps.voice.models import Testimony
from headload.apps.voice.services import (
    Told,
    confirm_no_names,
    show_testimony,
    testify,
    withdraw_use,
    write_out,
)
from headload.apps.voice.services.may import may_review
from headload.apps.voice.states import TESTIMONY_MOVES, Use
from headload.errors import BadInput

_REVIEW = (Role.COORDINATOR, Role.ADMIN)
_LONGEST = 4000
_Values = Mapping[str, str]


@signed_in
@require_http_methods(["GET", "POST"])
def listed(request: HttpRequest, language: str) -> HttpResponse:
    """List testimonies of her organisations, and keep one more."""
    speakers = speaks_for(request)
    if not speakers:
        raise Http404
    if request.method == "POST":
        made = _kept(request, language)
        return redirect("own-testimony", language, made.permanent)
    content = {
        "speakers": [each for each, _ in speakers],
        "testimonies": [
            (each, each.group.name(language), each.area.name(language))
            for each in _hers(request)
        ],
        "groups": named(Scheme.WORKER_GROUP, language),
        "places": named(Scheme.PLACE, language),
        "uses": list(Use),
        "hows": list(Given),
        "today": timezone.localdate(),
    }
    return drawn(request, "testimonies", **content)


@signed_in
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, language: str, permanent: str) -> HttpResponse:
    """Show a testimony to those who keep it, and do the next thing with it."""
    found = _hers(request).filter(permanent=permanent).first()
    if found is None:
        raise Http404
    by = _actor(request, found)
    if request.method == "POST":
        step = _STEPS.get(request.POST.get("step", ""))
        if step is None:
            raise Http404
        step(found, request.POST.dict(), by)
        return redirect(request.path)
    content = {
        "testimony": found,
        "group": found.group.name(language),
        "area": found.area.name(language),
        "foreign": found.language if found.language != language else "",
        "moves": TESTIMONY_MOVES.get(found.state, ()),
        "reviews": may_review(by),
        "consents": found.consents.filter(withdrawn_on=None),
    }
    return drawn(request, "testimony", **content)


def _hers(request: HttpRequest) -> QuerySet[Testimony]:
    """Return testimonies of her organisations; for who reviews, all of them."""
    rows = Testimony.objects.select_related("group", "area", "organisation")
    if acting(request.user, *_REVIEW):
        return rows.order_by("-pk")
    own = request.user.organisations.all()
    return rows.filter(organisation__in=own).order_by("-pk")


def _actor(request: HttpRequest, testimony: Testimony) -> Actor:
    """Return her as who reviews, else as of the organisation that keeps it."""
    return acting(request.user, *_REVIEW) or Actor(request.user, Role.EDITOR)


def _kept(request: HttpRequest, language: str) -> Testimony:
    """Keep what a form tells.

    Raises
    ------
    BadInput
        HL-NET-67 for a choice that there is not; as `testify`.
    """
    values = request.POST
    speakers = {each.permanent: (each, by) for each, by in speaks_for(request)}
    only = next(iter(speakers)) if len(speakers) == 1 else ""
    speaker = speakers.get(values.get("organisation", "") or only)
    group = concept(Scheme.WORKER_GROUP, values.get("group", ""))
    area = concept(Scheme.PLACE, values.get("place", ""))
    hows = {each.value for each in Given}
    if not (speaker and group and area and values.get("how", "") in hows):
        raise _no_such()
    told = Told(
        group=group,
        area=area,
        language=language,
        text=values.get("text", "").strip()[:_LONGEST],
        uses=[each for each in values.getlist("uses") if each in set(Use)],
        how=Given(values["how"]),
        given_on=_day(values.get("given_on", "")),
    )
    return testify(speaker[0], told, speaker[1])


def _write(found: Testimony, values: _Values, by: Actor) -> None:
    write_out(found, values.get("shown", "").strip()[:_LONGEST], by)


def _check(found: Testimony, values: _Values, by: Actor) -> None:
    if not values.get("confirm"):
        raise _no_such()
    confirm_no_names(found, by)


def _show(found: Testimony, _values: _Values, by: Actor) -> None:
    show_testimony(found, by)


def _withdraw(found: Testimony, values: _Values, by: Actor) -> None:
    if values.get("use", "") not in set(Use):
        raise _no_such()
    withdraw_use(found, values["use"], by)


_STEPS: Mapping[str, Callable[[Testimony, _Values, Actor], None]] = {
    "write": _write,
    "check": _check,
    "show": _show,
    "withdraw": _withdraw,
}


def _day(text: str) -> datetime.date:
    today = timezone.localdate()
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        raise _no_such() from None
    if day > today:
        raise _no_such()
    return day


def _no_such() -> BadInput:
    return BadInput(
        "There is no such choice",
        where="form",
        to_do="choose one that the form offers",
        code="HL-NET-67",
    )

"""The five-minute form, and records that coordinators propose."""

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from headload.apps.common.models import Concept, Scheme
from headload.apps.network.kinds import NOT_OF_MEMBERS, Classification, Unit
from headload.apps.network.own.count_form import BASES, Asked, read
from headload.apps.network.own.page import (
    need_role,
    organisation_of,
    page,
    problem_of,
    signed_in,
)
from headload.apps.network.rights import Role
from headload.apps.network.services import (
    NewOrganisation,
    Seen,
    add_count_once,
    create,
)
from headload.errors import BadInput


@signed_in
@require_http_methods(["GET", "POST"])
def count(request: HttpRequest, language: str, permanent: str) -> HttpResponse:
    """Ask the five questions, and keep the answer once."""
    organisation, actor = organisation_of(request, permanent)
    base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    asked = Asked(
        organisation=organisation,
        today=timezone.localdate(),
        address=f"{base}/id/o/{organisation.permanent}",
        own=actor.owns(organisation),
    )
    if request.method == "GET":
        return _form(request, asked, {"key": secrets.token_urlsafe(18)}, {})
    values = request.POST.dict()
    answer = read(values, asked)
    if answer.new is None:
        return _form(request, asked, values, answer.wrong, status=422)
    key = values.get("key", "")
    _, again = add_count_once(key, organisation, answer.new, actor)
    back = reverse("own-record", args=[language, permanent])
    return redirect(f"{back}?said={'again' if again else 'sent'}")


@signed_in
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, language: str) -> HttpResponse:
    """Add the record of an organisation that nobody claimed yet."""
    actor = need_role(request, Role.COORDINATOR, Role.ADMIN)
    content = {
        "kinds": list(Classification),
        "groups": named_in(Scheme.WORKER_GROUP, language),
        "places": named_in(Scheme.PLACE, language),
    }
    if request.method == "GET":
        return page(request, "propose", **content)
    values = request.POST
    kinds = {each.value for each in Classification}
    kind = values.get("classification", "")
    place = Concept.objects.filter(
        scheme=Scheme.PLACE, code=values.get("place", "")
    ).first()
    told = {"classification": kind if kind in kinds else "", "area": place}
    if kind in NOT_OF_MEMBERS:
        told["is_mbo"] = False
    new = NewOrganisation(
        name=values.get("name", "").strip()[:300],
        sources=[Seen(values.get("page", "").strip()[:500], timezone.localdate())],
        values=told,
        sectors=list(
            Concept.objects.filter(
                scheme=Scheme.WORKER_GROUP, code__in=values.getlist("groups")
            )
        ),
    )
    try:
        made = create(new, actor, reason=values.get("reason", "")[:500])
    except BadInput as error:
        content |= {"problem": problem_of(error, language), "values": values.dict()}
        return page(request, "propose", 422, **content)
    return redirect("own-count", language, made.permanent)


def _form(
    request: HttpRequest,
    asked: Asked,
    values: dict[str, str],
    wrong: object,
    status: int = 200,
) -> HttpResponse:
    last = (
        asked.organisation.counts.filter(unit=Unit.PERSONS)
        .exclude(as_of="")
        .order_by("-as_of", "-pk")
        .first()
    )
    language = request.path.split("/")[1]
    content = {
        "organisation": asked.organisation,
        "own": asked.own,
        "sectors": [(each.code, each.name(language)) for each in asked.sectors],
        "bases": list(BASES),
        "says": asked.says,
        "last": last,
        "values": values,
        "wrong": wrong,
    }
    return page(request, "count", status, **content)


def named_in(scheme: Scheme, language: str) -> list[tuple[str, object]]:
    """Return codes and names of a vocabulary, in the order of names."""
    found = Concept.objects.filter(scheme=scheme).prefetch_related("names")
    named = [(each.code, each.name(language)) for each in found]
    return sorted(named, key=lambda each: str(each[1]).casefold())

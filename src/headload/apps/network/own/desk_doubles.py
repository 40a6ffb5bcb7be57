"""Records that may be one organisation, side by side; organisations that changed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from headload.apps.network.history import told
from headload.apps.network.models import ChangeEvent, Organisation
from headload.apps.network.own.desk_pages import let_in
from headload.apps.network.rights import Actor, Role
from headload.apps.network.selectors import doubles as found_doubles
from headload.apps.network.selectors import pair_of
from headload.apps.network.services import (
    NewOrganisation,
    Seen,
    are_different,
    merge,
    split,
    unite,
)
from headload.errors import BadInput

_SHOWN = 100
_FIELDS = (
    *("name", "acronym", "classification", "legal_status", "level", "area", "city"),
    *("founded", "registered", "dissolved", "is_mbo", "does_research", "languages"),
    *("claimed", "risk_level", "visibility"),
)


@dataclass(frozen=True)
class Line:
    """A field of two records."""

    name: str
    one: str
    other: str

    @property
    def differs(self) -> bool:
        """Whether the two say something else."""
        return self.one != self.other


@let_in(Role.ADMIN)
@require_http_methods(["GET"])
def doubles(request: HttpRequest, actor: Actor) -> HttpResponse:
    """List pairs that nobody has looked at."""
    pairs = found_doubles()
    content = {
        "page_title": "Records that may be one organisation",
        "pairs": pairs[:_SHOWN],
        "more": max(0, len(pairs) - _SHOWN),
    }
    return render(request, "network/desk/doubles.html", content)


@let_in(Role.ADMIN, back="network-doubles")
@require_http_methods(["GET", "POST"])
def pair(request: HttpRequest, actor: Actor, one: str, other: str) -> HttpResponse:
    """Show two records side by side; unite them, or note that they are two."""
    first, second = _both(one, other)
    if request.method == "POST":
        return _decided(request, actor, first, second)
    content = {
        "page_title": f"{first.name} and {second.name}",
        "one": first,
        "other": second,
        "pair": pair_of(first, second),
        "lines": list(_lines(first, second)),
    }
    return render(request, "network/desk/pair.html", content)


@let_in(Role.ADMIN, back="network-changes")
@require_http_methods(["GET"])
def changes(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show forms for organisations that became others, and those that did."""
    content = {
        "page_title": "Organisations that became others",
        "organisations": Organisation.objects.filter(merged_into=None),
        "changes": ChangeEvent.objects.prefetch_related("before", "after").order_by(
            "-pk"
        )[:_SHOWN],
    }
    return render(request, "network/desk/changes.html", content)


@let_in(Role.ADMIN, back="network-changes")
@require_POST
def merged(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Let one organisation go on in another."""
    old, into = _both(request.POST.get("old", ""), request.POST.get("into", ""))
    reason, on, seen = _said(request)
    merge(into, old, actor, reason=reason, on=on, source=seen)
    messages.success(
        request, f"{old.name} went on in {into.name}. Its address leads there."
    )
    return redirect("network-changes")


@let_in(Role.ADMIN, back="network-changes")
@require_POST
def parted(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Let one organisation go on in several new ones."""
    old = get_object_or_404(Organisation, permanent=request.POST.get("old", ""))
    reason, on, seen = _said(request)
    names = [each.strip() for each in request.POST.get("names", "").splitlines()]
    names = [each[:300] for each in names if each]
    if len(names) < 2 or seen is None:
        raise BadInput(
            "A split needs two new names and a page that says so",
            where="form",
            to_do="write a name a line, and the address of the page",
            code="HL-NET-50",
        )
    new = [
        NewOrganisation(
            name, [seen], values=_values(old), sectors=list(old.sectors.all())
        )
        for name in names
    ]
    split(old, new, actor, reason=reason, on=on, source=seen)
    messages.success(request, f"{old.name} became {', '.join(names)}.")
    return redirect("network-changes")


def _values(old: Organisation) -> dict[str, object]:
    """Return what those that come of an organisation have of it."""
    names = ("area", "classification", "level", "is_mbo")
    return {name: getattr(old, name) for name in names}


def _decided(
    request: HttpRequest, actor: Actor, one: Organisation, other: Organisation
) -> HttpResponse:
    decision, reason = request.POST.get("decision", ""), _reason(request)
    acts: dict[str, Callable[[], None]] = {
        "one": lambda: unite(one, other, actor, reason=reason),
        "other": lambda: unite(other, one, actor, reason=reason),
        "two": lambda: are_different(one, other, actor, reason=reason),
    }
    if decision not in acts:
        raise BadInput(
            "There is no such choice",
            where="form",
            to_do="choose one that the form offers",
            code="HL-NET-67",
        )
    acts[decision]()
    kept = {"one": one, "other": other}.get(decision)
    done = f"One record is left: {kept.name}." if kept else "They stay two records."
    messages.success(request, done)
    return redirect("network-doubles")


def _both(one: str, other: str) -> tuple[Organisation, Organisation]:
    found = Organisation.objects.filter(permanent__in=(one, other), merged_into=None)
    by_id = {each.permanent: each for each in found}
    if len(by_id) < 2:
        raise Http404
    return by_id[one], by_id[other]


def _lines(one: Organisation, other: Organisation) -> Iterator[Line]:
    for name in _FIELDS:
        yield Line(name, told(getattr(one, name)), told(getattr(other, name)))
    for name in ("sectors", "other_names", "identifiers", "sources"):
        yield Line(name, _all(one, name), _all(other, name))
    for name in ("counts", "seats", "affiliations", "affiliates"):
        here, there = (getattr(each, name).count() for each in (one, other))
        yield Line(name, str(here), str(there))


def _all(organisation: Organisation, name: str) -> str:
    return "; ".join(sorted(str(each) for each in getattr(organisation, name).all()))


def _said(request: HttpRequest) -> tuple[str, str, Seen | None]:
    page = request.POST.get("page", "").strip()[:500]
    on = request.POST.get("on", "").strip()[:10]
    return _reason(request), on, Seen(page) if page else None


def _reason(request: HttpRequest) -> str:
    reason = request.POST.get("reason", "").strip()[:1000]
    if not reason:
        raise BadInput(
            "Why is not said",
            where="reason",
            to_do="say it in a sentence; it is kept",
            code="HL-NET-51",
        )
    return reason

"""The pages of organisations: the directory, one of them, why a number says that."""

from collections import Counter
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from headload.apps.common.kept import kept
from headload.apps.common.languages import spoken_by
from headload.apps.common.models import Scheme, named
from headload.apps.common.world import world
from headload.apps.network import linked
from headload.apps.network.answers import answer_of
from headload.apps.network.answers import lines_of as answer_lines
from headload.apps.network.catalogue import FORMS
from headload.apps.network.choose import asked_in, choices_of
from headload.apps.network.exports import as_csv, as_workbook
from headload.apps.network.lines import lines_of
from headload.apps.network.models import Organisation
from headload.apps.network.names import names_in
from headload.apps.network.page import content_of
from headload.apps.network.rights import READER
from headload.apps.network.selectors import (
    Found,
    counts_of,
    exported,
    find,
    listing,
    stated_by,
)
from headload.apps.network.services import can_be_written_to

PAGE = 40
_FILES = (("csv", "CSV"), ("xlsx", "Excel"), ("jsonld", "JSON-LD"))


@require_safe
@kept
def organisations(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with organisations: all of them, or those that choices leave."""
    words, choices = asked_in(request)
    found = listing()
    chosen = found.chosen(words, choices)
    number = request.GET.get("page", "1")
    page = int(number) if number.isdecimal() and 0 < int(number) < 10_000 else 1
    shown = chosen.numbers[(page - 1) * PAGE : page * PAGE]
    asked = {**({"q": words} if words else {}), **choices}
    after = len(chosen.numbers) > page * PAGE
    content = {
        "q": words,
        "count": len(chosen.numbers),
        "lines": lines_of(
            shown, language, timezone.localdate(), choices.get("worker_group", "")
        ),
        "facets": choices_of(chosen.facets, asked, found, language),
        "chosen": choices,
        "query": urlencode(asked),
        "before": urlencode({**asked, "page": page - 1}) if page > 1 else "",
        "after": urlencode({**asked, "page": page + 1}) if after else "",
        "files": _FILES,
        "world": _map(dict(chosen.facets.get("place", ())), asked, language),
    }
    return render(request, "network/organisations.html", content)


def _map(places: dict[str, int], asked: dict[str, str], language: str) -> object:
    """Return the countries to draw; one with organisations leads to them."""
    rest = {name: value for name, value in asked.items() if name != "place"}
    addresses = {
        code: (name, f"?{urlencode({**rest, 'place': code})}")
        for code, name in named(Scheme.PLACE, language).items()
    }
    return world(Counter(places), addresses)


@require_safe
@kept
def organisations_file(request: HttpRequest, language: str, form: str) -> HttpResponse:
    """Answer with every organisation that choices leave and that may be taken along."""
    words, choices = asked_in(request)
    numbers = listing().chosen(words, choices, in_bulk=True).numbers
    found = exported(numbers)
    counts = stated_by(READER, numbers, timezone.localdate())
    absolute = request.build_absolute_uri
    if form == "csv":
        content = as_csv(found, counts, absolute)
    elif form == "xlsx":
        content = as_workbook(found, counts, absolute)
    else:
        english = names_in("en")
        nodes = [
            node
            for each in found
            for node in linked.nodes_of(
                each, counts.get(each["permanent"], ()), absolute, english
            )
        ]
        content = linked.document(nodes)
    answer = HttpResponse(content, content_type=FORMS[form])
    answer["Content-Disposition"] = f'attachment; filename="organisations.{form}"'
    return answer


@require_safe
@kept
def organisation(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Answer with the page of an organisation; from an old address lead to it.

    Raises
    ------
    Http404
        When readers may see none of that name.
    """
    found = _found(slug)
    if found.moved:
        return redirect("organisation", language, found.shown["slug"], permanent=True)
    record = _record(found)
    today = timezone.localdate()
    content = content_of(found.shown, record, language, today)
    content["address"] = request.build_absolute_uri(f"/id/o/{record.permanent}")
    content["can_write"] = can_be_written_to(record)
    if not content["is_little"]:
        nodes = linked.nodes_of(
            found.shown,
            content["counts"],
            request.build_absolute_uri,
            names_in("en"),
            up=[each.tie for each in content["up"]],
            down=[each.tie for each in content["down"]],
        )
        content["json_ld"] = linked.nodes_in_page(nodes)
    return render(request, "network/organisation.html", content)


@require_safe
@kept
def why(request: HttpRequest, language: str, slug: str, field: str) -> HttpResponse:
    """Answer with the public history of a field, or of a number by its permanent id.

    Raises
    ------
    Http404
        When readers may see no such organisation, or it has no such field or number.
    """
    found = _found(slug)
    if found.moved:
        where = ("organisation-why", language, found.shown["slug"], field)
        return redirect(*where, permanent=True)
    record = _record(found)
    counts = counts_of(READER, record, timezone.localdate())
    told = answer_of(record, field, counts)
    if told is None or "acronym" not in found.shown:
        raise Http404
    content = {
        "shown": found.shown,
        "field": ""
        if any(each["permanent"].lower() == field for each in counts)
        else field,
        "lines": answer_lines(told, language),
    }
    return render(request, "network/why.html", content)


@require_safe
def permanent(request: HttpRequest, identifier: str) -> HttpResponse:
    """Lead from a permanent id to the page in the reader's language.

    Raises
    ------
    Http404
        When readers may see nothing of that id.
    """
    found = _found(identifier)
    return redirect(
        "organisation", language=spoken_by(request), slug=found.shown["slug"]
    )


def _found(address: str) -> Found:
    found = find(READER, address)
    if found is None:
        raise Http404
    return found


def _record(found: Found) -> Organisation:
    """Return the record of what was found, for selectors that need it."""
    return Organisation.objects.get(permanent=found.shown["permanent"])

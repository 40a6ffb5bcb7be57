"""Pages of rates: all of them, and how one was worked out."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from headload.apps.common.kept import kept
from headload.apps.common.models import Scheme, named
from headload.apps.common.tables import table
from headload.apps.common.words import Text, say
from headload.apps.network.rate_words import formula, row, rows_of
from headload.apps.network.rates_data import COLUMNS, flat
from headload.apps.network.selectors.numerators import Numerator, numerators
from headload.apps.network.selectors.representation import (
    current_rates,
    rate_at,
    versions_of,
)


@require_safe
@kept
def rates(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with every rate, and the members by group and country."""
    content = {
        "rows": rows_of(language),
        "numerators": _numerators(language),
        "door": "places",
    }
    return render(request, "network/rates.html", content)


@require_safe
@kept
def rates_file(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with every rate as CSV."""
    told = (flat(each) for each in current_rates())
    content = table(COLUMNS, ([each.get(name) for name in COLUMNS] for each in told))
    answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="rates.csv"'
    return answer


@require_safe
@kept
def rate(request: HttpRequest, language: str, permanent: str) -> HttpResponse:
    """Answer with how a version of a rate was worked out, from both its sources."""
    shown = rate_at(permanent)
    if shown is None:
        raise Http404
    versions = [
        (each, reverse("rate", args=[language, each.permanent.lower()]))
        for each in versions_of(shown.rate)
    ]
    content = {
        "row": row(shown, language),
        "rate": shown.rate,
        "steps": formula(shown, language),
        "versions": versions,
        "address": request.build_absolute_uri(request.path),
        "door": "places",
    }
    return render(request, "network/rate.html", content)


def _numerators(language: str) -> list[tuple[Text, Text, Text, Numerator]]:
    places = named(Scheme.PLACE, language)
    groups = named(Scheme.WORKER_GROUP, language)
    found = [
        (
            groups[each.sector],
            places[each.area],
            say(f"rep_basis_{each.basis}", language),
            each,
        )
        for each in numerators(timezone.localdate())
    ]
    return sorted(found, key=lambda each: (str(each[0]), str(each[1]), each[3].basis))

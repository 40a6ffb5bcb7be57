"""The pages of agreements."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from headload.apps.common.kept import kept
from headload.apps.common.tables import table
from headload.apps.voice.agreements.exports import agreement_node
from headload.apps.voice.agreements.parties import signed_by
from headload.apps.voice.demands.exports import node_in_page
from headload.apps.voice.models import Agreement
from headload.apps.voice.outcomes.choose import cards

_DOOR = "voice"
_COLUMNS = (
    "slug", "title", "language", "state", "workers", "workers_not_named",
    "counterpart", "counterpart_kind", "subject", "signed", "ends", "persons", "area",
    "sectors", "clauses", "sources", "address",
)  # fmt: skip


@kept
def agreements(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with agreements, those that were signed last first."""
    found = list(Agreement.objects.public())
    signed = signed_by(found)
    content = {"rows": [(each, signed[each.pk]) for each in found], "door": _DOOR}
    return render(request, "voice/agreements.html", content)


@kept
def agreements_file(request: HttpRequest, language: str, form: str) -> HttpResponse:
    """Answer with every agreement as CSV."""
    found = list(Agreement.objects.public().prefetch_related("sectors", "sources"))
    signed = signed_by(found, in_bulk=True)
    rows = (
        [
            each.slug,
            each.title,
            each.language,
            each.state,
            "|".join(party.name for party in signed[each.pk].named),
            str(signed[each.pk].hidden),
            each.counterpart,
            each.counterpart_kind,
            each.subject,
            each.signed,
            each.ends,
            "" if each.persons is None else str(each.persons),
            each.area.code if each.area else "",
            "|".join(group.code for group in each.sectors.all()),
            "|".join(
                f"{c.number} {c.question}: {c.answer}" for c in each.clauses.all()
            ),
            "|".join(source.address for source in each.sources.all()),
            request.build_absolute_uri(reverse("agreement", args=["en", each.slug])),
        ]
        for each in found
    )
    answer = HttpResponse(table(_COLUMNS, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="agreements.csv"'
    return answer


@kept
def agreement(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Answer with the page of an agreement.

    Raises
    ------
    Http404
        When readers may see none of that name.
    """
    found = Agreement.objects.public().filter(slug=slug).first()
    if found is None:
        raise Http404
    content = {
        "agreement": found,
        "foreign": found.language if found.language != language else "",
        "parties": signed_by([found])[found.pk],
        "clauses": found.clauses.all(),
        "groups": [each.name(language) for each in found.sectors.all()],
        "area": found.area.name(language) if found.area else "",
        "wins": cards(language, agreement=found),
        "json_ld": node_in_page(agreement_node(found, request.build_absolute_uri)),
        "door": _DOOR,
    }
    return render(request, "voice/agreement.html", content)

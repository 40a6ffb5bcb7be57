"""The page on which an organisation writes everything else of its record."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from headload.apps.common.models import Scheme
from headload.apps.network.kinds import NameKind
from headload.apps.network.models import Organisation
from headload.apps.network.own.count_pages import named_in
from headload.apps.network.own.page import organisation_of, page, problem_of, signed_in
from headload.apps.network.own.record_form import CHOICES, as_typed, read
from headload.apps.network.rights import may_edit, need
from headload.apps.network.selectors import CAN_BE_KEPT_BACK
from headload.apps.network.services import write_fields
from headload.errors import BadInput


@signed_in
@require_http_methods(["GET", "POST"])
def fields(request: HttpRequest, language: str, permanent: str) -> HttpResponse:
    """Show every field that can be written, and keep what was."""
    organisation, actor = organisation_of(request, permanent)
    need(may_edit(actor, organisation), actor, "change this record")
    if request.method == "GET":
        return _form(request, language, organisation, as_typed(organisation))
    values = request.POST
    typed = {**as_typed(organisation), **values.dict()}
    typed |= {each: values.getlist(each) for each in ("sectors", "kept_back")}
    answer = read(values, organisation)
    if answer.wrong:
        return _form(request, language, organisation, typed, wrong=answer.wrong)
    added = answer.added
    try:
        write_fields(
            organisation,
            answer.values,
            actor,
            name=answer.name,
            kept_back=answer.kept_back,
            removed=answer.removed,
            added=(added.text, added.language, added.kind) if added else None,
            reason=values.get("reason", "").strip()[:500],
        )
    except BadInput as error:
        problem = problem_of(error, language)
        return _form(request, language, organisation, typed, problem=problem)
    back = reverse("own-record", args=[language, permanent])
    return redirect(f"{back}?said=fields")


def _form(
    request: HttpRequest,
    language: str,
    organisation: Organisation,
    values: dict[str, Any],
    **told: object,
) -> HttpResponse:
    content = {
        "organisation": organisation,
        "values": values,
        "choices": CHOICES,
        "groups": named_in(Scheme.WORKER_GROUP, language),
        "places": named_in(Scheme.PLACE, language),
        "names": organisation.other_names.all(),
        "name_kinds": list(NameKind),
        "can_be_kept_back": CAN_BE_KEPT_BACK,
        **told,
    }
    return page(request, "fields", 422 if told else 200, **content)

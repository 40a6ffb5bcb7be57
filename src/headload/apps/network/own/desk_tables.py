"""Tables at the desk: a template to take, a trial, and what was tried brought in.

Nothing is kept between the trial and the second step: what was tried comes back with
the form, signed, so that it is what was looked at and no other.
"""

import base64

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from headload.apps.network.handed_in import tables_of
from headload.apps.network.own.desk_pages import let_in
from headload.apps.network.rights import Actor, Role
from headload.apps.network.row_keeper import Verdict
from headload.apps.network.seed import take, try_out
from headload.apps.network.tables import COLUMNS
from headload.apps.network.template import empty_table, workbook
from headload.errors import BadInput

_MOST_BYTES = 1_000_000
_SALT = "headload.network.tables"
_HOURS = 3600 * 2
_SHOWN = 500
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@let_in(Role.ADMIN, Role.COORDINATOR, back="network-tables")
@require_http_methods(["GET", "POST"])
def tables(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Try tables that were handed in, and bring in what was tried."""
    content: dict[str, object] = {"page_title": "Tables of organisations"}
    content["tables"] = [each.removesuffix(".csv") for each in COLUMNS]
    if request.method == "POST":
        content |= _brought(request, actor)
    return render(request, "network/desk/tables.html", content)


@let_in(Role.ADMIN, Role.COORDINATOR, back="network-tables")
@require_http_methods(["GET"])
def template(request: HttpRequest, actor: Actor, name: str) -> HttpResponse:
    """Answer with the workbook, or with one empty table."""
    is_book = name == "organisations.xlsx"
    answer = HttpResponse(
        workbook() if is_book else empty_table(name),
        content_type=_XLSX if is_book else "text/csv; charset=utf-8",
    )
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _brought(request: HttpRequest, actor: Actor) -> dict[str, object]:
    tried = request.POST.get("tried", "")
    name, packed = _signed(tried) if tried else _sent(request)
    read = tables_of(name, base64.b64decode(packed))
    act = take if tried else try_out
    result = act(read, actor, timezone.localdate())
    told = [each for each in result.said if each.verdict is not Verdict.KNOWN]
    return {
        "result": result,
        "is_trial": not tried,
        "said": told[:_SHOWN],
        "more": max(0, len(told) - _SHOWN),
        "name": name,
        "tried": signing.dumps([name, packed], salt=_SALT, compress=True),
    }


def _sent(request: HttpRequest) -> tuple[str, str]:
    file = request.FILES.get("file")
    if file is None or file.size > _MOST_BYTES:
        raise BadInput(
            "There is no file, or it is larger than 1 MB",
            where="file",
            to_do="choose one; larger ones come in with headload network import",
            code="HL-NET-48",
        )
    return file.name, base64.b64encode(file.read()).decode()


def _signed(tried: str) -> tuple[str, str]:
    try:
        name, packed = signing.loads(tried, salt=_SALT, max_age=_HOURS)
    except signing.BadSignature:
        raise BadInput(
            "What was tried is too old, or was changed since",
            where="tables",
            to_do="try the file again",
            code="HL-NET-49",
        ) from None
    return str(name), str(packed)

"""Whether the site lives and can answer, for what watches over it.

`/health` says that the process answers, and touches nothing else. `/ready` says whether
readers would get pages: the database answers, has seen every change, and the folder can
be written to. It tells too whether mail and SMS could be reached when a job last tried;
without them pages are read all the same. Both come before all else, so that they need
no session, no name of a host and no language; what they say tells nothing of the
machine.
"""

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from headload.apps.site.asked import is_from
from headload.apps.site.changes import waiting
from headload.apps.site.metrics import measured
from headload.apps.site.reach import reached

Answer = Callable[[HttpRequest], HttpResponse]
_UP_TO_DATE: set[str] = set()
"""Databases that had seen every change: software and database change by a restart."""


def for_watchers(answer: Answer) -> Answer:
    """Return middleware that answers what watches over the site, and nobody else."""

    def answered(request: HttpRequest) -> HttpResponse:
        made = _ANSWERS.get(request.path)
        if made is None or request.method not in {"GET", "HEAD"}:
            return answer(request)
        response = made(request)
        response["Cache-Control"] = "no-store"
        return response

    return answered


def _health(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"status": "alive"})


def _ready(request: HttpRequest) -> HttpResponse:
    for reason, is_well in _CHECKS:
        if not is_well():
            return JsonResponse({"status": "not ready", "reason": reason}, status=503)
    return JsonResponse({"status": "ready", **reached()})


def _metrics(request: HttpRequest) -> HttpResponse:
    if not is_from(request, settings.HEADLOAD_METRICS):
        return HttpResponse("Not found\n", content_type="text/plain", status=404)
    content, kind = measured()
    return HttpResponse(content, content_type=kind)


def _answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone())
    except (Error, OSError):
        connection.close()
        return False


def _is_up_to_date() -> bool:
    name = str(connection.settings_dict["NAME"])
    if name not in _UP_TO_DATE:
        try:
            if waiting():
                return False
        except (Error, OSError):
            return False
        _UP_TO_DATE.add(name)
    return True


def _can_be_written() -> bool:
    try:
        with tempfile.TemporaryFile(dir=Path(settings.HEADLOAD_HOME)) as stream:
            stream.write(b"1")
            stream.flush()
    except OSError:
        return False
    return True


_CHECKS = (
    ("the database does not answer", _answers),
    ("the database is not up to date", _is_up_to_date),
    ("the folder of the site cannot be written to", _can_be_written),
)
_ANSWERS: Mapping[str, Answer] = {
    "/health": _health,
    "/ready": _ready,
    "/metrics": _metrics,
}

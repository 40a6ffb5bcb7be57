"""A reader's own list of works, in her browser; the site keeps nothing of it.

The list is in the address, so that it can be sent to somebody, or in one cookie that
is set when a reader puts a work on it, and goes when she takes the last one off.
"""

import re
from collections.abc import Sequence

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from headload.apps.library.exports import FORMS
from headload.apps.library.models import Work

_COOKIE, _MOST, _SECONDS = "list", 50, 365 * 24 * 3600
_ID = re.compile(r"[0-9A-Z]{26}")


@csrf_exempt  # what a foreign page could do is put a work on the list
@require_http_methods(["GET", "POST"])
def reading_list(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with the works on a list; put one on it, or take one off."""
    own = _ids(request.COOKIES.get(_COOKIE, ""))
    if request.method == "POST":
        return _changed(request, language, own)
    shared = _ids(request.GET.get("works", ""))
    ids = shared or own
    works = _works(ids)
    content = {
        "works": works,
        "shared": bool(shared),
        "ids": ".".join(each.permanent for each in works),
        "forms": [form for form in FORMS if form != "xml"],
        "door": "library",
    }
    answer = render(request, "library/list.html", content)
    answer["Cache-Control"] = "private, no-store"
    return answer


def _changed(request: HttpRequest, language: str, own: list[str]) -> HttpResponse:
    put, take = request.POST.get("put", ""), request.POST.get("take", "")
    left = [each for each in own if each != take]
    if _ID.fullmatch(put) and put not in left and len(left) < _MOST:
        left.append(put)
    answer = redirect(reverse("reading-list", args=[language]))
    if left:
        answer.set_cookie(
            _COOKIE,
            ".".join(left),
            max_age=_SECONDS,
            samesite="Lax",
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
        )
    else:
        answer.delete_cookie(_COOKIE)
    return answer


def list_file(request: HttpRequest, language: str, form: str) -> HttpResponse:
    """Answer with the works of a list for a reference manager."""
    works = _works(_ids(request.GET.get("works", "")))
    if form not in FORMS or form == "xml" or not works:
        raise Http404
    kind, make = FORMS[form]
    answer = HttpResponse(make(works), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="list.{form}"'
    return answer


def _ids(text: str) -> list[str]:
    return list(dict.fromkeys(_ID.findall(text)))[:_MOST]


def _works(ids: Sequence[str]) -> list[Work]:
    found = {
        work.permanent: work
        for work in Work.objects.filter(
            permanent__in=ids, live=True, withdrawn=None
        ).prefetch_related("creators__person")
    }
    return [found[each] for each in ids if each in found]

"""Pages kept until something on the site changes: the same address, the same page.

Nothing on a page depends on who reads it, but for the colours she chose, so one copy
serves all. The key holds the number of the site's content, so that a change makes every
kept page old at once.
"""

import hashlib
from collections.abc import Callable
from functools import wraps

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from headload.apps.common.languages import theme_of
from headload.apps.common.models import Content

View = Callable[..., HttpResponse]
_SECONDS = 3600


def kept(view: View) -> View:
    """Keep what `view` answers to an address, where it answers with a page."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **parts: object) -> HttpResponse:
        key = _key(request)
        found = cache.get(key)
        if found is not None:
            return _again(*found)
        made = view(request, *args, **parts)
        if made.status_code == 200 and not made.streaming:
            cache.set(key, (made.content, dict(made.headers)), _SECONDS)
            made.was_kept = False
        return made

    return answer


def _key(request: HttpRequest) -> str:
    accepted = request.headers.get("Accept", "") if "/sdmx/" in request.path else ""
    parts = (
        Content.now(),
        request.get_host(),
        request.get_full_path(),
        accepted,
        theme_of(request),
    )
    return hashlib.sha256(" ".join(map(str, parts)).encode()).hexdigest()


def _again(content: bytes, headers: dict[str, str]) -> HttpResponse:
    response = HttpResponse(content)
    for name, value in headers.items():
        response[name] = value
    response.was_kept = True
    return response

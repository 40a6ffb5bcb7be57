"""The pages that stand above all apps: the door, how to read numbers, the words."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from headload.apps.common.components import components
from headload.apps.common.glossary import concepts
from headload.apps.common.kept import kept
from headload.apps.common.languages import THEMES, spoken_by

_YEAR = 365 * 24 * 3600


def door(request: HttpRequest) -> HttpResponse:
    """Lead to the home page in the first language of the reader that we speak."""
    return redirect("home", language=spoken_by(request))


@kept
def about(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with how to read a number."""
    return render(request, "site/about.html")


@kept
def words(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with the words of the field: those of workers, statistics and laws."""
    return render(request, "site/words.html", {"concepts": concepts(language)})


@kept
def parts(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with the components of pages, for those who change them."""
    return render(request, "site/components.html", {"components": components()})


def theme(request: HttpRequest, language: str, chosen: str) -> HttpResponse:
    """Keep the colours that a reader chose, and lead her back to where she was."""
    answer = redirect(_back(request, language))
    if chosen == THEMES[0]:
        answer.delete_cookie("theme")
    else:
        answer.set_cookie(
            "theme",
            chosen,
            max_age=_YEAR,
            samesite="Lax",
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
        )
    answer["Cache-Control"] = "no-store"
    return answer


def _back(request: HttpRequest, language: str) -> str:
    """Return the page of this site that a reader came from; else the home page."""
    came = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(came, allowed_hosts={request.get_host()}):
        return came
    return reverse("home", args=[language])


def robots(request: HttpRequest) -> HttpResponse:
    """Let every crawler read; files of a view are many and say nothing new."""
    text = "User-agent: *\nDisallow: /*.sdmx\nDisallow: /*.xlsx\nDisallow: /desk/\n"
    return HttpResponse(text, content_type="text/plain")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer that there is no such page, in the language of the address."""
    return render(request, "site/not_found.html", status=404)

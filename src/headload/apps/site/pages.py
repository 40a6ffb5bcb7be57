"""The pages that stand above all apps: the door, home, how to read numbers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from headload.apps.common.glossary import concepts
from headload.apps.common.languages import LANGUAGES
from headload.apps.explorer.cache import kept
from headload.apps.explorer.choose import latest_by_place
from headload.apps.explorer.places import GROUPS, SLUGS, entry_of
from headload.apps.explorer.table import MARKS

_LEAD = "street_vendor"


def door(request: HttpRequest) -> HttpResponse:
    """Lead to the home page in the first language of the reader that we speak."""
    asked = request.headers.get("Accept-Language", "")
    for part in asked.split(","):
        code = part.split(";")[0].strip().lower().split("-")[0]
        if code in LANGUAGES:
            return redirect("home", language=code)
    return redirect("home", language="en")


@kept
def home(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with the home page: one figure, the groups, the places."""
    latest = latest_by_place()
    entries = [entry_of(each, language, groups=()) for each in latest]
    lead = [
        statement
        for each in latest
        for statement in entry_of(each, language, groups=(_LEAD,)).statements[:1]
        if statement.cell.value is not None
    ]
    slugs = {code: slug for slug, code in SLUGS.items()}
    content = {
        "lead": lead[0] if lead else None,
        "entries": entries,
        "groups": [(code, slugs[code], MARKS[code]) for code in GROUPS],
    }
    return render(request, "site/home.html", content)


@kept
def about(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with how to read a number."""
    return render(request, "site/about.html")


@kept
def words(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with the words of the field: those of workers, statistics and laws."""
    return render(request, "site/words.html", {"concepts": concepts(language)})


def robots(request: HttpRequest) -> HttpResponse:
    """Let every crawler read; files of a view are many and say nothing new."""
    text = "User-agent: *\nDisallow: /*.sdmx\nDisallow: /*.xlsx\n"
    return HttpResponse(text, content_type="text/plain")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer that there is no such page, in the language of the address."""
    return render(request, "site/not_found.html", status=404)

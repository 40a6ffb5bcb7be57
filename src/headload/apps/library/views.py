"""The library's pages: what is there, a work, its exports, lists for machines."""

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlencode

from django.db.models import Prefetch
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date

from headload.apps.common.kept import kept
from headload.apps.common.languages import LANGUAGES, spoken_by
from headload.apps.common.models import Scheme, named
from headload.apps.common.sitemap import pages
from headload.apps.common.words import Text
from headload.apps.library.alerts import FACETS
from headload.apps.library.exports import FORMS
from headload.apps.library.feeds import FEEDS, feed, works_csv
from headload.apps.library.files import cover_of, path_of
from headload.apps.library.kinds import kinds
from headload.apps.library.models import Collection, Creator, File, Work
from headload.apps.library.page import (
    content_of,
    json_ld,
    language_name,
    meta_of,
)
from headload.apps.library.reading import SCANNED
from headload.apps.library.related import related_to
from headload.apps.library.usage import counted, total_of
from headload.apps.search.find import PAGE, Answer, every_key, find, how_many

_FILES = (
    ("csv", "CSV"),
    ("bib", "BibTeX"),
    ("ris", "RIS"),
    ("json", "CSL-JSON"),
    ("atom", "Atom"),
    ("rss", "RSS"),
)
_LONGEST, _SHOWN = 200, 12


@kept
def library(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with works: all of them, or those that a question and choices leave."""
    text, chosen = _asked(request)
    number = request.GET.get("page", "1")
    page = int(number) if number.isdecimal() and 0 < int(number) < 10_000 else 1
    answer = find(text, language, {"kind": "work", **chosen}, page=page, counted=FACETS)
    kept_choices = {name: value for name, value in chosen.items() if value}
    asked = {**({"q": text} if text else {}), **kept_choices}
    works = _in_order([found.document.key for found in answer.results])
    content = {
        "q": text,
        "answer": answer,
        "results": list(zip(answer.results, works, strict=True)),
        "facets": _facets(answer, asked, language),
        "chosen": kept_choices,
        "query": urlencode(asked),
        "before": urlencode({**asked, "page": page - 1}) if page > 1 else "",
        "after": urlencode({**asked, "page": page + 1})
        if answer.count > page * PAGE
        else "",
        "files": _FILES,
        "inside": _inside(text, language, chosen),
        "collections": [
            (each, each.words(language))
            for each in Collection.objects.filter(shown=True).prefetch_related("texts")
        ],
        "meant": urlencode({**asked, "q": answer.suggestion}),
        "door": "library",
    }
    return render(request, "library/library.html", content)


def _inside(text: str, language: str, chosen: Mapping[str, str]) -> int:
    """Return how many pages of documents a question finds."""
    return how_many(text, language, {**chosen, "kind": "passage"}) if text else 0


def _asked(request: HttpRequest) -> tuple[str, dict[str, str]]:
    text = request.GET.get("q", "")[:_LONGEST].strip()
    return text, {name: request.GET.get(name, "")[:80] for name in FACETS}


def _in_order(keys: Sequence[str]) -> list[Work]:
    """Return the works of documents, in their order."""
    slugs = [key.partition(":")[2] for key in keys]
    creators = Prefetch("creators", Creator.objects.select_related("person"))
    found = Work.objects.filter(slug__in=slugs).prefetch_related(creators)
    by_slug = {work.slug: work for work in found}
    return [by_slug[slug] for slug in slugs]


def _facets(
    answer: Answer, asked: Mapping[str, str], language: str
) -> list[tuple[str, list[tuple[Text, int, str, bool]]]]:
    names = {
        "type": {code: kind.name(language) for code, kind in kinds().items()},
        "worker_group": named(Scheme.WORKER_GROUP, language),
        "place": named(Scheme.PLACE, language),
        "topic": {
            **named(Scheme.TOPIC, language),
            **named(Scheme.PROGRAMME, language),
            **named(Scheme.INITIATIVE, language),
        },
        "language": {code: language_name(code) for code in LANGUAGES},
    }
    found = []
    for name in FACETS:
        values = []
        counted = answer.facets.get(name, ())
        if name == "year":
            counted = sorted(counted, reverse=True)
        for value, count in counted[:_SHOWN]:
            here = asked.get(name) == value
            rest = {key: each for key, each in asked.items() if key != name}
            query = urlencode(rest if here else {**rest, name: value})
            text = names.get(name, {}).get(value, Text(value))
            values.append((text, count, query, here))
        if values:
            found.append((name, values))
    return found


@counted("page")
@kept
def work(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Answer with the page of a work; with a tombstone where it was taken back."""
    found = _work(slug)
    if found.merged_into:
        return redirect("work", language, found.merged_into.slug, permanent=True)
    address = request.build_absolute_uri(f"/id/w/{found.permanent}")
    content = {
        **content_of(found, language),
        "related": [] if found.withdrawn else related_to(found),
        "read": total_of(found),
        "meta": [] if found.withdrawn else meta_of(found, address),
        "json_ld": "" if found.withdrawn else json_ld(found, address),
        "address": address,
        "forms": [(form, len(make([found]))) for form, (_, make) in FORMS.items()],
    }
    status = 410 if found.withdrawn else 200
    answer = render(request, "library/work.html", content, status=status)
    if not found.withdrawn:
        answer["Link"] = ", ".join(_signposts(request, found, address, language))
    return answer


def _signposts(
    request: HttpRequest, found: Work, address: str, language: str
) -> Iterable[str]:
    """Yield typed links for machines (signposting.org, FAIR level 1)."""
    yield f'<{address}>; rel="cite-as"'
    schema = kinds()[found.kind].schema
    yield f'<https://schema.org/{schema}>; rel="type"'
    for part in found.creators.all():
        if part.person.address:
            yield f'<{part.person.address}>; rel="author"'
    for form, (kind, _) in FORMS.items():
        path = reverse("work-file", args=[language, found.slug, form])
        where = request.build_absolute_uri(path)
        yield f'<{where}>; rel="describedby"; type="{kind.partition(";")[0]}"'


@kept
def work_file(
    request: HttpRequest, language: str, slug: str, form: str
) -> HttpResponse:
    """Answer with a work for a reference manager or registry."""
    found = _work(slug)
    if form not in FORMS or found.withdrawn:
        raise Http404
    kind, make = FORMS[form]
    answer = HttpResponse(make([found]), content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{slug}.{form}"'
    return answer


@counted("text")
@kept
def work_text(
    request: HttpRequest, language: str, slug: str, name: str
) -> HttpResponse:
    """Answer with the text of a file, page by page: little to load, easy to hear."""
    found, file = _file(slug, name)
    content = {
        "work": found,
        "file": file,
        "foreign": file.language if file.language != language else "",
        "pages": list(file.texts.all()),
        "scanned": SCANNED,
        "door": "library",
    }
    return render(request, "library/text.html", content)


@counted("file")
def work_document(
    request: HttpRequest, language: str, slug: str, name: str
) -> FileResponse:
    """Answer with a file of a work."""
    _, file = _file(slug, name)
    answer = FileResponse(path_of(file).open("rb"), filename=file.name)
    answer["Content-Type"] = "application/pdf"
    return answer


def work_cover(
    request: HttpRequest, language: str, slug: str, name: str
) -> FileResponse:
    """Answer with a small picture of the first page of a file."""
    _, file = _file(slug, name)
    if not file.cover:
        raise Http404
    answer = FileResponse(cover_of(file).open("rb"), content_type="image/webp")
    answer["Cache-Control"] = "public, max-age=86400"
    return answer


def _file(slug: str, name: str) -> tuple[Work, File]:
    """Return a file that may be read today, and its work.

    Raises
    ------
    Http404
        When there is none.
    """
    found = _work(slug)
    file = next((each for each in found.files_shown if each.name == name), None)
    if file is None:
        raise Http404
    return found, file


@kept
def works_file(request: HttpRequest, language: str, form: str) -> HttpResponse:
    """Answer with every work that a question and choices leave, as one file."""
    text, chosen = _asked(request)
    keys = every_key(text, language, {"kind": "work", **chosen})
    works = _in_order(keys)
    if form == "csv":
        content, kind = works_csv(works, request), "text/csv; charset=utf-8"
    elif form in FEEDS:
        content, kind = feed(works, request, language, form)
    elif form in FORMS and form != "xml":
        kind, make = FORMS[form]
        content = make(works)
    else:
        raise Http404
    answer = HttpResponse(content, content_type=kind)
    if form not in FEEDS:
        answer["Content-Disposition"] = f'attachment; filename="works.{form}"'
    return answer


def permanent(request: HttpRequest, identifier: str) -> HttpResponse:
    """Lead from the permanent id of a work to its page in the reader's language."""
    found = Work.objects.filter(permanent=identifier.upper()).first()
    if found is None or not (found.live or found.withdrawn):
        raise Http404
    return redirect("work", language=spoken_by(request), slug=found.slug)


def sitemap(request: HttpRequest) -> HttpResponse:
    """Answer with works and what other apps tell of, for crawlers (sitemaps 0.9)."""
    works = Work.objects.filter(live=True, withdrawn=None)
    rows = []
    for slug, changed in works.order_by("slug").values_list("slug", "changed"):
        where = request.build_absolute_uri(reverse("work", args=["en", slug]))
        day = changed.date().isoformat()
        rows.append(f"<url><loc>{where}</loc><lastmod>{day}</lastmod></url>")
    for path, since in pages():
        where = request.build_absolute_uri(path)
        rows.append(f"<url><loc>{where}</loc><lastmod>{since}</lastmod></url>")
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{space}">'
    answer = HttpResponse(
        f"{head}{''.join(rows)}</urlset>\n", content_type="application/xml"
    )
    answer["Last-Modified"] = http_date(timezone.now().timestamp())
    return answer


def _work(slug: str) -> Work:
    """Return a work that is published, or was and has been taken back.

    Raises
    ------
    Http404
        When there is none.
    """
    found = Work.objects.filter(slug=slug).prefetch_related("creators__person").first()
    if found is None or not (found.live or found.withdrawn):
        raise Http404
    return found

"""The pages of papers: a list, a version, two side by side, files, a receipt."""

from collections.abc import Callable, Mapping
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from headload.apps.common.kept import kept
from headload.apps.common.languages import spoken_by
from headload.apps.voice.choose import choices_of, narrowed
from headload.apps.voice.demands.exports import graph, node_in_page
from headload.apps.voice.models import Document, DocumentVersion, SignOn
from headload.apps.voice.papers.choose import FACETS, cards, names_of
from headload.apps.voice.papers.exports import paper_node, papers_csv, signatories_csv
from headload.apps.voice.papers.page import (
    content_of,
    published_versions,
    side_by_side,
)
from headload.apps.voice.papers.pdf import pdf_of
from headload.apps.voice.papers.receipt import receipt_text
from headload.apps.voice.papers.rendered import rendered
from headload.apps.voice.papers.signatories import signatories_of
from headload.apps.voice.papers.word import word_of

_PAGE = 40
_DOOR = "voice"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MAKERS: Mapping[str, tuple[Callable[..., bytes], str]] = {
    "pdf": (pdf_of, "application/pdf"),
    "docx": (word_of, _WORD),
}


@kept
def papers(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with papers: all of them, or those that choices leave."""
    asked = _asked(request)
    every = cards(language)
    found, counts = narrowed(every, asked, FACETS)
    number = request.GET.get("page", "1")
    page = int(number) if number.isdecimal() and 0 < int(number) < 10_000 else 1
    after = len(found) > page * _PAGE
    content = {
        "count": len(found),
        "cards": found[(page - 1) * _PAGE : page * _PAGE],
        "facets": choices_of(counts, asked, names_of(every, language)),
        "query": urlencode(asked),
        "before": urlencode({**asked, "page": page - 1}) if page > 1 else "",
        "after": urlencode({**asked, "page": page + 1}) if after else "",
        "chosen": bool(asked),
        "door": _DOOR,
    }
    return render(request, "voice/papers/papers.html", content)


@kept
def papers_file(request: HttpRequest, language: str, form: str) -> HttpResponse:
    """Answer with every paper that choices leave, as one file."""
    found, _ = narrowed(cards(language, in_bulk=True), _asked(request), FACETS)
    whole = request.build_absolute_uri
    if form == "csv":
        content, kind = papers_csv(found, whole), "text/csv; charset=utf-8"
    else:
        content = graph([paper_node(each, whole) for each in found])
        kind = "application/ld+json"
    return _file(content, kind, f"papers.{form}")


@kept
def paper(
    request: HttpRequest, language: str, slug: str, number: int = 0
) -> HttpResponse:
    """Answer with the newest published version of a paper, or with one of a number.

    Raises
    ------
    Http404
        When readers may see none of that name or number.
    """
    version = _version(slug, number)
    whole = request.build_absolute_uri
    card = cards(language, in_bulk=True, pk=version.document_id)[0]
    content = {
        **content_of(version, language),
        "json_ld": node_in_page(paper_node(card, whole)),
        "address": whole(f"/id/t/{version.document.permanent}/{version.number}"),
        "door": _DOOR,
    }
    return render(request, "voice/papers/paper.html", content)


@kept
def paper_compared(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Answer with two versions side by side: the last two, or those asked for.

    Raises
    ------
    Http404
        When readers may see none of that name or number.
    """
    newest = _version(slug)
    numbers = [each.number for each in published_versions(newest.document)]
    asked = (request.GET.get("old", ""), request.GET.get("new", ""))
    old, new = (int(each) if each.isdecimal() else 0 for each in asked)
    before = [each for each in numbers if each < (new or newest.number)]
    old = old or (before[0] if before else newest.number)
    left, right = _version(slug, old), _version(slug, new)
    content = {
        "document": newest.document,
        "title": right.said(language),
        "old": left,
        "new": right,
        "numbers": numbers,
        "parts": side_by_side(left, right, language),
        "door": _DOOR,
    }
    return render(request, "voice/papers/compared.html", content)


@kept
def paper_file(
    request: HttpRequest, language: str, slug: str, number: int, code: str, form: str
) -> HttpResponse:
    """Answer with a version in one of its languages, as PDF or for Word.

    Raises
    ------
    Http404
        When readers may see no such version, or it is not in that language.
    """
    version = _version(slug, number)
    text = version.texts.filter(language=code).first()
    if text is None or form not in _MAKERS:
        raise Http404
    make, kind = _MAKERS[form]
    made = make(rendered(version, text), signatories_of(version), _base(request))
    return _file(made, kind, f"{slug}-{number}.{code}.{form}")


@kept
def paper_signed(
    request: HttpRequest, language: str, slug: str, number: int
) -> HttpResponse:
    """Answer with who signed a version, as CSV; raises as `paper` does."""
    found = signatories_of(_version(slug, number), in_bulk=True)
    content = signatories_csv(found, request.build_absolute_uri)
    return _file(content, "text/csv; charset=utf-8", f"{slug}-{number}-signed.csv")


def paper_by_id(
    request: HttpRequest, identifier: str, number: str = ""
) -> HttpResponse:
    """Lead from a permanent id, with the number of a version, to its page.

    Raises
    ------
    Http404
        When readers may see nothing of that id.
    """
    documents = Document.objects.public()
    found = documents.filter(permanent=identifier.upper()).first()
    if found is None:
        raise Http404
    language = spoken_by(request)
    if number:
        version = _version(found.slug, int(number))
        return redirect("paper-version", language, found.slug, version.number)
    return redirect("paper", language, found.slug)


@never_cache
def receipt(
    request: HttpRequest, language: str, key: str, form: str = ""
) -> HttpResponse:
    """Answer whoever has the key how far a sign-on is, as a page or as plain text.

    Raises
    ------
    Http404
        When no sign-on has that key.
    """
    found = get_object_or_404(
        SignOn.objects.select_related("version__document", "organisation"), key=key
    )
    text = receipt_text(found, language)
    if form:
        answer = HttpResponse(text, content_type="text/plain; charset=utf-8")
    else:
        plain = reverse("sign-on-receipt-file", args=[language, key, "txt"])
        content = {"kept": found, "text": text, "plain": plain, "door": _DOOR}
        answer = render(request, "voice/papers/receipt.html", content)
    answer["X-Robots-Tag"] = "noindex"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _version(slug: str, number: int = 0) -> DocumentVersion:
    document = Document.objects.public().filter(slug=slug).first()
    if document is None:
        raise Http404
    found = published_versions(document)
    version = (found.filter(number=number) if number else found).first()
    if version is None:
        raise Http404
    return version


def _asked(request: HttpRequest) -> dict[str, str]:
    asked = {name: request.GET.get(name, "")[:120] for name in FACETS}
    return {name: value for name, value in asked.items() if value}


def _base(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer

"""The librarians' own screens: works from PDFs, translations, doubles side by side."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from headload.apps.common.languages import LANGUAGES
from headload.apps.library.bring_in import person_named, slug_for
from headload.apps.library.documents import index_again
from headload.apps.library.doubles import FIELDS, Pair, merge, not_doubles, pairs
from headload.apps.library.files import MOST_BYTES, keep, look_at, wrong_with
from headload.apps.library.formats import Record
from headload.apps.library.models import Creator, Work
from headload.apps.library.propose import proposal
from headload.apps.library.reading import Read

_may_add = permission_required("headload_library.add_work", raise_exception=True)
_may_merge = permission_required("headload_library.publish_work", raise_exception=True)
_SHOWN = 20


class _Files(forms.FileInput):
    allow_multiple_selected = True


class PdfForm(forms.Form):
    """One or more PDFs."""

    pdf = forms.FileField(
        label="PDFs", widget=_Files(attrs={"multiple": True, "accept": ".pdf"})
    )


@_may_add
@require_http_methods(["GET", "POST"])
def from_pdf(request: HttpRequest) -> HttpResponse:
    """Make a draft of each PDF, with what it seems to be; a person checks it."""
    made: list[Work] = []
    for file in request.FILES.getlist("pdf"):
        content = b"" if (file.size or 0) > MOST_BYTES else file.read()
        problem = wrong_with(content)
        if problem:
            messages.error(request, f"{file.name}: {problem}.")
            continue
        found = look_at(content)
        work = _draft(found, file.name or "document.pdf", request)
        keep(work, file.name or "document.pdf", content, found)
        if found.problem:
            messages.warning(
                request, f"{file.name}: its text cannot be read ({found.problem})."
            )
        made.append(work)
    if len(made) == 1:
        messages.info(request, "Proposed from the PDF. Check each field.")
        return redirect(_edit(made[0]))
    if made:
        messages.info(request, f"{len(made)} drafts. Check each of them.")
        return redirect("wagtailsnippets_headload_library_work:list")
    return _page(request, "from_pdf", {"form": PdfForm()}, "Works from PDFs")


def _draft(found: Read, name: str, request: HttpRequest) -> Work:
    seems = proposal(found)
    title = seems.title or name.rpartition(".")[0].replace("_", " ")
    values = {
        "title": title[:500],
        "date": seems.date,
        "language": seems.language or "en",
        "doi": seems.doi[:200],
        "isbn": seems.isbn,
        "source": f"The document {name}"[:500],
    }
    people = [(each, "author", "") for each in seems.people]
    work = Work(**values, slug=slug_for(Record(name, values, people)), live=False)
    work.creators = [
        Creator(person=person_named(each, ""), sort_order=order)
        for order, each in enumerate(seems.people)
    ]
    work.save()
    work.save_revision(user=request.user)
    return work


@_may_add
@require_http_methods(["GET", "POST"])
def add_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a PDF with a work that is here."""
    work = get_object_or_404(Work, pk=pk)
    for file in request.FILES.getlist("pdf"):
        content = b"" if (file.size or 0) > MOST_BYTES else file.read()
        problem = wrong_with(content)
        if problem:
            messages.error(request, f"{file.name}: {problem}.")
            continue
        keep(work, file.name or "document.pdf", content, look_at(content))
        index_again(work)
        messages.success(request, f"{file.name} is kept with this work.")
        return redirect(_edit(work))
    return _page(request, "from_pdf", {"form": PdfForm(), "work": work}, "Add a PDF")


@_may_add
@require_http_methods(["GET", "POST"])
def translate(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a draft of a work in another language, to be filled in."""
    work = get_object_or_404(Work, pk=pk)
    first = work.version_of or work
    taken = {first.language, *first.versions.values_list("language", flat=True)}
    left = {code: name for code, (_, name) in LANGUAGES.items() if code not in taken}
    chosen = request.POST.get("language", "")
    if chosen not in left:
        content = {"work": work, "languages": left}
        return _page(request, "translate", content, "Translate a work")
    copy = Work(
        title=work.title,
        slug=f"{first.slug[:110]}-{chosen}",
        language=chosen,
        version_of=first,
        live=False,
        **{name: getattr(work, name) for name in ("kind", "date", "publisher")},
        **{name: getattr(work, name) for name in ("series", "number", "licence")},
    )
    copy.creators = [
        Creator(person=part.person, role=part.role, sort_order=part.sort_order)
        for part in work.creators.all()
    ]
    for name in ("worker_groups", "places", "topics"):
        setattr(copy, name, list(getattr(work, name).all()))
    copy.save()
    copy.save_revision(user=request.user)
    messages.info(request, "Write the title in the new language, then the rest.")
    return redirect(_edit(copy))


@_may_merge
def doubles(request: HttpRequest) -> HttpResponse:
    """Show pairs of works that may be one."""
    found = pairs()
    shown = [(pair, _evidence(pair)) for pair in found[:_SHOWN]]
    content = {"pairs": shown, "count": len(found)}
    return _page(request, "doubles", content, "Doubles")


@_may_merge
@require_http_methods(["GET", "POST"])
def compare(request: HttpRequest, one: int, other: int) -> HttpResponse:
    """Show two works side by side, and make them one as somebody chose."""
    works = {pk: get_object_or_404(Work, pk=pk) for pk in (one, other)}
    if request.method == "POST":
        kept = works.get(int(request.POST.get("keep", "0") or 0), works[one])
        gone = works[other if kept.pk == one else one]
        values = _chosen(request.POST, works, kept)
        try:
            merge(kept, gone, values, request.user)
        except (ValidationError, ValueError) as error:
            messages.error(request, f"They are as they were: {error}")
        else:
            for work in (kept, gone):
                index_again(work)
            messages.success(request, f"They are one work now: {kept}")
            return redirect("library-doubles")
    rows = [
        (Work._meta.get_field(name).verbose_name, name, *_both(works, one, other, name))
        for name in FIELDS
    ]
    content = {
        "one": works[one],
        "other": works[other],
        "rows": [row for row in rows if row[2] or row[3]],
        "people": [
            "; ".join(str(part.person) for part in work.creators.all())
            for work in works.values()
        ],
        "files": [list(work.files.all()) for work in works.values()],
    }
    return _page(request, "compare", content, "Are these one work?")


def _both(
    works: Mapping[int, Work], one: int, other: int, name: str
) -> tuple[str, str]:
    if name == "kind":
        return works[one].get_kind_display(), works[other].get_kind_display()
    return str(getattr(works[one], name)), str(getattr(works[other], name))


def _chosen(
    posted: Mapping[str, str], works: Mapping[int, Work], kept: Work
) -> dict[str, str]:
    """Return each field of the work that was chosen for it."""
    found = {}
    for name in FIELDS:
        said = posted.get(name, "")
        source = works.get(int(said), kept) if said.isdecimal() else kept
        found[name] = getattr(source, name)
    return found


@_may_merge
@require_POST
def keep_both(request: HttpRequest, one: int, other: int) -> HttpResponse:
    """Note that two works are not the same."""
    not_doubles(get_object_or_404(Work, pk=one), get_object_or_404(Work, pk=other))
    return redirect("library-doubles")


def _evidence(pair: Pair) -> str:
    """Return what speaks for two works being one, in words."""
    said = [f"titles {pair.likeness:.0f} % alike"]
    if pair.identifiers:
        said.append(f"the same identifier ({', '.join(pair.identifiers)})")
    if pair.people:
        said.append(f"{len(pair.people)} people in common")
    return ", ".join(said)


def _edit(work: Work) -> str:
    return reverse("wagtailsnippets_headload_library_work:edit", args=[work.pk])


def _page(
    request: HttpRequest, name: str, content: Mapping[str, Any], title: str
) -> HttpResponse:
    shown = {**content, "page_title": title}
    return render(request, f"library/desk/{name}.html", shown)

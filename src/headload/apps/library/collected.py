"""Collections: pages of works that an editor has put together."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from headload.apps.common.kept import kept
from headload.apps.library.models import Collection, Work


@kept
def collections(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with every collection that is shown."""
    shown = Collection.objects.filter(shown=True).prefetch_related("texts")
    content = {
        "collections": [(each, each.words(language)) for each in shown],
        "door": "library",
    }
    return render(request, "library/collections.html", content)


@kept
def collection(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Answer with a collection and its works, in the editor's order."""
    found = Collection.objects.filter(slug=slug, shown=True).first()
    if found is None:
        raise Http404
    works = Work.objects.filter(
        in_lists__collection=found, live=True, withdrawn=None
    ).order_by("in_lists__sort_order")
    content = {
        "words": found.words(language),
        "works": works.prefetch_related("creators__person"),
        "door": "library",
    }
    return render(request, "library/collection.html", content)

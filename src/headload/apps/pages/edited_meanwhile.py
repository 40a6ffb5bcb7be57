"""Two editors of one thing: the second is told, and loses nothing of hers.

Wagtail guards what it saves by itself against that, but not what an editor saves: the
later form would replace the earlier one in silence. So a form that was opened on an
earlier version gets 409 and a page that keeps all its fields.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from wagtail.models import Page, Revision

_OWN = (
    "csrfmiddlewaretoken",
    "loaded_revision_id",
    "loaded_revision_created_at",
    "overwrite_revision_id",
)
"""Fields that the page writes itself."""


def edited_meanwhile(request: HttpRequest, thing: Any) -> HttpResponse | None:
    """Answer 409 to a form that was opened before somebody else saved; else nothing.

    Parameters
    ----------
    thing
        A page or a record of the desk; one without versions has nothing to compare.
    """
    newest = getattr(thing, "latest_revision", None)
    if request.method != "POST" or newest is None or not _is_late(request.POST, newest):
        return None
    content = {
        "thing": thing,
        "newest": newest,
        "fields": _kept(request.POST),
        "files": list(request.FILES),
        "opened": request.path,
        "compared": _compared(thing, request.POST["loaded_revision_id"], newest),
    }
    return render(request, "pages/desk/edited_meanwhile.html", content, status=409)


def _is_late(posted: QueryDict, newest: Revision) -> bool:
    saved_by_itself = posted.get("overwrite_revision_id")
    if saved_by_itself:
        return saved_by_itself != str(newest.pk)
    opened = posted.get("loaded_revision_id")
    if not opened:
        return False
    moment = posted.get("loaded_revision_created_at", "")
    return (opened, moment) != (str(newest.pk), newest.created_at.isoformat())


def _kept(posted: QueryDict) -> list[tuple[str, str]]:
    return [
        (name, value)
        for name, values in posted.lists()
        if name not in _OWN
        for value in values
    ]


def _compared(thing: Any, opened: str, newest: Revision) -> str:
    """Return the address where both versions stand side by side."""
    if isinstance(thing, Page):
        name = "wagtailadmin_pages:revisions_compare"
    else:
        name = thing.snippet_viewset.get_url_name("revisions_compare")
    return reverse(name, args=[thing.pk, opened, newest.pk]) if opened else ""

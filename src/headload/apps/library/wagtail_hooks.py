"""The desk: works with drafts and history, people, collections, repositories."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from headload.apps.library import desk
from headload.apps.library.bulk import ChangeWorks
from headload.apps.library.models import Collection, Person, Repository, Work


class WorkViewSet(SnippetViewSet):
    """Publications."""

    model = Work
    icon = "doc-full"
    menu_label = "Works"
    list_display = ("__str__", "kind", "date", "language", "live")
    list_filter = ("kind", "language", "live", "series")
    search_fields = ("title", "subtitle", "slug", "doi", "creators__person__family")
    search_backend_name = None
    list_per_page = 50
    panels = (
        FieldPanel("title"),
        FieldPanel("subtitle"),
        FieldPanel("alternative_title"),
        FieldPanel("slug"),
        InlinePanel("creators", label="People"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("date"), FieldPanel("language")]),
        FieldPanel("summary"),
        FieldPanel("publisher"),
        FieldRowPanel([FieldPanel("series"), FieldPanel("number")]),
        FieldPanel("container"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("doi", "isbn", "handle", "url", "licence")],
            heading="Identifiers and rights",
        ),
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in ("worker_groups", "places", "topics", "keywords")
            ],
            heading="What it is about",
        ),
        FieldPanel("version_of"),
        InlinePanel("relations", label="Related works"),
        FieldPanel("estimates"),
        FieldPanel("source"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("embargo", "withdrawn", "withdrawn_why")],
            heading="Embargo and withdrawal",
        ),
    )


class PersonViewSet(SnippetViewSet):
    """People and organisations that made works."""

    model = Person
    icon = "user"
    menu_label = "People"
    list_display = ("__str__", "organisation", "orcid", "ror")
    list_filter = ("organisation",)
    search_fields = ("family", "given")
    search_backend_name = None


class CollectionViewSet(SnippetViewSet):
    """Works that belong together, chosen by an editor."""

    model = Collection
    icon = "list-ul"
    menu_label = "Collections"
    list_display = ("__str__", "slug", "shown")
    search_fields = ("slug", "texts__title")
    search_backend_name = None
    panels = (
        FieldPanel("slug"),
        FieldPanel("shown"),
        InlinePanel("texts", label="Title and introduction", min_num=1),
        InlinePanel("parts", label="Works"),
    )


class RepositoryViewSet(SnippetViewSet):
    """Repositories that works are harvested from."""

    model = Repository
    icon = "download"
    menu_label = "Repositories"
    list_display = ("address", "only_set", "known_until", "asked")
    panels = (FieldPanel("address"), FieldPanel("only_set"))


class LibraryGroup(SnippetViewSetGroup):
    """Everything of the library in one menu."""

    menu_label = "Library"
    menu_icon = "doc-full"
    items = (WorkViewSet, PersonViewSet, CollectionViewSet, RepositoryViewSet)

    def get_submenu_items(self) -> list[Any]:
        """Return the lists, then what a librarian does with many works."""
        return [
            *super().get_submenu_items(),
            _MayAdd("Works from PDFs", reverse("library-from-pdf"), icon_name="upload"),
            _MayPublish("Doubles", reverse("library-doubles"), icon_name="copy"),
        ]


class _MayAdd(MenuItem):
    right = "headload_library.add_work"

    def is_shown(self, request: Any) -> bool:
        return bool(request.user.has_perm(self.right))


class _MayPublish(_MayAdd):
    right = "headload_library.publish_work"


register_snippet(LibraryGroup)
hooks.register("register_bulk_action", ChangeWorks)


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Return the addresses of the librarians' own screens."""
    pair = "library/doubles/<int:one>/<int:other>/"
    return [
        path("library/from-pdf/", desk.from_pdf, name="library-from-pdf"),
        path("library/<int:pk>/pdf/", desk.add_pdf, name="library-add-pdf"),
        path("library/<int:pk>/translate/", desk.translate, name="library-translate"),
        path("library/doubles/", desk.doubles, name="library-doubles"),
        path(pair, desk.compare, name="library-compare"),
        path(f"{pair}both/", desk.keep_both, name="library-keep-both"),
    ]


@hooks.register("register_snippet_listing_buttons")
def buttons(
    snippet: object, user: Any, next_url: str | None = None
) -> Iterator[Button]:
    """Yield what else can be done with a work in the list."""
    if isinstance(snippet, Work) and user.has_perm("headload_library.add_work"):
        yield Button(
            "Add a PDF", reverse("library-add-pdf", args=[snippet.pk]), priority=30
        )
        yield Button(
            "Translate", reverse("library-translate", args=[snippet.pk]), priority=31
        )


@hooks.register("register_log_actions")
def actions(registry: LogActionRegistry) -> None:
    """Name what the history says when two works become one."""
    registry.register_action("headload.took_in", "Merge", "Took in another work")
    registry.register_action("headload.became", "Merge", "Became part of another work")

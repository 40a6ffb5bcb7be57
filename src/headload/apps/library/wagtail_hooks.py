"""The desk: works with drafts and history, and people."""

from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from headload.apps.library.models import Person, Work


class WorkViewSet(SnippetViewSet):
    """Publications."""

    model = Work
    icon = "doc-full"
    menu_label = "Library"
    add_to_admin_menu = True
    list_display = ("__str__", "kind", "date", "language", "live")
    list_filter = ("kind", "language", "live")
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
        FieldPanel("estimates"),
        FieldPanel("source"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("embargo", "withdrawn", "withdrawn_why")],
            heading="Embargo and withdrawal",
        ),
    )


class PersonViewSet(SnippetViewSet):
    """People who made works."""

    model = Person
    icon = "user"
    menu_label = "People"
    add_to_admin_menu = True
    list_display = ("__str__", "orcid")
    search_fields = ("family", "given")
    search_backend_name = None


register_snippet(WorkViewSet)
register_snippet(PersonViewSet)

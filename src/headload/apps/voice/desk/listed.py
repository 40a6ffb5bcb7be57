"""What all lists of the desk have in common."""

from wagtail.admin.panels import FieldPanel
from wagtail.snippets.views.snippets import SnippetViewSet


def fields(*names: str) -> list[FieldPanel]:
    """Return a panel for each field."""
    return [FieldPanel(name) for name in names]


class Listed(SnippetViewSet):
    """A list with its own search in its own columns."""

    search_backend_name = None
    list_per_page = 50

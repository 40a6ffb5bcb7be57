"""The desk: what editors see beside pages."""

from typing import Any

from wagtail import hooks
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from headload.apps.common.models import Concept
from headload.apps.pages.edited_meanwhile import edited_meanwhile
from headload.apps.pages.models import Consent

_HIDDEN = {"images", "documents", "reports", "help"}


class ConceptViewSet(SnippetViewSet):
    """The vocabulary: places, groups, Programmes, Initiatives, topics."""

    model = Concept
    icon = "tag"
    menu_label = "Vocabulary"
    add_to_admin_menu = True
    list_display = ("__str__", "scheme", "code")
    list_filter = ("scheme", "focal")
    search_fields = ("code", "names__text")
    search_backend_name = None
    list_per_page = 50
    panels = (
        FieldPanel("scheme"),
        FieldPanel("code"),
        FieldPanel("within"),
        InlinePanel("names", label="Names", min_num=1),
    )


class ConsentViewSet(SnippetViewSet):
    """Records of consent; only those who may change them see them."""

    model = Consent
    icon = "key"
    menu_label = "Consents"
    add_to_admin_menu = True
    list_display = ("__str__", "purpose", "given", "expires", "withdrawn")


register_snippet(ConceptViewSet)
register_snippet(ConsentViewSet)
hooks.register("before_edit_page", edited_meanwhile)
hooks.register("before_edit_snippet", edited_meanwhile)


@hooks.register("construct_main_menu")
def only_what_is_used(request: Any, items: list[Any]) -> None:
    """Take images and documents out of the menu: the house shows no photographs."""
    items[:] = [item for item in items if item.name not in _HIDDEN]

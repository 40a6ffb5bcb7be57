"""The desk: bodies, processes, laws and what becomes of them, with history."""

from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from headload.apps.voice.models import (
    Agreement,
    Body,
    ImplementationCheck,
    Law,
    Process,
    Provision,
    Ratification,
    Source,
)


def _fields(*names: str) -> list[FieldPanel]:
    return [FieldPanel(name) for name in names]


class _Listed(SnippetViewSet):
    """What all lists of this app have in common."""

    search_backend_name = None
    list_per_page = 50


class LawViewSet(_Listed):
    """Laws."""

    model = Law
    icon = "doc-full-inverse"
    list_display = ("__str__", "kind", "status", "country", "live")
    list_filter = ("kind", "status", "live")
    search_fields = ("title", "slug", "identifier", "natlex", "locality_name")
    panels = (
        *_fields("title", "slug", "language"),
        FieldRowPanel(_fields("kind", "status")),
        FieldRowPanel(_fields("country", "issuer")),
        FieldRowPanel(_fields("locality", "locality_name")),
        FieldRowPanel(_fields("adopted", "in_force", "months_to_force")),
        FieldRowPanel(_fields("identifier", "natlex", "eli", "family")),
        *_fields("sectors", "everyone", "others", "changes", "repeals"),
        InlinePanel("events", label="Events", panels=_fields("kind", "date", "note")),
        InlinePanel(
            "versions",
            label="Versions of the text",
            panels=_fields("date", "language", "name", "address"),
        ),
        *_fields("note", "sources"),
    )


class ProvisionViewSet(_Listed):
    """Provisions of laws, and what they are about."""

    model = Provision
    icon = "list-ul"
    list_display = ("__str__", "heading")
    search_fields = ("number", "heading", "law__title")
    panels = (
        *_fields("law", "version", "number", "heading"),
        InlinePanel("tags", label="What it is about", panels=_fields("tag")),
    )


class CheckViewSet(_Listed):
    """Checks of how far a law is put into practice."""

    model = ImplementationCheck
    icon = "tick-inverse"
    menu_label = "Checks"
    list_display = ("__str__", "area", "checked_by", "date")
    list_filter = ("rung", "value")
    search_fields = ("law__title", "checked_by")
    panels = (
        *_fields("law", "area", "rung", "value"),
        *_fields("checked_by", "date", "evidence", "sources"),
    )


class RatificationViewSet(_Listed):
    """Ratifications of conventions."""

    model = Ratification
    icon = "globe"
    list_display = ("__str__", "ratified", "in_force", "as_of")
    list_filter = ("instrument",)
    search_fields = ("instrument__identifier", "country__names__text")
    panels = (
        *_fields("instrument", "country"),
        FieldRowPanel(_fields("ratified", "in_force", "denounced", "as_of")),
        *_fields("declarations", "note", "sources"),
    )


class AgreementViewSet(_Listed):
    """Agreements of workers with any counterpart."""

    model = Agreement
    icon = "group"
    list_display = ("__str__", "counterpart", "state", "signed")
    list_filter = ("state", "counterpart_kind")
    search_fields = ("title", "workers", "counterpart")
    panels = (
        *_fields("title", "slug", "language", "workers"),
        FieldRowPanel(_fields("counterpart", "counterpart_kind")),
        *_fields("subject", "state"),
        FieldRowPanel(_fields("signed", "ends", "persons")),
        *_fields("area", "sectors"),
        InlinePanel(
            "clauses", label="Clauses", panels=_fields("question", "number", "answer")
        ),
        *_fields("sources"),
    )


class ProcessViewSet(_Listed):
    """Processes in which rules are made or watched."""

    model = Process
    icon = "calendar-alt"
    list_display = ("__str__", "kind", "state", "body", "live")
    list_filter = ("kind", "state", "live")
    search_fields = ("title", "slug", "body__name")
    panels = (
        *_fields("title", "slug", "language"),
        FieldRowPanel(_fields("kind", "state", "recurs")),
        *_fields("body", "parent"),
        FieldRowPanel(_fields("area", "place")),
        FieldRowPanel(_fields("start", "end")),
        *_fields("sectors", "everyone", "others", "laws"),
        InlinePanel(
            "phases", label="Phases", panels=_fields("name", "start", "end", "here")
        ),
        InlinePanel(
            "deadlines",
            label="Deadlines",
            panels=_fields(
                "what", "rule", "zone", "submission", "confidence", "source"
            ),
        ),
        *_fields("outcome", "note", "sources"),
    )


class BodyViewSet(_Listed):
    """Bodies that set or watch rules."""

    model = Body
    icon = "home"
    list_display = ("__str__", "level", "area", "live")
    list_filter = ("level", "live")
    search_fields = ("name", "slug", "place")
    panels = (
        *_fields("name", "slug", "language", "kind"),
        FieldRowPanel(_fields("level", "area", "place", "zone")),
        *_fields("mandate", "seats", "cycle", "how_to_be_heard", "contact"),
        *_fields("note", "sources"),
    )


class SourceViewSet(_Listed):
    """Where things were seen."""

    model = Source
    icon = "link"
    list_display = ("__str__", "as_of")
    search_fields = ("address", "title")
    panels = _fields("address", "title", "as_of")


class VoiceGroup(SnippetViewSetGroup):
    """All of it under one heading of the menu."""

    menu_label = "Laws and processes"
    menu_icon = "doc-full-inverse"
    items = (
        LawViewSet,
        ProvisionViewSet,
        CheckViewSet,
        RatificationViewSet,
        AgreementViewSet,
        ProcessViewSet,
        BodyViewSet,
        SourceViewSet,
    )


register_snippet(VoiceGroup)

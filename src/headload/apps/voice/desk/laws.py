"""Lists of the desk: laws, their provisions, checks, ratifications, agreements."""

from wagtail.admin.panels import FieldRowPanel, InlinePanel

from headload.apps.voice.desk.listed import Listed, fields
from headload.apps.voice.models import (
    Agreement,
    Correspondence,
    ImplementationCheck,
    Law,
    Provision,
    Ratification,
)


class LawViewSet(Listed):
    """Laws."""

    model = Law
    icon = "doc-full-inverse"
    list_display = ("__str__", "kind", "status", "country", "live")
    list_filter = ("kind", "status", "live")
    search_fields = ("title", "slug", "identifier", "natlex", "locality_name")
    panels = (
        *fields("title", "slug", "language"),
        FieldRowPanel(fields("kind", "status")),
        FieldRowPanel(fields("country", "issuer")),
        FieldRowPanel(fields("locality", "locality_name")),
        FieldRowPanel(fields("adopted", "in_force", "months_to_force")),
        FieldRowPanel(fields("identifier", "natlex", "eli", "family")),
        *fields("sectors", "everyone", "others", "changes", "repeals"),
        InlinePanel("events", label="Events", panels=fields("kind", "date", "note")),
        InlinePanel(
            "versions",
            label="Versions of the text",
            panels=fields("date", "language", "name", "address"),
        ),
        *fields("note", "sources"),
    )


class ProvisionViewSet(Listed):
    """Provisions of laws, and what they are about."""

    model = Provision
    icon = "list-ul"
    list_display = ("__str__", "heading")
    search_fields = ("number", "heading", "law__title")
    panels = (
        *fields("law", "version", "number", "heading"),
        InlinePanel(
            "texts",
            label="What it says",
            panels=fields("language", "text", "source", "licence"),
        ),
        InlinePanel("tags", label="What it is about", panels=fields("tag")),
    )


class CorrespondenceViewSet(Listed):
    """What became of provisions, as somebody states it."""

    model = Correspondence
    icon = "arrow-right"
    menu_label = "What became of provisions"
    list_display = ("__str__", "version", "source")
    search_fields = ("earlier__number", "version__law__title")
    panels = fields("version", "earlier", "later", "source")


class CheckViewSet(Listed):
    """Checks of how far a law is put into practice."""

    model = ImplementationCheck
    icon = "tick-inverse"
    menu_label = "Checks"
    list_display = ("__str__", "area", "checked_by", "date")
    list_filter = ("rung", "value")
    search_fields = ("law__title", "checked_by")
    panels = (
        *fields("law", "area", "rung", "value"),
        *fields("checked_by", "date", "evidence", "sources"),
    )


class RatificationViewSet(Listed):
    """Ratifications of conventions."""

    model = Ratification
    icon = "globe"
    list_display = ("__str__", "ratified", "in_force", "as_of")
    list_filter = ("instrument",)
    search_fields = ("instrument__identifier", "country__names__text")
    panels = (
        *fields("instrument", "country"),
        FieldRowPanel(fields("ratified", "in_force", "denounced", "as_of")),
        *fields("declarations", "note", "sources"),
    )


class AgreementViewSet(Listed):
    """Agreements of workers with any counterpart."""

    model = Agreement
    icon = "group"
    list_display = ("__str__", "counterpart", "state", "signed")
    list_filter = ("state", "counterpart_kind")
    search_fields = ("title", "workers", "counterpart")
    panels = (
        *fields("title", "slug", "language", "workers"),
        FieldRowPanel(fields("counterpart", "counterpart_kind")),
        *fields("subject", "state"),
        FieldRowPanel(fields("signed", "ends", "persons")),
        *fields("area", "sectors"),
        InlinePanel(
            "clauses", label="Clauses", panels=fields("question", "number", "answer")
        ),
        *fields("sources"),
    )

"""Lists of the desk: demands, platforms, papers, wins, what is under a Programme."""

from wagtail.admin.panels import FieldRowPanel, InlinePanel, ObjectList

from headload.apps.voice.desk.listed import Listed, fields
from headload.apps.voice.models import (
    Demand,
    Document,
    Filing,
    Outcome,
    Platform,
)
from headload.apps.voice.papers.record_form import PaperRecordForm


class DemandViewSet(Listed):
    """Demands; what an organisation claims in them it writes itself."""

    model = Demand
    icon = "comment"
    list_display = ("__str__", "state", "area", "live")
    list_filter = ("state", "live")
    search_fields = ("slug", "texts__text", "place")
    panels = (
        *fields("slug", "language", "state"),
        InlinePanel(
            "texts",
            label="Texts",
            min_num=1,
            panels=fields("language", "text", "more"),
        ),
        InlinePanel("owners", label="Owners", panels=fields("organisation", "name")),
        *fields("targets", "processes"),
        FieldRowPanel(fields("area", "place")),
        *fields("sectors", "everyone", "others", "supersedes"),
        InlinePanel(
            "aims", label="Provisions", panels=fields("law", "number", "provision")
        ),
        *fields("note", "sources"),
    )


class PlatformViewSet(Listed):
    """Platforms: demands that are prepared together."""

    model = Platform
    icon = "group"
    list_display = ("__str__", "process", "live")
    search_fields = ("title", "slug")
    panels = fields(
        "title", "slug", "language", "process", "demands", "note", "sources"
    )


class DocumentViewSet(Listed):
    """Papers; texts and steps have a screen of their own, which services serve."""

    model = Document
    icon = "doc-full"
    menu_label = "Papers"
    list_display = ("__str__", "kind", "process", "due_on", "live")
    list_filter = ("kind", "live")
    search_fields = ("slug", "versions__texts__title")
    edit_handler = ObjectList(
        [
            *fields("slug", "language", "kind", "process", "due_on"),
            InlinePanel(
                "owners", label="Owners", panels=fields("organisation", "name")
            ),
            *fields("area", "sectors", "everyone", "others", "note"),
        ],
        base_form_class=PaperRecordForm,
    )


class OutcomeViewSet(Listed):
    """Wins; states and statements go through services alone."""

    model = Outcome
    icon = "success"
    menu_label = "Wins"
    list_display = ("__str__", "kind", "state", "area", "date", "live")
    list_filter = ("kind", "state", "live")
    search_fields = ("slug", "texts__text", "place")
    panels = (
        *fields("slug", "language", "kind", "date"),
        InlinePanel(
            "texts",
            label="Texts",
            min_num=1,
            panels=fields("language", "text", "more", "unmet"),
        ),
        *fields("demands", "law", "agreement"),
        FieldRowPanel(fields("area", "place")),
        *fields("sectors", "everyone", "others", "persons"),
        *fields("independent", "note", "sources"),
    )


class FilingViewSet(Listed):
    """What an editor puts under a Programme or an Initiative."""

    model = Filing
    icon = "folder-open-inverse"
    menu_label = "Under a Programme"
    list_display = ("__str__", "concept")
    list_filter = ("concept",)
    panels = fields(
        *("concept", "law", "process", "demand", "outcome", "organisation"),
        "estimate_id",
    )

"""Lists of the desk: processes, bodies that set rules, and sources of all."""

from wagtail.admin.panels import FieldRowPanel, InlinePanel

from headload.apps.voice.desk.listed import Listed, fields
from headload.apps.voice.models import (
    Body,
    Process,
    Source,
)


class ProcessViewSet(Listed):
    """Processes in which rules are made or watched."""

    model = Process
    icon = "calendar-alt"
    list_display = ("__str__", "kind", "state", "body", "live")
    list_filter = ("kind", "state", "live")
    search_fields = ("title", "slug", "body__name")
    panels = (
        *fields("title", "slug", "language"),
        FieldRowPanel(fields("kind", "state", "recurs")),
        *fields("body", "parent"),
        FieldRowPanel(fields("area", "place")),
        FieldRowPanel(fields("start", "end")),
        *fields("sectors", "everyone", "others", "laws"),
        InlinePanel(
            "phases", label="Phases", panels=fields("name", "start", "end", "here")
        ),
        InlinePanel(
            "deadlines",
            label="Deadlines",
            panels=fields("what", "rule", "zone", "submission", "confidence", "source"),
        ),
        *fields("outcome", "note", "sources"),
    )


class BodyViewSet(Listed):
    """Bodies that set or watch rules."""

    model = Body
    icon = "home"
    list_display = ("__str__", "level", "area", "live")
    list_filter = ("level", "live")
    search_fields = ("name", "slug", "place")
    panels = (
        *fields("name", "slug", "language", "kind"),
        FieldRowPanel(fields("level", "area", "place", "zone")),
        *fields("mandate", "seats", "cycle", "how_to_be_heard", "contact"),
        *fields("note", "sources"),
    )


class SourceViewSet(Listed):
    """Where things were seen."""

    model = Source
    icon = "link"
    list_display = ("__str__", "as_of")
    search_fields = ("address", "title")
    panels = fields("address", "title", "as_of")

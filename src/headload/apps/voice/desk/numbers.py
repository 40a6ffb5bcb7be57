"""Lists of the desk: numbers that are asked for, and those that nobody can give."""

from typing import Any

from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from headload.apps.voice.desk.listed import Listed, fields
from headload.apps.voice.models import (
    DataGap,
    EvidenceRequest,
)


class _AnsweredOnly(ModelPermissionPolicy):
    """Requests come from organisations: none is made or deleted at the desk."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        allowed = action not in {"add", "delete"}
        return allowed and bool(super().user_has_permission(user, action))


register_permission_policy(EvidenceRequest, _AnsweredOnly(EvidenceRequest))


class RequestViewSet(Listed):
    """The queue of requests for numbers, those that are needed first on top."""

    model = EvidenceRequest
    icon = "mail"
    menu_label = "Requests for numbers"
    copy_view_enabled = False
    list_display = ("__str__", "needed_by", "state", "population", "area", "asked_on")
    list_filter = ("state",)
    search_fields = ("question", "indicator", "population")
    panels = tuple(
        FieldPanel(name, read_only=True)
        for name in (
            *("organisation", "question", "language", "indicator", "population"),
            *("area", "year", "needed_by", "process", "state"),
        )
    )


class DataGapViewSet(Listed):
    """Numbers that nobody can give."""

    model = DataGap
    icon = "help"
    list_display = ("__str__", "state", "reason", "producer", "since")
    list_filter = ("state", "reason")
    search_fields = ("title", "slug", "indicator", "producer")
    panels = (
        *fields("title", "slug", "language", "indicator", "sectors"),
        FieldRowPanel(fields("area", "place")),
        FieldRowPanel(fields("state", "reason", "since")),
        *fields("producer", "question", "until_then", "note", "sources"),
    )

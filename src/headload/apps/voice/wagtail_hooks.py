"""The desk: bodies, processes, laws, demands and requests for numbers, with history."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from headload.apps.network.history import record, writing
from headload.apps.network.rights import Actor, Role
from headload.apps.voice.demands.desk import answer_request
from headload.apps.voice.demands.new_texts import MAY_FOLLOW, new_texts
from headload.apps.voice.documents import provisions_changed
from headload.apps.voice.models import (
    Agreement,
    Body,
    Correspondence,
    DataGap,
    Demand,
    Document,
    EvidenceRequest,
    Filing,
    ImplementationCheck,
    Law,
    Outcome,
    Platform,
    Process,
    Provision,
    Ratification,
    Source,
)
from headload.apps.voice.papers.desk import paper_desk


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
        InlinePanel(
            "texts",
            label="What it says",
            panels=_fields("language", "text", "source", "licence"),
        ),
        InlinePanel("tags", label="What it is about", panels=_fields("tag")),
    )


class CorrespondenceViewSet(_Listed):
    """What became of provisions, as somebody states it."""

    model = Correspondence
    icon = "arrow-right"
    menu_label = "What became of provisions"
    list_display = ("__str__", "version", "source")
    search_fields = ("earlier__number", "version__law__title")
    panels = _fields("version", "earlier", "later", "source")


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


class DemandViewSet(_Listed):
    """Demands; what an organisation claims in them it writes itself."""

    model = Demand
    icon = "comment"
    list_display = ("__str__", "state", "area", "live")
    list_filter = ("state", "live")
    search_fields = ("slug", "texts__text", "place")
    panels = (
        *_fields("slug", "language", "state"),
        InlinePanel(
            "texts",
            label="Texts",
            min_num=1,
            panels=_fields("language", "text", "more"),
        ),
        InlinePanel("owners", label="Owners", panels=_fields("organisation", "name")),
        *_fields("targets", "processes"),
        FieldRowPanel(_fields("area", "place")),
        *_fields("sectors", "everyone", "others", "supersedes"),
        InlinePanel(
            "aims", label="Provisions", panels=_fields("law", "number", "provision")
        ),
        *_fields("note", "sources"),
    )


class PlatformViewSet(_Listed):
    """Platforms: demands that are prepared together."""

    model = Platform
    icon = "group"
    list_display = ("__str__", "process", "live")
    search_fields = ("title", "slug")
    panels = _fields(
        "title", "slug", "language", "process", "demands", "note", "sources"
    )


class OutcomeViewSet(_Listed):
    """Wins; states and statements go through services alone."""

    model = Outcome
    icon = "success"
    menu_label = "Wins"
    list_display = ("__str__", "kind", "state", "area", "date", "live")
    list_filter = ("kind", "state", "live")
    search_fields = ("slug", "texts__text", "place")
    panels = (
        *_fields("slug", "language", "kind", "date"),
        InlinePanel(
            "texts",
            label="Texts",
            min_num=1,
            panels=_fields("language", "text", "more", "unmet"),
        ),
        *_fields("demands", "law", "agreement"),
        FieldRowPanel(_fields("area", "place")),
        *_fields("sectors", "everyone", "others", "persons"),
        *_fields("independent", "note", "sources"),
    )


class FilingViewSet(_Listed):
    """What an editor puts under a Programme or an Initiative."""

    model = Filing
    icon = "folder-open-inverse"
    menu_label = "Under a Programme"
    list_display = ("__str__", "concept")
    list_filter = ("concept",)
    panels = _fields(
        *("concept", "law", "process", "demand", "outcome", "organisation"),
        "estimate_id",
    )


class DocumentViewSet(_Listed):
    """Papers; texts and steps have a screen of their own, which services serve."""

    model = Document
    icon = "doc-full"
    menu_label = "Papers"
    list_display = ("__str__", "kind", "process", "due_on", "live")
    list_filter = ("kind", "live")
    search_fields = ("slug", "versions__texts__title")
    panels = (
        *_fields("slug", "language", "kind", "process", "due_on"),
        InlinePanel("owners", label="Owners", panels=_fields("organisation", "name")),
        *_fields("area", "sectors", "everyone", "others", "note"),
    )


class DataGapViewSet(_Listed):
    """Numbers that nobody can give."""

    model = DataGap
    icon = "help"
    list_display = ("__str__", "state", "reason", "producer", "since")
    list_filter = ("state", "reason")
    search_fields = ("title", "slug", "indicator", "producer")
    panels = (
        *_fields("title", "slug", "language", "indicator", "sectors"),
        FieldRowPanel(_fields("area", "place")),
        FieldRowPanel(_fields("state", "reason", "since")),
        *_fields("producer", "question", "until_then", "note", "sources"),
    )


class _AnsweredOnly(ModelPermissionPolicy):
    """Requests come from organisations: none is made or deleted at the desk."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        allowed = action not in {"add", "delete"}
        return allowed and bool(super().user_has_permission(user, action))


register_permission_policy(EvidenceRequest, _AnsweredOnly(EvidenceRequest))


class RequestViewSet(_Listed):
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


class VoiceGroup(SnippetViewSetGroup):
    """All of it under one heading of the menu."""

    menu_label = "Laws and processes"
    menu_icon = "doc-full-inverse"
    items = (
        RequestViewSet,
        DemandViewSet,
        OutcomeViewSet,
        FilingViewSet,
        PlatformViewSet,
        DocumentViewSet,
        DataGapViewSet,
        LawViewSet,
        ProvisionViewSet,
        CorrespondenceViewSet,
        CheckViewSet,
        RatificationViewSet,
        AgreementViewSet,
        ProcessViewSet,
        BodyViewSet,
        SourceViewSet,
    )


register_snippet(VoiceGroup)


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    """Return where a request is answered, and where a paper is written."""
    return [
        path("requests/<int:pk>/answer/", answer_request, name="voice-answer-request"),
        path("papers/<int:pk>/", paper_desk, name="voice-paper"),
        path("new-texts/", new_texts, name="voice-new-texts"),
    ]


class _ForThoseWhoFollow(MenuItem):
    """An entry of the menu for those who may say where demands belong."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(MAY_FOLLOW))


@hooks.register("register_admin_menu_item")
def entry() -> MenuItem:
    """Return the entry of the menu."""
    return _ForThoseWhoFollow(
        "Demands and new texts", reverse("voice-new-texts"), icon_name="resubmit"
    )


@hooks.register("register_snippet_listing_buttons")
def buttons(
    snippet: object, user: Any, next_url: str | None = None
) -> Iterator[Button]:
    """Yield the button that answers a request, or leads to the text of a paper."""
    right = "headload_voice.change_evidencerequest"
    if isinstance(snippet, EvidenceRequest) and user.has_perm(right):
        yield Button(
            "Answer", reverse("voice-answer-request", args=[snippet.pk]), priority=10
        )
    if isinstance(snippet, Document) and user.has_perm(
        "headload_voice.change_document"
    ):
        address = reverse("voice-paper", args=[snippet.pk])
        yield Button("Text and steps", address, priority=10)


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def said(request: HttpRequest, thing: object) -> None:
    """Index a law anew when an editor wrote what a provision of it says."""
    if isinstance(thing, Provision):
        provisions_changed(thing.law)


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def noted(request: HttpRequest, thing: object) -> None:
    """Note in the history that an editor wrote to demands, wins, papers or gaps."""
    if isinstance(thing, Demand | Platform | Document | DataGap | Outcome):
        with writing():
            record(Actor(request.user, Role.LAW_EDITOR), "desk", thing)

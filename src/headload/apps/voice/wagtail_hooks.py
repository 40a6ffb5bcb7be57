"""What the desk takes from Voice: its lists, screens, buttons, and notes of history."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from headload.apps.network.history import record, writing
from headload.apps.network.rights import Actor, Role
from headload.apps.voice.demands.desk import answer_request
from headload.apps.voice.demands.new_texts import MAY_FOLLOW, new_texts
from headload.apps.voice.desk.demands import (
    DemandViewSet,
    DocumentViewSet,
    FilingViewSet,
    OutcomeViewSet,
    PlatformViewSet,
)
from headload.apps.voice.desk.laws import (
    AgreementViewSet,
    CheckViewSet,
    CorrespondenceViewSet,
    LawViewSet,
    ProvisionViewSet,
    RatificationViewSet,
)
from headload.apps.voice.desk.numbers import DataGapViewSet, RequestViewSet
from headload.apps.voice.desk.processes import (
    BodyViewSet,
    ProcessViewSet,
    SourceViewSet,
)
from headload.apps.voice.documents import provisions_changed
from headload.apps.voice.models import (
    DataGap,
    Demand,
    Document,
    EvidenceRequest,
    Outcome,
    Platform,
    Provision,
)
from headload.apps.voice.papers.desk import paper_desk


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

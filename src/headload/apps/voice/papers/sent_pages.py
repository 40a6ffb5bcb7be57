"""The page of delegations."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from headload.apps.common.kept import kept
from headload.apps.voice.papers.sent import all_sent


@kept
def delegations(request: HttpRequest, language: str) -> HttpResponse:
    """Answer with who goes to which process, as far as they agreed to it."""
    content = {"going": all_sent(language), "door": "voice"}
    return render(request, "voice/papers/delegations.html", content)

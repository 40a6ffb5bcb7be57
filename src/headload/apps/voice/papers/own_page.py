"""How own pages of papers and delegations are drawn: for her alone, kept nowhere."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def drawn(
    request: HttpRequest, name: str, status: int = 200, /, **content: Any
) -> HttpResponse:
    """Return an own page of papers or delegations."""
    shown = {"door": "voice", **content}
    answer = render(request, f"voice/papers/own_{name}.html", shown, status=status)
    answer["Cache-Control"] = "private, no-store"
    return answer

"""How own pages of wins are drawn: for her alone, kept by no cache."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def drawn(
    request: HttpRequest, name: str, status: int = 200, /, **content: Any
) -> HttpResponse:
    """Return an own page of wins."""
    shown = {"door": "voice", **content}
    answer = render(request, f"voice/own/{name}.html", shown, status=status)
    answer["Cache-Control"] = "private, no-store"
    return answer

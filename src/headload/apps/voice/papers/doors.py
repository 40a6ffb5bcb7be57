"""Which own pages of papers an account may open, for where she begins."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from headload.apps.common.words import Text, say


def paper_doors(user: Any, language: str) -> Iterator[tuple[Text, str]]:
    """Yield the page on which her organisations sign, where she keeps one."""
    if user.organisations.exists():
        yield say("papers_to_sign", language), reverse("own-papers", args=[language])

"""Which own pages of papers and delegations an account may open, where she begins."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from headload.apps.common.words import Text, say


def paper_doors(user: Any, language: str) -> Iterator[tuple[Text, str]]:
    """Yield the pages on which her organisations sign and send, where she keeps one."""
    if user.organisations.exists():
        yield say("papers_to_sign", language), reverse("own-papers", args=[language])
        yield say("sending", language), reverse("own-delegations", args=[language])

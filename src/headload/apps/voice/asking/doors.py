"""Which own pages of Voice an account may open, for where she begins."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.urls import reverse

from headload.apps.common.words import Text, say
from headload.apps.network.rights import Role
from headload.apps.network.roles import has


def doors(user: Any, language: str) -> Iterator[tuple[Text, str]]:
    """Yield names and addresses of the pages of Voice that she may open."""
    roles = {role for role in Role if has(user, role)}
    speaks = roles & {Role.EDITOR, Role.COORDINATOR, Role.ADMIN}
    answers = roles & {Role.STATISTICIAN, Role.ADMIN}
    yield say("letters", language), reverse("own-letters", args=[language])
    if settings.HEADLOAD_SMS is not None:
        yield say("sms", language), reverse("own-sms", args=[language])
    for name, word, open_to in (
        ("ask", "ask", speaks),
        ("queue", "queue", answers),
        ("own-demands", "claims_of_ours", speaks | answers | roles & {Role.LAW_EDITOR}),
        ("own-wins", "wins_of_ours", speaks | roles & {Role.VERIFIER}),
        ("own-testimonies", "testimony_of_ours", speaks),
    ):
        if open_to:
            yield say(word, language), reverse(name, args=[language])

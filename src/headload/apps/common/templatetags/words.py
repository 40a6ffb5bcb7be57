"""`{% say "name" part=value %}`: words of the site in the language of the page."""

from collections.abc import Mapping
from typing import Any

from django import template

from headload.apps.common.words import Text
from headload.apps.common.words import say as said

register = template.Library()


@register.simple_tag(takes_context=True)
def say(context: Mapping[str, Any], name: str, /, **parts: object) -> Text:
    """Return words in the language of the page."""
    return said(name, context["language"], **parts)


@register.simple_tag(takes_context=True)
def say_plain(context: Mapping[str, Any], name: str, /, **parts: object) -> str:
    """Return words for an attribute or a title, without mark-up."""
    return str(said(name, context["language"], **parts))


@register.filter
def size(number: int) -> str:
    """Return a size of a file as written beside its link.

    Examples
    --------
    >>> size(900), size(14_200), size(2_400_000)
    ('1 kB', '14 kB', '2.4 MB')
    """
    if number >= 1_000_000:
        return f"{number / 1_000_000:.1f} MB"
    return f"{max(1, round(number / 1000))} kB"

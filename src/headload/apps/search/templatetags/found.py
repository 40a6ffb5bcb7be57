"""`{{ found.title|marked }}`: a text with what matched the question marked."""

from collections.abc import Sequence

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def marked(segments: Sequence[tuple[str, bool]]) -> SafeString:
    """Return stretches of a text as HTML, those that matched in ``<mark>``.

    Examples
    --------
    >>> marked([("Who sells <", False), ("water", True)])
    'Who sells &lt;<mark>water</mark>'
    """
    return mark_safe(  # noqa: S308
        "".join(
            f"<mark>{escape(text)}</mark>" if matched else escape(text)
            for text, matched in segments
        )
    )

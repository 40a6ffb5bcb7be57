"""`{{ found.title|marked }}`: a text with what matched the question marked."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def marked(segments: Sequence[tuple[str, bool]]) -> SafeString:
    """Return stretches of a text as HTML, those that matched in ``<mark>``.

    Examples
    --------
    >>> marked([("Who sells <", False), ("water", True)])
    'Who sells &lt;<mark>water</mark>'
    """
    shown = (
        (format_html("<mark>{}</mark>", text) if matched else text,)
        for text, matched in segments
    )
    return format_html_join("", "{}", shown)

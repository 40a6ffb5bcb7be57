"""Numbers of members as a language writes them."""

from decimal import Decimal

from django import template

from headload.apps.common.words import Text
from headload.apps.network.said_by import said_by
from headload.products.numbers import number, percent

register = template.Library()


@register.filter
def written(value: int, language: str) -> str:
    """Return a number of persons.

    Examples
    --------
    >>> written(1250000, "en")
    '1,250,000'
    """
    return number(value, language)


@register.filter
def said(code: str, language: str) -> Text:
    """Return who stated a number, in words."""
    return said_by(code, language)


@register.filter
def share(value: Decimal, language: str) -> str:
    """Return a share from 0 to 1 in percent.

    Examples
    --------
    >>> share(Decimal("0.95"), "en")
    '95%'
    """
    return percent(float(100 * value), language)

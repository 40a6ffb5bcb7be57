"""Numbers as a language writes them: separators, percent sign, millions, ranges.

Rounding is half up on the decimal digits of the release, so that headline, chart,
table and share text agree. People are rounded by the standard error: no digit is
shown that the survey cannot know.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

NARROW, FIXED = "\u202f", "\u00a0"
DASH = "\u2013"
_MILLION = 1_000_000


@dataclass(frozen=True)
class Style:
    """How one language writes numbers."""

    thousands: str
    decimal: str
    percent: str
    from_digits: int = 4


STYLES = {
    "en": Style(",", ".", "%"),
    "es": Style(NARROW, ",", f"{FIXED}%", from_digits=5),
    "fr": Style(NARROW, ",", f"{FIXED}%", from_digits=5),
}


def number(
    value: float,
    language: str,
    decimals: int = 0,
    *,
    column: bool = False,
) -> str:
    """Return `value` in the writing of `language`.

    Parameters
    ----------
    decimals
        Digits after the decimal sign.
    column
        True in a table, where four digits are grouped in every language.

    Examples
    --------
    >>> number(77612.5, "en", 1), number(7761.5, "es", 1)
    ('77,612.5', '7761,5')
    """
    style = STYLES[language]
    whole, _, part = f"{abs(rounded(value, decimals)):f}".partition(".")
    digits = 4 if column else style.from_digits
    if len(whole) >= digits:
        whole = style.thousands.join(_groups(whole))
    sign = "\u2212" if rounded(value, decimals) < 0 else ""
    return sign + whole + (style.decimal + part if part else "")


def percent(value: float, language: str, decimals: int = 0) -> str:
    """Return a percentage with its sign.

    Examples
    --------
    >>> percent(64.54, "en", 1)
    '64.5%'
    """
    return number(value, language, decimals) + STYLES[language].percent


def rounded(value: float, decimals: int = 0) -> Decimal:
    """Return `value` rounded half up at `decimals` digits (negative: tens, ...).

    Examples
    --------
    >>> str(rounded(74.5)), str(rounded(157463.4, -3))
    ('75', '157000')
    """
    exact = Decimal(repr(float(value)))
    result = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return result if decimals >= 0 else result.quantize(Decimal(1))


def people(value: float, se: float | None, language: str) -> str:
    """Return a number of people, rounded to what `se` lets a reader know.

    Examples
    --------
    >>> people(157463.4, 7606.7, "en"), people(1_009_800, 36_000, "en")
    ('157,000', '1,010,000')
    """
    digits = -3 if se is None or se >= 1000 else -2 if se >= 100 else -1
    return number(float(rounded(value, digits)), language)


def is_million(value: float) -> bool:
    """Tell whether `value` is written in millions."""
    return abs(value) >= _MILLION


def _groups(whole: str) -> list[str]:
    parts: list[str] = []
    while whole:
        parts.insert(0, whole[-3:])
        whole = whole[:-3]
    return parts

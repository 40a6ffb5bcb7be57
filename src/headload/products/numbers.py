"""Numbers as a language writes them: separators, percent sign, millions, ranges.

Rounding is half up on the decimal digits of the release, so that headline, chart,
table and share text agree. People are rounded by the standard error: no digit is
shown that the survey cannot know.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

NARROW, FIXED = "\u202f", "\u00a0"
DASH = "\u2013"
_MILLION, _LAKH = 1_000_000, 100_000


@dataclass(frozen=True)
class Style:
    """How one language writes numbers.

    `step` is the size of groups above the thousands, `large` the unit from which a
    number is written with its word: a million, or a lakh.
    """

    thousands: str
    decimal: str
    percent: str
    from_digits: int = 4
    step: int = 3
    large: int = _MILLION


STYLES = {
    "en": Style(",", ".", "%"),
    "es": Style(NARROW, ",", f"{FIXED}%", from_digits=5),
    "fr": Style(NARROW, ",", f"{FIXED}%", from_digits=5),
    "pt": Style(".", ",", "%"),
    "hi": Style(",", ".", "%", step=2, large=_LAKH),
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
    >>> number(77612.5, "en", 1), number(7761.5, "es", 1), number(761205, "hi")
    ('77,612.5', '7761,5', '7,61,205')
    """
    style = STYLES[language]
    whole, _, part = f"{abs(rounded(value, decimals)):f}".partition(".")
    digits = 4 if column else style.from_digits
    if len(whole) >= digits:
        whole = style.thousands.join(_groups(whole, style.step))
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


def is_large(value: float, language: str) -> bool:
    """Tell whether `value` is written with a word for its unit."""
    return abs(value) >= STYLES[language].large


def in_large(value: float, language: str) -> str:
    """Return `value` in millions, or in lakh.

    Examples
    --------
    >>> in_large(5_010_562.9, "en"), in_large(761_204.5, "hi")
    ('5.01', '7.61')
    """
    return number(value / STYLES[language].large, language, 2)


def _groups(whole: str, step: int) -> list[str]:
    head, parts = whole[:-3], [whole[-3:]]
    while head:
        parts.insert(0, head[-step:])
        head = head[:-step]
    return parts

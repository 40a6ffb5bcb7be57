"""Text that a spreadsheet would run as a formula, made plain."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def guarded(text: str) -> str:
    """Return `text` so that no spreadsheet takes it for a formula.

    Examples
    --------
    >>> guarded("=1+1"), guarded("Quito")
    ("'=1+1", 'Quito')
    """
    return f"'{text}" if text.startswith(_FORMULA) else text

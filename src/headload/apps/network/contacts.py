"""What looks like a way to reach a person, which no open field may hold."""

import re

_CONTACT = re.compile(
    r"[^@\s]+@[^@\s]+\.\w+"
    r"|\+\d[\d ().-]{6,}\d"
    r"|\b(?:tel|phone|mobile|whats ?app|t[eé]l[eé]fono|t[eé]l[eé]phone|m[oó]vil"
    r"|celular)\b\D{0,5}\d[\d ().-]{4,}\d",
    re.IGNORECASE,
)


def is_contact(text: str) -> bool:
    """Tell of a mail address, an international number, or one called a telephone.

    Examples
    --------
    >>> is_contact("ask rosa@example.org"), is_contact("charity 1143510 in 2011")
    (True, False)
    >>> is_contact("Teléfono: 999 888 777"), is_contact("+51 999 888 777")
    (True, True)
    """
    return bool(_CONTACT.search(text))

"""Identifiers of works, people and organisations: their form and their addresses."""

import re

from headload.apps.common.permanent import BASE32

_DOI = re.compile(r"10\.\d{4,9}/\S+", re.IGNORECASE)
_ROR = re.compile(r"0[0-9a-hj-km-np-tv-z]{6}\d{2}")
_ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")


def doi_in(text: str) -> str:
    """Return the DOI in a text or address, in lower case; empty where none is.

    Examples
    --------
    >>> doi_in("https://doi.org/10.1177/0956247816653898")
    '10.1177/0956247816653898'
    >>> doi_in("no identifier")
    ''
    """
    found = _DOI.search(text)
    return found[0].rstrip(".,;)").lower() if found else ""


def is_orcid(text: str) -> bool:
    """Tell whether a text is an ORCID iD with the right check digit (ISO 7064).

    Examples
    --------
    >>> is_orcid("0000-0002-1825-0097"), is_orcid("0000-0002-1825-0098")
    (True, False)
    """
    if not _ORCID.fullmatch(text):
        return False
    total = 0
    for digit in text.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    rest = (12 - total % 11) % 11
    return text[-1] == ("X" if rest == 10 else str(rest))


def is_ror(text: str) -> bool:
    """Tell whether a text is a ROR id with the right check digits (ISO 7064, 97-10).

    Six signs of Crockford's base 32 after a zero say a number; two digits check it.

    Examples
    --------
    >>> is_ror("02k7v4d05"), is_ror("02k7v4d06"), is_ror("ror")
    (True, False, False)
    """
    if not _ROR.fullmatch(text):
        return False
    number = 0
    for sign in text[1:7].upper():
        number = number * 32 + BASE32.index(sign)
    return int(text[7:]) == 98 - number * 100 % 97


def is_isbn(text: str) -> bool:
    """Tell whether a text is an ISBN of ten or thirteen digits that checks out.

    Examples
    --------
    >>> is_isbn("978-92-2-125951-0"), is_isbn("92-2-110226-2"), is_isbn("123")
    (True, True, False)
    """
    signs = text.replace("-", "").replace(" ", "").upper()
    if re.fullmatch(r"\d{13}", signs):
        return sum(int(d) * (1, 3)[i % 2] for i, d in enumerate(signs)) % 10 == 0
    if re.fullmatch(r"\d{9}[\dX]", signs):
        values = [10 if d == "X" else int(d) for d in signs]
        return sum(v * (10 - i) for i, v in enumerate(values)) % 11 == 0
    return False

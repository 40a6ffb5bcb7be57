"""The address at which a figure can be followed, in letters and as a QR code.

A release knows no address: it is sealed before anybody hosts it. Who publishes says
where it stands, and without that no address is printed.
"""

import io
import re

from headload.errors import WrongUse

_BASE = re.compile(
    r"https?://[a-z0-9.-]+(:\d+)?(/[\w.~-]+)*/?", re.ASCII | re.IGNORECASE
)
_INK = "#1F2A30"
_QUIET = 4
"""Empty modules around a code: ISO/IEC 18004 asks for four."""


def known_address(asked: str) -> str:
    """Return the base of addresses without a slash at its end; empty if none.

    Raises
    ------
    WrongUse
        HL-PUB-12 when it is not the address of a place on the web.

    Examples
    --------
    >>> known_address("https://example.org/t/"), known_address("")
    ('https://example.org/t', '')
    """
    if asked and not _BASE.fullmatch(asked):
        raise WrongUse(
            "This is not an address under which figures can stand",
            where="--address",
            to_do="give one such as https://example.org/t, without spaces, ? or #",
            code="HL-PUB-12",
        )
    return asked.rstrip("/")


def address_of(base: str, estimate_id: str) -> str:
    """Return the address of a figure; its id is safe in an address.

    Examples
    --------
    >>> address_of("https://example.org/t", "xts-lfs-2025q1.employment")
    'https://example.org/t/xts-lfs-2025q1.employment'
    """
    return f"{base}/{estimate_id}"


def qr_code(address: str) -> str:
    """Return the QR code of `address` as SVG, its quiet zone included.

    Error correction is M: a stain may cover fifteen percent of it.
    """
    import segno

    drawn = io.BytesIO()
    code = segno.make_qr(address, error="m", boost_error=False)
    code.save(
        drawn,
        kind="svg",
        border=_QUIET,
        dark=_INK,
        xmldecl=False,
        nl=False,
    )
    return drawn.getvalue().decode()

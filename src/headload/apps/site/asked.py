"""Who asks, and for what kind of page: all that may be known of a request.

The kind is the name of the address in `urls.py`, never the address itself, which can
carry a key of a reader, or words that she typed.
"""

import ipaddress
from collections.abc import Sequence

from django.http import HttpRequest

from headload.apps.site.desk import PREFIX
from headload.errors import WrongUse

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_BY_A_PROXY = (
    "Forwarded",
    "X-Forwarded-For",
    "X-Forwarded-Host",
    "X-Forwarded-Proto",
    "X-Real-Ip",
)


def kind_of(request: HttpRequest) -> str:
    """Return the kind of page that was asked for; ``none`` where there is no such."""
    if request.path.startswith(PREFIX):
        return "desk"
    match = getattr(request, "resolver_match", None)
    if match is None:
        return "none"
    return str(match.url_name or getattr(match.func, "__name__", "other"))


def networks_of(text: str) -> tuple[Network, ...]:
    """Return the networks that are named, with commas between; ``no`` for none.

    Raises
    ------
    WrongUse
        HL-SITE-33 for what is no address of a network.

    Examples
    --------
    >>> networks_of("127.0.0.1, 10.1.0.0/16")
    (IPv4Network('127.0.0.1/32'), IPv4Network('10.1.0.0/16'))
    >>> networks_of("no")
    ()
    """
    named = [each.strip() for each in text.split(",") if each.strip()]
    try:
        return () if named == ["no"] else tuple(map(ipaddress.ip_network, named))
    except ValueError as error:
        raise WrongUse(
            f"This is not the address of a network: {error}",
            where="HEADLOAD_METRICS",
            to_do="write networks such as 127.0.0.1, 10.1.0.0/16; or no",
            code="HL-SITE-33",
        ) from None


def is_from(request: HttpRequest, networks: Sequence[Network]) -> bool:
    """Tell whether a request came from one of some networks, and from nobody else's.

    What a proxy hands on came from anywhere, though the proxy stands on this machine.
    """
    if any(name in request.headers for name in _BY_A_PROXY):
        return False
    try:
        address = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return any(address in network for network in networks)

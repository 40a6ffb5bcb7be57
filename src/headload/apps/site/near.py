"""Whether a server is on this machine: to any other, connections are encrypted."""

import ipaddress


def is_near(host: str) -> bool:
    """Tell whether a host is this machine, or the folder of a socket on it.

    Examples
    --------
    >>> [is_near(each) for each in ("", "/run/postgresql", "localhost", "127.0.0.2")]
    [True, True, True, True]
    >>> [is_near(each) for each in ("database", "10.0.0.3", "::1")]
    [False, False, True]
    """
    if not host or host.startswith("/") or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:  # a name
        return False

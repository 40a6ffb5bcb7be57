"""Fetch from a foreign server: public addresses only, little at a time, not for ever.

A server of others may be slow, huge, broken or hostile. Addresses of the own network
are refused, also where a redirect leads to one, or where a name leads elsewhere when it
is looked up again. No proxy is used, since nobody sees where it leads.
"""

import ipaddress
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import (
    HTTPConnection,
    HTTPException,
    HTTPMessage,
    HTTPResponse,
    HTTPSConnection,
)
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    BaseHandler,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    build_opener,
)

from headload.errors import BadInput

MOST_BYTES, SECONDS, TIMES = 20_000_000, 30, 4
"""Bytes of an answer, seconds for one, and how often one is asked for."""
LONGEST_WAIT = 60.0
_AGENT = "Headload harvester"
_LATER = {429, 503}
_OWN = "it leads into the own network"


class _Checked(HTTPRedirectHandler):
    """Follows a redirect only where the address it leads to may be asked."""

    def __init__(self, *, local: bool) -> None:
        self._local = local

    def redirect_request(
        self,
        req: Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> Request | None:
        """Check the new address first."""
        refuse_address(newurl, local=self._local)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class _Stays(HTTPRedirectHandler):
    """Follows no redirect: what is posted is for the address that was given."""

    def redirect_request(self, *_: object) -> None:
        """Lead nowhere."""


class _ToPublic(HTTPConnection):
    """Asks nothing of a server that turns out to be in the own network."""

    def connect(self) -> None:
        """Connect, and see to whom."""
        super().connect()
        _refuse_peer(self.sock, self.host)


class _ToPublicTls(HTTPSConnection):
    """Asks nothing of a server that turns out to be in the own network."""

    def connect(self) -> None:
        """Connect, and see to whom."""
        super().connect()
        _refuse_peer(self.sock, self.host)


class _PublicHttp(HTTPHandler):
    """Connects to public addresses."""

    def http_open(self, req: Request) -> HTTPResponse:
        """Ask a server."""
        return self.do_open(_ToPublic, req)


class _PublicHttps(HTTPSHandler):
    """Connects to public addresses whose certificate is good."""

    def https_open(self, req: Request) -> HTTPResponse:
        """Ask a server."""
        return self.do_open(_ToPublicTls, req, context=ssl.create_default_context())


@dataclass(frozen=True)
class Fetcher:
    """Fetches from servers of others.

    Parameters
    ----------
    local
        Let addresses of the own network be asked (for a repository in the same house).
    wait
        Seconds to wait before the second try; twice as long each time.
    """

    local: bool = False
    wait: float = 2.0

    def get(self, address: str, accept: str = "*/*") -> bytes:
        """Return what an address answers with; `accept` is the kind of content.

        Raises
        ------
        BadInput
            HL-LIB-10 for an address that may not be asked, -11 when the server does
            not answer as it should.
        """
        refuse_address(address, local=self.local)
        problem = ""
        for number in range(TIMES):
            try:
                return self._once(address, accept)
            except HTTPError as error:
                problem = f"it answered {error.code}"
                if error.code not in _LATER:
                    break
                after = _seconds(error.headers.get("Retry-After"))
                time.sleep(min(after or self.wait * 2**number, LONGEST_WAIT))
            except (URLError, TimeoutError, ConnectionError, OSError) as error:
                problem = str(getattr(error, "reason", error)) or "it does not answer"
                time.sleep(self.wait * 2**number)
        raise BadInput(
            f"The server did not answer as it should: {problem}",
            where=address,
            to_do="try again later; what was taken before is kept",
            code="HL-LIB-11",
        )

    def post(self, address: str, body: bytes, headers: Mapping[str, str]) -> int:
        """Post something, once; return the status that it was answered with.

        Raises
        ------
        BadInput
            HL-LIB-10 for an address that may not be asked, -11 when there was no
            answer, so that nobody knows whether it arrived.
        """
        refuse_address(address, local=self.local)
        told = {"User-Agent": _AGENT, **headers}
        request = Request(address, data=body, headers=told, method="POST")  # noqa: S310
        try:
            with self._opener(_Stays()).open(request, timeout=SECONDS) as answer:
                return int(answer.status)
        except HTTPError as error:
            with error:
                return error.code
        except (HTTPException, OSError):
            raise BadInput(
                "The server did not answer what was posted to it",
                where=str(urlsplit(address).hostname),
                to_do="look whether it runs, and whether it took the message",
                code="HL-LIB-11",
            ) from None

    def _once(self, address: str, accept: str) -> bytes:
        headers = {"User-Agent": _AGENT, "Accept": accept}
        request = Request(address, headers=headers)  # noqa: S310
        opener = self._opener(_Checked(local=self.local))
        until = time.monotonic() + SECONDS
        with opener.open(request, timeout=SECONDS) as answer:
            parts, size = [], 0
            while part := answer.read1(65_536):
                parts.append(part)
                size += len(part)
                if size > MOST_BYTES:
                    raise ConnectionError(f"more than {MOST_BYTES // 1_000_000} MB")
                if time.monotonic() > until:
                    raise TimeoutError(f"it took longer than {SECONDS} seconds")
        return b"".join(parts)

    def _opener(self, redirects: HTTPRedirectHandler) -> OpenerDirector:
        """Return what opens an address, by way of nobody else."""
        public: list[BaseHandler] = [_PublicHttp(), _PublicHttps()]
        return build_opener(
            ProxyHandler({}), redirects, *([] if self.local else public)
        )


def refuse_address(address: str, *, local: bool = False) -> None:
    """Refuse what is not a public address of the web.

    Raises
    ------
    BadInput
        HL-LIB-10.
    """
    parts = urlsplit(address)
    problem = ""
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        problem = "it does not begin with http:// or https://"
    elif not local:
        problem = _not_public(parts.hostname, parts.port or 443)
    if problem:
        raise _not_asked(problem, address)


def _not_asked(problem: str, where: str) -> BadInput:
    return BadInput(
        f"This address is not asked: {problem}",
        where=where,
        to_do="give a public address; or --local for a server in the same house",
        code="HL-LIB-10",
    )


def _refuse_peer(reached: socket.socket, host: str) -> None:
    """Refuse a server by the address that was reached, not by one looked up before."""
    if not ipaddress.ip_address(reached.getpeername()[0]).is_global:
        reached.close()
        raise _not_asked(_OWN, host)


def _not_public(host: str, port: int) -> str:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError:
        return "there is no such server"
    for each in found:
        if not ipaddress.ip_address(each[4][0]).is_global:
            return _OWN
    return ""


def _seconds(said: str | None) -> float:
    return float(said) if said and said.isdecimal() else 0.0

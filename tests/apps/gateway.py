"""A gateway of this machine for tests: takes messages, or fails as it is told."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

SECRET = "a secret of the gateway"  # noqa: S105


class Gateway(ThreadingHTTPServer):
    """Keeps what it took, once for each id, as real ones do that are told ids.

    Parameters
    ----------
    answers
        Statuses for the next messages; 0 takes the message and answers nothing.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.taken: dict[str, tuple[str, str]] = {}
        self.asked: list[dict[str, str]] = []
        self.headers: list[dict[str, str]] = []
        self.answers: list[int] = []

    def described(self, **values: object) -> object:
        """Return what a site's file says of it."""
        from headload.apps.common.sms import Gateway as Described

        told = {
            "address": f"http://127.0.0.1:{self.server_address[1]}/v1/messages",
            "headers": {"Authorization": "Key 1"},
            "body": {"to": "{number}", "text": "{text}", "ref": "{id}"},
            "reply": {"number": "from"},
            "secret": SECRET,
            "local": True,
        }
        return Described(**{**told, **values})


class _Session(BaseHTTPRequestHandler):
    server: Gateway

    def do_POST(self) -> None:
        """Take a message."""
        content = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.headers["Content-Type"] == "application/json":
            told = json.loads(content)
        else:
            told = {name: each[0] for name, each in parse_qs(content).items()}
        self.server.asked.append(told)
        self.server.headers.append(dict(self.headers))
        status = self.server.answers.pop(0) if self.server.answers else 200
        if status < 300:
            name = told.get("ref", str(len(self.server.asked)))
            self.server.taken[name] = (told["to"], told["text"])
        if not status:
            self.close_connection = True
            return
        self.send_response(status)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def running() -> Iterator[Gateway]:
    """Give a gateway; it is gone afterwards."""
    with Gateway() as gateway:
        threading.Thread(target=gateway.serve_forever, daemon=True).start()
        yield gateway
        gateway.shutdown()

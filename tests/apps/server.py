"""A server for one test: the site on a port of its own, in a thread."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server


class Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def serving() -> Iterator[str]:
    """Serve the site while the context is open; give its address."""
    from django.db import connections

    from headload.apps.site.wsgi import application

    def answer(*asked: Any) -> Any:
        try:
            return application(*asked)
        finally:
            connections.close_all()  # this thread has connections of its own

    with make_server("localhost", 0, answer, handler_class=Silent) as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://localhost:{running.server_port}"
        finally:
            running.shutdown()
            thread.join()

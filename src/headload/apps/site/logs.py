"""What the site writes about itself: lines to read, or JSON for what collects them.

No address of a reader, no path, no question and no value ever stands in a line: of a
request its kind of page, of a fault its kind and the places in the program where it
went through, not its words, which can quote what was being worked on.
"""

import datetime
import json
import logging
import traceback
from collections.abc import Mapping
from typing import Any

_REQUESTS = logging.getLogger("headload.requests")
_OF_REQUESTS = ("django.request", "django.security", "django.server")
"""Loggers of Django that quote paths and hosts in their words."""


def request_answered(method: str, kind: str, status: int, seconds: float) -> None:
    """Write a line about a request."""
    level = logging.ERROR if status >= 500 else logging.INFO
    facts = {
        "method": method,
        "kind": kind,
        "status": status,
        "seconds": round(seconds, 4),
    }
    _REQUESTS.log(level, "answered", extra={"facts": facts})


def logging_of(form: str) -> dict[str, Any]:
    """Return Django's settings of logs.

    Parameters
    ----------
    form
        ``json`` or ``lines``, with a line for each request; empty for lines about
        what went wrong alone.
    """
    lines = "headload.apps.site.logs."
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "own": {"()": lines + ("AsJson" if form == "json" else "AsLines")}
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "own"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "headload": {"level": "INFO" if form else "WARNING"},
            # the line about the request says it; faults keep theirs, with their place
            "django.request": {"level": "ERROR"},
            "django.server": {"level": "ERROR", "handlers": [], "propagate": True},
        },
    }


class AsJson(logging.Formatter):
    """One object of JSON a line."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        return json.dumps(facts_of(record), ensure_ascii=False, default=str)


class AsLines(logging.Formatter):
    """A line that people read."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        facts = dict(facts_of(record))
        head = [str(facts.pop(name)) for name in ("time", "level", "logger", "message")]
        where = facts.pop("where", [])
        tail = [f"{name}={value}" for name, value in facts.items()]
        return "\n  ".join([" ".join([*head, *tail]), *map(str, where)])


def facts_of(record: logging.LogRecord) -> Mapping[str, Any]:
    """Return what may be said of an event."""
    moment = datetime.datetime.fromtimestamp(record.created, datetime.UTC)
    facts = {
        "time": moment.isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "logger": record.name,
        "message": _words(record),
        **getattr(record, "facts", {}),
    }
    status = getattr(record, "status_code", None)
    if status:
        facts["status"] = status
    if record.exc_info and record.exc_info[0]:
        facts["fault"] = record.exc_info[0].__name__
        facts["where"] = [
            f"{frame.filename}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(record.exc_info[2])
        ]
    return facts


def _words(record: logging.LogRecord) -> str:
    """Return the words of an event; those of others without what they fill in."""
    if record.name.startswith(_OF_REQUESTS):
        return "a request failed"
    own = record.name.startswith("headload")
    return record.getMessage() if own else str(record.msg)

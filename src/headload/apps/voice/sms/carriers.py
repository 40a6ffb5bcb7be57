"""What brings messages to telephones: any gateway that takes a POST, or a folder.

A gateway is described by a template (`common.sms.Gateway`); nothing here knows a
vendor. The folder stands in for one where there is none.
"""

import json
import socket
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from django.conf import settings

from headload.apps.common.sms import Carrier, Gateway, NoAnswer, NotSent
from headload.apps.library.fetch import Fetcher, refuse_address
from headload.errors import BadInput
from headload.releases.atomic import write_file

FOLDER = "sms"
_SECONDS = 10
_KINDS = {"json": "application/json", "form": "application/x-www-form-urlencoded"}


def carrier() -> Carrier | None:
    """Return what sends messages on this site; none where it sends none."""
    gateway: Gateway | None = settings.HEADLOAD_SMS
    if gateway is None:
        return None
    if gateway.address == "folder":
        return Folder(Path(settings.HEADLOAD_HOME) / FOLDER)
    return Http(gateway)


@dataclass(frozen=True)
class Http:
    """Posts each message to a gateway, through the one guarded way out."""

    gateway: Gateway

    @property
    def knows_keys(self) -> bool:
        """Whether the template hands the key of a message on."""
        return any("{id}" in each for each in self.gateway.body.values())

    def send(self, number: str, text: str, key: str) -> None:
        """Post a message; raises as `Carrier`."""
        told = {"{number}": number, "{text}": text, "{id}": key}
        body = {name: _filled(each, told) for name, each in self.gateway.body.items()}
        form = self.gateway.form
        content = json.dumps(body) if form == "json" else urlencode(body)
        headers = {"Content-Type": _KINDS[form], **self.gateway.headers}
        fetcher = Fetcher(local=self.gateway.local)
        try:
            status = fetcher.post(self.gateway.address, content.encode(), headers)
        except BadInput as refusal:
            if refusal.code == "HL-LIB-10":
                raise NotSent from None
            raise NoAnswer from None
        if not 200 <= status < 300:
            raise NotSent

    def reach(self) -> str:
        """Open a connection and close it; raises as `Carrier`."""
        parts = urlsplit(self.gateway.address)
        try:
            refuse_address(self.gateway.address, local=self.gateway.local)
        except BadInput:
            raise OSError from None
        port = parts.port or (443 if parts.scheme == "https" else 80)
        socket.create_connection((str(parts.hostname), port), _SECONDS).close()
        return "reached"


@dataclass(frozen=True)
class Folder:
    """Writes each message into a file, for somebody to look at; the same key, one."""

    place: Path
    knows_keys: bool = True

    def send(self, number: str, text: str, key: str) -> None:
        """Write a message for its owner alone; raises as `Carrier`."""
        try:
            self.place.mkdir(mode=0o700, exist_ok=True)
            message = f"{number}\n{text}\n".encode()
            write_file(self.place / f"{key}.txt", message, private=True)
        except OSError:
            raise NotSent from None

    def reach(self) -> str:
        """Say that messages stay here."""
        return "files in a folder"


def _filled(template: str, told: dict[str, str]) -> str:
    """Return a field of the body; what is put in is not read as a template again."""
    found = template
    for name in told:
        found = found.replace(name, f"\0{name}\0")
    return "".join(told.get(each, each) for each in found.split("\0"))

"""R15: a batch of mails that is killed reaches every reader, and nobody twice.

A mail that is sent again after a kill has the name (Message-ID) it had before, by which
mailboxes show it once; so names are counted here, by reader.
"""

import datetime
import os
import random
import signal
import socketserver
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from pathlib import Path

from faults.room import HEADLOAD, Room
from faults.trial import Outcome

READERS = 150
KILLS = 8


def mails(room: Room) -> Outcome:
    """Kill the sending of alerts, then of letters, eight times each; let it end."""
    home = room.home("mails")
    wish = f"from faults.mails import wish; wish({READERS})"
    code = f"import django; django.setup(); {wish}"
    made = room.ended((sys.executable, "-c", code), home=home)
    if made.status:
        raise RuntimeError(made.said[-2000:])
    alerts = _killed(room, home, (*HEADLOAD, "library", "alerts"))
    letters = _killed(room, home, (*HEADLOAD, "site", "jobs", "letters"))
    figure = f"alerts: {alerts.figure}. Letters: {letters.figure}"
    return Outcome(alerts.passed and letters.passed, figure)


def _killed(room: Room, home: Path, asked: tuple[str, ...]) -> Outcome:
    chance = random.Random(15)  # noqa: S311 - moments, not secrets
    with _mailbox() as (port, letters):
        more = {"HEADLOAD_MAIL": f"smtp://127.0.0.1:{port}"}
        for _ in range(KILLS):
            before = len(letters)
            process = room.start(asked, home=home, more=more)
            aim = before + chance.randrange(1, READERS // KILLS)
            while len(letters) < aim and process.poll() is None:
                time.sleep(0.001)
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        done = room.ended(asked, home=home, more=more)
        again = room.ended(asked, home=home, more=more)
    by_reader = Counter(reader for reader, _ in set(letters))
    once = sum(count == 1 for count in by_reader.values())
    sent_twice = len(letters) - len(set(letters))
    passed = not done.status and not again.status and once == READERS == len(by_reader)
    return Outcome(
        passed,
        f"{KILLS} kills: {once} of {READERS} readers have one letter, "
        f"{len(by_reader) - once} have several; {sent_twice} were sent again under "
        "the same name",
    )


def wish(readers: int) -> None:
    """Let readers ask for everything; put a work into the library, a deadline beside.

    They ask for works and for deadlines.
    """
    from django.utils import timezone

    from headload.apps.library.models import Alert, Work
    from headload.apps.network.sealing import seal
    from headload.apps.search.index import rebuild
    from headload.apps.voice.models import Deadline, Digest, Process, Source

    now = timezone.now()
    for number in range(readers):
        email = f"reader-{number}@example.org"
        Alert.objects.create(
            email=email, query="", language="en", confirmed=now, told_until=now
        )
        Digest.objects.create(mark=str(number), sealed=seal(email), confirmed=now)
    process = Process(slug="new", title="A new rule", kind="by_law", state="open")
    process.sources = [Source.objects.create(address="https://example.org/rule")]
    soon = (now + datetime.timedelta(days=30)).date()
    process.deadlines = [Deadline(what="observations", rule=f"FIXED {soon}")]
    process.save()
    process.save_revision().publish()
    work = Work(slug="new", title="A new work", live=False)
    work.save()
    work.save_revision().publish()
    rebuild("work")


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    letters: list[tuple[str, str]]

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: who sends is killed in the middle of a sentence."""


class _Session(socketserver.StreamRequestHandler):
    """As much of SMTP (RFC 5321) as takes a letter."""

    server: _Server

    def handle(self) -> None:
        """Take letters until the other side leaves."""
        self._say("220 ready")
        reader = ""
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"RCPT":
                reader = line.decode().partition("<")[2].partition(">")[0]
            if verb == b"DATA":
                self._say("354 go on")
                letter = b"".join(iter(self.rfile.readline, b".\r\n"))
                name = str(message_from_bytes(letter)["Message-ID"])
                self.server.letters.append((reader, name))
            if verb == b"QUIT":
                break
            self._say("250 good")

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@contextmanager
def _mailbox() -> Iterator[tuple[int, list[tuple[str, str]]]]:
    with _Server(("127.0.0.1", 0), _Session) as server:
        server.letters = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1], server.letters
        server.shutdown()

"""Searches of a site that runs: schemathesis, sqlmap, wapiti. Loopback only."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from faults.room import Room, Served, Sizes
from security.filled import fill
from security.search import CouldNotLook, Finding
from security.tools import answered, tool

_MINUTES = 60
QUESTIONS = (
    "/en/search/?q=work&type=work&place=per-lima&only=own&page=1",
    "/en/numbers/xts/employment?by=sex&sex=female",
    "/en/numbers/all/employment?by=sex",
    "/en/library/?q=work&year=2020&type=report&topic=a&series=b&language=en",
    "/en/organisations/?q=street&sector=street-vendors&area=per",
    "/en/demands/?sector=street-vendors&place=per-lima&process=a&state=submitted",
    "/api/estimates?place=xts&indicator=employment&sex=female&limit=5&offset=0",
    "/api/works?q=work&lang=en&worker_group=street-vendors&year=2020",
    "/api/organisations?q=street&sector=street-vendors",
    "/sdmx/1/data/employment?startPeriod=2020&endPeriod=2026&detail=full",
    "/oai?verb=ListRecords&metadataPrefix=oai_dc&set=street-vendors&from=2020-01-01",
)
"""Addresses with every kind of parameter that a reader gives."""
_MODULES = (
    "backup,cookieflags,crlf,csp,exec,file,http_headers,methods,permanentxss,"
    "redirect,shellshock,sql,timesql,xss"
)


@cache
def _filled(folder: Path) -> tuple[Room, Path]:
    """Return a site with something of everything, made once a run."""
    room = Room(folder / "room", Sizes())
    home = room.home("site")
    fill(room, home)
    return room, home


@contextmanager
def _site(folder: Path, *, https: str = "no") -> Iterator[Served]:
    """Serve the site while the context is open, or as if a proxy ended HTTPS."""
    room, home = _filled(folder.parent)
    with room.serving(home, {"HEADLOAD_HTTPS": https}, workers=2) as served:
        yield served


def schemathesis(folder: Path) -> list[Finding]:
    """Ask the API what its own description lets one ask, and what it does not."""
    program = tool("schemathesis")
    with _site(folder) as served:
        command = [program, "run", f"{served.address}/api/openapi.json"]
        command += ["--wait-for-schema", "120", "--request-timeout", "60"]
        command += ["--rate-limit", "280/m", "--max-time", "240", "--seed", "1"]
        command += ["--no-color", "--continue-on-failure"]
        command += ["--exclude-checks", "positive_data_acceptance"]
        command += ["--report", "ndjson", "--report-dir", str(folder)]
        said = answered(command, fine=(0, 1), folder=folder, seconds=_MINUTES * 60)
    if not re.search(r"^ +Tested: [1-9]", said, re.MULTILINE):
        raise CouldNotLook(
            f"schemathesis tested nothing: {said[-600:]}", to_do="see what it says"
        )
    return _told(said)


def _told(said: str) -> list[Finding]:
    """Return the failures that schemathesis lists."""
    found = re.findall(
        r"^_+ (\w+ \S+) _+$(.*?)(?=^_{3,}|^=+ )", said, re.MULTILINE | re.DOTALL
    )
    return [
        Finding("schemathesis", problem.strip(), place, "see its report")
        for place, text in found
        for problem in re.findall(r"^- (.+)$", text, re.MULTILINE)
    ]


def sqlmap(folder: Path) -> list[Finding]:
    """Try every parameter of `QUESTIONS`."""
    program = tool("sqlmap")
    found: list[Finding] = []
    with _site(folder) as served:
        for number, question in enumerate(QUESTIONS):
            place = folder / str(number)
            command = [program, "--batch", "--disable-coloring", "--flush-session"]
            command += ["--url", served.address + question, "--output-dir", str(place)]
            command += ["--level", "2", "--risk", "1", "--technique", "BEUS"]
            command += [
                "--ignore-code",
                "404",
                "--threads",
                "2",
                "--smart",
                "--skip",
                "user-agent,referer",
            ]
            said = answered(command, fine=(0,), folder=folder, seconds=_MINUTES * 60)
            path = urlsplit(question).path
            if "testing if" not in said and "heuristic" not in said:
                raise CouldNotLook(
                    f"sqlmap tried nothing at {path}: {said[-600:]}",
                    to_do="see what it says",
                    found=tuple(found),
                )
            found += [
                Finding("sqlmap", "injectable", path, f"parameter {name}")
                for name in re.findall(r"Parameter: (\S+) \(", said)
            ]
    return found


def wapiti(folder: Path) -> list[Finding]:
    """Walk the pages and forms of the site as an attacker does."""
    program = tool("wapiti")
    report = folder / "report.json"
    with _site(folder, https="yes") as served:
        command = [
            program,
            "-H",
            "X-Forwarded-Proto: https",
            "-u",
            f"{served.address}/en/",
            "--scope",
            "domain",
        ]
        command += ["-m", _MODULES, "--flush-session", "--store-session", str(folder)]
        command += ["--max-links-per-page", "40", "--max-files-per-dir", "12"]
        command += ["-d", "3", "--max-scan-time", "300", "--max-attack-time", "60"]
        command += ["-S", "paranoid", "-f", "json", "-o", str(report), "--no-bugreport"]
        answered(command, fine=(0,), folder=folder, seconds=_MINUTES * 60)
    told = json.loads(report.read_text("utf-8"))
    return [
        Finding("wapiti", kind, each["path"], each["info"])
        for group in ("vulnerabilities", "anomalies")
        for kind, several in told[group].items()
        for each in several
    ]

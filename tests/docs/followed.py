"""Follows a tutorial as it is printed: `python followed.py PAGE`, in an empty folder.

Blocks of `console` are typed in order. What is shown below a command is compared with
what it says; ``…`` stands for anything within a line, alone for any lines. A block with
a title is written into the file of that name. A block `page` has an address and, below
it, what a reader finds there in this order. `ACTS` says what a hand does at the desk,
where the page has a mark for it.

Slow commands that several tutorials begin with are run once a run (`prepare`).
"""

import contextlib
import html
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from apps.made_site import put
from headload.cli.app import run
from needs import PROJECT
from once import once

BLOCK = re.compile(
    r'```(console|page|\w+ title="(?P<file>[^"]+)")\n(?P<text>.*?)```'
    r"|<!-- test: (?P<act>.+?) -->",
    re.DOTALL,
)
SERVED = "http://127.0.0.1:8000"
ANYTHING = "…"
PASSWORD = "street vendors are counted"  # noqa: S105  (of a site that is thrown away)
DEMO = "headload demo --out demo --quiet"
INIT = "headload site init"
LOAD = "headload site load demo/release"
SERVE = "headload site serve"
HOME = "site"


def follow(page: Path) -> int:
    """Follow a page in this folder and return how many steps there were."""
    steps = 0
    for block in BLOCK.finditer(page.read_text("utf-8")):
        steps += 1
        if block["act"]:
            ACTS[block["act"]]()
        elif block["file"]:
            Path(block["file"]).write_text(block["text"], "utf-8")
        elif block[1] == "page":
            _look(*block["text"].splitlines())
        else:
            _type(block["text"])
    return steps


def _type(text: str) -> None:
    for part in re.split(r"(?m)^\$ ", text)[1:]:
        command, _, shown = part.partition("\n")
        command, _, remark = command.partition("  # ends with ")
        ended, said = typed(command.strip())
        assert ended == int(remark or 0), f"{command}: ended with {ended}\n{said}"
        if shown.strip():
            assert alike(shown, said), f"{command} said:\n{said}"


def alike(shown: str, said: str) -> bool:
    """Tell whether a command said what is shown."""
    pattern = ""
    for line in shown.strip("\n").splitlines():
        if line.strip() == ANYTHING:
            pattern += r"(?:.*\n)*?"
        else:
            parts = (re.escape(" ".join(each.split())) for each in line.split(ANYTHING))
            pattern += r".*?".join(parts) + r"\n"
    flat = "".join(" ".join(line.split()) + "\n" for line in said.strip().splitlines())
    return re.fullmatch(pattern, flat) is not None


def typed(command: str) -> tuple[int, str]:
    """Do what a command of a tutorial does; return its exit code and words."""
    if command in (DEMO, INIT, LOAD):
        return 0, _brought(command)
    words = shlex.split(command.replace("$PWD", str(Path.cwd())))
    if words[0] == "export":
        os.environ.update([words[1].split("=", 1)])
        return 0, ""
    if command == SERVE:
        return 0, ""  # this process answers in the server's place
    if words[0] == "curl":
        return _curl(words[1:])
    assert words[0] == "headload", command
    heard = io.StringIO()
    with contextlib.redirect_stdout(heard), contextlib.redirect_stderr(heard):
        ended = run(words[1:])
    return ended, heard.getvalue()


def _brought(command: str) -> str:
    prepared = once("tutorials", prepare)
    if command == DEMO:
        shutil.copytree(prepared / "demo", "demo")
        return ""
    if command == INIT:
        put("empty", Path("made"))
        Path("made/home").rename(HOME)
        return f"Site: {Path(HOME).absolute()}"
    shutil.rmtree(HOME)
    shutil.copytree(prepared / "home", HOME)
    return (prepared / "said").read_text("utf-8")


def prepare(folder: Path) -> None:
    """Measure the bundled survey and load it into an empty site, as tutorials do."""
    put("empty", folder / "made")
    (folder / "made" / "home").rename(folder / "home")
    own = {"HEADLOAD_HOME": str(folder / "home"), "HEADLOAD_HTTPS": "no"}
    said = ""
    for command in (DEMO, LOAD):
        ran = subprocess.run(
            [sys.executable, "-m", *shlex.split(command)],
            cwd=folder,
            env=os.environ | own | {"DATABASE_URL": ""},
            capture_output=True,
            text=True,
            check=False,
        )
        said = ran.stdout + ran.stderr
        assert ran.returncode == 0, said
    (folder / "said").write_text(said, "utf-8")


def _client() -> Any:
    from headload.cli.site import ready

    if not _CLIENT:
        ready()
        from django.test import Client

        _CLIENT.append(Client(headers={"host": SERVED.removeprefix("http://")}))
    return _CLIENT[0]


_CLIENT: list[Any] = []


def _asked(address: str) -> bytes:
    assert address.startswith(SERVED), address
    answer = _client().get(address.removeprefix(SERVED), follow=True)
    assert answer.status_code == 200, f"{address}: {answer.status_code}"
    return b"".join(answer) if answer.streaming else answer.content


def _curl(words: list[str]) -> tuple[int, str]:
    content = _asked(words[-1])
    if "-o" in words:
        Path(words[words.index("-o") + 1]).write_bytes(content)
        return 0, ""
    return 0, content.decode()


def _look(address: str, *found: str) -> None:
    plain = re.sub(r"(?s)<style.*?</style>|<[^>]+>", " ", _asked(address).decode())
    plain = " ".join(html.unescape(plain).split())
    after = 0
    for each in found:
        place = plain.find(" ".join(each.split()), after)
        assert place >= 0, f"{address} does not say {each!r} in its place:\n{plain}"
        after = place + len(each)


def _sign_in() -> None:
    """Sign in at the desk with the account that the page has made."""
    said = {"username": "rosa", "password": PASSWORD}
    answer = _client().post("/desk/login/", said, follow=True)
    assert answer.status_code == 200
    assert answer.wsgi_request.user.username == "rosa"


def _publish_news() -> None:
    """Write and publish the page of news that the tutorial describes."""
    from headload.apps.pages.models import ListPage, NewsPage

    page = NewsPage(
        title="Vendors are counted",
        body=[
            ("paragraph", "<p>Street vendors of Tessara have a number now.</p>"),
            (
                "figure",
                {"estimate_id": "xts-lfs-2025q1.employment.worker-group-street-vendor"},
            ),
        ],
    )
    news = ListPage.objects.get(slug="news", locale__language_code="en")
    news.add_child(instance=page)
    page.save_revision().publish()


ACTS: Mapping[str, Callable[[], None]] = {
    "sign in as rosa": _sign_in,
    "publish the news": _publish_news,
}


def _typed_unseen(*_: object, **__: object) -> str:
    """Type the password as at a terminal, where only the line ends."""
    sys.stdout.write("\n")
    return PASSWORD


if __name__ == "__main__":
    import getpass

    getpass.getpass = _typed_unseen  # it asks a terminal, which no test has
    sys.stdout.write(str(follow(PROJECT / "docs" / "tutorial" / sys.argv[1])))

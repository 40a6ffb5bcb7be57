"""`headload site`: make a website of releases, load them, serve it."""

from pathlib import Path
from typing import Annotated

import typer

from headload.cli.console import output
from headload.errors import BadInput, WrongUse

site = typer.Typer(help="The website.", no_args_is_help=True)
_NEEDED = (
    "django",
    "csp",
    "django_otp",
    "whitenoise",
    "granian",
    "wagtail",
    "snowballstemmer",
    "cryptography",
    "prometheus_client",
)
THREADS = 64
"""Requests answered at once by all processes together. Each may hold a connection to
the database, of which PostgreSQL allows 100 unless told otherwise."""


@site.command("init")
def init() -> None:
    """Make the site's folder (HEADLOAD_HOME) and database, or bring them up to date."""
    ready()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    output().print(f"Site: {_home()}", highlight=False, soft_wrap=True)


@site.command("load")
def load(
    directories: Annotated[
        list[Path], typer.Argument(metavar="DIR", help="Sealed releases.")
    ],
) -> None:
    """Take sealed releases onto the site: checked, attacked, copied, all or nothing.

    What is refused changes nothing. A release that is here already stays as it is.
    """
    ready()
    from headload.apps.explorer.load import load as taken
    from headload.cli.audit import refuse_open
    from headload.measure.audit import audit
    from headload.releases import read_release

    for directory in directories:
        refuse_open(audit([read_release(directory)]), directory)
        release, new = taken(directory)
        said = "loaded" if new else "was here already"
        output().print(f"{release.release_id}: {said}", highlight=False, soft_wrap=True)


@site.command("bundle")
def bundle(
    subject: Annotated[
        str,
        typer.Argument(
            help="A place (ecu), city (mex/mexico-city) or group (street-vendors)."
        ),
    ],
    language: Annotated[
        str, typer.Option("--lang", help="Language: en, es, fr, pt or hi.")
    ] = "en",
    out: Annotated[
        Path | None,
        typer.Option(help="Where to write; SUBJECT.LANG.zip when not given."),
    ] = None,
) -> None:
    """Write a place or group as one zip, to be opened without a network."""
    ready()
    from headload.apps.common.languages import LANGUAGES
    from headload.apps.site.offline import bundle as zipped
    from headload.apps.site.offline import contents_of

    if language not in LANGUAGES:
        raise WrongUse(
            f'The site has no pages in "{language}"',
            where="--lang",
            to_do=f"choose among {', '.join(LANGUAGES)}",
            code="HL-SITE-12",
        )
    contents = contents_of(subject, language)
    if contents is None:
        raise WrongUse(
            f'The site has no numbers of "{subject}"',
            where="SUBJECT",
            to_do="load a release: headload site load DIR; a group is named as in its "
            "address, such as street-vendors",
            code="HL-SITE-13",
        )
    target = (out or Path(f"{subject.replace('/', '-')}.{language}.zip")).absolute()
    _write(target, zipped(contents, language))
    output().print(f"Bundle: {target}", highlight=False, soft_wrap=True)


@site.command("serve")
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(help="Processes.")] = 1,
) -> None:
    """Serve the site until it is interrupted; each request is a line of its log."""
    import os
    import tempfile

    os.environ.setdefault("HEADLOAD_LOG", "lines")
    with tempfile.TemporaryDirectory(prefix="headload-metrics-") as counts:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = counts
        ready()
        from granian import Granian
        from granian.constants import Interfaces

        output().print(f"http://{host}:{port}/", highlight=False)
        Granian(
            "headload.apps.site.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=max(1, THREADS // workers),
        ).serve()


@site.command("editor")
def editor(
    name: Annotated[str, typer.Argument(help="Name to sign in with.")],
    admin: Annotated[
        bool, typer.Option("--admin", help="May also change accounts and languages.")
    ] = False,
    writer: Annotated[
        bool, typer.Option("--writer", help="Writes, and does not publish.")
    ] = False,
) -> None:
    """Give somebody an account at the desk; asks for the password, or sets it anew."""
    ready()
    from django.core.exceptions import ValidationError

    from headload.apps.site.accounts import make_editor

    password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    try:
        new = make_editor(name, password, admin=admin, writer=writer)
    except ValidationError as error:
        raise WrongUse(
            " ".join(error.messages),
            where="password",
            to_do="choose another one: several words are good",
            code="HL-SITE-16",
        ) from None
    said = "may sign in at /desk/" if new else "has a new password"
    output().print(f"{name} {said}", highlight=False, soft_wrap=True)


@site.command("reset-second-step")
def reset_second_step(
    name: Annotated[str, typer.Argument(help="Name that the account signs in with.")],
) -> None:
    """Let somebody who lost authenticator and paper set up the second step anew.

    Be sure who asks. The log of the account keeps that it was done; where she is signed
    in, she stands before the second step again.
    """
    ready()
    from django.contrib.auth import get_user_model

    from headload.apps.site.second_step.codes import forget

    user = get_user_model().objects.filter(username=name).first()
    if user is None:
        raise WrongUse(
            f'No account is named "{name}"',
            where="NAME",
            to_do="give the name, or mail address, that the account signs in with",
            code="HL-SITE-45",
        )
    had = forget(user)
    said = "sets it up when she signs in next" if had else "had none"
    output().print(f"{name} {said}", highlight=False, soft_wrap=True)


@site.command("index")
def index() -> None:
    """Index every page for search anew."""
    ready()
    from headload.apps.search.index import rebuild

    with output().status("Indexing ...") as shown:
        count = rebuild(progress=lambda done: shown.update(f"Indexing ... {done:,}"))
    output().print(f"{count} pages can be found.", highlight=False)


def ready() -> None:
    """Set the site up in this process, or say what is not installed.

    Raises
    ------
    WrongUse
        HL-SITE-01 without the software of the site, -27 in a place that is being
        restored.
    """
    import importlib.util
    import os

    missing = [name for name in _NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        raise WrongUse(
            f"The website needs software that is not installed: {', '.join(missing)}",
            where="headload site",
            to_do='install it: pip install "headload[web]"',
            code="HL-SITE-01",
        )
    from headload.apps.site.home import RESTORING, home, prepare

    if (home() / RESTORING).exists():
        raise WrongUse(
            "A restore is at work here, or was broken off: this is not a whole site",
            where=str(home()),
            to_do="wait for it, or give the command again: headload site restore FILE",
            code="HL-SITE-27",
        )
    prepare(home())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headload.apps.site.settings")
    import django

    django.setup()


def _write(target: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    from headload.releases.atomic import write_file

    try:
        write_file(target, content)
    except OSError as error:
        raise BadInput(
            f"The bundle could not be written: {error.strerror or error}",
            where=str(target),
            to_do="check that the folder is there and that you may write in it",
            code="HL-SITE-14",
        ) from None


def _home() -> Path:
    from headload.apps.site.home import home

    return home()

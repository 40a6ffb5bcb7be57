"""`headload site`: make a website of releases, load them, serve it, check it."""

from pathlib import Path
from typing import Annotated

import typer

from headload.cli.console import output
from headload.errors import WrongUse

site = typer.Typer(help="The website.", no_args_is_help=True)
_NEEDED = ("django", "csp", "whitenoise", "granian")


@site.command("init")
def init() -> None:
    """Make the site's folder (HEADLOAD_HOME) and database, or bring them up to date."""
    _ready()
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
    _ready()
    from headload.apps.explorer.load import load as taken
    from headload.cli.audit import refuse_open
    from headload.measure.audit import audit
    from headload.releases import read_release

    for directory in directories:
        refuse_open(audit([read_release(directory)]), directory)
        release, new = taken(directory)
        said = "loaded" if new else "was here already"
        output().print(f"{release.release_id}: {said}", highlight=False, soft_wrap=True)


@site.command("serve")
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(help="Processes.")] = 1,
) -> None:
    """Serve the site until it is interrupted."""
    _ready()
    from granian import Granian
    from granian.constants import Interfaces

    output().print(f"http://{host}:{port}/", highlight=False)
    Granian(
        "headload.apps.site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
    ).serve()


@site.command("check")
def check() -> None:
    """Check settings for the open web, and every loaded release in the store."""
    _ready()
    from django.core.management import call_command

    from headload.apps.explorer.models import Release
    from headload.apps.explorer.store import release_directory
    from headload.releases import read_release

    call_command("check", deploy=True, fail_level="WARNING", verbosity=0)
    for release in Release.objects.all():
        read_release(release_directory(release.release_id))
    count = Release.objects.count()
    output().print(f"Settings are safe; {count} releases are as they were sealed.")


def _ready() -> None:
    """Set the site up in this process, or say what is not installed.

    Raises
    ------
    WrongUse
        HL-SITE-01 without the software of the site.
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
    from headload.apps.site.home import home, prepare

    prepare(home())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headload.apps.site.settings")
    import django

    django.setup()


def _home() -> Path:
    from headload.apps.site.home import home

    return home()

"""What a site stands on: settings, database, folder, disk."""

import io
import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from headload.apps.site.changes import refuse_waiting
from headload.apps.site.home import KEY
from headload.errors import BadInput, HeadloadError, WrongUse

LEAST_FREE = 1_000_000_000
"""Bytes of the disk below which a site is at risk."""


def settings_are_unsafe() -> Iterator[HeadloadError]:
    """Yield what Django warns of for the open web."""
    try:
        call_command("check", deploy=True, fail_level="WARNING", stdout=io.StringIO())
    except SystemCheckError as error:
        lines = (line.strip() for line in str(error).splitlines())
        told = " ".join(line for line in lines if line.startswith("?: "))
        yield WrongUse(
            f"The settings are not safe for the open web: {told}",
            where="environment of the site",
            to_do="see docs/how-to/site.md for what each variable does",
            code="HL-SITE-15",
        )


def database_waits() -> Iterator[HeadloadError]:
    """Yield that changes of the database wait."""
    try:
        refuse_waiting()
    except WrongUse as refusal:
        yield refusal


def folder_is_open() -> Iterator[HeadloadError]:
    """Yield what others may do with the folder, and that its disk is nearly full."""
    home = Path(settings.HEADLOAD_HOME)
    for path in (home, home / KEY):
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & (stat.S_IRWXG | stat.S_IRWXO):
            yield WrongUse(
                f"Others than its owner may open it (mode {mode:o})",
                where=str(path),
                to_do=f"chmod go= {path}",
                code="HL-SITE-36",
            )
    if not os.access(home, os.W_OK):
        yield WrongUse(
            "The folder of the site cannot be written to",
            where=str(home),
            to_do="give it to the user that the site runs as",
            code="HL-SITE-36",
        )
    free = shutil.disk_usage(home).free
    if free < LEAST_FREE:
        yield BadInput(
            f"The disk is nearly full: {free / 1e6:,.0f} MB are free",
            where=str(home),
            to_do="make space, before something cannot be written",
            code="HL-SITE-37",
        )

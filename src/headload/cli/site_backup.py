"""`headload site backup` and `restore`: a site in one file, and out of it again."""

import os
from pathlib import Path
from typing import Annotated

import typer

from headload.cli.console import output, progress_of_parts
from headload.cli.site import ready


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="To be made.")],
    with_keys: Annotated[
        bool, typer.Option("--with-keys", help="Also the secret keys of the site.")
    ] = False,
) -> None:
    """Keep the whole site in one file: database, releases, documents, pictures, mails.

    Readers read and editors write meanwhile. The file is there when all of it is; keep
    it where only you can read it, and its checksum elsewhere.
    """
    ready()
    from headload.apps.site.backup.make import make

    target = file.absolute()
    with progress_of_parts() as show:
        made = make(target, with_keys=with_keys, show=show)
    count = made.manifest
    gone = f", {made.gone} went meanwhile" if made.gone else ""
    output().print(
        f"Backup: {target}\n"
        f"  {count.rows:,} rows and {count.files:,} files{gone}, "
        f"{target.stat().st_size / 1e6:,.1f} MB\n"
        f"  sha256 {made.sha256}",
        highlight=False,
        soft_wrap=True,
    )


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup.")],
    sha256: Annotated[
        str, typer.Option(help="Checksum that `site backup` printed, to be compared.")
    ] = "",
) -> None:
    """Make a site out of a backup, in a HEADLOAD_HOME that is empty.

    Also on the other database: DATABASE_URL names one without tables. Everything is
    checked before anything is written; what fails leaves the place as it was.
    """
    from headload.apps.site.backup.archive import opened
    from headload.apps.site.backup.staging import staging
    from headload.apps.site.home import home

    place = home()
    with (
        progress_of_parts() as show,
        opened(file, sha256=sha256) as archive,
        staging(place) as staged,
    ):
        archive.room(staged)
        archive.check(show)
        os.environ["HEADLOAD_HOME"] = str(staged)
        ready()
        from headload.apps.site.backup.restore import restore as restored

        restored(archive, staged, show)
    count = archive.manifest
    output().print(
        f"Site: {place}\n"
        f"  {count.rows:,} rows and {count.files:,} files, as of {count.made}",
        highlight=False,
        soft_wrap=True,
    )

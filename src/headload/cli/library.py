"""`headload library`: bring publications in."""

from pathlib import Path
from typing import Annotated, Any

import typer

from headload.cli.console import output
from headload.cli.site import ready
from headload.errors import HeadloadError

library = typer.Typer(help="The library of a site.", no_args_is_help=True)


@library.command("import")
def bring_in(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE", help="CSV, XLSX, BibTeX, RIS, CSL-JSON."),
    ],
) -> None:
    """Bring works in from files: each whole, or not at all.

    A work that is here already stays as it is. Rows that ask for a check become drafts
    that an editor confirms at the desk.
    """
    ready()
    from headload.apps.library.bring_in import bring_in as taken
    from headload.apps.search.index import rebuild

    for file in files:
        result = taken(file)
        rebuild("work")
        output().print(
            f"{file}: {result.new} new, {result.drafts} of them drafts; "
            f"{len(result.known)} were here already",
            highlight=False,
            soft_wrap=True,
        )


@library.command("template")
def template(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="To be made: .csv or .xlsx.")
    ],
) -> None:
    """Make an empty table with the columns that `import` reads, each explained."""
    ready()
    from headload.apps.library.template import write

    write(file)
    output().print(f"{file}: fill it in, then import it", soft_wrap=True)


@library.command("attach")
def attach(
    slug: Annotated[
        str, typer.Argument(help="Name of the work, as in the address of its page.")
    ],
    file: Annotated[Path, typer.Argument(metavar="PDF", help="The document.")],
    language: Annotated[
        str, typer.Option("--lang", help="Its language; that of the work if not given.")
    ] = "",
) -> None:
    """Keep a PDF with a work; its text can be read on a slow line and is searched."""
    ready()
    from headload.apps.library.files import attach as kept
    from headload.apps.search.index import rebuild

    attached = kept(slug, file, language)
    rebuild("work", "passage")
    said = f"{attached.file.pages} pages"
    if attached.scanned:
        said += f", {attached.scanned} of them without text"
    if attached.problem:
        said = f"kept, but its text could not be read: {attached.problem}"
    output().print(f"{file.name}: {said}", highlight=False, soft_wrap=True)


@library.command("harvest")
def harvest(
    address: Annotated[
        str,
        typer.Argument(help="Base URL of OAI-PMH 2.0; all that are known if none."),
    ] = "",
    only_set: Annotated[str, typer.Option("--set", help="Only this set.")] = "",
    publish: Annotated[
        bool, typer.Option("--publish", help="Show new works at once, not as drafts.")
    ] = False,
    local: Annotated[
        bool, typer.Option("--local", help="The server is in the own network.")
    ] = False,
) -> None:
    """Take works from other repositories: all of them, then what changed since.

    What they took back is taken back here. Run it without an address from a timer to
    stay up to date; repositories are also kept at the desk.
    """
    ready()
    from headload.apps.library.models import Repository

    if address:
        known = Repository.objects.filter(address=address, only_set=only_set).first()
        repositories = [known or Repository(address=address, only_set=only_set)]
    else:
        repositories = list(Repository.objects.order_by("pk"))
    failed: HeadloadError | None = None
    for repository in repositories:
        try:
            _harvest(repository, publish=publish, local=local)
        except HeadloadError as refusal:  # the others are not less up to date for it
            if address:
                raise
            failed = refusal
            output().print(f"{repository}: {refusal}", soft_wrap=True, highlight=False)
    if failed:
        raise failed


def _harvest(repository: Any, *, publish: bool, local: bool) -> None:
    from headload.apps.library.fetch import Fetcher
    from headload.apps.library.harvest import harvest as taken
    from headload.apps.search.index import rebuild

    try:
        result = taken(repository, Fetcher(local=local), publish=publish)
    finally:
        rebuild("work", "passage")
    output().print(
        f"{repository}: {result.new} new, {result.changed} changed, "
        f"{result.taken_back} taken back, {result.kept} kept as they are here, "
        f"{result.left_out} left out",
        highlight=False,
        soft_wrap=True,
    )


@library.command("alerts")
def alerts() -> None:
    """Send e-mails about new works to those who asked for them; run it from a timer."""
    ready()
    from headload.apps.library.alerts import send

    sent = send()
    output().print(
        f"{sent.mails} sent, {sent.nothing_new} had nothing new, "
        f"{sent.failed} could not be sent and are tried again",
        highlight=False,
        soft_wrap=True,
    )


@library.command("doi")
def doi(
    dois: Annotated[
        list[str], typer.Argument(metavar="DOI", help="Such as 10.1234/abc.")
    ],
    resolver: Annotated[
        str, typer.Option(help="Who is asked; the address ends before the DOI.")
    ] = "https://doi.org/",
    local: Annotated[
        bool, typer.Option("--local", help="The resolver is in the own network.")
    ] = False,
) -> None:
    """Bring works in by DOI, as Crossref or DataCite describes them: as drafts."""
    ready()
    from headload.apps.library.doi import bring_in_doi
    from headload.apps.library.fetch import Fetcher

    for each in dois:
        result = bring_in_doi(each, Fetcher(local=local), resolver)
        said = "a draft to confirm" if result.new else "was here already"
        output().print(f"{each}: {said}", highlight=False, soft_wrap=True)

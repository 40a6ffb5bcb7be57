"""`headload network`: organisations, invitations, rates, checks, what expired."""

import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from headload.cli.console import output
from headload.cli.site import ready
from headload.errors import WrongUse

network = typer.Typer(help="The organisations of a site.", no_args_is_help=True)


@network.command("import")
def bring_in(
    place: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="A workbook or table like the template, or a folder with "
            "organisations.csv, membership_counts.csv and affiliations.csv.",
        ),
    ],
    seen: Annotated[
        str, typer.Option(help="Day on which the sources were seen, as 2026-11-22.")
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would come in; keep nothing.")
    ] = False,
) -> None:
    """Bring in organisations, counts and affiliations with their sources.

    All or nothing; what is here already stays as it is, and gaps are filled.
    """
    ready()
    from headload.apps.network.handed_in import handed_in
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.row_keeper import Verdict
    from headload.apps.network.seed import take, try_out

    act = try_out if dry_run else take
    result = act(handed_in(place), COMMAND_LINE, _day(seen))
    _tell(result)
    for each in result.said:
        if dry_run or each.verdict not in {Verdict.NEW, Verdict.KNOWN}:
            column = f", column {each.column}" if each.column else ""
            _print(f"{each.verdict}: {each.file}, row {each.row}{column}: {each.text}")
    if dry_run:
        _print("Nothing was kept: this was a trial.")
    if result.is_refused:
        raise typer.Exit(3)


@network.command("seed")
def seed() -> None:
    """Bring in organisations that public pages tell of, each with its page.

    118 of them with 81 counts and 42 affiliations, collected in November 2026. What
    their pages say differently stands side by side; the checks find it.
    """
    ready()
    from headload.apps.network.handed_in import handed_in
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.seed import COLLECTED, SEEN, take

    _tell(take(handed_in(COLLECTED), COMMAND_LINE, SEEN))


@network.command("template")
def template(
    out: Annotated[Path, typer.Argument(metavar="FILE", help="To be made: .xlsx.")],
) -> None:
    """Write the workbook that `import` reads, with each column explained."""
    from headload.apps.network.template import workbook
    from headload.releases.atomic import write_file

    write_file(out, workbook())
    _print(f"{out} was written")


def _tell(result: Any) -> None:
    for name in ("organisations", "counts", "affiliations"):
        tally = getattr(result, name)
        _print(f"{name}: {tally.new} new, {tally.known} were here already")


def _print(text: str) -> None:
    output().print(text, highlight=False, markup=False, soft_wrap=True)


@network.command("rates")
def rates() -> None:
    """Work out every representation rate; what is as before gets no new version."""
    ready()
    from headload.apps.network.services import compute_rates

    done = compute_rates()
    output().print(
        f"{done.shown} rates with a number, {done.refused} without; "
        f"{done.new} new versions",
        highlight=False,
    )


@network.command("check")
def check() -> None:
    """Run the automatic checks on all counts; editors see findings at the desk."""
    ready()
    from headload.apps.network.services import check_counts

    output().print(f"{check_counts()} findings", highlight=False)


@network.command("purge")
def purge() -> None:
    """Purge what has expired: consents, links, messages, tries. Run it from a timer."""
    ready()
    from django.core.management import call_command

    from headload.apps.network.own.throttle import forget
    from headload.apps.network.rights import COMMAND_LINE
    from headload.apps.network.services import (
        forget_invitations,
        forget_unread,
        purge_expired,
    )

    forget()
    call_command("clearsessions")
    output().print(
        f"{purge_expired(COMMAND_LINE)} consents had expired, "
        f"{forget_invitations()} invitations, {forget_unread()} messages and claims",
        highlight=False,
        soft_wrap=True,
    )


@network.command("invite")
def invite(
    slug: Annotated[
        str, typer.Argument(help="Organisation, as in its address; - for none.")
    ],
    email: Annotated[str, typer.Argument(help="Where the link is mailed to.")],
    role: Annotated[
        str, typer.Option(help="editor, coordinator, verifier, statistician ...")
    ] = "editor",
    language: Annotated[str, typer.Option(help="Of the letter.")] = "en",
) -> None:
    """Mail somebody a link to an account; it works once, for 14 days."""
    ready()
    from headload.apps.common.languages import LANGUAGES
    from headload.apps.network.own.letters import send_invitation
    from headload.apps.network.rights import COMMAND_LINE, Role
    from headload.apps.network.selectors import at
    from headload.apps.network.services import NewInvitation
    from headload.apps.network.services import invite as invited

    roles = [each.value for each in Role if each not in {Role.PUBLIC, Role.ADMIN}]
    _need_one_of(role, roles, "--role")
    _need_one_of(language, list(LANGUAGES), "--language")
    organisation = at(slug) if role == Role.EDITOR else None
    if role == Role.EDITOR and organisation is None:
        raise WrongUse(
            f'There is no organisation "{slug}"',
            where="SLUG",
            to_do="write it as in the address of its page",
            code="HL-NET-69",
        )
    new = NewInvitation(email, Role(role), organisation, language)
    send_invitation(*invited(new, COMMAND_LINE))
    output().print(f"The link was mailed to {email}", highlight=False, soft_wrap=True)


@network.command("remind")
def remind() -> None:
    """Mail owners whose newest number is older than 36 months. Run it from a timer."""
    ready()
    from headload.apps.network.own.letters import remind as reminded

    sent = reminded()
    output().print(
        f"{sent.mails} reminded, {sent.failed} could not be sent and are tried again",
        highlight=False,
        soft_wrap=True,
    )


def _need_one_of(text: str, known: list[str], where: str) -> None:
    if text not in known:
        raise WrongUse(
            f'"{text}" is not known',
            where=where,
            to_do=f"write one of: {', '.join(known)}",
            code="HL-NET-70",
        )


def _day(text: str) -> datetime.date | None:
    if not text:
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise WrongUse(
            f'"{text}" is not a day',
            where="--seen",
            to_do="write it as 2026-11-22",
            code="HL-NET-46",
        ) from None

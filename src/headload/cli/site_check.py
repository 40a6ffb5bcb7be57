"""`headload site check`: whether a site is whole, and what to do where it is not."""

from typing import Annotated

import typer

from headload.cli.console import output
from headload.cli.site import ready
from headload.errors import BadInput, HeadloadError, WrongUse


def check(
    seal: Annotated[
        str,
        typer.Option(
            help="Seal of the history that an earlier check printed: all that was "
            "written up to then must be there."
        ),
    ] = "",
) -> None:
    """Check settings, database, folder, releases, documents, pictures and search.

    Ends with 0 where all is well, 2 where settings or permissions are wrong, 3 where
    something is missing or was changed. Files that belong to nothing are named. Prints
    the seal of the network's history; who keeps it elsewhere can tell later whether
    something was cut off its end.
    """
    ready()
    from headload.apps.network import history
    from headload.apps.site.checks import check as checked
    from headload.apps.site.checks.files import orphans

    problems: list[HeadloadError] = []
    for each in checked(seal):
        said = each.said or f"{len(each.problems)} not as they should be"
        output().print(f"{each.name}: {said}", highlight=False)
        problems += each.problems
        if each.name == "database" and each.problems:
            break  # nothing else can be read
    else:
        for path in orphans():
            said = f"belongs to nothing: {path}"
            output().print(said, highlight=False, soft_wrap=True)
        if latest := history.seal():
            said = f"seal of the history: {latest}"
            output().print(said, highlight=False, soft_wrap=True)
    if problems:
        raise _all(problems)


def _all(problems: list[HeadloadError]) -> HeadloadError:
    """Return one refusal of all problems; the graver kind gives the exit code."""
    if len(problems) == 1:
        return problems[0]
    gravest = max(problem.exit_code for problem in problems)
    kind = BadInput if gravest == BadInput.exit_code else WrongUse
    shown = "\n\n".join(str(problem) for problem in problems)
    return kind(
        f"{len(problems)} things are not as they should be\n\n{shown}\n",
        where="headload site check",
        to_do="what each of them says; then check again",
        code="HL-SITE-38",
    )

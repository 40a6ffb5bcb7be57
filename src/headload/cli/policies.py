"""`headload policies`: the rules by which figures leave, shipped or one's own."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.table import Table

from headload.cli.console import output, print_json
from headload.cli.surveys import Json

if TYPE_CHECKING:
    from headload.measure.protect import Policy

policies = typer.Typer(help="Policies on what may be published.", no_args_is_help=True)
NO_RULE = 100.0
"""Above this a coefficient of variation is no rule."""


@policies.command("list")
def list_policies(*, json: Json = False) -> None:
    """List the shipped policies with their main numbers."""
    from headload.measure.protect import load_policy, policy_names

    shipped = [load_policy(name) for name in policy_names()]
    if json:
        print_json([_data(each) for each in shipped])
        return
    table = Table()
    for column in ("policy", "threshold", "further cells", "rounded"):
        table.add_column(column)
    for column in ("F: n below", "F: CV above", "E: n below", "E: CV from"):
        table.add_column(column, justify="right")
    for each in shipped:
        table.add_row(*_row(each))
    console = output()
    console.print(table)
    console.print(
        "F is not published, E is shown with caution. `headload policies show NAME` "
        "prints a policy with its source, to read or to start your own from.",
        highlight=False,
    )


@policies.command("show")
def show_policy(
    name: Annotated[str, typer.Argument(help="A shipped policy, or your own file.")],
) -> None:
    """Print a policy, to read or to start one of your own from."""
    from headload.measure.protect import load_policy, policy_text

    load_policy(name if not name.endswith(".toml") else Path(name))
    typer.echo(policy_text(name), nl=False)


def _data(policy: "Policy") -> dict[str, Any]:
    return {
        "name": policy.name,
        "version": policy.version,
        "owner": policy.owner,
        "sha256": policy.sha256,
        **policy.settings,
    }


def _row(policy: "Policy") -> Iterator[str]:
    quality, protection = policy.quality, policy.protection
    yield policy.name
    yield str(protection.threshold)
    yield "yes" if protection.complementary else ""
    yield "yes" if policy.rounding.mean_weights_per_base else ""
    yield str(quality.not_published_n_below or "")
    yield _percent(quality.cv_not_published)
    yield str(quality.caution_n_below or "")
    yield _percent(quality.cv_caution)


def _percent(share: float) -> str:
    return f"{100 * share:g} %" if share < NO_RULE else ""

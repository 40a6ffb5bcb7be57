"""`headload`: the verbs, and what every verb does with an error.

A refusal prints three sentences and ends with the exit code of its class; a bug
of ours says how to report it; Ctrl-C ends with 130 and leaves nothing behind.
"""

import gc
import os
import sys
import traceback
from collections.abc import Sequence
from typing import Annotated

import typer

import headload
from headload.cli.console import errors
from headload.cli.disk import refused_by_the_disk
from headload.cli.verbs import register
from headload.errors import HeadloadError, WrongUse

INTERRUPTED = 130
OUR_FAULT = 1
SWEEPS = (20_000, 20, 50)
"""How much is made before Python looks for what nobody holds any more (`gc`): at its
own 700 a verb spends 5 to 12 % of its time looking, and holds no less memory."""
ISSUES = "the project's issue tracker (see README)"

app = typer.Typer(
    name="headload",
    help="Makes informal workers visible in official statistics.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)
register(app)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"headload {headload.__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Version."),
    ] = False,
    no_color: Annotated[
        bool,
        typer.Option("--no-color", help="No colour, as the NO_COLOR variable."),
    ] = False,
) -> None:
    """Read the options that come before a verb."""
    del version
    if no_color:
        os.environ["NO_COLOR"] = "1"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command line and end the process with its exit code."""
    gc.set_threshold(*SWEEPS)
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit code.

    Exit codes: 0 done; 1 our fault; 2 wrong use; 3 bad input; 4 refused by the
    policy; 5 a published check not met; 130 interrupted.
    """
    try:
        result = app(args=arguments, standalone_mode=False)
    except HeadloadError as refusal:
        return _refuse(refusal)
    except typer.TyperException as misuse:
        if not misuse.format_message():  # a verb of its own was asked for: help is out
            return WrongUse.exit_code
        return _refuse(_wrong_use(misuse, arguments or sys.argv[1:]))
    except (KeyboardInterrupt, typer.Abort):
        result = INTERRUPTED
    except Exception as bug:  # the last door: a bug becomes a sentence
        refusal_of_the_disk = refused_by_the_disk(bug)
        if refusal_of_the_disk:
            return _refuse(refusal_of_the_disk)
        return _report(bug)
    if result == INTERRUPTED:
        errors().print("Interrupted; nothing was written.", highlight=False)
    return result if isinstance(result, int) else 0


def _refuse(refusal: HeadloadError) -> int:
    errors().print(str(refusal), style="red", highlight=False, markup=False)
    return refusal.exit_code


def _wrong_use(misuse: typer.TyperException, arguments: Sequence[str]) -> WrongUse:
    verb = next((word for word in arguments if not word.startswith("-")), "")
    known = {command.name for command in app.registered_commands}
    help_of = f"headload {verb} --help" if verb in known else "headload --help"
    return WrongUse(
        misuse.format_message().rstrip("."),
        where="the command line",
        to_do=f"see `{help_of}`",
        code="HL-USE-01",
    )


def _report(bug: Exception) -> int:
    """Tell about a bug without showing a value: only kind and place are printed."""
    frames = traceback.extract_tb(bug.__traceback__)
    ours = [frame for frame in frames if "headload" in frame.filename] or frames
    place = f"{ours[-1].filename.rsplit('headload', 1)[-1]}:{ours[-1].lineno}"
    errors().print(
        f"This is a fault of Headload: {type(bug).__name__}\n"
        f"  where: headload{place}, version {headload.__version__}\n"
        f"  to do: report it with the command you ran to {ISSUES}   [HL-BUG-01]",
        style="red",
        highlight=False,
        markup=False,
    )
    if os.environ.get("HEADLOAD_DEBUG") == "1":
        traceback.print_exception(bug)
    return OUR_FAULT

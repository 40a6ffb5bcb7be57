"""The reference of the command line, made from the commands themselves.

Every verb with its arguments, options and defaults, in the order of `--help`.
"""

import re
from collections.abc import Iterator
from typing import Any

import typer

from headload.cli.app import app

HEAD = """# Commands

Every verb and option, made from the program (`make docs`). `headload VERB --help` says the same. What a command ends with: 0 done, 1 our fault, 2 wrong use, 3 bad input, 4 refused by the protection policy, 5 a published figure not met, 130 interrupted; each refusal has a [code](errors.md). `headload --version` and `--no-color` stand before a verb.
"""  # noqa: E501  (one paragraph of Markdown)
ALWAYS = ("help", "install_completion", "show_completion")
_MARKUP = re.compile(r"\[/?[a-z ]+\](?!\()")


def verbs() -> Iterator[tuple[str, Any]]:
    """Yield every verb and what it does, such as ``site load``."""
    yield from _within(typer.main.get_command(app), "")


def command_page() -> str:
    """Return the page of commands as Markdown."""
    return "\n\n".join([HEAD.rstrip(), *(_verb(*each) for each in verbs())]) + "\n"


def _within(group: Any, before: str) -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        verb = f"{before} {name}".strip()
        if hasattr(command, "commands"):
            yield from _within(command, verb)
        else:
            yield verb, command


def _verb(verb: str, command: Any) -> str:
    own = [each for each in command.params if each.name not in ALWAYS]
    arguments = [each for each in own if each.param_type_name == "argument"]
    options = [each for each in own if each.param_type_name == "option"]
    usage = " ".join(
        ["headload", verb, *(_usage(each) for each in arguments)]
        + (["[OPTIONS]"] if options else [])
    )
    parts = [f"## `{verb}`", f"```\n{usage}\n```", _plain(command.help)]
    if own:
        rows = [_row(each) for each in (*arguments, *options)]
        parts.append(
            "\n".join(["| name | default | meaning |", "| --- | --- | --- |", *rows])
        )
    return "\n\n".join(parts)


def _usage(argument: Any) -> str:
    shown = _name(argument) + (" ..." if argument.nargs == -1 else "")
    return shown if argument.required else f"[{shown}]"


def _name(argument: Any) -> str:
    return str(argument.metavar or argument.name.upper()).strip("[].")


def _row(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        name = f"`{_name(parameter)}`"
    else:
        spelled = [*parameter.opts, *parameter.secondary_opts]
        name = ", ".join(f"`{each}`" for each in spelled)
    meaning = _plain(parameter.help).replace("\n", " ").replace("|", "\\|")
    if getattr(parameter, "multiple", False):
        meaning += " May be given several times."
    return f"| {name} | {_default(parameter)} | {meaning} |"


def _default(parameter: Any) -> str:
    if parameter.required:
        return "needed"
    value = parameter.default
    if value is None or value is False or callable(value) or value in ("", (), []):
        return ""
    value = getattr(value, "value", value)
    return "yes" if value is True else f"`{value}`"


def _plain(text: str | None) -> str:
    return _MARKUP.sub("", text or "").replace("\f", "").strip()

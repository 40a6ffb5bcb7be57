"""Which plan is meant: the standard one, another shipped one, or the user's file."""

from pathlib import Path

from headload.errors import WrongUse
from headload.measure.estimate import shipped_plans

STANDARD = "standard"


def plan_source(plan: Path | None) -> Path | str:
    """Return the text of a shipped plan, or the path of the user's own.

    Parameters
    ----------
    plan
        A file, the name of a shipped plan such as ``editions``, or None for the
        standard plan. A file goes before a shipped plan of its name.

    Raises
    ------
    WrongUse
        ``HL-USE-07`` when there is neither a file nor a shipped plan of that name.
    """
    if plan is not None and plan.is_file():
        return plan
    return shipped_plan(STANDARD if plan is None else str(plan))


def shipped_plan(name: str) -> str:
    """Return the text of a shipped plan.

    Raises
    ------
    WrongUse
        ``HL-USE-07`` when no plan has that name.
    """
    shipped = shipped_plans()
    if name not in shipped:
        raise WrongUse(
            f'There is no plan "{name}"',
            where="the plan asked for",
            to_do=f"check the path, or name a shipped plan: {', '.join(shipped)}",
            code="HL-USE-07",
        )
    return shipped[name]


def text_of(source: Path | str) -> str:
    """Return the text of a plan as far as it can be read, to look for words in it."""
    if isinstance(source, str):
        return source
    return source.read_text(encoding="utf-8", errors="replace")

"""Errors a person can act on: what happened, where, what to do, and a code.

Every refusal in Headload is a `HeadloadError`; the command line turns its class
into an exit code, so a script can tell bad data from wrong use. Messages name
files, columns and counts, never a respondent's value.
"""


class HeadloadError(Exception):
    """Base of every refusal.

    Parameters
    ----------
    what
        What happened, in one sentence without a final full stop.
    where
        File, column, row or term concerned.
    to_do
        What the person can do next.
    code
        Stable identifier such as ``HL-READ-08``; its page is in the docs.
    """

    exit_code = 1

    def __init__(self, what: str, *, where: str, to_do: str, code: str) -> None:
        self.what = what
        self.where = where
        self.to_do = to_do
        self.code = code
        super().__init__(
            f"{what}\n  where: {where}\n  to do: {to_do}   [{code}]",
        )

    def __reduce__(self) -> tuple[object, ...]:
        """Keep all four parts when the error crosses a process boundary."""
        return (_rebuild, (type(self), self.what, self.where, self.to_do, self.code))


def _rebuild(
    kind: type[HeadloadError],
    what: str,
    where: str,
    to_do: str,
    code: str,
) -> HeadloadError:
    return kind(what, where=where, to_do=to_do, code=code)


class WrongUse(HeadloadError):
    """The command or call cannot be carried out as written (exit code 2)."""

    exit_code = 2


class BadInput(HeadloadError):
    """The data or a survey map is certainly wrong (exit code 3)."""

    exit_code = 3


class RefusedByPolicy(HeadloadError):
    """The protection policy forbids what was asked (exit code 4)."""

    exit_code = 4


class CheckNotMet(HeadloadError):
    """A published figure was not met (exit code 5)."""

    exit_code = 5

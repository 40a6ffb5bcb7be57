"""The rooms by name, in walking order, and how progress through them is told."""

from collections.abc import Callable

ROOMS = ("read", "harmonise", "derive", "estimate", "protect", "publish")

RoomProgress = Callable[[str, int, int | None], None]
"""Called with the room, the steps done and the steps expected (None: unknown).

After the room may stand what it works on: ``read 2/40``, ``estimate 2019-Q1``.
"""


def silent(room: str, done: int, expected: int | None) -> None:
    """Report no progress."""
    del room, done, expected

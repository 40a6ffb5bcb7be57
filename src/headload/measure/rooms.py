"""The rooms by name, in walking order, and how progress through them is told."""

from collections.abc import Callable

ROOMS = ("read", "harmonise", "derive", "estimate", "protect", "publish")

RoomProgress = Callable[[str, int, int | None], None]
"""Called with the room, the steps done and the steps expected (None: unknown)."""


def silent(room: str, done: int, expected: int | None) -> None:
    """Report no progress."""
    del room, done, expected

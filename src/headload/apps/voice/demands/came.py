"""What came of a demand: whoever keeps it tells, and the page of demands asks."""

from collections.abc import Callable, Sequence
from typing import Any

from headload.apps.voice.models import Demand

Teller = Callable[[Demand, str], Sequence[Any]]
_TELLERS: list[Teller] = []


def register(teller: Teller) -> None:
    """Add what knows cards of wins, by demand and language."""
    _TELLERS.append(teller)


def came_of(demand: Demand, language: str) -> list[Any]:
    """Return the cards of what came of a demand."""
    return [card for teller in _TELLERS for card in teller(demand, language)]

"""Fact cards: one page on one group of workers, for a phone and for a wall."""

from headload.products.card.make import card_files

__all__ = ["card_files"]

"""The read room: a file as received becomes rows on disk and a report about it."""

from .candidates import Candidate
from .codebook import Codebook, Variable, codebook
from .layout import read_layout
from .reading import read
from .request import FixedField, Limits, ReadRequest

__all__ = [
    "Candidate",
    "Codebook",
    "FixedField",
    "Limits",
    "ReadRequest",
    "Variable",
    "codebook",
    "read",
    "read_layout",
]

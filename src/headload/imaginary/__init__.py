"""Tessara: a seeded imaginary country of which every true value is known."""

from headload.imaginary.demo import write_demo_file
from headload.imaginary.parquet import write_parquet
from headload.imaginary.population import SEED, Population, population
from headload.imaginary.sample import Sample, draw
from headload.imaginary.spss import write_sav
from headload.imaginary.truth import truth

__all__ = [
    "SEED",
    "Population",
    "Sample",
    "draw",
    "population",
    "truth",
    "write_demo_file",
    "write_parquet",
    "write_sav",
]

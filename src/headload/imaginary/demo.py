"""The bundled survey: the one file whose true values are in `checks.toml`.

Country and sample use one seed, and that seed was not chosen for its figures.
"""

from pathlib import Path

from headload.imaginary.population import SEED, population
from headload.imaginary.sample import Sample, draw
from headload.imaginary.spss import write_sav


def demo_sample() -> Sample:
    """Draw the bundled survey, about 20,000 persons."""
    return draw(population(SEED), SEED)


def write_demo_file(path: Path) -> Path:
    """Write the bundled survey as an SPSS file.

    Takes a few seconds, because the country of a million is made first. The
    folder is made when it is not there.

    Returns
    -------
    Path
        `path`.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    return write_sav(demo_sample(), path)

"""Fuzzes one reader in this process: ``python -m fuzz.one NAME FOLDER OPTIONS``."""

import logging
import sys
from pathlib import Path

import atheris

from fuzz.targets import TARGETS
from headload.errors import HeadloadError


def main(name: str, folder: Path, options: list[str]) -> None:
    """Try inputs until libFuzzer has had enough."""
    (target,) = (each for each in TARGETS if each.name == name)
    logging.disable(logging.CRITICAL)
    place, corpus = folder / "work", folder / "corpus"
    place.mkdir()
    corpus.mkdir()
    for number, seed in enumerate(target.seeds()):
        (corpus / f"seed-{number}").write_bytes(seed)
    with atheris.instrument_imports(include=["headload"]):
        attempt = target.begin(place)

    refused: tuple[type[Exception], ...] = (HeadloadError, *target.refuses)

    def one(content: bytes) -> None:
        try:
            attempt(content)
        except refused:
            return

    atheris.Setup([sys.argv[0], *options, str(corpus)], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])

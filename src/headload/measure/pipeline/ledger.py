"""The ledger: earlier releases of the same microdata, remembered in ``DIR.private``.

What was handed out once stays known. So a release that takes the place of another
keeps it, with its unprotected figures, and is protected and attacked together with
it and with all that it remembered.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from headload.measure.protect import Earlier
from headload.measure.publish import EARLIER, FIGURES, figures_of, private_place
from headload.releases import IndicatorFacts, InputFile, SealedRelease, read_release
from headload.releases.manifest import LIST_OF_FILES, Manifest
from headload.releases.write import files_in

RELEASE = "release"


@dataclass(frozen=True)
class Remembered:
    """A release that is out.

    Parameters
    ----------
    figures
        Its unprotected figures; None where the private record is lost, so that it
        can only be attacked, not protected, together with others.
    files
        Content by path, to be kept in the next private record.
    replaced
        True for the release that the new one takes the place of.
    """

    release: SealedRelease
    figures: Earlier | None = field(repr=False)
    files: Mapping[str, bytes] = field(repr=False)
    replaced: bool = False


def remembered(
    out: Path | None, named: Sequence[Path], inputs: Sequence[InputFile]
) -> tuple[Remembered, ...]:
    """Return the earlier releases of a measurement, each once, newest first.

    Parameters
    ----------
    out
        Where the release will stand: what stands there now is the first, and what
        that one remembers follows, as far as they are of the same files. None where
        they do not count.
    named
        Releases elsewhere that the user names; and what they remember.

    Raises
    ------
    BadInput
        HL-REL codes when a release is not as it was sealed.
    """
    found: dict[str, Remembered] = {}
    ours = {file.sha256 for file in inputs}
    for directory in (*([out] if out else []), *named):
        for each in _with_its_own(directory):
            files = {str(file["sha256"]) for file in each.release.manifest.inputs}
            if directory in named or files == ours:
                found.setdefault(each.release.manifest.id, each)
    first = next(iter(found.values()), None)
    if out and first and first.release.directory == out.absolute():
        found[first.release.manifest.id] = replace(first, replaced=True)
    return tuple(found.values())


def to_keep(earlier: Sequence[Remembered]) -> dict[str, bytes]:
    """Return the files that a private record keeps of earlier releases."""
    return {
        f"{EARLIER}/{each.release.manifest.id}/{name}": content
        for each in earlier
        for name, content in each.files.items()
    }


def _with_its_own(directory: Path) -> Iterator[Remembered]:
    """Yield the release in a directory, and those that its private record keeps."""
    place = directory.absolute()
    private = private_place(place)
    if (place / LIST_OF_FILES).exists():
        yield _read(place, private / FIGURES)
    for kept in sorted((private / EARLIER).glob("*/")):
        yield _read(kept / RELEASE, kept / FIGURES)


def _read(place: Path, figures: Path) -> Remembered:
    release = read_release(place)
    files = {
        f"{RELEASE}/{name}": (place / name).read_bytes() for name in files_in(place)
    }
    if not figures.exists():
        return Remembered(release, None, files)
    content = figures.read_bytes()
    return Remembered(
        release, _earlier(content, release.manifest), {**files, FIGURES: content}
    )


def _earlier(content: bytes, manifest: Manifest) -> Earlier:
    estimates, flags = figures_of(content)
    told = {
        name: IndicatorFacts(
            labels=facts["labels"],
            rules=tuple(facts["rules"]),
            counts=tuple(facts.get("counts", ())),
            among=tuple(facts.get("among", ())),
            of_dimensions=tuple(facts.get("of_dimensions", ())),
        )
        for name, facts in manifest.indicators.items()
    }
    return Earlier(estimates, flags, told)

"""Words of the products in the languages of a release; a missing one is refused.

A product half in English would pass for finished, so there is no fallback. Labels
of codes are those of the release; all other words are in `words.toml`.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from headload.errors import BadInput, WrongUse
from headload.products.labels import PRODUCT_LANGUAGES, further_label
from headload.releases import SealedRelease


@dataclass(frozen=True)
class Words:
    """The words for one release in one language."""

    release: SealedRelease
    language: str

    def __getitem__(self, name: str) -> str:
        """Return the words called `name` in `words.toml`.

        Raises
        ------
        BadInput
            HL-PUB-03 when they are not translated.
        """
        text = words_shipped()[name].get(self.language)
        if not text:
            raise BadInput(
                f'The words "{name}" are not translated to "{self.language}"',
                where="words.toml of the products",
                to_do="add the translation, or leave the language out",
                code="HL-PUB-03",
            )
        return text

    def label(self, kind: str, code: str) -> str:
        """Return the label of a code in this language.

        Raises
        ------
        BadInput
            HL-PUB-02 when the release has none.
        """
        text = self.release.codelists.get(kind, {}).get(code, {}).get(self.language)
        text = text or further_label(kind, code, self.language)
        return text or self._untranslated(f"{code} of the list {kind}")

    def column(self, name: str) -> str:
        """Return the heading of a column; a dimension of a user's plan keeps its id."""
        key = f"column_{name}"
        return self[key] if key in words_shipped() else name

    def title(self) -> str:
        """Return the title of the survey."""
        manifest = self.release.manifest
        text = further_label("title", manifest.survey, self.language)
        return text or self._of(manifest.title, "the title of the survey")

    def place(self) -> str:
        """Return the name of the area."""
        manifest = self.release.manifest
        text = further_label("area", manifest.area, self.language)
        return text or self._of(manifest.area_labels, f"the area {manifest.area}")

    def _of(self, texts: Mapping[str, str], what: str) -> str:
        return texts.get(self.language) or self._untranslated(what)

    def _untranslated(self, what: str) -> str:
        raise BadInput(
            f'The release has no text in "{self.language}" for {what}',
            where=f"release {self.release.manifest.id}",
            to_do="add the translation, or leave the language out with --languages",
            code="HL-PUB-02",
        )


def known_languages(asked: Sequence[str]) -> tuple[str, ...]:
    """Return `asked` in the order of the program, each once.

    Raises
    ------
    WrongUse
        HL-PUB-01 for none, or for a language without words.
    """
    unknown = sorted(set(asked) - set(PRODUCT_LANGUAGES))
    if unknown or not asked:
        raise WrongUse(
            f"There are no words for: {', '.join(unknown) or 'no language at all'}",
            where="--languages",
            to_do=f"choose among {', '.join(PRODUCT_LANGUAGES)}",
            code="HL-PUB-01",
        )
    return tuple(each for each in PRODUCT_LANGUAGES if each in asked)


@cache
def words_shipped() -> Mapping[str, Mapping[str, str]]:
    """Return the content of `words.toml`: text by name and language."""
    text = (resources.files(__package__) / "words.toml").read_text("utf-8")
    return tomllib.loads(text)

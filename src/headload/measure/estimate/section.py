"""One section of a plan file, read strictly.

A misspelt key is refused, never ignored: an ignored key is a figure that
somebody believes was asked for.
"""

import tomllib
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from headload.errors import WrongUse
from headload.terms import LANGUAGES


class Section:
    """Typed access to one TOML table.

    Parameters
    ----------
    values
        The table as parsed.
    where
        Its place, for messages.
    keys
        Every key that may stand in it.

    Raises
    ------
    WrongUse
        ``HL-EST-02`` for a key that is unknown, missing or of another type.
    """

    def __init__(self, values: Any, *, where: str, keys: tuple[str, ...]) -> None:
        self.where = where
        self._values: Mapping[str, Any] = values if isinstance(values, dict) else {}
        if not isinstance(values, dict):
            raise self._refusal("is not a section")
        for key in self._values:
            if key not in keys:
                raise self._refusal(f'has an unknown key "{key}"', closest(key, keys))

    def __contains__(self, key: str) -> bool:
        """Tell whether the key is written."""
        return key in self._values

    def raw(self, key: str) -> Any:
        """Return a value as parsed; None when absent."""
        return self._values.get(key)

    def text(self, key: str) -> str:
        """Return a text that must be there."""
        value = self._values.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self._refusal(f'needs a text "{key}"')
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; empty when absent."""
        return self._as_texts(self._values.get(key, []), key)

    def text_lists(self, key: str) -> tuple[tuple[str, ...], ...]:
        """Return a list of lists of texts that must be there."""
        value = self._values.get(key)
        if not isinstance(value, list):
            raise self._refusal(f'needs a list of lists "{key}"')
        return tuple(self._as_texts(item, key) for item in value)

    def condition(self, key: str) -> str:
        """Return a condition written as a text or a list; empty when absent."""
        value = self._values.get(key, "")
        parts = [value] if isinstance(value, str) else self._as_texts(value, key)
        return " and ".join(part for part in parts if part.strip())

    def mapping(self, key: str) -> Mapping[str, Any]:
        """Return a sub-section as it is; empty when absent."""
        value = self._values.get(key, {})
        if not isinstance(value, dict):
            raise self._refusal(f'needs a section "{key}"')
        return value

    def labels(self, key: str) -> Mapping[str, str]:
        """Return a title by language; English must be there."""
        section = Section(
            self._values.get(key),
            where=f"{self.where}, {key}",
            keys=LANGUAGES,
        )
        section.text("en")
        return {language: section.text(language) for language in section.mapping_keys()}

    def mapping_keys(self) -> tuple[str, ...]:
        """Return the keys that are written, in order."""
        return tuple(self._values)

    def _as_texts(self, value: Any, key: str) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(t, str) for t in value):
            raise self._refusal(f'needs a list of texts "{key}"')
        return tuple(value)

    def _refusal(self, problem: str, to_do: str = "") -> WrongUse:
        return WrongUse(
            f"A section of the plan {problem}",
            where=self.where,
            to_do=to_do or "see the grammar of plans in the reference",
            code="HL-EST-02",
        )


def read_document(path_or_text: Path | str) -> dict[str, Any]:
    """Return the TOML of a plan, given its path or (with a line break) its text.

    Raises
    ------
    WrongUse
        ``HL-EST-01`` when the file is missing or is not TOML.
    """
    is_text = isinstance(path_or_text, str) and "\n" in path_or_text
    where = "the plan given as text" if is_text else f"plan file {path_or_text}"
    try:
        text = (
            str(path_or_text)
            if is_text
            else Path(path_or_text).read_text(encoding="utf-8")
        )
        return tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WrongUse(
            "The plan cannot be read as TOML",
            where=f"{where}: {_reason(error)}",
            to_do="check the path and the syntax at the place named",
            code="HL-EST-01",
        ) from error


def closest(word: str, known: Iterable[str]) -> str:
    """Return a to-do sentence that lists the closest names, else all of them."""
    names = list(known)
    near = get_close_matches(word, names, n=3, cutoff=0.5)
    listed = ", ".join(near or sorted(names)[:12]) or "none"
    return f"check the spelling; closest names: {listed}"


def _reason(error: Exception) -> str:
    return error.strerror or "" if isinstance(error, OSError) else str(error)

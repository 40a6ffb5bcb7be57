"""Which columns of a release are which components of SDMX, and their codes.

Both are data (`components.toml`, `codes.toml`). A dimension that a release does not
use is left out; one that a user's plan adds keeps its name, in capitals.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from headload.releases import TOTAL, ReleasedEstimate, SealedRelease, slug

# a code of SDMX may begin with @ or -, which a spreadsheet takes for a formula
_CODE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_@$-]*")
_NOT_DIMENSIONS = ("ref_area", "indicator")


@dataclass(frozen=True)
class Column:
    """A column of a release as a component.

    Parameters
    ----------
    name
        Its name in the release.
    id
        Its name in SDMX.
    role
        ``dimension``, ``time``, ``measure`` or ``attribute``.
    holds
        ``code``, ``number``, ``whole``, ``text`` or ``period``.
    list
        The code list of the release, for codes.
    concept
        The concept that it is, such as ``SDMX:SEX``; empty for one of our own.
    """

    name: str
    id: str
    role: str
    holds: str
    list: str = ""
    concept: str = ""

    def code(self, code: str) -> str:
        """Return a code of the release as SDMX has it.

        Examples
        --------
        >>> columns_shipped()["age"].code("65+"), columns_shipped()["sex"].code("F")
        ('Y_GE65', 'F')
        """
        known = codes_shipped().get(self.name, {}).get(code)
        return known or (code if _CODE.fullmatch(code) else slug(code))

    def of(self, cell: ReleasedEstimate) -> object:
        """Return what `cell` has in this column, codes as SDMX has them.

        None where it has nothing, as for the value of a withheld cell.
        """
        named = hasattr(cell, self.name)
        value = getattr(cell, self.name) if named else cell.code(self.name)
        if value is None or value == "":
            return None
        return self.code(str(value)) if self.holds == "code" else value


def columns_of(release: SealedRelease) -> tuple[Column, ...]:
    """Return the components of `release`, dimensions first, then in fixed order."""
    used = {name for cell in release.estimates for name in cell.dimensions}
    shipped = columns_shipped()
    known = [
        each
        for each in shipped.values()
        if each.role != "dimension" or each.name in used or each.name in _NOT_DIMENSIONS
    ]
    further = [
        Column(name, _capitals(name), "dimension", "code", list=name)
        for name in sorted(used - set(shipped))
    ]
    dimensions = [each for each in known if each.role == "dimension"]
    rest = [each for each in known if each.role != "dimension"]
    return (*dimensions, *further, *rest)


def codes_of(release: SealedRelease, column: Column) -> Mapping[str, str]:
    """Return the codes of a column: that of the release by that of SDMX."""
    codes = set(release.codelists.get(column.list, {})) - {""}
    if column.name in {name for cell in release.estimates for name in cell.dimensions}:
        codes.add(TOTAL)
    return {column.code(code): code for code in sorted(codes)}


@cache
def columns_shipped() -> Mapping[str, Column]:
    """Return the content of `components.toml` by column."""
    return {
        name: Column(name=name, **{"list": name, **each})
        for name, each in _read("components.toml").items()
    }


@cache
def codes_shipped() -> Mapping[str, Mapping[str, str]]:
    """Return the content of `codes.toml`: code of SDMX by column and code."""
    return _read("codes.toml")


def _read(name: str) -> dict[str, dict[str, str]]:
    text = (resources.files(__package__) / name).read_text("utf-8")
    return tomllib.loads(text)


def _capitals(name: str) -> str:
    return slug(name).replace("-", "_").upper()

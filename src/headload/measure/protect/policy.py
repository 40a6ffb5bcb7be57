"""Policies: what may leave, decided by the owner of the data, kept as data.

A policy is a TOML file, shipped or the owner's own. Every key is required and
no other is allowed: a typing error must never loosen protection.
"""

import difflib
import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

from headload.errors import BadInput, WrongUse
from headload.measure.protect.quality import Quality
from headload.releases.manifest import PolicyFacts
from headload.terms import LANGUAGES

SCHEMA = "headload-policy/1"
_Section = TypeVar("_Section")


@dataclass(frozen=True)
class Protection:
    """Confidentiality rules.

    Parameters
    ----------
    threshold
        Respondents behind a published figure, at least.
    parts
        ``both``: those with and those without the property of a rate each reach
        the threshold; ``population``: the two together do.
    zeros
        ``withhold`` or ``show`` figures that nobody in the sample stands behind.
    minimum_psus
        Primary sampling units behind a figure, at least.
    complementary
        Withhold further cells so that none can be found by subtraction.
    """

    threshold: int
    parts: str
    zeros: str
    minimum_psus: int
    complementary: bool


@dataclass(frozen=True)
class Rounding:
    """How published figures are rounded; see the comments in the shipped files."""

    mean_weights_per_base: int
    percent_decimals: int
    percent_decimals_caution: int
    mean_digits: int
    median_digits: int
    counts_base: int


@dataclass(frozen=True)
class Disclosed:
    """What is said of the sample: `n` is ``n``, ``bands`` or ``none``."""

    n: str
    bands: tuple[int, ...]
    design_figures: bool


@dataclass(frozen=True)
class Policy:
    """A validated policy.

    Parameters
    ----------
    sha256
        Fingerprint of the file, printed in the manifest.
    words
        What is said of ``protected`` and ``unreliable`` cells, by language.
    settings
        The numbers as printed in the manifest.
    """

    name: str
    version: str
    owner: str
    sha256: str
    protection: Protection
    rounding: Rounding
    disclosed: Disclosed
    quality: Quality
    words: Mapping[str, Mapping[str, str]]
    settings: Mapping[str, Any] = field(repr=False)

    def facts(self) -> PolicyFacts:
        """Return what the manifest says of the policy."""
        return PolicyFacts(
            name=self.name,
            version=self.version,
            owner=self.owner,
            sha256=self.sha256,
            settings=self.settings,
            words=self.words,
        )


def policy_names() -> tuple[str, ...]:
    """Return the names of the shipped policies."""
    folder = resources.files(__package__) / "policies"
    return tuple(sorted(each.name.removesuffix(".toml") for each in folder.iterdir()))


def load_policy(policy: str | Path = "confidential") -> Policy:
    """Return a shipped policy by name, or the data owner's own by path.

    Raises
    ------
    WrongUse
        When no shipped policy has the name and no file the path.
    BadInput
        When the file is not a valid policy; the message names section and key.
    """
    shipped = str(policy) in policy_names()
    return _policy(_content(policy), where=f"{policy}.toml" if shipped else str(policy))


def policy_text(policy: str | Path) -> str:
    """Return a policy as written, its comments with it.

    Raises
    ------
    WrongUse
        HL-PROT-01 when no shipped policy has the name and no file the path.
    """
    return _content(policy).decode("utf-8")


def _content(policy: str | Path) -> bytes:
    if str(policy) in policy_names():
        path = resources.files(__package__) / "policies" / f"{policy}.toml"
        return path.read_bytes()
    file = Path(policy)
    if not file.is_file():
        raise WrongUse(
            f'There is no policy "{policy}"',
            where="policy",
            to_do=f"choose one of {', '.join(policy_names())}, or give a .toml file",
            code="HL-PROT-01",
        )
    return file.read_bytes()


def _policy(content: bytes, *, where: str) -> Policy:
    try:
        parts = tomllib.loads(content.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _refusal(f"The policy is not TOML: {error}", where) from None
    texts = {"schema", "name", "version", "owner"}
    sections = {"protection", "rounding", "disclosed", "quality", "words"}
    _same_keys(parts, texts | sections, where)
    if parts["schema"] != SCHEMA:
        raise _refusal(f'The schema of the policy is not "{SCHEMA}"', where)
    for name in texts:
        _require(isinstance(parts[name], str) and parts[name], name, where)
    disclosed = _section(Disclosed, parts["disclosed"], f"{where} [disclosed]")
    policy = Policy(
        name=parts["name"],
        version=parts["version"],
        owner=parts["owner"],
        sha256=hashlib.sha256(content).hexdigest(),
        protection=_section(Protection, parts["protection"], f"{where} [protection]"),
        rounding=_section(Rounding, parts["rounding"], f"{where} [rounding]"),
        disclosed=disclosed,
        quality=_section(Quality, parts["quality"], f"{where} [quality]"),
        words=_words(parts["words"], f"{where} [words]"),
        settings={name: parts[name] for name in sorted(sections - {"words"})},
    )
    _check(policy, where)
    return policy


def _section(kind: type[_Section], values: Any, where: str) -> _Section:
    types = {each.name: each.type for each in fields(kind)}  # type: ignore[arg-type]
    _same_keys(values, set(types), where)
    checked = {name: _typed(values[name], types[name], name, where) for name in types}
    return kind(**checked)


def _typed(value: Any, kind: Any, name: str, where: str) -> Any:
    if kind is float and type(value) is int:
        return float(value)
    if kind == tuple[int, ...] and isinstance(value, list):
        _require(all(type(each) is int for each in value), name, where)
        return tuple(value)
    _require(type(value) is kind, name, where)
    return value


def _words(values: Any, where: str) -> Mapping[str, Mapping[str, str]]:
    _same_keys(values, {"protected", "unreliable"}, where)
    for name, texts in values.items():
        _same_keys(texts, set(LANGUAGES), f"{where} {name}")
    words: Mapping[str, Mapping[str, str]] = values
    return words


def _check(policy: Policy, where: str) -> None:
    protection, rounding, quality = policy.protection, policy.rounding, policy.quality
    bands = policy.disclosed.bands
    rules = {
        "threshold": protection.threshold >= 1,
        "parts": protection.parts in {"both", "population"},
        "zeros": protection.zeros in {"withhold", "show"},
        "minimum_psus": protection.minimum_psus >= 1,
        "mean_weights_per_base": rounding.mean_weights_per_base >= 0,
        "percent_decimals": -1 <= rounding.percent_decimals <= 3,
        "percent_decimals_caution": -1 <= rounding.percent_decimals_caution <= 3,
        "mean_digits": 0 <= rounding.mean_digits <= 6,
        "median_digits": 0 <= rounding.median_digits <= 6,
        "counts_base": rounding.counts_base >= 1,
        "n": policy.disclosed.n in {"n", "bands", "none"},
        "bands": list(bands) == sorted(set(bands)) and bool(bands) and bands[0] >= 1,
        "cv_caution": 0 < quality.cv_caution <= quality.cv_not_published,
        "width_shown": 0 <= quality.width_shown <= quality.width_not_published <= 1,
        "relative_width_not_published": quality.relative_width_not_published > 0,
        "caution_n_below": quality.not_published_n_below <= quality.caution_n_below,
        "df_min": quality.df_min >= 0,
    }
    for name, holds in rules.items():
        _require(holds, name, where)
    if policy.disclosed.n == "bands":
        _require(bands[0] >= protection.threshold, "bands", where)


def _same_keys(values: Any, expected: set[str], where: str) -> None:
    _require(isinstance(values, dict), "a table", where)
    for name in sorted(set(values) - expected):
        close = difflib.get_close_matches(name, sorted(expected), n=2)
        hint = f"; closest: {', '.join(close)}" if close else ""
        raise _refusal(f'The policy has an unknown key "{name}"{hint}', where)
    for name in sorted(expected - set(values)):
        raise _refusal(f'The policy lacks "{name}"', where)


def _require(condition: object, name: str, where: str) -> None:
    if not condition:
        raise _refusal(f'"{name}" has a value that a policy cannot have', where)


def _refusal(what: str, where: str) -> BadInput:
    return BadInput(
        what,
        where=where,
        to_do="start from a copy of the shipped confidential.toml and change numbers",
        code="HL-PROT-02",
    )

"""The manifest: what `release.json` says, as a frozen value.

It holds no clock time and no path, so the same measurement gives the same bytes.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from headload.errors import BadInput

FORMAT = "headload-release/1"
LIST_OF_FILES = "release.json"


@dataclass(frozen=True)
class PolicyFacts:
    """The policy as printed: what a reader may know of it."""

    name: str
    version: str
    owner: str
    sha256: str
    settings: Mapping[str, Any]
    words: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Manifest:
    """Everything about a release except its figures.

    Parameters
    ----------
    id
        Survey, standard, policy and the first digits of the content's hash.
    inputs
        ``sha256`` and ``rows`` of each file; rows rounded by policy or None.
    counts
        Cells in all, published, caution, unreliable and protected.
    indicators
        Rules and labels by indicator id.
    rules
        Citations, as printed, by rule name.
    rounding
        Base of ``totals``; empty where figures are as estimated.
    within
        The larger places that each place lies in, by dimension and code.
    audit
        What an attack on the release and on earlier ones of the same microdata
        found: withheld cells, ``exact`` and ``weak`` numbers, the ids of the
        ``earlier`` releases, and the ``override`` of two people, if any. Empty
        where the policy does not ask for complementary protection.
    variables
        Columns, question and evidence of each harmonised variable that a figure
        reads.
    reads
        Harmonised variables that a rule reads itself, by rule name.
    sample
        Columns of the design by role, and how the error is estimated.
    design_labels
        `design` by language, where the map has it in others.
    files
        ``sha256`` and ``bytes`` by path inside the release; not release.json.
    """

    id: str
    survey: str
    title: Mapping[str, str]
    area: str
    area_labels: Mapping[str, str]
    period: str
    standard: str
    map: Mapping[str, str]
    inputs: tuple[Mapping[str, Any], ...]
    software_version: str
    policy: PolicyFacts
    counts: Mapping[str, int]
    indicators: Mapping[str, Mapping[str, Any]]
    rules: Mapping[str, tuple[str, ...]]
    tables: Mapping[str, Mapping[str, str]]
    warnings: tuple[str, ...]
    notes: tuple[str, ...]
    citations: tuple[str, ...]
    licence: str
    design: str
    command: str
    rounding: Mapping[str, float] = field(default_factory=dict)
    within: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)
    audit: Mapping[str, Any] = field(default_factory=dict)
    variables: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    reads: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sample: Mapping[str, str] = field(default_factory=dict)
    design_labels: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def with_files(self, files: Mapping[str, Mapping[str, Any]]) -> "Manifest":
        """Return the manifest with its list of files."""
        return replace(self, files=dict(files))

    def receipt(self) -> Mapping[str, str]:
        """Return where the figures come from, one short sentence an item."""
        kept = f"{self.counts['protected']} protected, "
        return {
            "release": self.id,
            "survey": f"{self.survey} ({self.period})",
            "data": ", ".join(str(each["sha256"]) for each in self.inputs),
            "map": f"{self.map['id']} sha256 {self.map['sha256']}",
            "standard": self.standard,
            "software": f"headload {self.software_version}",
            "policy": f"{self.policy.name} {self.policy.version}, "
            f"owner: {self.policy.owner}",
            "withheld": kept + f"{self.counts['unreliable']} unreliable",
        }


def manifest_to_json(manifest: Manifest) -> bytes:
    """Return the bytes of `release.json`: sorted keys, UTF-8, one final newline."""
    content = {"format": FORMAT, **asdict(manifest)}
    return to_json(content)


def to_json(content: Mapping[str, Any]) -> bytes:
    """Return JSON the same way every time, and readable."""
    text = json.dumps(
        content,
        ensure_ascii=False,
        allow_nan=False,
        indent=2,
        sort_keys=True,
    )
    return f"{text}\n".encode()


def manifest_from_json(content: bytes, *, where: str) -> Manifest:
    """Return the manifest in `content`.

    Raises
    ------
    BadInput
        When it is not JSON, of another format version, or lacks parts.
    """
    try:
        parts = json.loads(content)
        found = parts.pop("format")
    except (ValueError, KeyError, AttributeError, TypeError):
        raise _damaged("release.json is not the manifest of a release", where) from None
    if found != FORMAT:
        raise BadInput(
            f'The release has format "{found}"; this version reads "{FORMAT}"',
            where=where,
            to_do="read it with the Headload that wrote it, or measure again",
            code="HL-REL-05",
        )
    try:
        policy = PolicyFacts(**parts.pop("policy"))
        rules = {name: tuple(cited) for name, cited in parts.pop("rules").items()}
        manifest = Manifest(policy=policy, rules=rules, **_tuples(parts))
    except (TypeError, KeyError, AttributeError):
        raise _damaged("release.json lacks parts or has unknown ones", where) from None
    if not isinstance(manifest.files, dict):
        raise _damaged("release.json has no list of files", where)
    return manifest


def _tuples(parts: dict[str, Any]) -> dict[str, Any]:
    names = ("inputs", "warnings", "notes", "citations")
    return {**parts, **{name: tuple(parts[name]) for name in names}}


def _damaged(what: str, where: str) -> BadInput:
    return BadInput(
        what,
        where=where,
        to_do="copy the release again from its source, or publish it again",
        code="HL-REL-05",
    )

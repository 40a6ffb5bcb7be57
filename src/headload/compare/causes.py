"""Why figures may have moved: what the manifests of two releases say differently."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from headload.releases import Manifest


@dataclass(frozen=True)
class Cause:
    """Something that differs: its name, and what each release says."""

    name: str
    one: str
    other: str


ASKED: Mapping[str, Callable[[Manifest], str]] = {
    "data": lambda m: ", ".join(sorted(str(each["sha256"])[:12] for each in m.inputs)),
    "survey": lambda m: f"{m.survey} ({m.period})",
    "map": lambda m: f"{m.map['id']}, sha256 {m.map['sha256'][:12]}",
    "standard": lambda m: m.standard,
    "rules": lambda m: "; ".join(f"{k}: {', '.join(v)}" for k, v in m.rules.items()),
    "policy": lambda m: f"{m.policy.name} {m.policy.version}, {m.policy.sha256[:12]}",
    "design": lambda m: m.design,
    "command": lambda m: m.command,
    "software": lambda m: f"headload {m.software_version}",
}
"""What is asked of each manifest, in the order in which it moves figures most."""


def causes(one: Manifest, other: Manifest) -> tuple[Cause, ...]:
    """Return what differs, most telling first."""
    found = [Cause(name, ask(one), ask(other)) for name, ask in ASKED.items()]
    return tuple(each for each in found if each.one != each.other)

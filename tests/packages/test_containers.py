"""Containers: made of what is locked, run as nobody, and ended when told to."""

import json
import os
import re
import shlex
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from headload.testing.commands import verbs
from headload.testing.settings import explained
from needs import PROJECT

DOCKERFILE = (PROJECT / "Dockerfile").read_text("utf-8")
COMPOSE = yaml.safe_load((PROJECT / "compose.yaml").read_text("utf-8"))
KUBERNETES = yaml.safe_load(
    (PROJECT / "deploy" / "kubernetes.yaml").read_text("utf-8")
)["items"]
HOME = "/srv/headload"
WATCHED = {
    "startupProbe": "/health",
    "livenessProbe": "/health",
    "readinessProbe": "/ready",
}


def said(instruction: str) -> list[str]:
    joined = DOCKERFILE.replace("\\\n", " ")
    return re.findall(rf"(?m)^{instruction} (.+)$", joined)


def containers() -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield every pod of the manifests with each of its containers."""
    for each in KUBERNETES:
        spec = each.get("spec", {})
        spec = spec.get("jobTemplate", {}).get("spec", spec)
        pod = spec.get("template", {}).get("spec")
        for container in pod["containers"] if pod else ():
            yield pod, container


def test_every_install_of_the_image_is_locked_or_of_what_was_built() -> None:
    installs = [line for line in said("RUN") if "pip install" in line]
    assert len(installs) == 3
    for line in installs:
        locked = "--require-hashes --only-binary :all: -r requirements/" in line
        assert locked or "--no-deps --no-index /built/*.whl" in line, line
    for name in re.findall(r"-r (requirements/\S+)", DOCKERFILE):
        text = (PROJECT / name).read_text("utf-8")
        for entry in re.split(r"\n(?=[a-z])", text)[1:]:
            assert "--hash=sha256:" in entry, entry.splitlines()[0]


def test_what_the_image_copies_is_let_in_and_nothing_else() -> None:
    ignored = (PROJECT / ".dockerignore").read_text("utf-8").split("\n")
    rules = [line for line in ignored if line and not line.startswith("#")]
    assert rules[0] == "*"
    let_in = {line[1:] for line in rules if line.startswith("!")}
    copied = {
        name
        for line in said("COPY")
        if not line.startswith("--from")
        for name in line.split()[:-1]
    }
    assert copied == let_in
    assert all((PROJECT / name).exists() for name in copied)


def test_the_image_runs_as_a_user_without_rights() -> None:
    assert said("USER") == ["1000"]
    assert f"HEADLOAD_HOME={HOME}" in said("ENV")


def test_the_end_of_a_container_reaches_the_server(tmp_path: Path) -> None:
    program = tmp_path / "headload"
    program.write_text(
        "#!/bin/sh\n"
        '[ "$2" = init ] && exit 0\n'
        f'echo "$@" > {tmp_path}/asked\n'
        f'trap "echo heard > {tmp_path}/heard; exit 0" TERM\n'
        f"touch {tmp_path}/served\n"
        "while :; do sleep 0.05; done\n"
    )
    program.chmod(0o755)
    command = json.loads(said("CMD")[-1])
    process = subprocess.Popen(
        command, env={"PATH": f"{tmp_path}:{os.environ['PATH']}"}
    )
    while not (tmp_path / "served").exists():
        assert process.poll() is None
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 0
    assert (tmp_path / "heard").exists()
    assert (tmp_path / "asked").read_text().startswith("site serve --host 0.0.0.0")


@pytest.mark.parametrize(
    "command",
    [
        *[each["command"] for _, each in containers()],
        *[
            shlex.split(part.strip().removeprefix("exec "))
            for part in json.loads(said("CMD")[-1])[-1].split("&&")
        ],
    ],
    ids=" ".join,
)
def test_a_command_of_a_container_is_one_of_the_program(command: list[str]) -> None:
    known = dict(verbs())
    verb = " ".join(command[1:3])
    assert command[0] == "headload"
    assert verb in known
    options = {name for each in known[verb].params for name in each.opts}
    assert {word for word in command[3:] if word.startswith("--")} <= options


def test_pods_have_what_the_image_has_and_no_rights() -> None:
    found = list(containers())
    assert len(found) == 3
    for pod, container in found:
        assert pod["securityContext"]["runAsNonRoot"]
        assert str(pod["securityContext"]["runAsUser"]) in said("USER")
        inside = container["securityContext"]
        assert inside["readOnlyRootFilesystem"]
        assert not inside["allowPrivilegeEscalation"]
        assert inside["capabilities"] == {"drop": ["ALL"]}
        mounted = {
            each["mountPath"]: each["name"] for each in container["volumeMounts"]
        }
        assert mounted.keys() == {HOME, "/tmp"}  # noqa: S108  (in the container)
        assert set(mounted.values()) == {each["name"] for each in pod["volumes"]}
        assert container["resources"]["limits"]["memory"]


def test_probes_ask_the_addresses_of_health() -> None:
    (server,) = [each for _, each in containers() if "ports" in each]
    assert str(server["ports"][0]["containerPort"]) in said("EXPOSE")
    for probe, path in WATCHED.items():
        assert server[probe]["httpGet"] == {"path": path, "port": "http"}


def test_variables_of_containers_are_ones_that_the_program_reads() -> None:
    given = {
        name
        for each in KUBERNETES
        for part in ("data", "stringData")
        for name in each.get(part, {})
    }
    given |= set(COMPOSE["services"]["site"]["environment"])
    assert given - explained().keys() == set()
    named = {each["metadata"]["name"] for each in KUBERNETES}
    for _, container in containers():
        sources = [
            each.get("configMapRef", each.get("secretRef"))["name"]
            for each in container["envFrom"]
        ]
        assert set(sources) <= named

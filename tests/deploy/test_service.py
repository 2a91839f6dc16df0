"""The service of systemd is one that systemd reads, and it runs with nothing that it does not need."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

UNIT = Path(__file__).parents[2] / "deploy" / "hoidap.service"

HARDENING = {
    "User": "hoidap",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "NoNewPrivileges": "yes",
    "CapabilityBoundingSet": "",
    "MemoryMax": "2G",
    "UMask": "0077",
}


def service() -> dict[str, list[str]]:
    """Each name in the unit with its values."""
    found: dict[str, list[str]] = {}
    for line in UNIT.read_text(encoding="utf-8").splitlines():
        name, equals, value = line.partition("=")
        if equals and not name.startswith("#"):
            found.setdefault(name, []).append(value)
    return found


def test_the_service_is_hardened() -> None:
    found = service()
    assert {name: found[name] for name in HARDENING} == {name: [value] for name, value in HARDENING.items()}


def test_the_service_writes_only_where_its_state_is() -> None:
    found = service()
    assert "ReadWritePaths" not in found
    (state,) = found["StateDirectory"]
    assert f"HOIDAP_LIBRARY=/var/lib/{state}" in found["Environment"]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_systemd_reads_the_service(tmp_path: Path) -> None:
    program = shutil.which("true")
    assert program
    copy = tmp_path / UNIT.name
    copy.write_text(UNIT.read_text(encoding="utf-8").replace("/opt/hoidap/bin/hoidap serve", program), "utf-8")
    done = subprocess.run(["systemd-analyze", "verify", copy], capture_output=True, text=True, check=False)
    ours = [line for line in done.stderr.splitlines() if UNIT.name in line]
    assert (done.returncode, ours) == (0, [])


def test_the_container_is_confined() -> None:
    compose, image = ((UNIT.parents[1] / name).read_text(encoding="utf-8") for name in ("compose.yaml", "Dockerfile"))
    for line in ("read_only: true", "cap_drop: [ALL]", 'security_opt: ["no-new-privileges:true"]', "mem_limit: 2g"):
        assert line in compose
    assert image.rpartition("FROM ")[2].count("\nUSER hoidap\n") == 1

"""What the image and the compose file name is there: files, settings, commands. Neither is built here."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml  # comes with openapi-spec-validator

from bot import cli
from bot.settings import PREFIX, Settings

ROOT = Path(__file__).parents[2]
PROGRAM = ("hoidap", "replica")
"""The services of compose.yaml that run the image."""


def instructions(name: str) -> list[str]:
    """What the Dockerfile's instructions of a name say, lines that go on joined."""
    whole = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    return [line.partition(" ")[2] for line in whole.splitlines() if line.startswith(f"{name} ")]


def image_settings() -> dict[str, str]:
    """Our settings in the final image."""
    words = (word.partition("=") for word in shlex.split(instructions("ENV")[-1]))
    return {name: value for name, _, value in words if name.startswith(PREFIX)}


def services() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]
    return found


def service_settings(name: str) -> dict[str, str]:
    """Our settings of a service, with the defaults of what .env may say."""
    told: dict[str, str] = services()[name]["environment"]
    return {key: re.sub(r"\$\{\w+:-(\w*)\}", r"\1", value) for key, value in told.items()}


def test_every_file_that_is_copied_is_in_the_build_context() -> None:
    allowed = [line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")]
    sources = [
        source for line in instructions("COPY") if not line.startswith("--from") for source in shlex.split(line)[:-1]
    ]
    assert len(sources) > 5
    for source in sources:
        assert (ROOT / source).exists(), source
        assert any(source == each or source.startswith(f"{each}/") for each in allowed), source


def test_no_service_is_told_of_a_setting_that_does_not_exist() -> None:
    for told in (image_settings(), *map(service_settings, PROGRAM)):
        assert len(told) > 5
        assert {name.removeprefix(PREFIX).lower() for name in told} <= set(Settings.model_fields)


def test_no_path_or_address_of_the_env_file_reaches_a_container() -> None:
    places = {name for name, field in Settings.model_fields.items() if "Path" in str(field.annotation)}
    assert places > {"library", "mailbox"}
    for service in PROGRAM:
        told = service_settings(service)
        assert {f"{PREFIX}{name.upper()}" for name in (*places, "host", "port")} <= set(told)
        assert image_settings().items() <= told.items()


@pytest.mark.parametrize("service", PROGRAM)
def test_the_settings_of_a_service_are_taken(service: str) -> None:
    told = {name.removeprefix(PREFIX).lower(): value for name, value in service_settings(service).items()}
    made = Settings(_env_file=None, **told)
    assert made.port == int(told["port"])
    assert (made.database_url is not None) == (service == "replica")


def test_the_commands_of_the_image_are_those_of_the_program() -> None:
    assert json.loads(instructions("ENTRYPOINT")[0]) == ["hoidap"]
    checked = json.loads(instructions("HEALTHCHECK")[0].partition("CMD ")[2])
    asked = shlex.split(instructions("RUN")[3].partition("bin/hoidap ")[2])
    assert checked[0] == "hoidap"
    for arguments in (json.loads(instructions("CMD")[0]), checked[1:], asked):
        assert arguments
        assert cli.parser().parse_args(arguments).run


def test_only_the_proxy_of_the_replicas_is_reached_from_outside() -> None:
    found = services()
    assert {name for name, each in found.items() if "scale" in each.get("profiles", ())} == {
        "replica",
        "postgres",
        "proxy",
    }
    assert {name: each.get("ports") for name, each in found.items() if each.get("ports")} == {
        "hoidap": ["127.0.0.1:8080:8080"],
        "proxy": ["80:80", "443:443"],
    }

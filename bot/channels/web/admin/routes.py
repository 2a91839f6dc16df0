"""All of `/quan-tri`."""

from __future__ import annotations

from pydantic import SecretStr
from starlette.routing import BaseRoute

from bot.channels.web.admin.acts import Office, act_routes
from bot.channels.web.admin.figures import figure_routes
from bot.channels.web.admin.gate import Gate, gate_routes
from bot.channels.web.admin.sessions import Logins
from bot.channels.web.site import Site
from bot.office.administration import Administration
from bot.office.job import Jobs


def admin_routes(
    site: Site, administration: Administration, password_hash: SecretStr | None, logins: Logins, jobs: Jobs
) -> list[BaseRoute]:
    """The routes; without a password nobody gets in."""
    gate = Gate(site.pages, site.journal, password_hash, logins)
    return [*gate_routes(gate), *act_routes(Office(gate, site.assistant, administration, jobs)), *figure_routes(gate)]

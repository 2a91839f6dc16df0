"""What administrators do to the library: look at a file, take it in, withdraw, go back, index anew."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import Callable
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot import phrases
from bot.channels.web.admin.gate import HOME, Gate
from bot.channels.web.admin.sessions import Session
from bot.channels.web.admin.uploads import read_upload
from bot.office import clerk
from bot.office.administration import Administration, Preview
from bot.office.job import Jobs, State
from bot.phrases import admin as texts
from bot.phrases import administration as said
from bot.phrases import erasing, library, terminal
from bot.reading.assistant import Assistant
from index.errors import BusyError, HoidapError, LibraryError
from index.library.progress import Report
from index.library.report import AddReport, ChangeReport
from index.library.shelf import CHANGES, Fate

JOB = f"{HOME}/viec"

SECONDS_BETWEEN_LOOKS = 2
"""How often a browser asks how far a job is: by the Refresh header, which needs no script."""

TAKE, TAKE_HELD, DROP = "nhan", "nhan-mat", "bo"
REMOVE, BACK, REINDEX = "rut", "quay-ve", "lap-lai"

SENTENCES_SHOWN = 20

Act = Callable[[Report], tuple[str, tuple[str, ...]]]
"""Changes the library; brings what the audit is to hold, and the lines for the administrator."""

_NAME = re.compile(r"[a-z0-9-]{0,24}")
"""A document's id or a generation's number."""


@dataclass(frozen=True, slots=True)
class Office:
    """The parts of these pages."""

    gate: Gate
    assistant: Assistant
    administration: Administration
    jobs: Jobs

    async def begin(self, request: Request, session: Session, title: str, action: str, act: Act) -> Response:
        """Starts a job, and leads to its page. It is done when it is audited and questions are answered from it."""
        loop = asyncio.get_running_loop()

        def work(report: Report) -> tuple[str, ...]:
            detail, lines = act(report)
            self.gate.note(session.address, action, detail)
            with contextlib.suppress(HoidapError):  # a library without documents has nothing to answer from
                asyncio.run_coroutine_threadsafe(self.assistant.generation(), loop).result()
            return lines

        try:
            await self.jobs.start(title, work)
        except BusyError as error:
            return self.gate.pages.message(request, texts.PAGE["title"], str(error), 409)
        return RedirectResponse(JOB, 303)


def act_routes(office: Office) -> list[BaseRoute]:
    """The pages of the library."""
    gate, administration = office.gate, office.administration

    async def home(request: Request, session: Session) -> Response:
        return gate.page(
            request,
            "admin-home.html",
            texts=texts.PAGE,
            csrf=session.csrf,
            job=await office.jobs.latest(),
            running=State.RUNNING,
            entries=[(each, clerk.origin(each)) for each in await asyncio.to_thread(administration.documents)],
        )

    async def history(request: Request, _session: Session) -> Response:
        editions = await asyncio.to_thread(administration.history)
        rows = [
            (each, texts.edition(each.published_at, each.action, erasing.remark(each.detail, each.erased)))
            for each in reversed(editions)
        ]
        return gate.page(request, "admin-history.html", texts=texts.HISTORY_PAGE, rows=rows)

    return [
        Route(HOME, gate.guarded(home)),
        Route(f"{HOME}/lich-su", gate.guarded(history)),
        *_file_routes(office),
        *_change_routes(office),
    ]


def _file_routes(office: Office) -> list[BaseRoute]:
    """From a file that is sent to the one that is taken in."""
    gate, administration = office.gate, office.administration

    async def upload(request: Request, session: Session) -> Response:
        sent = await read_upload(request)
        gate.require(session, sent.csrf)
        token = await asyncio.to_thread(administration.keep, sent.name, sent.content)
        return RedirectResponse(f"{HOME}/tep/{token}", 303)

    async def preview(request: Request, session: Session) -> Response:
        try:
            found = await asyncio.to_thread(administration.preview, request.path_params["token"])
        except LibraryError as error:
            return gate.pages.message(request, texts.PREVIEW_PAGE["title"], str(error), 404)
        return gate.page(request, "admin-preview.html", csrf=session.csrf, **_preview(found))

    async def decide(request: Request, session: Session) -> Response:
        fields = await gate.form(request, session)
        token, what = request.path_params["token"], fields.get("lam")
        if what == DROP:
            with contextlib.suppress(LibraryError):  # it waits no longer as it is
                await asyncio.to_thread(administration.drop, token)
            return RedirectResponse(HOME, 303)
        if what not in (TAKE, TAKE_HELD):
            raise HTTPException(400)

        def act(report: Report) -> tuple[str, tuple[str, ...]]:
            added = administration.take_in(token, confirm_held=what == TAKE_HELD, report=report)
            return ", ".join(file.document_id for file in added.files), _added(added)

        return await office.begin(request, session, texts.TAKING_IN, "add", act)

    return [
        Route(f"{HOME}/tai-len", gate.guarded(upload), methods=["POST"]),
        Route(f"{HOME}/tep/{{token}}", gate.guarded(preview)),
        Route(f"{HOME}/tep/{{token}}", gate.guarded(decide), methods=["POST"]),
    ]


def _change_routes(office: Office) -> list[BaseRoute]:
    """Withdrawing, going back and indexing anew: each asked once more, then done as a job."""
    gate, administration, jobs = office.gate, office.administration, office.jobs

    async def confirm(request: Request, session: Session) -> Response:
        what, name = _chosen(dict(request.query_params))
        entries = {each.document_id: each for each in await asyncio.to_thread(administration.documents)}
        if what == REMOVE and name not in entries:
            return gate.pages.message(request, texts.PAGE["title"], phrases.DOCUMENT_IS_GONE, 404)
        question = {
            REMOVE: lambda: clerk.ask_to_remove(entries[name]),
            BACK: lambda: texts.ask_to_go_back(name),
            REINDEX: lambda: texts.ASK_TO_REINDEX,
        }[what]()
        shown = {"texts": texts.CONFIRM_PAGE, "question": question, "yes": _TITLES[what], "what": what, "name": name}
        return gate.page(request, "admin-confirm.html", csrf=session.csrf, **shown)

    async def change(request: Request, session: Session) -> Response:
        what, name = _chosen(await gate.form(request, session))

        def act(report: Report) -> tuple[str, tuple[str, ...]]:
            if what == REINDEX:
                done = administration.reindex(report)
                return done.generation, _changed(done)
            return name, _changed(administration.remove(name) if what == REMOVE else administration.rollback(name))

        return await office.begin(request, session, _TITLES[what], _ACTIONS[what], act)

    async def job(request: Request, _session: Session) -> Response:
        latest = await jobs.latest()
        again = {"Refresh": str(SECONDS_BETWEEN_LOOKS)} if latest and latest.state is State.RUNNING else {}
        step = latest.progress if latest else None
        return gate.page(
            request,
            "admin-job.html",
            headers=again,
            texts=texts.JOB_PAGE,
            job=latest,
            running=State.RUNNING,
            failed=State.FAILED,
            step=terminal.progress(step.stage, step.done, step.total) if step else phrases.WORKING,
        )

    return [
        Route(f"{HOME}/xac-nhan", gate.guarded(confirm)),
        Route(JOB, gate.guarded(job)),
        Route(JOB, gate.guarded(change), methods=["POST"]),
    ]


_TITLES = {REMOVE: texts.REMOVING, BACK: texts.GOING_BACK, REINDEX: texts.REINDEXING}
_ACTIONS = {REMOVE: "remove", BACK: "rollback", REINDEX: "reindex"}
"""As the journal and the library's history name them."""


def _chosen(fields: dict[str, str]) -> tuple[str, str]:
    what, name = fields.get("viec", ""), fields.get("ma", "")
    if what not in _ACTIONS or not _NAME.fullmatch(name):
        raise HTTPException(400)
    return what, name


def _preview(found: Preview) -> dict[str, object]:
    """What the page of a file shows."""
    document = found.document
    return {
        "texts": texts.PREVIEW_PAGE,
        "found": found,
        "head": said.file_head(found.name, found.fate, found.reason),
        "issued": phrases.origin("", document.issuer, document.date, document.published) if document else "",
        "counts": said.counts(found.passages, found.new_texts),
        "is_held": found.fate is Fate.HELD,
        "can_take": found.fate in CHANGES or found.fate is Fate.HELD,
        "no_mark": said.NO_SECRECY_MARK,
        "most": SENTENCES_SHOWN,
    }


def _added(report: AddReport) -> tuple[str, ...]:
    lines = [
        said.taken_in(each.path.name, each.fate, each.document_id, each.title, each.reason) for each in report.files
    ]
    return (*lines, terminal.library_is_now(report.generation))


def _changed(report: ChangeReport) -> tuple[str, ...]:
    lines = library.change_lines(report)
    lost = (erasing.not_brought_back(report.erased),) if report.erased else ()
    return (*lines.splitlines(), *lost, terminal.library_is_now(report.generation))

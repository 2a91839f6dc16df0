"""The composition root: what is made of the settings. Nothing else builds a library, an encoder or a channel.

Each function imports what it needs: `hoidap ask` loads no SQLAlchemy, no Telegram and no web server.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.phrases import terminal
from bot.phrases.configuration import NO_PRINCIPAL
from bot.records.storage import Storage
from bot.settings import Settings
from index.errors import BusyError, EmptyLibraryError, LibraryError

if TYPE_CHECKING:
    from bot.channels.telegram.identity import Identity
    from bot.channels.web.admin.sessions import Logins
    from bot.channels.web.site import Site
    from bot.holdings import Holdings
    from bot.office.administration import Administration
    from bot.office.job import Jobs
    from bot.operation.metrics import Metrics
    from bot.reading.assistant import Assistant
    from bot.reading.desk import Desk
    from bot.records.journal import Journal
    from bot.serve import Channel
    from bot.sharing.links import Places
    from index.library.intake import Read
    from index.library.library import Library
    from index.library.reader import Generation, Reader
    from index.retrieval.search import Searcher
    from index.types import Document, Encoder, Reranker, Taken

Tell = Callable[[str], None]
"""Shows one line to whoever runs the command."""

SECONDS_BETWEEN_LOOKS = 0.5
"""While another process indexes the same documents, which takes seconds."""

UPLOADS_FOLDER = "uploads"

ENCODER_FOLDER = "encoder"
"""Under the library: the encoder's built files go where the operator's other data is."""


class Wiring:
    """The parts that one process shares, made when first asked for.

    A class for its state: one encoder, since it is the heaviest part, and one reader of the library.
    """

    def __init__(self, settings: Settings, tell: Tell) -> None:
        self._settings = settings
        self._storage = Storage(settings)
        self._tell = tell
        self._encoder: Encoder | None = None
        self._reranker: Reranker | None = None
        self._reader: Reader | None = None
        self._journal: Journal | None = None
        self._metrics: Metrics | None = None
        self._telegram_identity: Identity | None = None

    def encoder(self) -> Encoder:
        """The encoder that the settings name. Raises EncoderError."""
        if self._encoder is None:
            from index.encode import open_encoder

            self._encoder = open_encoder(self._settings.encoder, self.encoder_cache(), report=self._tell)
        return self._encoder

    def encoder_cache(self) -> Path:
        """Where the encoder's built files lie."""
        return self._settings.encoder_cache or self._settings.library / ENCODER_FOLDER

    def reranker(self) -> Reranker | None:
        """The reranker that the settings name; None where they name none. Raises EncoderError."""
        if self._reranker is None and self._settings.reranker:
            from index.encode import open_reranker

            self._reranker = open_reranker(self._settings.reranker)
        return self._reranker

    def library(self) -> Library:
        """The library for commands that change it or look into its history."""
        from index.library.disk import Disk
        from index.library.draft import Recipe
        from index.library.library import Library
        from index.library.writing import Tools
        from index.retrieval.derive import derive, revise
        from index.text import chunk, clean

        table = self._storage.vector_table()
        recipe = Recipe(split=chunk.split, encoding_texts=chunk.encoding_texts, chunker=chunk.REVISION)
        tools = Tools(
            read=self._reading(),
            recipe=recipe,
            derive=partial(derive, searched_elsewhere=table is not None),
            open_encoder=self.encoder,
            disk=Disk(),
            revise=partial(revise, searched_elsewhere=table is not None),
            reading=clean.REVISION,
            table=table,
        )
        return Library(self._settings.library, tools, self._storage.store())

    def _reading(self) -> Read:
        """Makes documents of files, with what the catalogue knows of them."""
        from index.text.catalogue import open_catalogue
        from index.text.clean import read_file

        catalogue = open_catalogue(self._settings.catalogue)

        def read(path: Path, *, confirmed: bool) -> Taken:
            return read_file(path, catalogue, confirmed=confirmed)

        return read

    def document(self, path: Path) -> Document:
        """The document of a file, as the library would take it in. Raises DocumentError."""
        return self._reading()(path, confirmed=False).document

    def reader(self) -> Reader:
        """The way of questions into the library; a damaged generation is derived anew."""
        if self._reader is None:
            from index.library.reader import Reader

            library = self._settings.library
            head, dense = self._storage.head(), self._settings.dense
            self._reader = Reader(library, lambda generation: self.library().repair(generation), head, dense)
        return self._reader

    def generation(self) -> Generation:
        """The published generation, made with this encoder and this chunker. Raises LibraryError, EncoderError."""
        from index.text import chunk

        generation = self.reader().current()
        generation.require(encoder=self.encoder().name, chunker=chunk.REVISION)
        return generation

    def searcher(self) -> Searcher:
        """Search over the published generation."""
        return self._searcher(self.generation())

    def _searcher(self, generation: Generation) -> Searcher:
        from index.retrieval.search import Searcher

        inquiry = self._storage.vectors()
        if inquiry is None:
            return Searcher.open(generation.folder, self.encoder(), self.reranker())
        from index.library.pgvector import PgvectorIndex

        dense = PgvectorIndex(inquiry, generation.folder, generation.id)
        return Searcher.open(generation.folder, self.encoder(), self.reranker(), dense)

    def desk(self) -> Desk:
        """Questions and looking up over the published generation."""
        from bot.answering.compose import Responder
        from bot.reading.desk import Desk

        generation = self.generation()
        searcher = self._searcher(generation)
        principal = self._settings.principal
        if principal and principal not in searcher.corpus.document_ids:
            self._tell(NO_PRINCIPAL)
        return Desk(Responder(searcher, generation.id, principal), searcher.corpus)

    def assistant(self) -> Assistant:
        """The assistant of every channel; it follows the library's generations."""
        from bot.reading.assistant import Assistant
        from bot.reading.current import Current

        reader, shared = self.reader(), self._storage.server is not None
        current = Current(reader.newest, self.desk, reader.withdrawn, aside=shared)
        note = self.metrics().noting(self.journal().answered)
        return Assistant(current, self._storage.conversations(), note, reader.withdrawn)

    def metrics(self) -> Metrics:
        """What this process counts."""
        if self._metrics is None:
            from bot.operation.metrics import Metrics

            self._metrics = Metrics()
        return self._metrics

    def journal(self) -> Journal:
        """What has happened, on every channel."""
        if self._journal is None:
            from bot.records.journal import open_journal

            settings = self._settings
            self._journal = open_journal(
                self._storage.letters(), keep_questions=settings.keep_questions, keep_days=settings.keep_days
            )
        return self._journal

    def holdings(self) -> Holdings:
        """What is kept of people."""
        from bot.holdings import open_holdings
        from bot.telegram import TELEGRAM

        return open_holdings(self.journal(), self._storage.letters(), (TELEGRAM,), self._storage.shared_conversations())

    def channels(self, assistant: Assistant) -> list[Channel]:
        """The channels that the settings configure, beside the page."""
        from bot.telegram import open_telegram
        from bot.zalo import open_zalo

        parts = (self._settings, assistant, self.journal, self.administration, self._storage)
        return [*open_telegram(*parts), *open_zalo(*parts)]

    def site(self, assistant: Assistant) -> Site:
        """What the pages and the API are made of."""
        from bot.channels.web.page import Pages
        from bot.channels.web.site import Site
        from bot.mail.quota import Quota

        settings = self._settings
        return Site(
            assistant,
            self.journal(),
            Pages(),
            Quota(settings.asks_per_minute),
            embedded_by=tuple(sorted(settings.embed_origins)),
        )

    def places(self, page: str = "") -> Places:
        """Where the channels are found; `page` is the page's address where no public one is set.

        Telegram is asked for the bot's name; where it does not tell, its place stays empty and the reason is shown.
        """
        from bot.sharing.links import Places

        settings = self._settings
        return Places(web=settings.public_url or page, telegram=self._telegram_name(), zalo=settings.zalo_link or "")

    def _telegram_name(self) -> str:
        token = self._settings.telegram_token
        if token is None:
            return ""
        from bot.channels.telegram.identity import Identity

        if self._telegram_identity is None:
            self._telegram_identity = Identity(token.get_secret_value(), self._settings.telegram_base_url)
        return self._telegram_identity.name(self._tell)

    def administration(self) -> Administration:
        """What administrators can do from a channel."""
        from bot.office.administration import Administration
        from index.text import chunk

        uploads = self._storage.folder / UPLOADS_FOLDER
        shared = self._storage.uploads()
        return Administration(self.library, self._held, self._reading(), chunk.split, uploads, shared)

    def logins(self) -> Logins:
        """Who is logged in at the pages of administration."""
        from bot.channels.web.admin import sessions

        shared = self._storage.sessions(sessions.IDLE_SECONDS, sessions.LONGEST_SECONDS)
        return sessions.ReplicasSessions(shared) if shared else sessions.Sessions()

    def jobs(self) -> Jobs:
        """Long work that is begun at those pages."""
        from bot.office.job import Jobs

        return Jobs(self._storage.board())

    def _held(self, document_id: str) -> Document | None:
        """A document as the published generation has it; None where it has none."""
        from index.library.corpus import Corpus

        try:
            return Corpus.open(self.reader().current().folder).document(document_id)
        except (KeyError, LibraryError):
            return None

    def fill_when_missing(self) -> None:
        """Indexes the documents that come with the program where nothing was ever indexed.

        A library that a person has emptied stays empty. Raises LibraryError where there is nothing to index.
        """
        try:
            self.reader().current()
        except EmptyLibraryError:
            if not self.library().history():
                self._fill()

    def _fill(self) -> None:
        from index.library.shelf import Fate

        documents = self._settings.documents
        if not documents.is_dir():
            raise LibraryError(terminal.no_documents(self._settings.library, documents))
        self._tell(terminal.indexing(documents))
        library = self.library()
        while not library.history():
            try:
                report = library.add([documents])
            except BusyError:
                time.sleep(SECONDS_BETWEEN_LOOKS)  # another process has begun the same
                continue
            for file in report.files:
                if file.fate in (Fate.FAILED, Fate.HELD):
                    self._tell(terminal.file_line(file.fate, str(file.path), file.document_id, file.reason))
            return

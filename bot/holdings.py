"""Everything that is kept of one person, in every database: to hand it over, and to delete it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from bot.answering.conversation import ChatKey
from bot.mail.mailbox import Mailbox
from bot.phrases import personal as texts
from bot.records.journal import Journal
from index.errors import HoidapError

if TYPE_CHECKING:
    from bot.records.database import Place
    from bot.records.shared_conversations import SharedConversations

WEB = "web"
"""The page has no mailbox: whoever asks there waits for the answer."""


class PersonError(HoidapError):
    """Somebody is not named as channel and number."""


class Numbered(Protocol):
    """Numbered menus of one channel; `bot.channels.zalo.menus.Menus` is the one."""

    def choices(self, chat_id: str) -> tuple[Any, ...]: ...

    def forget(self, chat_id: str) -> int: ...


class Holdings:
    """A class for its parts: the journal, each channel's mailbox, and the menus of those that have some."""

    def __init__(
        self,
        journal: Journal,
        mailboxes: Mapping[str, Mailbox],
        menus: Mapping[str, Numbered],
        turns: SharedConversations | None = None,
    ) -> None:
        """`turns` are those of several replicas; one process alone keeps none on disk."""
        self._turns = turns
        self._journal = journal
        self._mailboxes = mailboxes
        self._menus = menus

    def person(self, named: str) -> ChatKey:
        """Somebody by "channel:number", as `hoidap forget` takes it. Raises PersonError."""
        channel, _, chat = named.partition(":")
        channels = (*self._mailboxes, WEB)
        if channel not in channels or not chat:
            raise PersonError(texts.NO_SUCH_CHANNEL.format(", ".join(channels)))
        return ChatKey(channel, chat)

    def forget(self, person: ChatKey) -> dict[str, int]:
        """Deletes all of it, and tells how many rows of each table went; what administrators did stays."""
        counts = Counter(self._journal.forget(person))
        if person.channel in self._mailboxes:
            counts.update(self._mailboxes[person.channel].erase(person.chat))
        if person.channel in self._menus:
            counts["menus"] = self._menus[person.channel].forget(person.chat)
        if self._turns is not None:
            counts["turns"] = self._turns.forget(person)
        return dict(counts)

    def export(self, person: ChatKey) -> dict[str, list[Any]]:
        """All of it by its table."""
        found: dict[str, list[Any]] = {**self._journal.of_person(person)}
        if person.channel in self._mailboxes:
            found.update(self._mailboxes[person.channel].of_chat(person.chat))
        if person.channel in self._menus:
            choices = self._menus[person.channel].choices(person.chat)
            found["menus"] = [[choice.label for choice in choices]] if choices else []
        if self._turns is not None:
            found["turns"] = [turn.question for turn in self._turns.turns(person)]
        return found


def open_holdings(
    journal: Journal, place: Place, channels: Sequence[str], turns: SharedConversations | None = None
) -> Holdings:
    """What the `channels` and those of Zalo keep there, whether or not the settings still configure them."""
    from bot.channels.zalo.menus import Menus
    from bot.channels.zalo.store import open_store
    from bot.channels.zalo_bot.updates import CHANNEL as BOT
    from bot.channels.zalo_oa.events import CHANNEL as ACCOUNT
    from bot.mail.boxes import open_mailbox

    store = open_store(place)
    mailboxes = {name: open_mailbox(place, name) for name in (*channels, BOT, ACCOUNT)}
    return Holdings(journal, mailboxes, {name: Menus(store, name) for name in (BOT, ACCOUNT)}, turns)

"""Documents, outlines and passages in one message that changes."""

from __future__ import annotations

from html import escape

from bot.channels.telegram.calls import Call, Keyboard, edited, keyboard_of, message
from bot.channels.telegram.incoming import Incoming
from bot.channels.telegram.share import share_document, share_passage
from bot.mail.wish import Wish
from bot.reading import browse
from bot.reading.browse import Browser, Contents, Page, Sentences, View
from bot.sharing.deep_link import Link, Target
from bot.writing import render


class Browse:
    """Answers /mucluc and /vanban and the buttons under them. A class for its one part, the browser."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser

    async def contents(self, incoming: Incoming) -> list[Call]:
        """The outline of the only document, or the list to choose from."""
        return _shown(incoming, await self._browser.contents())

    async def documents(self, incoming: Incoming) -> list[Call]:
        """The list of documents."""
        return _shown(incoming, await self._browser.documents())

    async def summaries(self, incoming: Incoming) -> list[Call]:
        """The key sentences of the only document, or the list to choose from."""
        return _shown(incoming, await self._browser.summaries())

    async def follow(self, incoming: Incoming, link: Link) -> list[Call]:
        """What a link to a document or a passage opens."""
        is_document = link.target is Target.DOCUMENT
        data = f"{browse.DOCUMENT}:{link.name}:0" if is_document else f"{browse.PASSAGE}:{link.name}"
        view = await self._browser.choose(data)
        return [] if view is None else _shown(incoming, view)

    async def press(self, incoming: Incoming) -> list[Call] | None:
        """The answer to a button of ours; None if it is none of ours."""
        view = await self._browser.choose(incoming.name)
        return None if view is None else _shown(incoming, view)


def _shown(incoming: Incoming, view: View) -> list[Call]:
    keyboard = [*keyboard_of(view.rows), *_share_row(view)]
    match view:
        case Contents():
            return [_say(incoming, _contents_html(view), keyboard)]
        case Sentences():
            texts = render.telegram_quotes(view.reply)
            last = len(texts) - 1
            return [
                message(incoming.chat_id, text, keyboard if number == last else (), reply_to=incoming.answer_to)
                for number, text in enumerate(texts)
            ]
        case Page():
            first, *more = render.telegram_passage(view.reply.excerpts[0])
            return [_say(incoming, first, keyboard), *(message(incoming.chat_id, text) for text in more)]
    return [_say(incoming, escape(view.text), keyboard)]


def _share_row(view: View) -> Keyboard:
    """A button that shares the document or the passage that is shown."""
    match view:
        case Contents(document_id=document_id) if document_id:
            return [[share_document(document_id)]]
        case Page():
            return [[share_passage(view.reply.excerpts[0].passage_id)]]
    return []


def _contents_html(view: Contents) -> str:
    title = f"<b>{escape(view.title)}</b>"
    if not view.about:
        return "\n\n".join((title, *(f"• {escape(each)}" for each in view.full)))
    document, *about = map(escape, view.about)
    return "\n".join((f"<b>{document}</b>", *about, "", title))


def _say(incoming: Incoming, text: str, keyboard: Keyboard = ()) -> Call:
    """In the message whose button was pressed, or a new one after a command."""
    if incoming.wish is Wish.PRESS:
        return edited(incoming.chat_id, incoming.message_id, text, keyboard)
    return message(incoming.chat_id, text, keyboard, reply_to=incoming.answer_to)

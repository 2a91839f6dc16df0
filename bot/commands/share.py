"""`hoidap share`: links, posters and answer cards."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.console import UsageError, tell
from bot.phrases import sharing as phrases
from bot.settings import load_settings
from bot.wiring import Wiring

if TYPE_CHECKING:
    from bot.reading.desk import Desk
    from bot.sharing.links import Channel, Places, Subject
    from bot.sharing.sheet import Sheet

PDF, PNG = ".pdf", ".png"


def share(args: argparse.Namespace) -> int:
    """Prints the links to a subject, or writes its poster or card into a file."""
    _check(args)
    if args.question:
        args.question = _question(args.question)
    settings = load_settings()
    wiring = Wiring(settings, tell)
    places = wiring.places(f"http://{settings.host}:{settings.port}")
    if places.is_private:
        tell(phrases.only_this_machine(places.web))
    wiring.fill_when_missing()
    desk = wiring.desk()
    subject = _subject(args, desk)
    channels = _channels(args, places)
    if args.out is None:
        _print_links(desk, subject, channels, places)
        return 0
    sheets = [_sheet(args, desk, subject, channel, places) for channel in channels]
    _write(args, sheets)
    tell(phrases.written(args.out))
    return 0


def _check(args: argparse.Namespace) -> None:
    if args.question and args.document:
        raise UsageError(phrases.QUESTION_OR_DOCUMENT)
    if args.section and not args.document:
        raise UsageError(phrases.SECTION_OF_WHAT)
    if args.card and not (args.out and (args.question or args.section)):
        raise UsageError(phrases.CARD_OF_WHAT)
    if args.out is not None and args.out.suffix.lower() not in (PDF, PNG):
        raise UsageError(phrases.PDF_OR_PNG)


def _question(text: str) -> str:
    from bot.sharing.links import clean_question

    return clean_question(text)


def _subject(args: argparse.Namespace, desk: Desk) -> Subject:
    from bot.sharing import print_shop
    from bot.sharing.links import Subject

    if args.question:
        return Subject(question=args.question)
    if args.section:
        return print_shop.section_subject(desk, args.document, args.section)
    if args.document:
        print_shop.sections(desk, args.document)
    return Subject(args.document or "")


def _channels(args: argparse.Namespace, places: Places) -> tuple[Channel, ...]:
    from bot.sharing.links import Channel

    return (Channel(args.channel),) if args.channel else places.channels


def _print_links(desk: Desk, subject: Subject, channels: tuple[Channel, ...], places: Places) -> None:
    from bot.sharing import print_shop
    from bot.sharing.links import address

    for channel in channels:
        found = address(subject, channel, places)
        print(phrases.link_line(channel, found.url, found.opens_subject))
    if subject.document_id and not subject.passage_id:
        for number, entry in enumerate(print_shop.sections(desk, subject.document_id), start=1):
            print(phrases.section_line(number, entry.title))


def _sheet(args: argparse.Namespace, desk: Desk, subject: Subject, channel: Channel, places: Places) -> Sheet:
    from bot.sharing import print_shop

    if not args.card:
        return print_shop.poster(desk, subject, channel, places)
    if subject.question:
        return print_shop.answer_card(desk.responder.answer(subject.question), channel, places)
    return print_shop.passage_card(desk, subject, channel, places)


def _write(args: argparse.Namespace, sheets: list[Sheet]) -> None:
    """A PDF has a page for each channel; a picture is of one."""
    from bot.sharing import card, poster, press

    path: Path = args.out
    if path.suffix.lower() == PDF:
        path.write_bytes(press.pdf(sheets))
        return
    if len(sheets) != 1:
        raise UsageError(phrases.WHICH_CHANNEL)
    path.write_bytes(press.png(sheets[0], card.PIXELS_A_POINT if args.card else poster.PIXELS_A_POINT))

"""A principal document: what a question means that names none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.answering.compose import Responder
from bot.phrases.configuration import NO_PRINCIPAL
from bot.settings import load_settings
from bot.wiring import Wiring
from index.measure.temporary import temporary_searcher
from index.retrieval.search import Searcher
from index.text.clean import make_document
from index.types import Document, Encoder, Extract, RawBlock

PLAN = """ỦY BAN NHÂN DÂN TỈNH {tinh}
Số: {so}/KH-UBND
{tinh}, ngày 17 tháng 11 năm 2025
KẾ HOẠCH
TRỒNG RỪNG NĂM 2026
Mỗi xã trồng {ha} ha rừng phòng hộ trong năm 2026.
{them}
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
{ten}"""


def document_of(**parts: str) -> Document:
    lines = PLAN.format(**parts).splitlines()
    return make_document(Extract(tuple(map(RawBlock, lines)), "txt"), source="tep.txt", sha256=parts["so"])


CLOUD = document_of(tinh="MÂY", so="12", ha="10", ten="Nông Văn Rừng", them="Sở Tài chính bố trí kinh phí trồng rừng.")
WIND = document_of(tinh="GIÓ", so="7", ha="25", ten="Ma Thị Suối", them="Cây giống được ươm tại vườn Nà Lặng.")


@pytest.fixture(scope="module")
def two(encoder: Encoder) -> Iterator[Searcher]:
    with temporary_searcher([CLOUD, WIND], encoder) as opened:
        yield opened


def first(searcher: Searcher, principal: Document | None, question: str) -> str:
    answer = Responder(searcher, "1", principal.id if principal else "").answer(question)
    assert all(quote.text in quote.document.text for quote in answer.quotes)
    return answer.quotes[0].document.id if answer.quotes else ""


@pytest.mark.parametrize("principal", [CLOUD, WIND])
def test_of_two_that_tell_the_same_the_principal_answers(two: Searcher, principal: Document) -> None:
    assert first(two, principal, "Mỗi xã trồng bao nhiêu ha rừng phòng hộ?") == principal.id


@pytest.mark.parametrize("principal", [CLOUD, WIND])
def test_what_is_asked_of_no_document_is_asked_of_the_principal(two: Searcher, principal: Document) -> None:
    assert first(two, principal, "Ai ký văn bản này?") == principal.id


def test_a_document_that_is_named_is_not_overridden(two: Searcher) -> None:
    assert first(two, CLOUD, "Theo kế hoạch 7/KH-UBND mỗi xã trồng bao nhiêu ha rừng?") == WIND.id


def test_what_only_another_document_tells_is_answered_from_it(two: Searcher) -> None:
    assert first(two, CLOUD, "Cây giống được ươm tại đâu?") == WIND.id
    assert first(two, WIND, "Sở nào bố trí kinh phí trồng rừng?") == CLOUD.id


def test_a_principal_that_is_not_in_the_library_changes_nothing(two: Searcher) -> None:
    question = "Mỗi xã trồng bao nhiêu ha rừng phòng hộ?"
    without = Responder(two, "1").answer(question)
    assert Responder(two, "1", "vb-khong-co").answer(question) == without


def test_whoever_names_a_principal_that_is_not_there_is_told(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOIDAP_LIBRARY", str(library))
    monkeypatch.setenv("HOIDAP_PRINCIPAL", "vb-khong-co")
    lines: list[str] = []
    Wiring(load_settings(), lines.append).desk()
    assert [line for line in lines if "HOIDAP_PRINCIPAL" in line] == [NO_PRINCIPAL]

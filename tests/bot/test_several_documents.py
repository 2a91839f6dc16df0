"""Answers over a library of several decisions, which speak of one another and repeat their titles."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.answering.answer import Answer, Outcome
from bot.answering.compose import Responder
from index.encode import Encoder
from index.measure.temporary import temporary_searcher
from index.text.clean import make_document
from index.types import Document, Extract, RawBlock

RELIGION = """ỦY BAN NHÂN DÂN TỈNH THÁI NGUYÊN
Số: 26/2025/QĐ-UBND
Thái Nguyên, ngày 21 tháng 11 năm 2025
QUYẾT ĐỊNH
BAN HÀNH QUY CHẾ PHỐI HỢP QUẢN LÝ NHÀ NƯỚC VỀ TÔN GIÁO
Căn cứ Luật Tín ngưỡng, tôn giáo số 02/2016/QH14;
Điều 1. Ban hành kèm theo Quyết định này Quy chế phối hợp quản lý nhà nước về tôn giáo.
Điều 2. Quyết định này có hiệu lực thi hành kể từ ngày 01 tháng 12 năm 2025.
Điều 3. Bãi bỏ Quyết định số 06/2021/QĐ-UBND ngày 22 tháng 01 năm 2021 ban hành Quy chế phối hợp quản lý nhà nước về \
tôn giáo.
QUY CHẾ PHỐI HỢP QUẢN LÝ NHÀ NƯỚC VỀ TÔN GIÁO
(Ban hành kèm theo Quyết định số 26/2025/QĐ-UBND ngày 21 tháng 11 năm 2025)
Điều 1. Sở Dân tộc và Tôn giáo chủ trì tuyên truyền pháp luật về tôn giáo."""
ECONOMY = """ỦY BAN NHÂN DÂN TỈNH CÀ MAU
Số: 204/KH-UBND
Cà Mau, ngày 10 tháng 11 năm 2025
KẾ HOẠCH
PHÁT TRIỂN KINH TẾ SỐ NĂM 2026
1. Phấn đấu kinh tế số của tỉnh chiếm 20% tổng sản phẩm, đạt mục tiêu Nghị quyết của tỉnh.
2. Kế hoạch này có hiệu lực từ ngày 15 tháng 11 năm 2025."""
DIGITAL = """BỘ CHÍNH TRỊ
Số 57-NQ/TW
Hà Nội, ngày 22 tháng 12 năm 2024
NGHỊ QUYẾT
VỀ CHUYỂN ĐỔI SỐ QUỐC GIA
1. Quy mô kinh tế số đạt tối thiểu 30% tổng sản phẩm trong nước.
2. Tăng đầu tư cho nghiên cứu."""


def made(text: str) -> Document:
    blocks = tuple(RawBlock(line) for line in text.splitlines())
    return make_document(Extract(blocks, "txt"), source="tệp", sha256="")


@pytest.fixture(scope="module")
def several(encoder: Encoder) -> Iterator[Responder]:
    with temporary_searcher([made(RELIGION), made(ECONOMY), made(DIGITAL)], encoder) as searcher:
        yield Responder(searcher, "1")


def first(answer: Answer) -> str:
    return answer.quotes[0].text if answer.quotes else ""


@pytest.mark.parametrize(
    "question",
    [
        "Quy chế phối hợp quản lý nhà nước về tôn giáo có hiệu lực từ ngày nào?",
        "Quyết định 26/2025 có hiệu lực khi nào?",
        "quyet dinh 26/2025 khi nao co hieu luc",
    ],
)
def test_when_a_decision_comes_into_force_is_told_by_its_own_sentence(several: Responder, question: str) -> None:
    assert "này có hiệu lực thi hành kể từ ngày 01 tháng 12" in first(several.answer(question))


def test_a_document_named_by_its_number_is_the_one_that_answers(several: Responder) -> None:
    answer = several.answer("Nghị quyết 57 đặt mục tiêu kinh tế số chiếm bao nhiêu phần trăm?")
    assert "30%" in first(answer)


@pytest.mark.parametrize("question", ["Phát triển kinh tế số năm 2026 thế nào?", "Chuyển đổi số quốc gia ra sao?"])
def test_a_line_of_the_title_is_not_all_that_is_quoted_first(several: Responder, question: str) -> None:
    assert "1. " in first(several.answer(question))


def test_a_question_by_its_subject_s_foreign_name_is_not_found_where_no_document_holds_it(several: Responder) -> None:
    known = several.answer("Kinh tế số của tỉnh chiếm bao nhiêu?")
    strange = several.answer("Kinh tế số của tỉnh có sàn bitcoin không?")
    assert (known.outcome, strange.outcome) == (Outcome.ANSWERED, Outcome.NOT_FOUND)

from __future__ import annotations

import pytest

from index.library.corpus import Corpus
from index.retrieval.numbered import Numbered
from index.types import Document, Passage

NUMBERS = ("97/2025/QĐ-UBND", "030/2025/QĐ-UBND", "217/CĐ-TTg", "57-NQ/TW", "06-CTr/TU", "20/2023/QH15", "")


@pytest.fixture(scope="module")
def numbered(tmp_path_factory: pytest.TempPathFactory) -> Numbered:
    folder = tmp_path_factory.mktemp("corpus")
    documents = [
        Document(f"d{place}", "Tên", "Lời.", (), "a.txt", "ab", number=number) for place, number in enumerate(NUMBERS)
    ]
    Corpus.write(folder, documents, [Passage(f"{each.id}.{0:08x}", each.id, (), "Lời.", 0, 4) for each in documents])
    return Numbered(Corpus.open(folder))


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("Công điện 217 gửi cho các tỉnh nào?", "217/CĐ-TTg"),
        ("quyết định số 97/2025 có hiệu lực từ hôm nào", "97/2025/QĐ-UBND"),
        ("Ai ký 030/2025/QĐ-UBND?", "030/2025/QĐ-UBND"),
        ("quyết định 30 nói gì", "030/2025/QĐ-UBND"),
        ("57-NQ/TW đặt mục tiêu gì?", "57-NQ/TW"),
        ("chương trình 6 của Tỉnh ủy", "06-CTr/TU"),
        ("Luật 20/2023 quy định gì?", "20/2023/QH15"),
    ],
)
def test_a_document_is_named_by_kind_and_number(numbered: Numbered, question: str, number: str) -> None:
    assert numbered.named(question) == (f"d{NUMBERS.index(number)}",)


@pytest.mark.parametrize(
    "question",
    [
        "Chỉ thị 6 nói gì?",
        "quyết định 97/2024 nói gì",
        "ngày 16/11/2025 có gì?",
        "nghị quyết 57.000 tỷ",
        "217 tỉnh nào?",
        "nghị quyết nói gì",
    ],
)
def test_another_kind_year_or_a_bare_number_names_none(numbered: Numbered, question: str) -> None:
    assert numbered.named(question) == ()

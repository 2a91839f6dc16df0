from __future__ import annotations

from pathlib import Path

import pytest

from index.question.abbreviations import Abbreviations, defined_in, open_defined, packaged, save


@pytest.fixture(scope="module")
def known() -> Abbreviations:
    return packaged()


def first_reading(known: Abbreviations, question: str) -> str:
    """The question with each abbreviation replaced by its likeliest expansion."""
    parts, position = [], 0
    for start, end, expansions in known.readings(question):
        parts += [question[position:start], expansions[0] if expansions else question[start:end]]
        position = end
    return "".join([*parts, question[position:]])


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("GPMB để làm j", "giải phóng mặt bằng để làm gì"),
        ("tăng thu NSNN bằng cách nào", "tăng thu ngân sách nhà nước bằng cách nào"),
        ("ct của TU số mấy", "chương trình của Tỉnh ủy số mấy"),
        ("đ/c Chinh", "đồng chí Chinh"),
        ("bđkh thì tỉnh làm gì", "biến đổi khí hậu thì tỉnh làm gì"),
        ("bdkh thì tỉnh làm gì", "biến đổi khí hậu thì tỉnh làm gì"),
        ("Phát triển KCN.", "Phát triển khu công nghiệp"),
    ],
)
def test_abbreviations_are_spelled_out(known: Abbreviations, question: str, meant: str) -> None:
    assert first_reading(known, question) == meant


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("bao nh chỉ tiêu khó đạt", "bao nhiêu chỉ tiêu khó đạt"),
        ("lm sao để đạt", "làm sao để đạt"),
        ("tăng thu ns", "tăng thu ngân sách"),
        ("Covid 19 ảnh hưởng gì", "Covid-19 ảnh hưởng gì"),
        ("bao, nh", "bao, nhiều"),
    ],
)
def test_a_key_of_two_words_is_met_by_two_words(known: Abbreviations, question: str, meant: str) -> None:
    assert first_reading(known, question) == meant


@pytest.mark.parametrize(
    "question",
    [
        "ĐẦU TƯ CÔNG",
        "ĐẦU TƯ CÔNG thế nào",
        "Đầu tư công thế nào?",
        "nhóm k",
        "5 kg gạo",
        "điểm k khoản 2",
        "được",
        "20 h",
    ],
)
def test_words_stay_words(known: Abbreviations, question: str) -> None:
    assert first_reading(known, question) == question


def test_what_is_ambiguous_has_its_expansions_likeliest_first(known: Abbreviations) -> None:
    assert known.expansions("ks", "", "quản lý ks thế nào")[0] == "khoáng sản"
    assert "khách sạn" in known.expansions("ks", "", "quản lý ks thế nào")


def test_the_words_of_a_question_are_read_in_order_and_whole(known: Abbreviations) -> None:
    question = "Có bao nh KCN, CCN ở TP. Bắc Kạn?"
    spans = [(start, end) for start, end, _ in known.readings(question)]
    assert spans == sorted(spans)
    assert [question[start:end] for start, end in spans][1] == "bao nh"


@pytest.mark.parametrize(
    ("text", "short", "meant"),
    [
        ("Khu công nghiệp (KCN) Thanh Bình", "KCN", "Khu công nghiệp"),
        ("Chương trình mục tiêu quốc gia (sau đây gọi tắt là CTMTQG)", "CTMTQG", "Chương trình mục tiêu quốc gia"),
        ("Ban Chấp hành (viết tắt là “BCH”)", "BCH", "Ban Chấp hành"),
        ("Tài nguyên và Môi trường (TN&MT)", "TN&MT", "Tài nguyên và Môi trường"),
    ],
)
def test_documents_define_abbreviations(text: str, short: str, meant: str) -> None:
    assert defined_in([text]) == {short: (meant,)}


@pytest.mark.parametrize("text", ["khóa (XII)", "Hội nghị lần thứ 12 (KHÓA XII)", "Nghị quyết (NĐ) ban hành"])
def test_brackets_that_spell_nothing_define_nothing(text: str) -> None:
    assert defined_in([text]) == {}


def test_what_the_documents_define_goes_first(known: Abbreviations) -> None:
    own = known.with_defined({"KCN": ("kho cấp nước",)})
    assert own.expansions("kcn", "", "kcn ở đâu thế") == ("kho cấp nước", "khu công nghiệp")


def test_saved_definitions_come_back(tmp_path: Path) -> None:
    defined = {"KCN": ("Khu công nghiệp",), "TU": ("Tỉnh ủy", "Trung ương")}
    save(tmp_path, defined)
    assert open_defined(tmp_path) == defined


def test_a_documents_unambiguous_abbreviations_are_spelled_out_for_its_terms(known: Abbreviations) -> None:
    assert known.in_document("Ủy viên BCH Trung ương, Trưởng Đoàn ĐBQH; KS khách") == [
        "Ban Chấp hành",
        "đại biểu Quốc hội",
    ]


def test_no_key_of_the_package_stands_in_two_tables(known: Abbreviations) -> None:
    assert len(known.administration) > 100
    assert not known.administration.keys() & known.chat.keys()


@pytest.mark.parametrize("word", ["thiệt hại", "thiệt mạng", "lỗ hổng", "bom mìn", "dị tật"])
def test_words_of_the_written_language_that_hold_spoken_ones_stay(known: Abbreviations, word: str) -> None:
    assert first_reading(known, f"tổng {word} của tỉnh") == f"tổng {word} của tỉnh"

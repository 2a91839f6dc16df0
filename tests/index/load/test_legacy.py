"""Text from before Unicode is told by what makes Vietnamese of it, and nothing else is touched."""

from __future__ import annotations

import pytest

from index.load import legacy
from index.load.draft import Draft, Run, plain, settle

SENTENCE = "Cộng hoà xã hội chủ nghĩa Việt Nam, Độc lập - Tự do - Hạnh phúc; căn cứ Nghị quyết của Đảng bộ tỉnh"
WRITTEN = {
    "tcvn3": "Céng hoµ x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc; c¨n cø NghÞ quyÕt cña §¶ng bé tØnh",
    "vni": "Coäng hoaø xaõ hoäi chuû nghóa Vieät Nam, Ñoäc laäp - Töï do - Haïnh phuùc; "
    "caên cöù Nghò quyeát cuûa Ñaûng boä tænh",
}


@pytest.mark.parametrize("encoding", WRITTEN)
def test_an_old_sentence_is_read_letter_for_letter(encoding: str) -> None:
    assert legacy.convert(WRITTEN[encoding], encoding) == SENTENCE


@pytest.mark.parametrize("encoding", WRITTEN)
def test_the_encoding_is_guessed_without_a_font(encoding: str) -> None:
    assert legacy.guess(WRITTEN[encoding]) == encoding


def test_viscii_is_read_by_its_standard() -> None:
    """RFC 1456 gives Vi.t Nam as 56 69 AE 74 and .ng (Đảng) as D0 E4 6E 67."""
    assert legacy.convert("Vi\xaet Nam, \xd0\xe4ng", "viscii") == "Việt Nam, Đảng"


def test_vps_is_read_by_its_chart() -> None:
    assert legacy.convert("Vi\x8ct Nam, \xf1\xe4ng", "vps") == "Việt Nam, Đảng"


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        "El niño comió la piña; también habló el señor Núñez, qué corazón, año tras año",
        "Die Größe der Übung für Schüler könnte die Höhe ändern; schöne Grüße aus München",
        "Le cœur a ses raisons; élève, très, être, où, ça, déjà vu, château, naïve, forêt",
        "plain English text without a single letter beyond the alphabet",
        "",
    ],
)
def test_what_is_no_old_vietnamese_is_left_alone(text: str) -> None:
    assert legacy.guess(text) == ""


def test_the_minus_sign_of_a_pdf_is_the_letter_it_stands_for_next_to_letters_only() -> None:
    assert legacy.convert("nhµ n−íc, 5 − 3, −¬ng", "tcvn3") == "nhà nước, 5 − 3, ương"


def test_a_font_in_capitals_gives_capitals() -> None:
    blocks, encoding = settle([Draft((Run("Céng hoµ x· héi chñ nghÜa ViÖt Nam", ".VnTimeH"),))])
    assert (blocks[0].text, encoding) == ("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM", "tcvn3")


def test_unicode_and_an_old_font_stand_in_one_paragraph() -> None:
    runs = (Run("Đảng bộ ", "Times New Roman"), Run("tØnh B¾c K¹n", ".VnTime"), Run(" năm 2023", "Times New Roman"))
    blocks, _ = settle([Draft(runs), Draft((Run("NghÞ quyÕt ®¹i héi §¶ng bé tØnh", ".VnTime"),))])
    assert blocks[0].text == "Đảng bộ tỉnh Bắc Kạn năm 2023"


def test_unicode_set_in_an_old_font_stays() -> None:
    text = "Nghị quyết Đại hội Đảng bộ tỉnh lần thứ mười hai, các chỉ tiêu chủ yếu đến năm 2025"
    blocks, encoding = settle([Draft((Run(text, ".VnTime"),))])
    assert (blocks[0].text, encoding) == (text, "")


def test_a_letter_of_vni_split_over_two_runs_is_one() -> None:
    blocks, _ = settle([Draft((Run("Ñaûng boä tænh Baéc Ka", "VNI-Times"), Run("ïn", "VNI-Times")))])
    assert blocks[0].text == "Đảng bộ tỉnh Bắc Kạn"


def test_a_single_word_in_an_old_font_is_read_with_the_rest_of_it() -> None:
    runs = (Run("Dù ¸n ", ".VnTime"), Run("Ê", ".VnTimeH"), Run("n §é", ".VnTime"))
    blocks, _ = settle([Draft(runs), Draft((Run("NghÞ quyÕt ®¹i héi §¶ng bé tØnh", ".VnTime"),))])
    assert blocks[0].text == "Dự án Ấn Độ"


def test_text_is_composed_and_on_one_line() -> None:
    assert plain("Đa\u0309ng\u00a0 bo\u0323\u0302\u200b\x07\ttỉnh") == "Đảng bộ tỉnh"


def test_an_eth_is_the_letter_it_is_drawn_as() -> None:
    assert plain("Ðảng ðộ \u0189iều") == "Đảng độ Điều"


def test_bullets_of_symbol_fonts_are_bullets() -> None:
    assert plain("\uf0b7 thu ngân sách \uf02d chi \ue123") == "• thu ngân sách - chi"

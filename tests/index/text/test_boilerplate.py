from __future__ import annotations

import pytest

from index.text.boilerplate import cites


@pytest.mark.parametrize(
    "sentence",
    [
        "Căn cứ Luật Tổ chức chính quyền địa phương;",
        "- Căn cứ Nghị định số 1/2020/NĐ-CP;",
        "Theo đề nghị của Giám đốc Sở Tài chính;",
        "Xét Tờ trình số 1/TTr-UBND;",
        "Ban hành kèm theo Quyết định này Quy định về quản lý rác thải.",
        "Nơi nhận: Như Điều 2.",
    ],
)
def test_a_sentence_that_names_what_its_document_rests_on_cites(sentence: str) -> None:
    assert cites(sentence)


@pytest.mark.parametrize(
    "sentence", ["Căn cứ tình hình thực tế, xã lập danh sách.", "Sở Tài chính bố trí kinh phí theo đề nghị của xã."]
)
def test_a_sentence_that_says_what_is_to_be_done_does_not(sentence: str) -> None:
    assert not cites(sentence)

from __future__ import annotations

from dataclasses import replace

from index.library.shelf import Card, Fate, Placement, Shelf

HELD = Card("kl-12", "content", "words", "kl.txt", "sha", "Kết luận", "12-KL/TU", "Tỉnh ủy", "Kết luận")
CHANGED = replace(HELD, document_id="vb-1", content="other", fingerprint="other words", sha256="other sha")


def place(card: Card, *held: Card, arriving: dict[str, set[str]] | None = None) -> Placement:
    return Shelf(held, arriving or {card.sha256: {card.source}}).place(card)


def test_a_file_of_unknown_words_name_and_number_is_new() -> None:
    assert place(HELD) == Placement(Fate.ADDED, "kl-12")


def test_the_same_content_is_unchanged() -> None:
    assert place(HELD, HELD) == Placement(Fate.UNCHANGED, "kl-12")


def test_the_same_words_with_other_metadata_are_an_update() -> None:
    assert place(replace(HELD, content="new title"), HELD) == Placement(Fate.UPDATED, "kl-12")


def test_other_words_under_the_same_name_replace() -> None:
    assert place(replace(CHANGED, number=""), HELD) == Placement(Fate.REPLACED, "kl-12", "kl.txt")


def test_other_words_under_the_same_number_and_issuer_replace() -> None:
    assert place(replace(CHANGED, source="new.pdf"), HELD) == Placement(Fate.REPLACED, "kl-12", "kl.txt")


def test_the_same_number_of_another_issuer_is_another_document() -> None:
    card = replace(CHANGED, source="new.pdf", issuer="Huyện ủy")
    assert place(card, HELD) == Placement(Fate.ADDED, "vb-1")


def test_the_same_number_of_another_kind_is_another_document() -> None:
    card = replace(CHANGED, source="new.pdf", kind="Phụ lục")
    assert place(card, HELD) == Placement(Fate.ADDED, "vb-1")


def test_documents_without_a_number_do_not_replace_each_other() -> None:
    held = replace(HELD, number="", issuer="")
    assert place(replace(CHANGED, source="new.pdf", number="", issuer=""), held).fate is Fate.ADDED


def test_the_same_bytes_under_another_name_are_a_renaming() -> None:
    assert place(replace(HELD, source="new.txt"), HELD) == Placement(Fate.RENAMED, "kl-12", "kl.txt")


def test_the_same_bytes_beside_the_old_name_are_a_copy() -> None:
    card = replace(HELD, source="new.txt")
    assert place(card, HELD, arriving={"sha": {"kl.txt", "new.txt"}}) == Placement(Fate.DUPLICATE, "kl-12", "kl.txt")


def test_the_same_words_in_other_bytes_are_a_copy() -> None:
    card = replace(HELD, source="kl.pdf", sha256="other sha")
    assert place(card, HELD) == Placement(Fate.DUPLICATE, "kl-12", "kl.txt")


def test_of_two_files_with_one_number_the_second_does_not_overwrite_the_first() -> None:
    first, second = replace(HELD, source="a.txt"), replace(CHANGED, source="b.txt", document_id="kl-12")
    shelf = Shelf((), {"sha": {"a.txt"}, "other sha": {"b.txt"}})
    assert [shelf.place(first).document_id, shelf.place(second).document_id] == ["kl-12", "kl-12-2"]


def test_a_second_file_of_the_same_name_and_words_is_a_copy() -> None:
    shelf = Shelf([HELD], {"sha": {"kl.txt"}})
    assert [shelf.place(HELD).fate, shelf.place(HELD).fate] == [Fate.UNCHANGED, Fate.DUPLICATE]


def test_a_document_whose_own_file_arrives_is_not_replaced_by_another_of_its_number() -> None:
    shelf = Shelf([HELD], {"sha": {"kl.txt"}, "other sha": {"annex.txt"}})
    assert shelf.place(replace(CHANGED, source="annex.txt")).fate is Fate.ADDED
    assert shelf.place(HELD).fate is Fate.UNCHANGED


def test_a_taken_id_of_full_length_is_cut_for_its_suffix() -> None:
    full = "nghi-quyet-hoi-nghi-muoi"
    card = Card(full, "c", "w", "b.txt", "s")
    assert len(full) == 24
    assert place(card, replace(HELD, document_id=full)).document_id == "nghi-quyet-hoi-nghi-mu-2"


def test_of_two_files_of_one_name_the_changed_one_does_not_replace_what_the_other_brings() -> None:
    shelf = Shelf([HELD], {"sha": {"kl.txt"}, "other sha": {"kl.txt"}})
    changed = replace(CHANGED, number="", issuer="")
    assert [shelf.place(card).fate for card in (changed, HELD)] == [Fate.ADDED, Fate.UNCHANGED]

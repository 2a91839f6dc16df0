"""Which strings of letters can be Vietnamese syllables.

A syllable is an onset, a rhyme and a tone (Đoàn Thiện Thuật, Ngữ âm tiếng Việt, 1977). A wrong reading of an old
font breaks that pattern almost everywhere, whereas letter counts cannot tell Vietnamese from Spanish.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
STOPPED_TONES = frozenset("\u0301\u0323")
"""A rhyme that ends in c, ch, p or t bears sắc or nặng only."""

ONSETS = ("ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", *"bcdđghklmnprstvx", "")
_RHYMES = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong
    op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uân uâng uât uây uc uê uêch uênh ui um un ung uơ up ut uy uya uych uyên uyêt uyn uynh uyp uyt uyu
    uôc uôi uôm uôn uông uôt ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
    y ych yêm yên yêng yêt yêu yn ynh yp yt
"""
RHYMES = frozenset(_RHYMES.split())


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Whether `word` is spelt as a Vietnamese syllable; case does not count.

    >>> is_syllable("Nghị"), is_syllable("nghÞ"), is_syllable("bót"), is_syllable("bòt")
    (True, False, True, False)
    """
    marks = unicodedata.normalize("NFD", word.lower())
    tones = [char for char in marks if char in TONES]
    bare = unicodedata.normalize("NFC", "".join(char for char in marks if char not in TONES))
    stopped = bare.endswith(("c", "ch", "p", "t"))
    if len(tones) > 1 or (stopped and tones and tones[0] not in STOPPED_TONES):
        return False
    return any(bare.startswith(onset) and bare[len(onset) :] in RHYMES for onset in ONSETS)


@lru_cache(maxsize=20_000)
def is_bare(word: str) -> bool:
    """Whether small letters without diacritics spell a Vietnamese syllable, or two that were run together.

    >>> is_bare("duong"), is_bare("chitieu"), is_bare("bitcoin")
    (True, True, False)
    """
    ends = range(1, len(word))
    return word in _BARE or any(word[:end] in _BARE and word[end:] in _BARE for end in ends)


def _folded(letters: str) -> str:
    bare = "".join(char for char in unicodedata.normalize("NFD", letters) if not unicodedata.combining(char))
    return bare.replace("đ", "d")


_BARE = frozenset(_folded(f"{onset}{rhyme}") for onset in ONSETS for rhyme in RHYMES)

"""Questions for a list, one of its items, or a whole section: "nhiệm vụ, giải pháp gồm những gì", "nhiệm vụ thứ 6"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from index.library.corpus import Corpus
from index.numbers import in_any_writing
from index.question import abbreviations, asked
from index.question.abbreviations import Abbreviations
from index.retrieval.listing import Listing, listings
from index.terms import bigrams, fold, syllables, terms, words
from index.types import Asked, Found, Passage, Query

Spans = list[tuple[Passage, int, int]]

_DOCUMENTS = 3
_FIRST = 3
"""Passages found first, one of which holds an item of a list that is no list of tasks."""
_NAMED = 0.8
"""Share of the question's content that a list's lead must hold for the question to be for the whole list."""
_MOST = 25
"""Items; a longer list is a register."""
_WHOLE = 130
"""Syllables; a section's passage up to this length is quoted whole where the section is asked for."""
_ELSEWHERE = 0.5
"""Share of a question's other words that may be missing from a section for the question to be for the section."""
_BEGINS, _ENDS = 200, 300
"""Characters of a list's lead that are looked at: "Điều 1. Ủy quyền … thủ tục … [laws] … cụ thể như sau:"."""
_SHORT = 20
"""Words of a line that names whose duties the list below it tells."""
_ALMOST = 0.75
"""Share of what the best list says that another must say to stand in for it."""
_TITLED = 0.5
"""What the items' name in the heading over them counts beside that a list's lead says it: "II. MỘT SỐ YÊU CẦU"."""
_LIST_NAMES = frozenset({"nhiem", "vu", "giai", "phap", "muc", "tieu", "chi", "noi", "dung", "y", "diem"})
_ITEM_NAMES = _LIST_NAMES | frozenset(
    {"yeu", "cau", "nguyen", "tac", "quan", "dinh", "huong", "bai", "hoc", "han", "che", "tinh", "than", "phuong"}
    | {"cham", "kien", "nghi", "thu", "tuc"}
)
"""Syllables of what an item of a list may be called; the first are those of lists that are asked for whole."""
_GENERIC = frozenset(
    syllables(
        "kết luận nghị quyết văn bản tài liệu hội thứ số đủ đầy toàn bộ tất cả nêu mục nào liệt kê kể tên danh sách"
    )
)
_COUNTS = frozenset(
    {"mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi", "nhat", "cuoi", "cung", "dau", "tien"}
)
_OF_DUTIES = frozenset({"trach", "nhiem", "vu", "viec"})
_ROMAN = re.compile(r"[IVX]+[.)]\s")
_DUTIES = re.compile(
    r"\b(?:làm|thực hiện) (?:những |các )?(?:việc )?gì\b|\b(?:nhiệm vụ|trách nhiệm|việc) (?:gì|nào)\b", re.IGNORECASE
)
"""What a body has to do is a list under its name."""
_CALLS = re.compile(
    r"(?P<name>(?:\w+ ){1,4}?\w+) (?:của |trong )?(?:cái |bản )?(?:văn bản|kế hoạch|kết luận|nghị quyết|chỉ thị"
    r"|quyết định|thông báo|chương trình|đề án|quy định|tài liệu)(?: này| số)?(?: [\w./-]*\d[\w./-]*)? "
    r"(?:là gì|gồm (?:những )?gì|thế nào|ra sao)\W*$"
)
_NUMBERED = re.compile(
    r"^\W*(?:(?:điều|chương|mục|phần)\s+)?(?:\d{1,2}(?:\.\d{1,2})*|[IVX]+|[a-zđ])[.):/]\s*", re.IGNORECASE
)
_PARTS = re.compile(r"\s*[,;:–-]\s+|\s+và\s+", re.IGNORECASE)
_SHORTCOMINGS = frozenset({"han che", "ton tai", "kho khan", "yeu kem", "khuyet diem", "vuong mac"})
_WIDE = (Asked.LIST, Asked.REASON)


def enumerated(corpus: Corpus, found: Found) -> Spans | None:
    """The spans that answer a question for a list or an item; empty where the list has no such item.

    None where the question is for neither, or no document at hand has a list that it could mean.
    """
    query = found.query
    single = {term for term in query.content if " " not in term and not term.isdigit()} - _GENERIC - _COUNTS
    if query.ordinal is not None:
        meant = [each for each in _near(corpus, found) if single & _said(each) & _ITEM_NAMES]
        return _item(meant, single, query.ordinal) if meant else None
    kind = set(asked.focus(query.restored).split())
    tasks = bool(single & _LIST_NAMES) and (not kind or bool(kind & _LIST_NAMES))
    duties = query.asked is Asked.OPEN and _DUTIES.search(query.restored) is not None
    counted = query.asked is Asked.NUMBER and not _LIST_NAMES.isdisjoint(query.unit.split())
    if query.asked is not Asked.LIST and not duties and not (tasks and (query.asked is Asked.OPEN or counted)):
        return None
    first = {hit.passage.id for hit in found.hits[:_FIRST]}
    if duties:
        named = [each for each in _near(corpus, found) if _names(each, query) and len(each.items) <= _MOST]
        if named:
            shortest = min(named, key=lambda each: len(each.lead))
            return [(item.passage, item.start, item.end) for item in shortest.items]
    if query.asked is not Asked.LIST and not tasks:
        return None
    for listing in _near(corpus, found):
        if not tasks and not any(item.passage.id in first for item in listing.items):
            continue
        document = corpus.document(listing.items[0].passage.document_id)
        lead = _lead(listing)
        wanted = single if tasks else single - set(syllables(f"{document.title} {document.issuer}"))
        if not wanted or len(listing.items) > _MOST:
            continue
        said = len(wanted & lead) >= _NAMED * len(wanted) and _holds_numbers(listing, query.numbers)
        if (
            said
            and _holds_pairs(listing, query)
            and not _of_an_item(listing, wanted - lead)
            and not _heads_an_item(listing, wanted)
        ):
            return [(item.passage, item.start, item.end) for item in listing.items]
    return None


def sectioned(corpus: Corpus, found: Found) -> Spans | None:
    """The best passage of the section that a question calls by its heading; None where it calls none.

    A heading alone is such a question, also with what it is asked after: "nguyên nhân của hạn chế là gì". So is one for
    several things; what else it says must stand in the section or its document's title, else it asks for a part of it.
    """
    spoken = [part for match in words(found.query.restored) for part in syllables(match.group())]
    for hit in found.hits:
        if hit.passage.headings and syllables(hit.passage.headings[-1]) == spoken:
            return _shown(found, hit.passage)
    called = _called(corpus, found)
    if called is not None:
        return _shown(found, called)
    named: dict[int, list[Passage]] = {}
    for hit in found.hits:
        heading = syllables(hit.passage.headings[-1]) if hit.passage.headings else []
        place = _place(heading, spoken)
        if place is not None:
            named.setdefault(place, []).append(hit.passage)
    reasons = [place for place in named if "nguyen nhan" in " ".join(spoken[place : place + 2])]
    places = reasons if found.query.asked is Asked.REASON and reasons else sorted(named)
    if not places:
        return None
    headings = {part for place in named for part in syllables(named[place][0].headings[-1])}
    rest = {term for term in found.query.content if " " not in term} - _GENERIC - headings
    if found.query.asked not in _WIDE and (rest or found.query.asked is not Asked.OPEN):
        return None
    section = named[places[0]]
    cause = _cause(corpus, section[0]) if found.query.asked is Asked.REASON else None
    if cause is not None:
        return _shown(found, cause)
    title = corpus.document(section[0].document_id).title
    held = set(syllables(" ".join((title, section[0].headings[-1], *(passage.text for passage in section)))))
    if len(rest - held) > _ELSEWHERE * len(rest):
        return None
    return _shown(found, section[0])


def _cause(corpus: Corpus, section: Passage) -> Passage | None:
    """The section on the causes of the shortcomings that a section tells, where its document has one."""
    if _SHORTCOMINGS.isdisjoint(bigrams(syllables(section.headings[-1]))):
        return None
    held = map(corpus.passage, corpus.span(section.document_id))
    return next((each for each in held if each.headings and "nguyen nhan" in fold(each.headings[-1])), None)


def _called(corpus: Corpus, found: Found) -> Passage | None:
    """The first passage of a section that a question calls by a part of its heading: "I. MỤC ĐÍCH, YÊU CẦU".

    What else the question says must name the document, as "của kế hoạch" does.
    """
    match = _CALLS.match(found.query.restored.strip().lower())
    if match is None:
        return None
    wanted = syllables(match["name"])
    in_part: Passage | None = None
    for document_id in dict.fromkeys(hit.passage.document_id for hit in found.hits[:_FIRST]):
        for position in corpus.span(document_id):
            passage = corpus.passage(position)
            title = passage.headings[-1] if passage.headings else ""
            heading = _NUMBERED.sub("", title)
            if " ".join(passage.text.split()) == title:
                continue
            if wanted == syllables(heading):
                return passage
            if in_part is None and wanted in map(syllables, _PARTS.split(heading)):
                in_part = passage
    return in_part


def _shown(found: Found, passage: Passage) -> Spans | None:
    """A passage whole, or the best sentences of one that is too long for that."""
    if len(passage.text.split()) <= _WHOLE:
        return [(passage, 0, len(passage.text))]
    return [(passage, each.start, each.end) for each in found.evidence if each.passage.id == passage.id][:3] or None


def _near(corpus: Corpus, found: Found) -> Iterator[Listing]:
    """Lists of the documents that the question found, best document first."""
    for document_id in list(dict.fromkeys(hit.passage.document_id for hit in found.hits))[:_DOCUMENTS]:
        yield from (each for each in listings(corpus, document_id) if not _divides(each))


def _divides(listing: Listing) -> bool:
    """Whether a list is what a whole document is divided into: "I. MỤC ĐÍCH …", "II. NHIỆM VỤ …", each a heading."""
    first = listing.items[0]
    text = " ".join(first.passage.text[first.start : first.end].split())
    return bool(_ROMAN.match(text)) and text in first.passage.headings


def _lead(listing: Listing) -> set[str]:
    """The words that announce a list: the end of the line before it, and its items' common headings."""
    return set(syllables(f"{listing.lead[-_ENDS:]} {' '.join(listing.headings)}"))


def _said(listing: Listing) -> set[str]:
    """The same with the beginning of a long line."""
    return _lead(listing) | set(syllables(listing.lead[:_BEGINS]))


def _names(listing: Listing, query: Query) -> bool:
    """Whether a short line over a list, its abbreviations spelled out, holds whose duties the question is about."""
    said = set(terms(" ".join((listing.lead, *_abbreviations().in_document(listing.lead)))))
    wanted = {term for term in query.content if not _OF_DUTIES.issuperset(term.split())}
    pairs = {term for term in wanted if " " in term}
    all_said = bool(wanted) and wanted - pairs <= said and 2 * len(pairs & said) >= len(pairs)
    return all_said and len(listing.lead.split()) <= _SHORT


def _holds_numbers(listing: Listing, numbers: Sequence[str]) -> bool:
    """Whether what announces a list or one of its items holds each number: "mục tiêu đến năm 2030" is for that year."""
    held = set(terms(" ".join((listing.lead, *listing.headings, *(item.passage.text for item in listing.items)))))
    return all(held & in_any_writing(number) for number in numbers)


def _holds_pairs(listing: Listing, query: Query) -> bool:
    """Whether half of the question's pairs of words that a list's lead holds stand together there too.

    Scattered words name other things: "chỉ định … bộ phận" is no "chi bộ".
    """
    words_of, held = _lead(listing), set(terms(f"{listing.lead[-_ENDS:]} \n {' '.join(listing.headings)}"))
    pairs = {term for term in query.content if " " in term and words_of.issuperset(term.split())}
    pairs = {pair for pair in pairs if not any(each.issuperset(pair.split()) for each in (_LIST_NAMES, _GENERIC))}
    return 2 * len(pairs & held) >= len(pairs)


@cache
def _abbreviations() -> Abbreviations:
    return abbreviations.packaged()


def _of_an_item(listing: Listing, missing: set[str]) -> bool:
    """Whether words of the question that the lead lacks stand in an item: it asks for that item's subject."""
    return any(missing & set(syllables(item.passage.text)) for item in listing.items)


def _heads_an_item(listing: Listing, wanted: set[str]) -> bool:
    """Whether one item is a heading that says all that is asked for: what is below it is meant."""
    texts = ((item, " ".join(item.passage.text[item.start : item.end].split())) for item in listing.items)
    return any(text in item.passage.headings and wanted <= set(syllables(text)) for item, text in texts)


def _item(listings: Sequence[Listing], single: set[str], ordinal: int) -> Spans:
    """The whole item of that number, -1 for the last, of the list whose lead and headings say most of the question.

    A list that says nearly as much stands in for one that has no such item.
    """
    named = single & _ITEM_NAMES
    said = [
        len(single & (_lead(each) | set(syllables(each.lead[:_BEGINS]))))
        + _TITLED * len(named & set(syllables(" ".join(each.headings))))
        for each in listings
    ]
    for least in (1.0, _ALMOST):
        for listing, count in zip(listings, said, strict=True):
            number = len(listing.items) if ordinal == -1 else ordinal
            items = [item for item in listing.items if item.number == number and count >= least * max(said)]
            if items:
                return [(item.passage, item.start, item.stop) for item in items]
    return []


def _place(heading: list[str], asked: list[str]) -> int | None:
    """Where a heading's words stand together in the question."""
    starts = range(len(asked) - len(heading) + 1) if heading else ()
    return next((start for start in starts if asked[start : start + len(heading)] == heading), None)

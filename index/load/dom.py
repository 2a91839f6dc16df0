"""A saved web page as a tree of elements, made with the parser of the standard library.

lxml would add 12 MB and a C parser before hostile input; a page of 700 KB takes half a second here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from index.errors import UnreadableError

MAX_ELEMENTS = 500_000
MAX_DEPTH = 200
"""Elements inside one another: deeper ones are put beside their parent, for the tree is walked by recursion."""
_VOID_NAMES = "area base br col embed hr img input link meta param source track wbr"
VOID = frozenset(_VOID_NAMES.split())
_UNREAD = frozenset({"script", "style", "noscript", "template", "svg", "iframe", "object", "canvas", "math"})
_PARAGRAPH_ENDS = "p div table ul ol h1 h2 h3 h4 h5 h6 blockquote section article"
_CLOSED_BY = {
    "p": frozenset(_PARAGRAPH_ENDS.split()),
    "li": frozenset({"li"}),
    "tr": frozenset({"tr"}),
    "td": frozenset({"td", "th", "tr"}),
    "th": frozenset({"td", "th", "tr"}),
    "option": frozenset({"option"}),
}
"""Elements that an opening tag ends, as browsers do (HTML Living Standard, optional tags)."""
_SCOPES = frozenset({"table", "ul", "ol"})
"""An opening tag inside one of these ends nothing outside it."""


@dataclass(slots=True)
class Node:
    """An element: `items` are its texts and its child elements in order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    items: list[Node | str] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """This element and all inside it."""
        yield self
        for item in self.items:
            if isinstance(item, Node):
                yield from item.walk()

    def find(self, tag: str) -> Node | None:
        """The first element of that name inside."""
        return next((node for node in self.walk() if node.tag == tag), None)

    def text(self) -> str:
        """All text inside."""
        return "".join(item if isinstance(item, str) else item.text() for item in self.items)


class _Builder(HTMLParser):
    """Keeps the open elements; `styles` collects the style sheets, which name fonts."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("#document")
        self.open = [self.root]
        self.styles: list[str] = []
        self._unread: list[str] = []
        self._elements = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._unread or tag in _UNREAD:
            self._unread.append(tag)
            return
        self._elements += 1
        if self._elements > MAX_ELEMENTS:
            raise UnreadableError(f"trang có hơn {MAX_ELEMENTS} phần tử; hãy lưu riêng phần nội dung.")
        self._end_implied(tag)
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].items.append(node)
        if tag not in VOID and len(self.open) < MAX_DEPTH:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self._unread and tag not in _UNREAD:
            self._elements += 1
            self.open[-1].items.append(Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if self._unread:
            if tag in self._unread:
                del self._unread[len(self._unread) - 1 - self._unread[::-1].index(tag) :]
            return
        for place in range(len(self.open) - 1, 0, -1):
            if self.open[place].tag == tag:
                del self.open[place:]
                return
            if self.open[place].tag in ("td", "th", "table") and tag not in ("tr", "table", "tbody"):
                return

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.open[-1].items.append(data)
        elif self._unread[-1] == "style":
            self.styles.append(data)

    def _end_implied(self, tag: str) -> None:
        for place in range(len(self.open) - 1, 0, -1):
            if tag in _CLOSED_BY.get(self.open[place].tag, ()):
                del self.open[place:]
                return
            if self.open[place].tag in _SCOPES:
                return


def tree(text: str) -> tuple[Node, str]:
    """The page's elements and the text of its style sheets."""
    builder = _Builder()
    builder.feed(text)
    builder.close()
    return builder.root, "\n".join(builder.styles)

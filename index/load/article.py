"""The part of a web page that is the document: without menus, forms, lists of links and notices around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.load.dom import Node

PROSE_CHARS = 40
"""A stretch of text outside links counts as prose from this length on; items of menus are shorter."""
HELD = 0.8
"""The document is in the smallest element that holds this share of the page's prose."""
MOST = 0.5
"""What holds this share of the prose is never dropped, whatever its name."""
_BOILERPLATE_TAGS = "nav header footer aside form button select input textarea dialog menu label"
BOILERPLATE_TAGS = frozenset(_BOILERPLATE_TAGS.split())
_BOILERPLATE = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|sidebar|footer|breadcrumbs?|comments?|binhluan|related|share|social|ads?|advert\w*|"
    r"login|cookie|popup|modal|tooltip|tooltips|toolbar|banner|search|pagination|paging|tags?|widget|rating|hidden|"
    r"div-tooltip|tab-?(?:list|nav|head\w*))(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLOCK_NAMES = """
    address article aside blockquote body center dd div dl dt figure footer form h1 h2 h3 h4 h5 h6 header hr html li
    main nav ol p pre section table tbody td tfoot th thead tr ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())


@dataclass(slots=True)
class _Weights:
    """How much prose each element holds, by identity."""

    prose: dict[int, int]

    def of(self, node: Node) -> int:
        return self.prose[id(node)]


def main(root: Node) -> Node:
    """The smallest element with the document in it, what is around and between it dropped."""
    body = root.find("body") or root
    weights = _weigh(body)
    _drop(body, weights, weights.of(body))
    weights = _weigh(body)
    return _smallest(body, weights)


def is_block(node: Node) -> bool:
    """Whether the element begins on a line of its own."""
    return node.tag in _BLOCKS


def _smallest(body: Node, weights: _Weights) -> Node:
    needed = HELD * weights.of(body)
    current = body
    while True:
        children = [item for item in current.items if isinstance(item, Node)]
        heaviest = max(children, key=weights.of, default=None)
        if heaviest is None or not needed or weights.of(heaviest) < needed or not is_block(heaviest):
            return current
        if heaviest.tag in ("p", "tr", "tbody", "li", "td"):
            return current
        current = heaviest


def _weigh(body: Node) -> _Weights:
    weights = _Weights({})

    def weigh(node: Node, linked: bool) -> int:
        linked = linked or node.tag == "a"
        total = 0
        inline = 0
        for item in node.items:
            if isinstance(item, str):
                inline += 0 if linked else len(item.strip())
            elif is_block(item):
                total += weigh(item, linked)
            else:
                weigh(item, linked)
                inline += 0 if linked or item.tag == "a" else len(item.text().strip())
        total += inline if inline >= PROSE_CHARS else 0
        weights.prose[id(node)] = total
        return total

    weigh(body, False)
    return weights


def _drop(node: Node, weights: _Weights, whole: int) -> None:
    kept: list[Node | str] = []
    for item in node.items:
        if isinstance(item, str):
            kept.append(item)
        elif weights.of(item) > MOST * whole or not (_is_boilerplate(item) or _is_hidden(item)):
            _drop(item, weights, whole)
            kept.append(item)
    node.items = kept


def _is_hidden(node: Node) -> bool:
    attributes = node.attributes
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style", "")))


def _is_boilerplate(node: Node) -> bool:
    names = f"{node.attributes.get('class', '')} {node.attributes.get('id', '')}"
    role = node.attributes.get("role", "") in ("navigation", "banner", "contentinfo", "search", "dialog", "tablist")
    return node.tag in BOILERPLATE_TAGS or role or bool(_BOILERPLATE.search(names))

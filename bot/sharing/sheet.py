"""A printed sheet as a value: what stands where, in points from the upper left corner, before any PDF is made of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Colour = tuple[int, int, int]

Modules = tuple[tuple[bool, ...], ...]
"""A code's rows; True is dark."""


class Weight(StrEnum):
    """The cuts of the typeface that we print with."""

    REGULAR = "Regular"
    MEDIUM = "Medium"
    BOLD = "Bold"


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A filled area."""

    left: float
    top: float
    width: float
    height: float
    colour: Colour


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text; `baseline` is where its letters stand."""

    left: float
    baseline: float
    text: str
    weight: Weight
    size: float
    colour: Colour


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code on a light ground; the quiet zone around it is the layout's."""

    left: float
    top: float
    side: float
    modules: Modules


Mark = Rectangle | Words | Code


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of `width` by `height` points, 72 to the inch; later marks cover earlier ones."""

    width: float
    height: float
    marks: tuple[Mark, ...]

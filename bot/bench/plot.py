"""Cost against size as a small SVG: both axes logarithmic, a line for each cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

WIDTH, HEIGHT = 720, 360
LEFT, RIGHT, TOP, BOTTOM = 70, 190, 36, 40
COLOURS = ("#b3261e", "#1565c0", "#2e7d32", "#7b5cb0", "#8a6d00")


@dataclass(frozen=True, slots=True)
class Axis:
    """A logarithmic axis between two powers of ten, drawn from one coordinate to the other."""

    low: int
    high: int
    start: float
    end: float

    @classmethod
    def over(cls, values: Sequence[float], start: float, end: float) -> Axis:
        """The smallest one that holds these values, which are above 0.

        >>> Axis.over([3, 150], 0, 300)
        Axis(low=0, high=3, start=0, end=300)
        """
        low, high = floor(log10(min(values))), ceil(log10(max(values)))
        return cls(low, max(high, low + 1), start, end)

    def __call__(self, value: float) -> float:
        share = (log10(value) - self.low) / (self.high - self.low)
        return round(self.start + share * (self.end - self.start), 1)

    @property
    def ticks(self) -> tuple[float, ...]:
        """The powers of ten."""
        return tuple(10.0**power for power in range(self.low, self.high + 1))


def draw(lines: Mapping[str, Sequence[tuple[float, float]]], across: str, up: str) -> str:
    """The SVG of lines by name, each a sequence of points; `across` and `up` say what the axes are."""
    points = [point for line in lines.values() for point in line]
    x = Axis.over([each for each, _ in points], LEFT, WIDTH - RIGHT)
    y = Axis.over([each for _, each in points], HEIGHT - BOTTOM, TOP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'font-family="sans-serif" font-size="12" fill="#333">',
        f"<title>{escape(up)} / {escape(across)}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
    ]
    for tick in y.ticks:
        parts.append(f'<path d="M{LEFT} {y(tick)}H{WIDTH - RIGHT}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y(tick) + 4}" text-anchor="end">{number(tick)}</text>')
    for tick in x.ticks:
        parts.append(f'<text x="{x(tick)}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{number(tick)}</text>')
    parts.append(f'<text x="{(x.start + x.end) / 2}" y="{HEIGHT - 6}" text-anchor="middle">{escape(across)}</text>')
    parts.append(f'<text x="4" y="{TOP - 20}">{escape(up)}</text>')
    free = float("-inf")
    for (name, line), colour in sorted(
        zip(lines.items(), COLOURS, strict=False), key=lambda each: y(each[0][1][-1][1])
    ):
        path = "L".join(f"{x(across_)} {y(up_)}" for across_, up_ in line)
        parts.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x(a)}" cy="{y(u)}" r="3" fill="{colour}"/>' for a, u in line]
        free = max(free + 15, y(line[-1][1]) + 4)  # names stand under one another where lines end close together
        parts.append(f'<text x="{WIDTH - RIGHT + 10}" y="{free}" fill="{colour}">{escape(name)}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def number(value: float) -> str:
    """A power of ten as people write it in Vietnamese.

    >>> number(0.1), number(1000.0), number(1e6)
    ('0,1', '1.000', '1 triệu')
    """
    if value >= 1e6:
        return f"{value / 1e6:g} triệu"
    return f"{value:g}".replace(".", ",") if value < 1 else f"{value:,.0f}".replace(",", ".")

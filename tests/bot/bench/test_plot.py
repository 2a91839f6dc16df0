"""Cost against size, drawn: both axes logarithmic, every line with its name."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from bot.bench.plot import Axis, draw, number

SVG = "{http://www.w3.org/2000/svg}"


def test_a_decade_is_as_long_as_the_next() -> None:
    axis = Axis.over([1, 100], 0, 200)
    assert [axis(value) for value in (1, 10, 100)] == [0, 100, 200]


def test_one_value_alone_has_an_axis() -> None:
    assert Axis.over([10], 0, 100).ticks == (10, 100)


@pytest.mark.parametrize("value, written", [(0.01, "0,01"), (1, "1"), (10_000, "10.000"), (1e6, "1 triệu")])
def test_numbers_are_written_as_in_vietnamese(value: float, written: str) -> None:
    assert number(value) == written


def test_every_line_has_its_points_and_its_name_and_no_name_covers_another() -> None:
    drawn = ElementTree.fromstring(draw({"a < b": [(1, 5), (10, 6)], "c": [(1, 5), (10, 6.1)]}, "x", "y"))
    assert len(drawn.findall(f"{SVG}circle")) == 4
    names = {each.text: float(each.attrib["y"]) for each in drawn.findall(f"{SVG}text") if each.text in ("a < b", "c")}
    assert abs(names["a < b"] - names["c"]) >= 15

"""Small pdf files, written by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 595, 842


@dataclass(frozen=True, slots=True)
class Text:
    """A line at a place, counted in points from the lower left corner."""

    text: str
    x: float = 72.0
    y: float = 700.0
    font: str = "TimesNewRoman"
    size: float = 12.0


Box = tuple[float, float, float, float]
"""A stroked rectangle: left, bottom, width, height."""


PICTURE = "q 400 0 0 600 90 100 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q\n"
"""The drawing of a grey picture that fills most of a page."""


def pdf(
    pages: Sequence[Sequence[Text]],
    boxes: Sequence[Box] = (),
    *,
    extra: str = "",
    raw: bool = False,
    drawn: str = "",
) -> bytes:
    """A document; `boxes` and what is `drawn` stand on every page, `extra` in the page's dictionary.

    With `raw` the letters are stored as they are, as by an old font; else each font has a table to Unicode.
    """
    fonts = sorted({line.font for page in pages for line in page})
    letters = sorted({char for page in pages for line in page for char in line.text})
    codes = {char: ord(char) if raw else 33 + place for place, char in enumerate(letters)}
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    names = []
    for font in fonts:
        names.append(f"/F{len(names)} {len(objects) + 1} 0 R")
        table = "" if raw else f"/ToUnicode {len(objects) + 2} 0 R"
        widths = " ".join(["500"] * 256)
        objects.append(
            f"<< /Type /Font /Subtype /Type1 /BaseFont /{font} /Encoding /WinAnsiEncoding {table} "
            f"/FirstChar 0 /LastChar 255 /Widths [{widths}] >>"
        )
        objects += [] if raw else [_stream(_to_unicode(codes))]
    kids = []
    for page in pages:
        drawing = drawn + "".join(f"{x} {y} {w} {h} re S\n" for x, y, w, h in boxes)
        drawing += "".join(_drawn(line, fonts.index(line.font), codes) for line in page)
        objects.append(_stream(drawing))
        kids.append(f"{len(objects) + 1} 0 R")
        resources = f"<< /Font << {' '.join(names)} >> >>"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Resources {resources} "
            f"/Contents {len(objects)} 0 R {extra} >>"
        )
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    return assembled(objects)


def assembled(objects: Sequence[str], trailer: str = "") -> bytes:
    """The objects numbered from 1, the first being the catalogue, with their table of places."""
    written = b"%PDF-1.4\n"
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(written))
        written += f"{number} 0 obj\n{each}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\n"
    return written + f"{end}startxref\n{len(written)}\n%%EOF".encode("latin-1")


def exploding(depth: int) -> bytes:
    """A page whose drawing calls another twice, that one a third twice, and so on: 2 to the power of `depth` words."""
    forms = [
        f"<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /XObject << /X {number + 1} 0 R >> "
        f"/Font << /F {4 + depth} 0 R >> >> /Length {len(drawing)} >>\nstream\n{drawing}\nendstream"
        for number in range(4, 4 + depth)
        for drawing in ["/X Do /X Do" if number < 3 + depth else "BT /F 12 Tf 72 700 Td (nghi quyet) Tj ET"]
    ]
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    resources = "/Resources << /XObject << /X 4 0 R >> >>"
    page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {} 0 R " + resources + " >>"
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page.format(5 + depth)]
    return assembled([*objects, *forms, font, _stream("/X Do")])


def _stream(content: str) -> str:
    return f"<< /Length {len(content.encode('latin-1'))} >>\nstream\n{content}\nendstream"


def _drawn(line: Text, font: int, codes: dict[str, int]) -> str:
    shown = "".join(f"{codes[char]:02x}" for char in line.text)
    return f"BT /F{font} {line.size} Tf {line.x} {line.y} Td <{shown}> Tj ET\n"


def _to_unicode(codes: dict[str, int]) -> str:
    pairs = "".join(f"<{code:02x}> <{ord(char):04x}>\n" for char, code in codes.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n"
        f"1 begincodespacerange <00> <ff> endcodespacerange\n{len(codes)} beginbfchar\n{pairs}endbfchar\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    )

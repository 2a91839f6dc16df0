"""The zip packages of Office: their parts as XML trees, opened without trusting sizes, entities or passwords.

Names of elements and attributes are local (`p`, not `w:p`): the transitional and the strict standard differ in their
namespaces only.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from index.errors import UnreadableError
from index.load.limits import Limits

MAX_PARTS = 10_000
MAX_DEPTH = 200
"""Elements inside one another: Word itself nests about 30, and the tree is walked by recursion."""
CHUNK = 1 << 16
_ENCRYPTED = 0x1
_DAMAGED = "tệp Office hỏng hoặc tải chưa hết; hãy lấy lại bản gốc."


class Package:
    """An opened package; what its parts inflate to is counted together and bounded."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise UnreadableError(_DAMAGED) from error
        self._entries = {entry.filename: entry for entry in self._zip.infolist()}
        self._left = limits.inflated_bytes
        if len(self._entries) > MAX_PARTS:
            raise UnreadableError(f"chứa hơn {MAX_PARTS} phần bên trong, giống bom nén; không mở.")
        if any(entry.flag_bits & _ENCRYPTED for entry in self._entries.values()):
            raise UnreadableError("được đặt mật khẩu; hãy bỏ mật khẩu rồi nạp lại.")

    def names(self, folder: str, suffix: str = ".xml") -> list[str]:
        """The parts directly in `folder`, shorter names first, so that 2 stands before 10."""
        found = [name for name in self._entries if posixpath.dirname(name) == folder and name.endswith(suffix)]
        return sorted(found, key=lambda name: (len(name), name))

    def xml(self, name: str) -> Element | None:
        """The tree of a part, or None when the package has no such part."""
        entry = self._entries.get(name)
        return None if entry is None else tree(self._inflate(entry))

    def links(self, part: str) -> dict[str, str]:
        """The parts that `part` refers to: their names by relationship id."""
        folder, name = posixpath.split(part)
        root = self.xml(f"{folder}/_rels/{name}.rels")
        targets = {} if root is None else {each.get("Id", ""): each.get("Target", "") for each in root}
        return {key: posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/") for key, path in targets.items()}

    def _inflate(self, entry: zipfile.ZipInfo) -> bytes:
        pieces: list[bytes] = []
        try:
            with self._zip.open(entry) as stream:
                while piece := stream.read(CHUNK):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise UnreadableError("bung nén ra quá giới hạn, giống bom nén; hãy kiểm tra nguồn của tệp.")
                    pieces.append(piece)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise UnreadableError(_DAMAGED) from error
        return b"".join(pieces)


def tree(data: bytes) -> Element:
    """The elements of an XML text; a document type, which could define entities within entities, is refused.

    ECMA-376 part 2, 9.1.1 forbids document types in packages, so nothing honest is lost.
    """
    builder = TreeBuilder()
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise UnreadableError(f"XML lồng quá {MAX_DEPTH} tầng; không mở.")
        builder.start(_local(name), {_local(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_local(name))

    def refuse(*_: object) -> None:
        raise UnreadableError("XML khai báo thực thể (DTD), điều tệp Office không được có; không mở.")

    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise UnreadableError(f"XML bên trong hỏng ở dòng {error.lineno}; hãy mở và lưu lại tệp.") from error
    return builder.close()


def child(element: Element | None, *path: str) -> Element | None:
    """The first descendant along `path`, each step a child's name."""
    for name in path:
        element = None if element is None else element.find(name)
    return element


def value(element: Element | None, *path: str, attribute: str = "val") -> str:
    """The attribute of the element along `path`, or ""."""
    found = child(element, *path)
    return "" if found is None else found.get(attribute, "")


def switched_on(element: Element | None, *path: str) -> bool:
    """Whether a toggle such as `b` is there and not set to false."""
    found = child(element, *path)
    return found is not None and found.get("val", "1") not in ("0", "false", "off", "none")


def _local(name: str) -> str:
    return name.rpartition("}")[2]

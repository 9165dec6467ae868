"""Write a mail as Outlook saves it: a compound file (MS-CFB) of properties (MS-OXMSG)."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Tree = Mapping[str, "bytes | Tree"]
_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def outlook_mail(subject: str, plain: str = "", html: str = "", files: Sequence[tuple[str, bytes]] = ()) -> bytes:
    """Return a mail with a subject, plain text, HTML and files; a file that the HTML shows has its name as id."""
    streams = {"0037001F": _words(subject), "1000001F": _words(plain), "001A001F": _words("IPM.Note")}
    streams |= {"10130102": html.encode()} if html else {}
    header = struct.pack("<8xIIII8x", 0, len(files), 0, len(files))
    tree: dict[str, bytes | Tree] = _properties(streams, header)
    tree["__nameid_version1.0"] = {f"__substg1.0_{name}": b"" for name in ("00020102", "00030102", "00040102")}
    for number, (name, data) in enumerate(files):
        streams_of_file = {"37010102": data, "3707001F": _words(name)}
        streams_of_file |= {"3712001F": _words(name)} if f"cid:{name}" in html else {}
        tree[f"__attach_version1.0_#{number:08X}"] = _properties(streams_of_file, bytes(8), (0x37050003, 1))
    return _compound_file(tree)


def _words(text: str) -> bytes:
    return text.encode("utf-16-le")


def _properties(streams: Mapping[str, bytes], header: bytes, *numbers: tuple[int, int]) -> dict[str, bytes | Tree]:
    entries = bytearray(header)
    for tag, data in streams.items():
        entries += struct.pack("<IIII", int(tag, 16), 6, len(data) + (2 if tag.endswith("1F") else 0), 0)
    for number, value in numbers:
        entries += struct.pack("<IIII", number, 6, value, 0)
    return {"__properties_version1.0": bytes(entries)} | {f"__substg1.0_{tag}": data for tag, data in streams.items()}


@dataclass
class _Entry:
    """A storage or a stream in the directory of a compound file (MS-CFB 2.6.1)."""

    name: str
    kind: int
    """The type: 5 for the root, 1 for a storage, 2 for a stream."""
    data: bytes = b""
    child: int = _FREE
    right: int = _FREE

    def written(self, start: int, size: int) -> bytes:
        name = self.name.encode("utf-16-le") + b"\0\0"
        return struct.pack(
            "<64sHBBIII36xIII", name, len(name), self.kind, 1, _FREE, self.right, self.child, start, size, 0
        )


def _compound_file(tree: Tree) -> bytes:
    """Write storages and streams; small streams are kept in the stream of the root (MS-CFB 2.6.3)."""
    entries = [_Entry("Root Entry", 5)]
    _add(tree, 0, entries)
    mini, large = bytearray(), bytearray()
    mini_fat: list[int] = []
    fat: list[int] = []
    starts = [_END] * len(entries)
    for place, entry in enumerate(entries):
        if entry.data:
            is_small = len(entry.data) < _CUTOFF
            chosen = (mini_fat, mini, _MINI) if is_small else (fat, large, _SECTOR)
            starts[place] = _chain(*chosen, entry.data)
    starts[0] = _chain(fat, large, _SECTOR, bytes(mini))
    table = b"".join(struct.pack("<I", number) for number in mini_fat).ljust(_SECTOR, b"\xff")
    mini_start = _chain(fat, large, _SECTOR, table)
    sizes = [len(mini), *(len(entry.data) for entry in entries[1:])]
    directory = b"".join(entry.written(*where) for entry, *where in zip(entries, starts, sizes, strict=True))
    directory_start = _chain(fat, large, _SECTOR, directory)
    first, count = len(fat), len(fat) // 127 + 1
    fat += [_FAT] * count
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, count, directory_start,
        0, _CUTOFF, mini_start, len(table) // _SECTOR, _END, 0,
    )  # fmt: skip
    header += b"".join(struct.pack("<I", first + number) for number in range(count))
    last = b"".join(struct.pack("<I", number) for number in fat).ljust(count * _SECTOR, b"\xff")
    return header.ljust(_SECTOR, b"\xff") + bytes(large) + last


def _add(tree: Tree, parent: int, entries: list[_Entry]) -> None:
    """Add the entries of a storage, each as the right sibling of the previous entry."""
    before = 0
    for name, value in tree.items():
        place = len(entries)
        entries.append(_Entry(name, 2, value) if isinstance(value, bytes) else _Entry(name, 1))
        if before:
            entries[before].right = place
        else:
            entries[parent].child = place
        before = place
        if not isinstance(value, bytes):
            _add(value, place, entries)


def _chain(table: list[int], sectors: bytearray, size: int, data: bytes) -> int:
    """Put data into sectors, and return the number of the first sector."""
    start, count = len(sectors) // size, max(-(-len(data) // size), 1)
    sectors += data.ljust(count * size, b"\0")
    table += [*range(start + 1, start + count), _END]
    return start

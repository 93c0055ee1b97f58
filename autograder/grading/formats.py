"""Formats: what a file is by its first bytes, whatever its name says."""

from collections.abc import Mapping

ZIP = "a zip archive"
GZIP = "packed with gzip"
PDF = "a PDF"
STARTS: Mapping[str, tuple[bytes, ...]] = {
    ZIP: (b"PK\3\4", b"PK\5\6", b"PK\7\x08"),
    GZIP: (b"\x1f\x8b",),
    PDF: (b"%PDF",),
    "a RAR archive": (b"Rar!\x1a\x07",),
    "a 7z archive": (b"7z\xbc\xaf\x27\x1c",),
    "packed with xz": (b"\xfd7zXZ\0",),
    "packed with bzip2": tuple(b"BZh%d1AY&SY" % level for level in range(1, 10)),
    "packed with Zstandard": (b"\x28\xb5\x2f\xfd",),
}
"""How files begin that people rename, by what they are, for the middle of a sentence."""


def format_of(content: bytes) -> str:
    """What a file is that begins like this; "" for a text and for all other files."""
    return next((what for what, starts in STARTS.items() if content.startswith(starts)), "")

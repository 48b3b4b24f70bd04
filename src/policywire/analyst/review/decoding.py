"""From bytes to characters: which encoding a file is in, and what is no text at all."""

import re

from policywire.facts.errors import BadArticle

__all__ = ["decode", "readable"]

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive, as Word and spreadsheet files are"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"{\\rtf", "a Rich Text file"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
    (b"PAR1", "a Parquet table"),
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_SNIFFED = 4096
_MOST_CONTROLS = 0.02  # of the bytes looked at; a text has next to none
_HALF_EMPTY = 0.3  # UTF-16 of European text: every other byte is zero

# Invisible or steering characters: they change no word, and could garble a page or a terminal.
_UNSEEN = {
    **dict.fromkeys([*range(32), *range(0x7F, 0xA0)]),
    **dict.fromkeys([0xAD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, 0x61C]),
    **dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)]),
    **dict.fromkeys(range(0xE000, 0xF900)),  # private use: ours to mark links with
    **dict.fromkeys(range(0xD800, 0xE000)),  # halves of pairs, which no file may hold
    0x09: " ",
    0x0A: "\n",
    0x0B: "\n",
    0x0C: "\n\n",
    0x85: "\n",
    0x2028: "\n",
    0x2029: "\n\n",
}


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Return the text of a file, and the encoding it was read in.

    A byte order mark decides; then zero bytes in every other place (UTF-16 without a mark); then
    the charset an HTML page declares; then UTF-8 if the bytes are valid; else Windows-1252, which
    holds Latin-1.

    Raises
    ------
    BadArticle
        If the file is no text: a PDF, an archive, a picture, a program.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), encoding
    _refuse_magic(data, name)
    head = data[:_SNIFFED]
    encoding = _unmarked_utf16(head) or _declared(head)
    if not encoding.startswith("utf-16"):
        _refuse_controls(head, name)
    return _decoded(data, encoding)


def readable(text: str) -> str:
    """Return a text with one kind of line end and without characters nobody can see."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_UNSEEN)


def _refuse_magic(data: bytes, name: str) -> None:
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise BadArticle(
                f"{name} is {what}, not text. Save the article as text, Markdown or HTML."
            )


def _refuse_controls(head: bytes, name: str) -> None:
    odd = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head)
    if b"\0" in head or odd > _MOST_CONTROLS * len(head):
        raise BadArticle(
            f"{name} holds bytes that no text has. Save the article as text, Markdown or HTML."
        )


def _unmarked_utf16(head: bytes) -> str:
    even, odd = head[::2].count(0), head[1::2].count(0)
    most = _HALF_EMPTY * len(head) / 2
    if odd > most and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even > most and odd == 0 else ""


def _declared(head: bytes) -> str:
    found = _CHARSET.search(head)
    return found[1].decode("ascii").lower() if found else ""


def _decoded(data: bytes, encoding: str) -> tuple[str, str]:
    for candidate in (encoding, "utf-8"):
        try:
            return data.decode(candidate or "utf-8"), candidate or "utf-8"
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", "replace"), "windows-1252"

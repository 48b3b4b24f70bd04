"""Statements as text: what is refused, what is cut off, paragraphs, sentences."""

import re

from policywire.facts.errors import BadArticle

__all__ = ["paragraphs", "read_text", "sentences"]

FEWEST_PARAGRAPHS = 2
LONGEST_PARAGRAPH, LONGEST_WORD = 8_000, 200  # characters; published: 3,161 and 17
_TAG = re.compile(r"<!doctype|</?(?:html|head|body|div|p|span|br|table|script|a)\b[^>]*>", re.I)
_DASHES = str.maketrans({"‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-", " ": " "})  # noqa: RUF001
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})
_MOJIBAKE = ("â€", "Ã©", "\ufffd")
# What stands around a statement on the publisher's page and is no part of it.
_FRAME = re.compile(
    r"(?:for (?:immediate )?release\b.*|for media inquiries\b.*|implementation note\b.*"
    r"|share|last update:.*|federal reserve issues fomc statement|press release|-?\s*\d+\s*-?"
    r"|(?:january|february|march|april|may|june|july|august|september|october|november|december)"
    r" \d{1,2}, \d{4})",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?<=\.)\s+(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December) \d{1,2}, \d{4}$"
)
# A full stop after one capital (a middle initial, U.S.) or a shortening ends no sentence.
_END = re.compile(r"(?<![A-Z]\.)(?<=[.!?])[\"')]*\s+(?=[A-Z\"(])")
_INITIAL = re.compile(r"\b[A-Z]\.$")  # a name or U.S. was cut
_PAGE = re.compile(r" -\d{1,2}-(?= )")  # a page's number that stands inside a converted text
_FINISHED = re.compile(r"[.!?][\"')]*$")


def read_text(content: bytes | str, name: str) -> str:
    """Return the text of a statement given as bytes or text.

    Parameters
    ----------
    content : bytes or str
        What the file or standard input held.
    name : str
        What errors call it.

    Raises
    ------
    BadArticle
        If it is empty, a PDF, an HTML page, or no text.
    """
    if isinstance(content, bytes):
        content = _decoded(content, name)
    text = content.lstrip("\ufeff")
    if not text.strip():
        raise BadArticle(f"{name} is empty; no statement can be read from it.")
    if text.lstrip().startswith("%PDF"):
        raise BadArticle(f"{name} is a PDF file; give its text (for instance by pdftotext).")
    if text.lstrip().startswith("{\\rtf"):
        raise BadArticle(f"{name} is an RTF file; save it as plain text.")
    if "\0" in text:
        raise BadArticle(f"{name} holds binary data, not the text of a statement.")
    if _TAG.search(text):
        raise BadArticle(f"{name} is an HTML page; give the text of the statement without tags.")
    if any(mark in text for mark in _MOJIBAKE):
        raise BadArticle(f"{name} was read in a wrong encoding (it holds â€ or �); give UTF-8.")
    return text


def _decoded(content: bytes, name: str) -> str:
    if content.lstrip()[:5] == b"%PDF-":
        raise BadArticle(f"{name} is a PDF file; give its text (for instance by pdftotext).")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadArticle(
            f"{name} is no UTF-8 text (byte {error.start}); save it as plain text in UTF-8."
        ) from error


def paragraphs(text: str, name: str) -> tuple[str, ...]:
    """Return the paragraphs of a statement, one kind of dash and quotation mark throughout.

    Paragraphs are parted by empty lines; where there are none, each line is one. The frame of the
    publisher's page (release time, media line, date) is cut off.

    Raises
    ------
    BadArticle
        If fewer than two paragraphs are found, the text breaks off inside a sentence, or it is
        no statement of the Federal Open Market Committee.
    """
    plain = text.replace("\r\n", "\n").translate(_DASHES).translate(_QUOTES)
    parts = re.split(r"\n[ \t]*\n", plain.strip())
    if len(parts) == 1:
        parts = plain.strip().split("\n")
    held = [_TAIL.sub("", _PAGE.sub("", " ".join(part.split()))) for part in parts]
    kept = tuple(part for part in held if part and not _FRAME.fullmatch(part))
    _check(kept, name)
    return kept


def _check(kept: tuple[str, ...], name: str) -> None:
    if len(kept) < FEWEST_PARAGRAPHS:
        raise BadArticle(
            f"{name} holds {len(kept)} paragraph(s); a statement has at least {FEWEST_PARAGRAPHS}. "
            "Part paragraphs by empty lines, and check that the opening was not cut off."
        )
    if max(map(len, kept)) > LONGEST_PARAGRAPH:
        raise BadArticle(
            f"{name} holds a paragraph of {max(map(len, kept)):,} characters; no statement has one "
            f"above {LONGEST_PARAGRAPH:,}. Part paragraphs by empty lines."
        )
    longest = max((word for part in kept for word in part.split()), key=len)
    if len(longest) > LONGEST_WORD:
        raise BadArticle(f"{name} holds a word of {len(longest):,} characters: '{longest[:40]}…'.")
    if not _FINISHED.search(kept[-1]) or _INITIAL.search(kept[-1]):
        raise BadArticle(f"{name} breaks off inside a sentence: '…{kept[-1][-60:]}'.")
    whole = " ".join(kept)
    if not re.search(r"\bCommittee\b", whole) or not re.search(
        r"federal funds|monetary policy|Federal (?:Open Market|Reserve)", whole
    ):
        raise BadArticle(f"{name} is no statement of the Federal Open Market Committee.")


def sentences(paragraph: str) -> tuple[str, ...]:
    """Return the sentences of a paragraph; initials and U.S. end none."""
    return tuple(part.strip() for part in _END.split(paragraph) if part.strip())

"""Draft text to sentences: words and ``{{kind:ref|form}}`` tokens."""

import re
from dataclasses import replace

from policywire.analyst.draft import Kind, Sentence, Token
from policywire.facts.errors import BadDocument

__all__ = ["read_sentence"]

_TOKEN = re.compile(r"\{\{(\w+):([^}|]+)((?:\|[^}|]*)*)\}\}")


def read_sentence(text: str, holds: tuple[str, ...] = (), cites: str = "") -> Sentence:
    """Read a draft sentence.

    Raises
    ------
    BadDocument
        If a token has an unknown kind, a comparison is not of two, or braces do not match.
    """
    parts: list[str | Token] = []
    end = 0
    for match in _TOKEN.finditer(text):
        parts += [text[end : match.start()], _token(match)]
        end = match.end()
    parts.append(text[end:])
    loose = [part for part in parts if isinstance(part, str) and re.search(r"[{}]", part)]
    if loose:
        raise BadDocument(f"'{text}' has a brace outside a token {{{{kind:ref}}}}.")
    made = Sentence(tuple(part for part in parts if part), holds, cites)
    return replace(made, uses=made.figures)


def _token(match: re.Match[str]) -> Token:
    kinds = [kind.value for kind in Kind if kind is not Kind.TEXT]
    if match[1] not in kinds:
        raise BadDocument(f"'{match[0]}' is no token; kinds are {', '.join(kinds)}.")
    forms = tuple(match[3].split("|")[1:]) if match[3] else ()
    if match[1] == Kind.COMPARISON and not re.fullmatch(r"[^,]+,[^,]+", match[2]):
        raise BadDocument(f"'{match[0]}' compares two figures: {{{{cmp:one,other}}}}.")
    return Token(Kind(match[1]), match[2].strip(), forms)

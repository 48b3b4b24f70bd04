"""Origins and citations: where a number was published, where a rule is written."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date

from policywire.facts.errors import BadDocument

__all__ = ["Citation", "Origin", "Via"]

_SECRET = re.compile(
    r"[?&;#](?:[^=&]*(?:key|token|secret|userid|passw|pwd|auth|signature|credential)[^=&]*|sig)=",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Via:
    """A third party through whose copy an official table reached us.

    Attributes
    ----------
    name : str
        Who made the copy.
    place : str
        Where the copy lies.
    copied : date
        The day of the copy.
    licence : str
        Terms of the copy.
    """

    name: str
    place: str
    copied: date
    licence: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Who published a document.

    Attributes
    ----------
    publisher, dataset : str
        Official publisher and the name of the table or file.
    url : str
        Public address of the data set, without any secret.
    licence : str
        Terms of use.
    retrieved : date
        The day the bytes were fetched.
    sha256 : str
        Hash of the bytes read.
    file : str
        Name of the file read.
    via : Via or None
        The third party whose copy we read; None when it came from the publisher.
    """

    publisher: str
    dataset: str
    url: str
    licence: str
    retrieved: date
    sha256: str
    file: str
    via: Via | None = None

    def __post_init__(self) -> None:
        """Refuse an address that carries a key or token."""
        if _SECRET.search(self.url) or "@" in self.url:
            shown = re.split(r"[?&;#]", self.url.rpartition("@")[2])[0]
            raise BadDocument(f"The address {shown} of {self.dataset} carries a secret. Strip it.")

    @property
    def id(self) -> str:
        """Name of the document: one file may hold tables of several publishers, and copies."""
        copied_by = self.via.name if self.via else ""
        text = "|".join((self.sha256, self.publisher, self.dataset, copied_by))
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def words(self) -> str:
        """Return publisher, data set, day, and the third party if there was one."""
        text = f"{self.publisher}, {self.dataset}, retrieved {self.retrieved.isoformat()}"
        if self.via is None:
            return text
        return f"{text}, through a copy of {self.via.copied.isoformat()} by {self.via.name}"


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a rule or dated fact is written.

    Attributes
    ----------
    title : str
        The act, agreement or statement.
    locator : str
        Article, section or page.
    href : str
        Public address; empty when none is known.
    """

    title: str
    locator: str
    href: str = ""

    def __post_init__(self) -> None:
        """Refuse a link that is no web address: it would stand on the page."""
        if self.href and not self.href.startswith(("https://", "http://")):
            raise BadDocument(
                f"The address '{self.href}' of {self.title} is no web address. Give one that "
                "starts with https://, or none."
            )

    def words(self) -> str:
        """Return title and locator."""
        return f"{self.title}, {self.locator}" if self.locator else self.title

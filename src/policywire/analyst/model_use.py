"""What a language model did for an article, counted."""

from dataclasses import dataclass

__all__ = ["ModelUse", "ParagraphUse"]


@dataclass(frozen=True, slots=True)
class ParagraphUse:
    """What a language model did for one paragraph asked of it.

    Attributes
    ----------
    where : str
        Section.
    sentences : int
        Its sentences that are printed; 0 where the plain writer's paragraph is.
    lost : int
        Its sentences the checker refused, every round counted.
    unread : int
        Replies that could not be read as a draft, or did not come.
    """

    where: str
    sentences: int
    lost: int
    unread: int


@dataclass(frozen=True, slots=True)
class ModelUse:
    """What a language model did for an article.

    Attributes
    ----------
    name : str
        The name asked for.
    size : str
        Parameters as the user states them; empty where nobody does.
    other : bool
        Whether the server answered under another name, which is its own to choose and not printed.
    paragraphs : tuple of ParagraphUse
        Those asked of it, in order.
    """

    name: str
    size: str
    other: bool
    paragraphs: tuple[ParagraphUse, ...]

    @property
    def asked(self) -> int:
        """Paragraphs asked of it."""
        return len(self.paragraphs)

    @property
    def kept(self) -> int:
        """Paragraphs printed as it drafted them."""
        return sum(one.sentences > 0 for one in self.paragraphs)

    @property
    def sentences(self) -> int:
        """Its sentences that are printed."""
        return sum(one.sentences for one in self.paragraphs)

    @property
    def lost(self) -> int:
        """Its sentences the checker refused."""
        return sum(one.lost for one in self.paragraphs)

    @property
    def unread(self) -> int:
        """Its replies that could not be read, or did not come."""
        return sum(one.unread for one in self.paragraphs)

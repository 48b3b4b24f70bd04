"""What can go wrong between us and a language model.

::

    WriterError                     the language model gave nothing that can be used
    ├── SettingsRefused             policywire.toml or the environment is wrong
    ├── LibraryMissing              the extra ``llm`` is not installed
    ├── EndpointUnreachable         nobody answers, or the line broke
    ├── EndpointRefused             the server answered with an error, or with another address
    ├── DeadlinePassed              the answer was not whole in time
    ├── ReplyRefused                an answer came, and is no usable reply
    ├── BudgetSpent                 a cap on calls, tokens or money is reached
    └── ReplyMissing                a replay asks for a reply that is not stored
"""

from policywire.facts.errors import PolicywireError

__all__ = [
    "BudgetSpent",
    "DeadlinePassed",
    "EndpointRefused",
    "EndpointUnreachable",
    "LibraryMissing",
    "ReplyMissing",
    "ReplyRefused",
    "SettingsRefused",
    "WriterError",
    "kind_of_error",
]


class WriterError(PolicywireError):
    """The language model gave nothing that can be used.

    Attributes
    ----------
    kind : str
        The fault in one word, for counts and run records: ``truncated``, ``html``, ``deadline``.
    again : bool
        Whether the same request may be sent once more.
    after_s : float or None
        How long the server asks to wait before that.
    status : int
        HTTP status of the answer; 0 where none came.
    billed : bool
        Whether the server may have charged for the call.
    text : str
        The refused text, where there is one: for records, never for print.
    """

    def __init__(
        self,
        message: str,
        *,
        kind: str = "",
        again: bool = False,
        after_s: float | None = None,
        status: int = 0,
        billed: bool = True,
        text: str = "",
    ) -> None:
        super().__init__(message)
        self.kind = kind or type(self).__name__
        self.again = again
        self.after_s = after_s
        self.status = status
        self.billed = billed
        self.text = text


class SettingsRefused(WriterError):
    """A setting of the language model is unknown, missing or wrong."""


class LibraryMissing(WriterError):
    """The optional library that speaks to language models is not installed."""


class EndpointUnreachable(WriterError):
    """Nobody answers at the address, or the line broke."""


class EndpointRefused(WriterError):
    """The server answered with an error status, or sent us to another address."""


class DeadlinePassed(WriterError):
    """The answer was not whole when its time was up."""


class ReplyRefused(WriterError):
    """An answer came, and it is no usable reply."""


class BudgetSpent(WriterError):
    """A cap on calls, tokens or money leaves no room for the call."""


class ReplyMissing(WriterError):
    """A replay asks for a reply that is not stored, or not as it was stored."""


_KINDS = {kind.__name__: kind for kind in WriterError.__subclasses__()}


def kind_of_error(name: str) -> type[WriterError]:
    """Return the class of a stored error's name; :class:`ReplyRefused` for a name not known."""
    return _KINDS.get(name, ReplyRefused)

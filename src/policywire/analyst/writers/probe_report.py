"""What a probe found out about an endpoint, in plain words."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

__all__ = ["PROMPT_TOKENS", "TEXT_TOKENS", "THINKING_TOKENS", "ProbeReport"]

# One article of 700 words: a plan of 36 findings, six drafts, six checks (counted with the
# tokeniser of a 32B model, November 2026; thinking assumed at 1500 a section, 2500 for the plan).
PROMPT_TOKENS = 22_900
TEXT_TOKENS = 2_500
THINKING_TOKENS = 16_300
_PROMPT_OF_A_CALL = 4_000  # tokens: the longest of them, rounded up
_NOT_PROBED = "How well the model writes is not probed: the checker judges each sentence."


@dataclass(frozen=True, slots=True)
class ProbeReport:
    """What an endpoint can do. None and empty texts mean: not found out.

    Attributes
    ----------
    origin, asked_model : str
        Who was asked.
    reachable : bool
        Whether anything usable came back.
    fault : str
        Why not, in the words of the error.
    models : tuple of str
        The models the server lists.
    answered_as : str
        The model the server says it was.
    parameters, parameters_from : str
        Parameter count, and who says so: ``server`` or ``user``.
    structured : str
        The first way of asking for a schema that gave one: ``json_schema``, ``json_object``,
        ``none`` (by the prompt alone); empty where no way did.
    enforced : bool or None
        Whether the server held the model to the schema against its prompt.
    ways : tuple of str
        What became of each way, in words.
    thinks : bool or None
        Whether thoughts came with a reply.
    thinking_switch : str
        The field that turns thinking off; empty where none did, or none was needed.
    limit_field : str
        The field by which the output was limited; empty where neither did.
    usage_reported : bool or None
        Whether the server counts tokens.
    context_at_least : int or None
        Tokens of the longest prompt that arrived whole.
    context_told : int or None
        The window the server names.
    context_cut : bool or None
        Whether a longer prompt was cut in silence.
    prompt_tokens_per_s, tokens_per_s : float or None
        Reading and writing.
    calls, tokens, seconds : int, int, float
        What the probe cost.
    usd_per_million_in, usd_per_million_out : float
        Prices of the settings.
    """

    origin: str
    asked_model: str
    reachable: bool = False
    fault: str = ""
    models: tuple[str, ...] = ()
    answered_as: str = ""
    parameters: str = ""
    parameters_from: str = ""
    structured: str = ""
    enforced: bool | None = None
    ways: tuple[str, ...] = ()
    thinks: bool | None = None
    thinking_switch: str = ""
    limit_field: str = ""
    usage_reported: bool | None = None
    context_at_least: int | None = None
    context_told: int | None = None
    context_cut: bool | None = None
    prompt_tokens_per_s: float | None = None
    tokens_per_s: float | None = None
    calls: int = 0
    tokens: int = 0
    seconds: float = 0.0
    usd_per_million_in: float = 0.0
    usd_per_million_out: float = 0.0

    @property
    def tokens_per_article(self) -> int:
        """Estimated: prompts, text, and thinking where the model thinks."""
        return PROMPT_TOKENS + self._written()

    @property
    def seconds_per_article(self) -> float | None:
        """Estimated, one call after another; None where no speed was measured."""
        if not self.tokens_per_s:
            return None
        reading = PROMPT_TOKENS / self.prompt_tokens_per_s if self.prompt_tokens_per_s else 0.0
        return round(reading + self._written() / self.tokens_per_s, 1)

    @property
    def usd_per_article(self) -> float | None:
        """Estimated at the prices of the settings; None where there are none."""
        if not (self.usd_per_million_in or self.usd_per_million_out):
            return None
        cost = PROMPT_TOKENS * self.usd_per_million_in + self._written() * self.usd_per_million_out
        return round(cost / 1_000_000, 4)

    @property
    def fit(self) -> str:
        """``yes``, ``with care`` or ``no``."""
        if not self.reachable or not self.structured or self.context_cut:
            return "no"
        sound = self.enforced and self.usage_reported and self.limit_field and not self._narrow
        return "yes" if sound else "with care"

    @property
    def _narrow(self) -> bool:
        """Whether no prompt of the length we send arrived whole."""
        return (self.context_at_least or 0) < _PROMPT_OF_A_CALL

    @property
    def verdict(self) -> str:
        """The judgement in plain words, with what to do."""
        opening = {
            "yes": "The endpoint keeps what it promises.",
            "with care": "The endpoint can be used, with care.",
            "no": "The endpoint is not fit: leave the writer at plain.",
        }[self.fit]
        closing = () if self.fit == "no" else (_NOT_PROBED,)
        return " ".join([opening, *self._advice(), *closing])

    def as_dict(self) -> dict[str, Any]:
        """Return the report with its estimates and verdict, for JSON."""
        names = ("tokens_per_article", "seconds_per_article", "usd_per_article", "fit", "verdict")
        return asdict(self) | {name: getattr(self, name) for name in names}

    def describe(self) -> tuple[tuple[str, str], ...]:
        """Return label and words of each line for a terminal, the verdict last."""
        lines = [("endpoint", self.origin), ("model", self._model())]
        if self.reachable:
            lines += [(label, words(self)) for label, words in _LINES]
        else:
            lines.append(("fault", self.fault))
        lines.append(("probe", f"{self.calls} calls, {self.tokens} tokens, {self.seconds:.1f} s"))
        return (*lines, ("verdict", self.verdict))

    def _written(self) -> int:
        return TEXT_TOKENS + (THINKING_TOKENS if self.thinks and not self.thinking_switch else 0)

    def _model(self) -> str:
        size = f"{self.parameters} as the {self.parameters_from} says" if self.parameters else ""
        other = self.answered_as not in ("", self.asked_model)
        parts = [self.asked_model, size, f"answers as {self.answered_as}" if other else ""]
        return ", ".join(part for part in parts if part)

    def _advice(self) -> list[str]:
        """Return what to know and do, most pressing first."""
        if not self.reachable:
            return [self.fault]
        told = [
            (not self.structured, "No reply kept to a JSON schema, so no draft can be read."),
            (
                bool(self.context_cut),
                "Long prompts are cut in silence: raise the server's context window.",
            ),
            (
                self._narrow and not self.context_cut,
                f"No prompt of {_PROMPT_OF_A_CALL:,} tokens is known to arrive whole: raise the "
                "server's context window, or expect sections to fall back.",
            ),
            (
                bool(self.structured) and not self.enforced,
                "The server does not enforce the JSON schema; each reply is checked, and more "
                "will be refused.",
            ),
            (
                bool(self.thinks) and not self.thinking_switch,
                "It thinks and cannot be told not to: allow output tokens and time for it.",
            ),
            (
                bool(self.thinking_switch),
                f'Set thinking = "off" and thinking_switch = "{self.thinking_switch}".',
            ),
            (not self.limit_field, "It ignores the cap on output; deadline and bytes still hold."),
            (self.usage_reported is False, "It does not count tokens; caps use our estimates."),
        ]
        return [words for holds, words in told if holds]


def _schema(report: ProbeReport) -> str:
    return "; ".join(report.ways) or "not found out"


def _thinking(report: ProbeReport) -> str:
    if not report.thinks:
        return "none seen" if report.thinks is False else "not found out"
    off = report.thinking_switch
    return f"yes; {off} turns it off" if off else "yes; no field turns it off"


def _context(report: ProbeReport) -> str:
    if report.context_cut:
        return "longer prompts are cut in silence"
    held = report.context_at_least
    whole = f"a prompt of {held:,} tokens arrived whole" if held else "not found out"
    return f"{whole}; the server says {report.context_told:,}" if report.context_told else whole


def _speed(report: ProbeReport) -> str:
    parts = [
        f"{speed:,.1f} tokens a second {verb}"
        for speed, verb in ((report.tokens_per_s, "written"), (report.prompt_tokens_per_s, "read"))
        if speed
    ]
    return ", ".join(parts) or "not found out"


def _article(report: ProbeReport) -> str:
    parts = [f"about {report.tokens_per_article:,} tokens"]
    if report.seconds_per_article:
        parts.append(f"{report.seconds_per_article:,.0f} s, one call after another")
    if report.usd_per_article is not None:
        parts.append(f"${report.usd_per_article:,.4f}")
    return ", ".join(parts)


_LINES: tuple[tuple[str, Callable[[ProbeReport], str]], ...] = (
    ("models listed", lambda report: f"{len(report.models)}"),
    ("JSON schema", _schema),
    ("thinking", _thinking),
    ("output cap", lambda report: report.limit_field or "ignored"),
    ("token counts", lambda report: "reported" if report.usage_reported else "not reported"),
    ("context", _context),
    ("speed", _speed),
    ("an article", _article),
)

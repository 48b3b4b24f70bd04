"""What each sentence of a statement does: describe, look ahead, decide, hold, vote."""

import re
from enum import StrEnum

__all__ = ["Role", "role_of"]


class Role(StrEnum):
    """Parts of a statement, in the order a reader wants them."""

    OPENING = "opening"  # the economy as the Committee sees it
    OUTLOOK = "outlook"  # goals, expectations, risks
    ACTION = "action"  # the target range
    GUIDANCE = "guidance"  # what future moves depend on
    BALANCE_SHEET = "balance sheet"  # holdings, reserves, market operations
    VOTES = "votes"
    DISSENTS = "dissents"


_RULES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (Role.DISSENTS, re.compile(r"\bVoting (?:\(by notation\) )?against\b")),
    (
        Role.VOTES,
        re.compile(
            r"\bVoting (?:\(by notation\) )?for\b|\bvoted as an? alternate"
            r"|\b(?:absent and )?not voting\b|approved the following statement"
        ),
    ),
    (
        Role.ACTION,
        re.compile(
            r"\b(?:decided|voted|agreed|reaffirmed its view|judged|kept|left|maintained|raised"
            r"|lowered)\b.*"
            r"\b(?:target (?:range )?for the federal funds rate|federal funds rate target"
            r"|target federal funds)|\bstance of monetary policy remains accommodative"
            r"|^Th(?:is action|ese actions)\b"
        ),
    ),
    (
        Role.BALANCE_SHEET,
        re.compile(
            r"\bholdings\b|reinvest|\bagency (?:debt|mortgage|commercial)|balance sheet"
            r"|\basset purchase|\bpurchas\w+ (?:of )?(?:\w+ ){0,3}Treasury|Treasury securities"
            r"|\brepurchase|\bample reserves|System Open Market|\bdiscount window|\bswap lines?"
            r"|\bflow of credit|\basset-backed|\breserve balances|smooth (?:market )?functioning"
            r"|^More information"
        ),
    ),
    (
        Role.GUIDANCE,
        re.compile(
            r"^in (?:determining|considering|assessing)\b|\bfuture adjustments|\badditional "
            r"adjustments|\bwould be prepared to adjust|\bassessments? will take into"
            r"|\bgradual increases|\bongoing increases|maintain this target range"
            r"|\bpath of the federal funds|\bact as appropriate|\bmonitor\b|\bwill assess\b"
            r"|\badditional (?:policy firming|information)|\bremove policy accommodation"
            r"|\bappropriate to (?:raise|maintain)|\bfull range of tools"
            r"|\bconsiderable (?:time|period)\b|exceptionally low levels|\bpatient\b"
            r"|\bmeasured pace|\bremoval of policy|does not expect it will be appropriate",
            re.IGNORECASE,
        ),
    ),
    # Present conditions, even where the sentence names an uncertainty or a risk in passing.
    (
        Role.OPENING,
        re.compile(
            r"^(?:Recent indicators|Information received|Available indicators"
            r"|(?:Overall )?[Ee]conomic activity|Job gains|Inflation|Household spending)\b"
            r"(?!.*\b(?:expect|likely|anticipat|will\b))"
        ),
    ),
    (
        Role.OUTLOOK,
        re.compile(
            r"\bexpect(?:s|ed to)?\b|\banticipates?\b|\bseeks?\b|\brisks?\b|\buncertain"
            r"|\bmandate\b|\bover the (?:medium|longer)|\bthe outlook\b|\battentive\b|\bconcern"
            r"|\blikely\b|\bcontinues to view\b"
            r"|\bCommittee (?:believes|judges|sees|views|is strongly|perceives|will)",
            re.IGNORECASE,
        ),
    ),
)


def role_of(sentence: str) -> Role:
    """Return the role of one sentence; a sentence no rule knows describes the economy."""
    return next((role for role, pattern in _RULES if pattern.search(sentence)), Role.OPENING)

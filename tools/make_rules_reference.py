"""Write docs/reference/rules.md from the checker's rules and vectors. Run it after changing one."""

import re
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

from policywire.analyst.rules import Rule, catalogue
from policywire.analyst.rules.joints import Joints, joints
from policywire.analyst.rules.lists import word_lists
from policywire.analyst.rules.vocabulary import vocabulary

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "reference" / "rules.md"
VECTORS = ROOT / "tests" / "analyst" / "rules" / "vectors"
_EXCUSES = {
    "": "nothing",
    "condition": "a condition found true",
    "rank": "a rank, or a comparison with a maximum, found true",
    "source": "a cited source",
}
_LISTS = {"D2": ("D2_sharp", "D2_slight")}
_SHOWN = 3
_LANGUAGES = {"en": "English", "es": "Spanish"}


def rules_reference() -> str:
    """Return the page: every rule, what it refuses, how to mend it, examples and words."""
    lines = ["# Rules", "", "Every rule of the checker, with examples and every word it refuses."]
    lines += ["Words are whole and in any case; brackets are regular expressions.", ""]
    lines += ["<!-- tools/make_rules_reference.py writes this page -->", ""]
    lines += ["| code | refuses | does | let stand by |", "|---|---|---|---|"]
    rules = catalogue().values()
    lines += [
        f"| [{rule.code}](#{rule.code.lower()}) | {rule.says} | {rule.severity} "
        f"| {_EXCUSES[rule.excuse]} |"
        for rule in rules
    ]
    for rule in rules:
        lines += ["", f"## {rule.code}", "", *_rule(rule)]
    return "\n".join([*lines, *_joints()]) + "\n"


def _joints() -> list[str]:
    """Return what the page says of the closed list."""
    held = joints()
    lines = ["", "## The closed list", "", "What may stand between phrase tokens (G1):", ""]
    for name, joined in (("opens a sentence", held.openers), ("between clauses", held.between)):
        for relation, words in joined.items():
            shown = ", ".join(f"`{word}`" for word in words if word)
            lines.append(f"- {name}, {relation}: {shown}")
    lines.append(f"- before a noun phrase: {', '.join(f'`{word}`' for word in held.beside)}")
    lines.append(f"- before a comparison token: `{held.compared}`; at the end: `{held.end}`")
    counted, official = (", ".join(f"`{word}`" for word in words) for words in _sourced(held))
    lines += [
        "",
        f"After {counted} observations alone may stand, none an estimate or a projection;",
    ]
    lines.append(f"after {official} rules may stand too.")
    return [*lines, *_vocabulary()]


def _sourced(held: Joints) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return held.counted, held.official


def _vocabulary() -> list[str]:
    """Return what the page says of the words that may stand round phrases."""
    held = vocabulary()
    told = f"What a person may write round phrase tokens without a source (G5), as of {held.as_of}."
    lines = ["", "## The vocabulary", "", told, ""]
    lines += [f"- {name}: {', '.join(sorted(held.group(name)))}" for name in held.words]
    return lines


def _rule(rule: Rule) -> list[str]:
    """Return what the page says of one rule."""
    lines = [f"Refuses {rule.says}. To mend it: {rule.repair}.", ""]
    held = yaml.safe_load((VECTORS / f"{rule.code}.yaml").read_text(encoding="utf-8"))
    for side, word in (("bad", "Refused"), ("good", "Let by")):
        told = [text for text in map(_told, held[side]) if text][:_SHOWN]
        lines += [f"{word}:", "", *(f"    {text}" for text in told), ""] if told else []
    for name in _LISTS.get(rule.code, (rule.code,)):
        for language, pieces in word_lists().words.get(name, {}).items():
            if pieces:
                words = ", ".join(map(_code, pieces))
                lines += [f"{_LANGUAGES[language]}: {words}", ""]
    return [line for line, _ in groupby(lines)][:-1] if lines[-1] == "" else lines


def _code(piece: str) -> str:
    """Return a piece as code; one that would read as a link is written in entities."""
    if "](" not in piece:
        return f"`{piece}`"
    return f"<code>{re.sub(r'[^a-zA-Z0-9 ]', lambda sign: f'&#{ord(sign[0])};', piece)}</code>"


def _told(case: Any) -> str:
    """Return a vector as one line of text, or an empty text where it is no sentence."""
    if isinstance(case, str):
        return case
    said = str(case.get("say", "") or "; ".join(case.get("lines") or ()))
    holds = f"  (holds: {', '.join(case['holds'])})" if case.get("holds") else ""
    return f"{said}{holds}" if said else ""


def main() -> None:
    """Write the page."""
    PAGE.write_text(rules_reference(), encoding="utf-8")
    print(f"Wrote docs/reference/{PAGE.name}.")


if __name__ == "__main__":
    main()

"""Write docs/reference/rules.md from the checker's rules. Run it after changing one."""

from pathlib import Path

from policywire.analyst.verify import RULES

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "rules.md"
_EXCUSES = {"": "nothing", "condition": "a condition found true", "source": "a cited source"}


def alternatives(pattern: str) -> list[str]:
    """Return what a pattern of words offers, cut at the bars outside brackets."""
    inner = pattern.removeprefix(r"(?<!\w)(?:").removesuffix(r")(?!\w)")
    found, depth = [""], 0
    for letter in inner:
        depth += (letter == "(") - (letter == ")")
        if letter == "|" and depth == 0:
            found.append("")
        else:
            found[-1] += letter
    return found


def rules_reference() -> str:
    """Return the page: every rule over literal words, with every word it refuses."""
    lines = ["# Rules", "", "Every rule over the literal words of a line, with all it refuses."]
    lines += ["Words are whole and in any case; brackets are regular expressions.", ""]
    lines += ["<!-- tools/make_rules_reference.py writes this page -->"]
    for rule in RULES:
        lines += ["", f"## {rule.code}", ""]
        lines += [f"Refuses {rule.why}. Excused by: {_EXCUSES[rule.excuse]}."]
        if rule.pattern.pattern.startswith(r"(?<!\w)(?:"):
            lines += ["", ", ".join(f"`{part}`" for part in alternatives(rule.pattern.pattern))]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the page."""
    PAGE.write_text(rules_reference(), encoding="utf-8")
    print(f"Wrote docs/reference/{PAGE.name}.")


if __name__ == "__main__":
    main()

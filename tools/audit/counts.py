"""Counts that an edition tells of itself: figures, runs, lines, observations."""

from tools.audit.blocks import Block, Run
from tools.audit.edition import Edition

__all__ = ["count_fault"]


def count_fault(run: Run, block: Block, edition: Edition) -> str:
    """Return why a count is not what the edition holds, or an empty text."""
    if run.ref == "observations":
        counts = {figure.observations for figure in edition.about(block.scope)}
        return "" if counts == {int(run.text)} else f"is not {sorted(counts)}"
    printed = edition.audit["figures"].keys()
    meant = {
        "figures": len(printed - edition.rows.keys()),
        "plotted": len(printed & edition.rows.keys()),
        "runs": len(_runs(edition)),
        "struck": len(edition.record["struck"]),
        "checked": _checked(edition),
        **_drafted(edition),
    }
    return "" if int(run.text.replace(",", "")) == meant[run.ref] else f"is not {meant[run.ref]}"


def _runs(edition: Edition) -> set[str]:
    """Return the runs that figures of the record rest on."""
    figures = (figure.raw for figure in edition.figures.values())
    return {raw["trail"]["run_id"] for raw in figures if raw["root"] == "model run"}


def _drafted(edition: Edition) -> dict[str, int]:
    """Return what a language model did, summed over the paragraphs asked of it."""
    asked = (edition.record["model"] or {"paragraphs": []})["paragraphs"]
    kept = [one for one in asked if one["sentences"]]
    sums = {name: sum(one[name] for one in asked) for name in ("sentences", "lost", "unread")}
    counted = {"asked": len(asked), "kept": len(kept), **sums}
    return {f"model.{name}": count for name, count in counted.items()}


def _checked(edition: Edition) -> int:
    """Return how many lines the record says were checked; nothing in an edition lists them."""
    for item in edition.record["verification"]:
        for run in item["runs"]:
            if run.get("kind") == "count" and run.get("ref") == "checked":
                return int(run["text"])
    raise KeyError("checked")

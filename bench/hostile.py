"""An article written before a hostile server, in every mode: how many wrong figures are printed.

Each mode serves one whole edition. It is read by the independent auditor, and its numerals are
held against those of the plain edition; whatever a model wrote, no other numeral may stand.

    python bench/hostile.py [--only TEXT] [--deadline SECONDS]
"""

import argparse
import json
import re
import sys
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from policywire import newsroom  # noqa: E402
from policywire.analyst.writers.chat import ChatModel  # noqa: E402
from policywire.analyst.writers.ledger import Ledger  # noqa: E402
from policywire.analyst.writers.model import LanguageModel, Limits  # noqa: E402
from policywire.analyst.writers.settings import ModelSettings  # noqa: E402
from policywire.press import draw_all, lay_out, write  # noqa: E402
from tests.llm.hostile import MODEL, MODES, Hostile  # noqa: E402
from tools.audit.walk import Auditor  # noqa: E402

BRIEF, DAY = "usmca-review", date(2026, 11, 22)
NUMERAL = re.compile(r"[\d][\d.,]*")


def numerals(article: Path) -> set[str]:
    """Return the numerals of the prose and tables, without the notes and the boxes around."""
    text = article.read_text(encoding="utf-8")
    body = text[text.index("## Key takeaways") : text.index("## Notes on figures")]
    return {found.strip(".,") for found in NUMERAL.findall(re.sub(r"\[\^[^\]]*\]", "", body))}


def edition(folder: Path, server: Hostile | None, deadline: float) -> tuple[Path, dict[str, int]]:
    """Write an edition and return where it lies, with what the model did."""
    model = None
    if server is not None:
        settings = ModelSettings(base_url=server.url, model=MODEL, deadline_s=deadline)
        chat = ChatModel(settings, Ledger(settings, DAY))
        model = LanguageModel(chat, MODEL, "32B", Limits(deadline, 60.0))
    with newsroom.evidence(None, DAY) as view:
        made = newsroom.write_manuscript(BRIEF, view, lambda step: None, model=model)
    write(lay_out(made, draw_all(made.plots)), folder, inputs={})
    use = made.model
    told = ("asked", "kept", "sentences", "lost", "unread")
    return folder, {name: getattr(use, name) if use else 0 for name in told}


def main() -> None:
    """Write one edition a mode and print what reached the page."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--only", default="", help="modes whose name holds this")
    options.add_argument("--deadline", type=float, default=3.0, help="seconds of one reply")
    told = options.parse_args()
    sums: Counter[str] = Counter()
    package = ROOT / "src" / "policywire"
    auditor = Auditor(
        package / "data" / "frozen", package / "desks", package / "facts" / "places.csv"
    )
    with tempfile.TemporaryDirectory() as at:
        plain, _ = edition(Path(at) / "plain", None, told.deadline)
        known = numerals(plain / "article.md")
        print(f"{'mode':26}{'kept':>6}{'lost':>6}{'unread':>8}{'strange':>9}{'audit':>7}{'s':>7}")
        for mode in sorted(name for name in MODES if told.only in name):
            started = time.monotonic()
            with Hostile(mode) as server:
                folder, use = edition(Path(at) / mode, server, told.deadline)
            seconds = time.monotonic() - started
            strange = numerals(folder / "article.md") - known
            problems = len(auditor.audit(folder).problems)
            print(
                f"{mode:26}{use['kept']:>3}/{use['asked']}{use['lost']:>6}{use['unread']:>8}"
                f"{len(strange):>9}{problems:>7}{seconds:>7.1f}"
            )
            sums.update({"modes": 1, "strange": len(strange), "problems": problems})
            sums["slowest"] = max(sums["slowest"], round(seconds))
    print(json.dumps(sums))


if __name__ == "__main__":
    main()

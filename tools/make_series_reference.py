"""Write docs/reference/series.md from the catalogue. Run it after changing a series.yaml."""

from pathlib import Path

from policywire.desks.catalogue import shipped
from policywire.desks.reference import series_reference

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "series.md"


def main() -> None:
    """Write the page."""
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(series_reference(shipped()), encoding="utf-8")
    print(f"Wrote docs/reference/{PAGE.name}.")


if __name__ == "__main__":
    main()

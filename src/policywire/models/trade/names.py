"""Names of places and sectors as a reader would put them, and the groups they form."""

from policywire.models.trade.economy import Labels  # noqa: F401

__all__ = ["groups_of"]


def groups_of(
    regions: tuple[str, ...],
    members: dict[str, tuple[str, ...]],
    sectors: tuple[str, ...],
    traded: tuple[bool, ...],
    goods: tuple[str, ...],
) -> dict[str, tuple[str, ...]]:
    """Return the groups."""
    every = tuple(code for code, is_traded in zip(sectors, traded, strict=True) if is_traded)
    return {"world": regions, "all": every, "goods": tuple(c for c in goods if c in every)}

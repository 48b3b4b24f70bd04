"""A bill of materials: what a good is made of, and how much of it does not originate."""

from dataclasses import dataclass, field

from policywire.facts.errors import BadDocument, near
from policywire.policy.content import Landed, nonoriginating_value

__all__ = ["Bill", "Material"]


@dataclass(frozen=True, slots=True)
class Material:
    """A row of the bill.

    Attributes
    ----------
    row : int
        Where it stands in the file, the head being row 1.
    item, hts, parent : str
        Name, digits of its number, and the item it is used up in.
    originating : bool
        Whether it qualifies as originating.
    landed : Landed
        Its value and what may be deducted of it.
    processing : float
        Processing done on it in the territory.
    kind : str
        material, retail_packaging, packing or indirect.
    intermediate, rvc_required, elastomeric, core : bool
        As in :data:`policywire.policy.bill_file.COLUMNS`.
    weight : float
        Its weight.
    """

    row: int
    item: str
    hts: str
    originating: bool
    landed: Landed
    parent: str = ""
    processing: float = 0.0
    kind: str = "material"
    intermediate: bool = False
    rvc_required: bool = False
    elastomeric: bool = False
    core: bool = False
    weight: float = 0.0


@dataclass(frozen=True)
class Bill:
    """A good's materials.

    Attributes
    ----------
    name : str
        What errors call it.
    materials : tuple of Material
        In the order of the file.
    """

    name: str
    materials: tuple[Material, ...]
    _under: dict[str, list[Material]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        """Refuse parents that are not there, loops, and parts worth more than the whole."""
        items = {one.item: one for one in self.materials}
        for one in self.materials:
            if one.parent and one.parent not in items:
                hint = near(one.parent, items)
                raise self._fault(one.row, "parent", f"no item is called '{one.parent}'.{hint}")
            self._under.setdefault(one.parent, []).append(one)
        for one in self.materials:
            self._refuse_loop(one, items)
        for one in self.materials:
            self._refuse_excess(one)
            self._refuse_nested(one)

    def under(self, item: str) -> list[Material]:
        """Return what is used up in an item; in the good itself for an empty name."""
        return self._under.get(item, [])

    def nonoriginating(self) -> list[Material]:
        """Return the materials of the good that do not originate (4531(j), (k) left out)."""
        return [one for one in self.under("") if not one.originating and self.counts(one)]

    def counts(self, one: Material) -> bool:
        """Return whether a material is looked at: packing is disregarded, indirect originates."""
        return one.kind in ("material", "retail_packaging")

    def value_of(self, one: Material) -> float:
        """Return what a material adds to the value of non-originating materials: 4531(d)(4), (10).

        Nothing where it originates. Otherwise its value after deductions, less processing in the
        territory and the originating materials inside it.
        """
        if one.originating or not self.counts(one):
            return 0.0
        inside = sum(self.originating_inside(part) for part in self.under(one.item))
        return max(0.0, nonoriginating_value(one.landed) - one.processing - inside)

    def originating_inside(self, one: Material) -> float:
        """Return the originating value within a material, itself and what it is made of."""
        if one.originating or one.kind == "indirect":
            return one.landed.value
        return one.processing + sum(self.originating_inside(part) for part in self.under(one.item))

    def vnm(self) -> float:
        """Return the value of non-originating materials of the good."""
        return sum(self.value_of(one) for one in self.nonoriginating())

    def _fault(self, row: int, column: str, message: str) -> BadDocument:
        return BadDocument(f"{self.name}, row {row}, column {column}: {message}")

    def _refuse_loop(self, one: Material, items: dict[str, Material]) -> None:
        seen, at = {one.item}, one
        while at.parent:
            if at.parent in seen:
                raise self._fault(one.row, "parent", f"'{one.item}' is used up in itself.")
            seen.add(at.parent)
            at = items[at.parent]

    def _refuse_excess(self, one: Material) -> None:
        parts = one.processing + sum(part.landed.value for part in self.under(one.item))
        if parts > one.landed.value * (1 + 1e-9):
            raise self._fault(
                one.row,
                "value",
                f"'{one.item}' is worth {one.landed.value:g}, and what it is made of {parts:g}.",
            )
        taken = (
            one.landed.freight + one.landed.duties + max(0.0, one.landed.waste - one.landed.scrap)
        )
        if taken > one.landed.value:
            raise self._fault(
                one.row,
                "value",
                f"deductions of {taken:g} exceed the value of {one.landed.value:g}.",
            )

    def _refuse_nested(self, one: Material) -> None:
        """Refuse an intermediate material inside another, both under content rules: (d)(9)(B)."""
        if not (one.intermediate and one.rvc_required):
            return
        stack = list(self.under(one.item))
        while stack:
            part = stack.pop()
            if part.intermediate and part.rvc_required:
                raise self._fault(
                    part.row,
                    "intermediate",
                    f"'{part.item}' may not be designated inside '{one.item}': both are subject to "
                    "content (4531(d)(9)(B)). Take one designation back.",
                )
            stack += self.under(part.item)

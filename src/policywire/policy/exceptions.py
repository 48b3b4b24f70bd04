"""Where de minimis does not reach: materials and goods named in 19 U.S.C. 4531(f)(2) and (3)."""

__all__ = ["excepted"]

_DAIRY = ("0401", "0402", "0403", "0404", "0405", "0406")
_PREPARED = ("190110", "190120", "190190", "210690", "2105", "220299", "220290", "230990")
_JUICES = ("200911", "200912", "200919", "200921", "200929", "200931", "200939")
_FATS = ("1501", "1502", "1503", "1504", "1505", "1506", "1507", "1508", "1512", "1514", "1515")
_SPIRITS = ("2203", "2204", "2205", "2206", "2207", "2208")

# Material, good, paragraph. Where the text asks for a share of milk solids or butterfat, which a
# bill does not hold, the good is taken to be within it: the doubt goes against the exception.
_PAIRS: tuple[tuple[tuple[str, ...], tuple[str, ...], str], ...] = (
    ((*_DAIRY, "190190", "210690"), _DAIRY, "(f)(2)(A)"),
    ((*_DAIRY, "190190", "210690"), _PREPARED, "(f)(2)(B)"),
    (("0805", *_JUICES), (*_JUICES, "210690", "220290", "220299"), "(f)(2)(C)"),
    (("09",), ("210111",), "(f)(2)(D)"),
    (("15",), _FATS, "(f)(2)(E)"),
    (("1701",), ("1701", "1702", "1703"), "(f)(2)(F)"),
    (("17", "1805"), ("180610",), "(f)(2)(G)"),
    (("08", "20"), ("2008",), "(f)(2)(H)"),
    (("2009",), ("200990", "21069054", "22029937"), "(f)(2)(I)"),
    (_SPIRITS, ("2207", "2208"), "(f)(2)(J)"),
)
_FOOD_AND_FUEL = 27  # the last chapter in which a material must at least change subheading


def excepted(good: str, material: str) -> str:
    """Return why de minimis does not reach a material in a good, or nothing.

    Parameters
    ----------
    good, material : str
        Digits of their numbers.
    """
    for materials, goods, paragraph in _PAIRS:
        if material.startswith(materials) and good.startswith(goods):
            return f"material of {material[:4]} in a good of {good[:4]}, 19 U.S.C. 4531{paragraph}"
    if int(good[:2]) <= _FOOD_AND_FUEL and material[:6] == good[:6]:
        return "in chapters 1 to 27 a material must change subheading, 19 U.S.C. 4531(f)(3)"
    return ""

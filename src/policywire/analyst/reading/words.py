"""Number words in English and Spanish: what each is worth."""

__all__ = [
    "DOZENS",
    "FRACTIONS",
    "MANY",
    "MULTIPLES",
    "ORDINALS",
    "SCALES",
    "SMALL",
    "listed",
]


def listed(text: str) -> list[str]:
    """Return the words of a list written with spaces."""
    return text.split()


_ENGLISH = listed(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen "
    "fourteen fifteen sixteen seventeen eighteen nineteen"
)
_SPANISH = listed(
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce "
    "quince dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós "
    "veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve"
)
_TENS = listed("twenty thirty forty fifty sixty seventy eighty ninety")
_DIEZ = listed("treinta cuarenta cincuenta sesenta setenta ochenta noventa")
_CIEN = listed(
    "doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos "
    "novecientos"
)

# Below a thousand: what a word adds.
SMALL: dict[str, int] = {
    **{word: at for at, word in enumerate(_ENGLISH)},
    **{word: at for at, word in enumerate(_SPANISH)},
    **{word: 20 + 10 * at for at, word in enumerate(_TENS)},
    **{word: 30 + 10 * at for at, word in enumerate(_DIEZ)},
    **{word: 200 + 100 * at for at, word in enumerate(_CIEN)},
    **{f"{word[:-2]}as": 200 + 100 * at for at, word in enumerate(_CIEN)},
    **{"cien": 100, "ciento": 100, "un": 1, "una": 1, "veintiún": 21, "veintiuna": 21},
    **{"dieciseis": 16, "veintidos": 22, "veintitres": 23, "veintiseis": 26, "veintiun": 21},
}

# What a scale word multiplies by. Billion is 10^9 and billón 10^12: never the same.
SCALES: dict[str, float] = {
    **{"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "quadrillion": 1e15},
    **{"mil": 1e3, "millón": 1e6, "millon": 1e6, "millones": 1e6},
    **{"millardo": 1e9, "millardos": 1e9, "billón": 1e12, "billon": 1e12, "billones": 1e12},
    **{"trillón": 1e18, "trillon": 1e18, "trillones": 1e18},
}

DOZENS: dict[str, int] = {"dozen": 12, "docena": 12, "docenas": 12, "score": 20}

# The least and the most that a vague plural says.
MANY: dict[str, tuple[float, float]] = {
    **{"tens": (10, 100), "dozens": (12, 100), "scores": (20, 100), "hundreds": (100, 1e3)},
    **{"thousands": (1e3, 1e6), "millions": (1e6, 1e9), "billions": (1e9, 1e12)},
    **{"trillions": (1e12, 1e15), "decenas": (10, 100), "docenas": (12, 100)},
    **{"cientos": (100, 1e3), "centenares": (100, 1e3), "miles": (1e3, 1e6)},
    **{"millones": (1e6, 1e9), "billones": (1e12, 1e15)},
}

_NTH = listed(
    "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
)
_TENTH = [f"{word[:-1]}ieth" for word in _TENS]
_PRIMERO = listed("primer segund tercer cuart quint sext séptim octav noven décim")

ORDINALS: dict[str, int] = {
    **{"first": 1, "second": 2, "hundredth": 100, "thousandth": 1000, "primer": 1, "tercer": 3},
    **{word: 3 + at for at, word in enumerate(_NTH)},
    **{word: 20 + 10 * at for at, word in enumerate(_TENTH)},
    **{f"{word}{end}": 1 + at for at, word in enumerate(_PRIMERO) for end in ("o", "a")},
}

# Denominators: two-thirds; tres cuartas partes.
FRACTIONS: dict[str, int] = {
    **{"half": 2, "halves": 2, "quarter": 4, "quarters": 4, "third": 3, "thirds": 3},
    **{word: at + 3 for at, word in enumerate(_NTH[:10])},
    **{f"{word}s": at + 3 for at, word in enumerate(_NTH[:10])},
    **{"twentieth": 20, "twentieths": 20, "hundredth": 100, "hundredths": 100},
    **{"tercio": 3, "tercios": 3, "tercera": 3, "terceras": 3},
    **{f"{word}{end}": 4 + at for at, word in enumerate(_PRIMERO[3:]) for end in ("o", "os")},
    **{f"{word}{end}": 4 + at for at, word in enumerate(_PRIMERO[3:]) for end in ("a", "as")},
}

_TIMES = (("doubl", 2), ("tripl", 3), ("trebl", 3), ("quadrupl", 4), ("quintupl", 5))
_VECES = (("duplic", 2), ("triplic", 3), ("cuadruplic", 4), ("quintuplic", 5))
_ACT = listed("ó aron ar ado ada ados adas a an ará arán aría ando")
_FOLD = dict(zip(listed("two three four five six seven eight nine ten"), range(2, 11), strict=True))

# Words that are a factor by themselves.
MULTIPLES: dict[str, float] = {
    **{f"{stem}{end}": by for stem, by in _TIMES for end in ("ed", "es", "ing")},
    **{f"{stem}{end}": by for stem, by in _VECES for end in _ACT},
    **{f"{word}fold": by for word, by in _FOLD.items()},
    **{"halved": 0.5, "halves": 0.5, "halving": 0.5, "twice": 2, "thrice": 3, "tenfold": 10},
    **{"hundredfold": 100},
}

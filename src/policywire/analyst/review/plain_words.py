"""Plain words: those that change nothing about what a number beside them measures.

A number is called wrong only where every word of its clause is a place, a period, a measure, a
product, a word of direction or one of these.
"""

import re
from collections.abc import Iterable, Iterator

from policywire.analyst.review.cues import BECAME, DOWN, OVERTOOK, SUPPLY, UP

__all__ = ["unknown"]

_FUNCTION = """
    a an the this that these those its their our his her your it they we he she i and or nor but
    as at by for from in into of on onto off out over per since so than then there to too until up
    upon via was were is are be been being am has have had do does did done will with within
    without while whereas when where which who whom whose because although though despite amid
    after before during between among through across against about around toward towards near
    under above below beyond s t us not here both each all any some every only even just also
    still again already ever now once yet indeed however meanwhile overall altogether alone
    respectively together if everything
"""
_QUIET = """
    year years year's yearly annual annually month months monthly quarter quarters quarterly week
    weeks day days decade calendar date period periods time times today ago earlier previous prior
    last past latest recent recently current present same whole entire full total totals totaled
    totalled totaling totalling overall value values valued worth
    amount amounts amounted amounting figure figures number numbers data statistics report reports
    level levels size rate rates share shares slice portion proportion percent
    percentage point points basis billion billions million millions trillion trillions thousand bn
    mn tn usd us dollar dollars u american america america's country's nation's national nation
    country goods merchandise products product items shipments cargo trade trading two-way two way
    bilateral cross-border border commerce commercial flow flows import imports imported importing
    export exports exported exporting importers exporters supplier suppliers source sources
    customer partner partners market markets neighbor neighbors neighbour neighbours country
    countries duties duty tariff tariffs effective average averages averaged averaging mean
    balance deficit surplus gap trade's ran run runs running posted recorded records record high
    low registered reported logged saw see sees seen show shows showed shown came come comes
    coming stood stand stands standing reached reach reaches reaching hit hits hitting crossed
    topped exceeded exceeds exceed exceeding neared was made make makes making got get gets took
    take takes taken drew draw draws attracted attract attracts received receive receives lured
    captured capture captured recorded accounted account accounts represented represent supplied
    supply provided provide provides sold sell sells selling sent send sends shipped ship ships
    bought buy buys buying purchased purchase purchases purchasing spent spend absorbed absorb
    went go goes going moved move moves moving swung swing turned remained remain remains stayed
    stay kept keep held hold holds holding ended end ends closed close began begin started opened
    put compared comparison relative versus vs respect set sets against change changes changed
    changing increase decrease growth decline drop fall rise gain loss jump surge plunge slump
    collapse hike cut largest biggest top main leading first second third fourth most more less
    fewer higher lower greater larger smaller bigger least highest lowest much many very strong
    weak sharp steep steady modest slight big large small huge sizeable sizable new
    approximately roughly nearly almost some half double doubled triple tripled quadrupled twice
    foreign direct investment investors inflow inflows fdi entered
    entering enter enters claimed claims claim claiming covered cover covers under usmca agreement
    preference preferences preferential collected collect paid pay pays charged levied assessed
    calculated receipts revenue revenues customs treasury government federal fed funds target
    range policy interest policymakers officials central bank lowered lowering raised raising
    raise unemployment jobless joblessness inflation price prices index core
    headline nominal broad production payroll payrolls nonfarm
    jobs employment yield yields treasuries note notes ten-year 10-year 2-year 30-year oil
    wti brent barrel barrels peso pesos exchange traded trades ranking ranked rank ranks clear
    census bureau according economy economies world global worldwide international its own owed
    gained lost won added shed said says official officially measured counting counted general
    americans mexicans canadians chinese nonetheless moreover besides well
    jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july
    august september october november december mid early late spring summer autumn winter ended
    contrast due bill one ones
    convirtió convirtiéndose recipient recipients destination destinations host hosts
    became become remained socio first-place number-one one's
    ending january-november november's december's neighbor's abroad overseas
"""
_SPANISH = """
    el la los las lo un una unos unas de del al a en y e o u que con por para su sus se es son fue
    fueron era eran ha han había este esta estos estas ese esa desde hasta entre según mientras
    cuando como pero más menos todo toda todos todas total totales valor mil millones billones
    millón millon dólares dolares dólar pesos por ciento puntos porcentuales porcentaje año años
    mes meses trimestre anual anuales mensual bienes mercancías productos importaciones
    exportaciones importó importaron exportó exportaron compró compraron vendió vendieron compras
    ventas comercio comercial déficit superávit balanza saldo aportó aportaron representó
    representaron recibió recibieron sumó sumaron alcanzó alcanzaron ascendió ascendieron llegó
    llegaron registró registraron tasa arancel aranceles efectivo efectiva promedio inversión
    extranjera directa desempleo inflación estadounidenses mexicanas mexicanos mexicana mexicano
    canadienses chinas chinos unidos estados país países bilateral cuota participación principal
    mayor proveedor ciento cerró comparación
    enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
"""
_KNOWN = frozenset((*_FUNCTION.split(), *_QUIET.split(), *_SPANISH.split()))
_WORD = re.compile(r"[^\W\d_]+(?:[’'\-][^\W\d_]+)*")
_MOVING = (UP, DOWN, SUPPLY, BECAME, OVERTOOK)


def unknown(text: str, start: int, end: int, known: Iterable[tuple[int, int]]) -> Iterator[str]:
    """Yield the words of a stretch that stand in no span of ``known`` and are not plain."""
    spans = tuple(known)
    for match in _WORD.finditer(text, start, end):
        if any(low <= match.start() < high for low, high in spans):
            continue
        if not _plain(match.group()):
            yield match.group()


def _plain(word: str) -> bool:
    plain = word.casefold().replace("’", "'").removesuffix("'s").strip("'")
    if plain in _KNOWN or (plain.endswith("ly") and len(plain) > 4):
        return True
    return any(cue.fullmatch(plain) for cue in _MOVING) or _parts_plain(plain)


def _parts_plain(word: str) -> bool:
    return "-" in word and all(part in _KNOWN for part in word.split("-"))

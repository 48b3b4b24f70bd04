"""Words that carry meaning around a number, English and Spanish, as compiled patterns."""

import re

__all__ = [
    "AUTHOR",
    "AVERAGED",
    "BECAME",
    "BOUNDARY",
    "DOWN",
    "ENDED",
    "FORECAST",
    "LARGEST",
    "OVERTOOK",
    "QUALIFIED",
    "RATE_OF_TIME",
    "RECORD",
    "SHARE_NOUN",
    "SHARE_OF",
    "STRONG",
    "SUPPLY",
    "TARGET",
    "UP",
]


def _words(text: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(text.split())})\b".replace("_", r"\s+"), re.IGNORECASE)


UP = _words(
    r"rose risen rises? rising climb(?:ed|s|ing)? grew grown? grows growing growth "
    r"increas(?:e|ed|es|ing) jump(?:ed|s|ing)? surg(?:e|ed|es|ing) soar(?:ed|s|ing)? "
    r"gain(?:ed|s|ing)? advanc(?:e|ed|es|ing) expand(?:ed|s|ing)? expansion up higher more above "
    r"larger widen(?:ed|s|ing)? swell(?:ed|s|ing)? swollen spik(?:e|ed|es|ing) "
    r"rebound(?:ed|s|ing)? add(?:ed|s|ing) rais(?:e|ed|es|ing) hik(?:e|ed|es|ing) "
    r"accelerat(?:e|ed|es|ing) leap(?:t|ed|s|ing)? balloon(?:ed|s|ing)? mushroomed "
    r"(?:sky)?rocket(?:ed|s|ing)? "
    r"vault(?:ed|s|ing)? ticked_up inched_up picked_up strengthen(?:ed|s|ing)? edged_up "
    r"boost(?:ed|s|ing)? "
    r"crec(?:ió|ieron|e|en|er|ido|iendo|imiento) aument(?:ó|aron|a|an|o|ar|ado|ando) "
    r"sub(?:ió|ieron|e|en|ir|ido|iendo) increment(?:ó|aron|a|an|o|ar) avanz(?:ó|aron|a|an|ar) "
    r"alza repunt(?:ó|aron|e|a|an) más mayor(?:es)? ampli(?:ó|aron)"
)
DOWN = _words(
    r"fell fall(?:s|en|ing)? dropp?(?:ed|s|ing)? declin(?:e|ed|es|ing) "
    r"decreas(?:e|ed|es|ing) plung(?:e|ed|es|ing) plummet(?:ed|s|ing)? slid(?:e|es|ing)? "
    r"slipp?(?:ed|s|ing)? sank sunk sink(?:s|ing)? shrank shrunk shrink(?:s|ing)? "
    r"tumbl(?:e|ed|es|ing) contract(?:ed|s|ing)? contraction down lower less below fewer smaller "
    r"narrow(?:ed|s|ing)? eas(?:e|ed|es|ing) reduc(?:e|ed|es|ing) reduction cut(?:s|ting)? "
    r"slump(?:ed|s|ing)? retreat(?:ed|s|ing)? dipp?(?:ed|s|ing)? collaps(?:e|ed|es|ing) "
    r"crater(?:ed|s|ing)? tank(?:ed|s|ing)? nosedived? div(?:e|ed|es|ing) dove sagg(?:ed|ing) "
    r"soften(?:ed|s|ing)? wan(?:ed|ing) ebb(?:ed|ing) pared shed loss lost weaken(?:ed|s|ing)? "
    r"lower(?:ed|ing) halv(?:e|ed|es|ing) "
    r"cay(?:ó|eron) cae[nr]? caíd[ao]s? baj(?:ó|aron|a|an|ar|ando) disminu(?:yó|yeron|ye|yen|ción) "
    r"redu(?:jo|jeron|ce|cen|cir|cción) descend(?:ió|ieron|er) retrocedi(?:ó|eron) "
    r"contrajo contrajeron contracción descenso menos menor(?:es)? desplom(?:ó|aron|e)"
)
STRONG = re.compile(
    r",?\s+\b(?:while|whereas|but|although|though|mientras(?:\s+que)?|pero|aunque)\b|;|\s[—–]\s|:\s"
    r"|,\s+(?:and|y|leaving|with|making|compared|versus|against|and|up|down|from|frente|contra)\b",
    re.IGNORECASE,
)
BOUNDARY = re.compile(
    r",\s|\s\(|\b(?:to|from|and|or|versus|against|than|y|e|a|hasta|desde|frente|contra|compared)\b",
    re.IGNORECASE,
)
SHARE_NOUN = re.compile(
    r"\b(?:share|slice|portion|proportion|percentage|fraction|participación|proporción|cuota)\b"
    r"(?:\s+(?:of|in|de|en)\b)?",
    re.IGNORECASE,
)
SHARE_OF = re.compile(
    r"\s*\)?\s*(?:share\s+)?(?:of|del?|in\s+the\s+total)\s+(?!(?:a|one|un|una)\s+(?:year|año)\b)",
    re.IGNORECASE,
)
SUPPLY = _words(
    r"suppl(?:y|ied|ies|ying) provid(?:e|ed|es|ing) account(?:ed|s|ing)?_for "
    r"ma(?:de|kes?|king)_up made_up represent(?:ed|s|ing)? compris(?:e|ed|es|ing) "
    r"constitut(?:e|ed|es|ing) came_from come_from comes_from coming_from contribut(?:e|ed|es|ing) "
    r"were_from was_from aport(?:ó|aron|a|an) represent(?:ó|aron|a|an) concentr(?:ó|aron|a) "
    r"proved(?:ía|ían) proveyó suministr(?:ó|aron|a) provien(?:e|en) provino provinieron"
)
FORECAST = re.compile(
    r"\b(?:projected|projections?|projects?|forecasts?|forecasted|expected|expects?|anticipat\w+|"
    r"estimated\s+to|set\s+to|poised\s+to|on\s+track\s+to|likely\s+to|slated\s+to|will|would|"
    r"could|might|can|shall|going\s+to|predict\w*|outlook|potential(?:ly)?|if|should|"
    r"se\s+espera|se\s+prevé|se\s+proyecta|proyect\w+|pronóstic\w+|prevén?|podrían?|"
    r"alcanzar[áí]n?|llegar[áí]n?|crecer[áí]n?|será|serán|sería)\b|(?-i:\bmay\b)",
    re.IGNORECASE,
)
TARGET = re.compile(
    r"\b(?:target(?:s|ed|ing)?(?!\s+range)|goals?|aim(?:s|ed|ing)?|pledg\w+|plans?\s+to|"
    r"announc\w+\s+(?:an?\s+)?(?:new\s+)?(?:\$|invest|project|plan)\w*|"
    r"planned|planning|committed\s+to|objective|ambition|seeks?\s+to|seeking|metas?|objetivos?|"
    r"promet\w+|planea\w*|busca(?:n)?)\b",
    re.IGNORECASE,
)
AUTHOR = re.compile(
    r""
    r"\b(?:IMF|World\s+Bank|OECD|WTO|CBO|Congressional\s+Budget\s+Office|Federal\s+Reserve|Fed|FOMC|"
    r"Banxico|Bank\s+of\s+Mexico|Banco\s+de\s+México|INEGI|USITC|ECLAC|CEPAL|FMI|"
    r"Goldman\s+Sachs|JPMorgan|Moody's|S&P\s+Global|Fitch|Deloitte|BBVA|Hacienda)\b"
)
SUPERLATIVE = (
    r"(?:largest|biggest|top|leading|no\.?\s?1|number[\s-]one|number\s+1|main|primary|principal|"
    r"chief|foremost|most\s+important|greatest|mayor|principal)"
)
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth",
    "primer segundo tercer cuarto quinto sexto séptimo octavo noveno décimo",
)
LARGEST = re.compile(
    rf"\b(?:(?P<ordinal>{'|'.join(' '.join(ORDINALS).split())}|\d{{1,2}}(?:st|nd|rd|th))[\s-]+"
    rf"(?:most\s+)?)?(?P<word>{SUPERLATIVE})\b|\b(?P<numbered>no\.\s?\d|number\s+(?:two|three|four))\b",
    re.IGNORECASE,
)
BECAME = _words(
    r"becam(?:e) becom(?:e|es|ing) emerged_as emerging_as turned_into rose_to_become se_convirtió "
    r"convirtiéndose pasó_a_ser convertirse"
)
OVERTOOK = _words(
    r"overt(?:ook|ake|akes|aken|aking) surpass(?:ed|es|ing)? displac(?:ed|es|ing) "
    r"replac(?:ed|es|ing) supplant(?:ed|s|ing)? eclips(?:ed|es|ing) dethron(?:ed|es|ing) "
    r"leapfrogg(?:ed|ing) outstripp(?:ed|ing) pass(?:ed|ing) super(?:ó|aron|a|ando) "
    r"rebas(?:ó|aron|a|ando) desplaz(?:ó|aron|a|ando)"
)
RECORD = re.compile(
    r"\b(?:(?:a|an|new|all-time|the)\s+)*(?:record(?:[\s-](?:high|low))?|all-time\s+high|"
    r"all-time\s+low|highest\s+(?:ever|on\s+record)|lowest\s+(?:ever|on\s+record)|récord|"
    r"máximo\s+histórico|mínimo\s+histórico)\b",
    re.IGNORECASE,
)
AVERAGED = re.compile(r"\b(?:averag\w+|mean|promedi\w+)\b", re.IGNORECASE)
ENDED = re.compile(
    r"\b(?:ended|ending|closed|closing|finished|year-?end|at\s+the\s+end|cerró|cierre|"
    r"al\s+final)\b",
    re.IGNORECASE,
)
RATE_OF_TIME = re.compile(
    r"\s*(?:of\s+goods\s+|in\s+goods\s+)?(?:a|per|each|every|al|por|cada)\s+"
    r"(?:day|week|month|quarter|year|minute|hour|person|household|worker|día|mes|minuto|año|hora)\b"
    r"(?!\s+(?:earlier|ago|before|later|antes|atrás|previo|anterior))"
    r"|\s*(?:daily|annualized|annualised|per\s+capita)\b",
    re.IGNORECASE,
)
QUALIFIED = re.compile(
    r"\b(?:excluding|except(?:\s+for)?|other\s+than|net\s+of|apart\s+from|in\s+real\s+terms|"
    r"inflation-adjusted|adjusted\s+for|in\s+volume|by\s+volume|via|through\s+the\s+port|"
    r"by\s+(?:rail|truck|sea|air|ship)|port\s+of|per\s+capita|of\s+gdp|del\s+pib|"
    r"annualized|annualised|on\s+average\s+since|cumulative|cumulatively|over\s+the\s+past|"
    r"balance[\s-]of[\s-]payments|seasonally\s+adjusted|sin\s+contar|excluyendo|"
    r"producer\s+prices?|wholesale|import\s+prices|export\s+prices|end-user|private-sector|youth|nonautomotive|services?|servicios?|not|never|nor|neither|"
    r"didn['’]t|wasn['’]t|weren['’]t|no\s+longer|nunca|tampoco)\b",
    re.IGNORECASE,
)

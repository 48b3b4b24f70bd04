"""The phrases injectors put in and take out; nothing here decides anything."""

from collections.abc import Sequence

Pairs = Sequence[tuple[str, str]]

ENTITIES = (
    *(
        "Mexico City",
        "the State of Mexico",
        "State of Mexico",
        "Baja California",
        "Nuevo León",
        "Chihuahua",
        "Jalisco",
    ),
    *("Guanajuato", "Querétaro", "Sonora", "Coahuila", "the European Union", "European Union"),
    *("the United Kingdom", "United Kingdom", "South Korea", "Germany", "Japan", "Vietnam"),
    *("India", "Ireland", "France", "Brazil", "Taiwan", "Mexican", "Canadian", "Chinese"),
    *("Mexico", "Canada", "China"),
)
KINDS = (
    ("Mexico City", "Baja California", "Nuevo León", "Chihuahua", "Jalisco", "Guanajuato"),
    ("Mexican", "Canadian", "Chinese", "Japanese", "Brazilian"),
    ("Mexico", "Canada", "China", "Germany", "Japan", "Vietnam", "India", "Brazil", "France"),
)
SUPERLATIVES: Pairs = (
    ("largest", "smallest"),
    ("highest", "lowest"),
    ("lowest", "highest"),
    ("the most", "the least"),
    ("more than any other", "less than any other"),
    ("top supplier", "bottom supplier"),
    ("set a record", "hit a low"),
    ("Most of", "Little of"),
    ("First among", "Last among"),
)
COMPARISONS: Pairs = (
    ("more than", "less than"),
    ("less than", "more than"),
    ("fewer than", "more than"),
    ("Fewer than", "More than"),
    ("More than", "Fewer than"),
    ("exceeded", "fell short of"),
    ("exceed", "fall short of"),
    ("larger", "smaller"),
    ("smaller", "larger"),
    ("higher", "lower"),
    ("lower", "higher"),
    ("ahead of", "behind"),
    ("behind", "ahead of"),
    ("faster", "slower"),
    ("better", "worse"),
    ("sold more", "sold less"),
    ("bought more", "bought less"),
    ("less from", "more from"),
    ("less foreign", "more foreign"),
    ("covered more", "covered less"),
)
LITERAL_DIRECTIONS: Pairs = (
    ("up from", "down from"),
    ("down from", "up from"),
    ("rose", "fell"),
    ("fell", "rose"),
    ("Down", "Up"),
    ("Up", "Down"),
    ("grew", "shrank"),
    ("shrank", "grew"),
    ("gained", "lost"),
    ("went up", "went down"),
    ("went down", "went up"),
    ("declined", "rose"),
    ("A fall of", "A rise of"),
    ("a rise of", "a fall of"),
    ("The increase in", "The decrease in"),
    ("did grow", "did shrink"),
    ("did not grow", "did not shrink"),
    (", up", ", down"),
)
OPPOSITE = {
    **{"rose": "fell", "fell": "rose", "grew": "shrank", "shrank": "grew", "up": "down"},
    **{"increased": "decreased", "decreased": "increased", "more": "less", "less": "more"},
    **{"down": "up", "gained": "lost", "lost": "gained", "above": "below", "below": "above"},
    **{"higher": "lower", "lower": "higher", "climbed": "declined", "declined": "climbed"},
    **{"have risen": "have fallen", "have fallen": "have risen", "fewer": "more"},
}
CAUSES = (
    *(", driven by nearshoring", " because of the tariffs", ", thanks to the agreement"),
    *(", owing to a weaker peso", " as a result of the new duties", ", fueled by supply chains"),
    *(", caused by the trade war", " due to lower labor costs", ", which led to new plants"),
)
CAUSES_FIRST = (
    *("Because of the tariffs, ", "Thanks to the agreement, ", "As a result of the review, "),
    *("Owing to nearshoring, ", "Driven by new plants, "),
)
HIGHEST = (
    *(", the highest on record", ", a record high", ", the largest of any country"),
    *(", more than ever before", ", the most in history", ", an unprecedented level"),
    *(", the biggest in the world", ", second to none", ", an all-time high"),
)
WORDED = (
    *(
        ", which is two-thirds of the total",
        ", nearly double the year before",
        ", a threefold rise",
    ),
    *(", one in five of all goods", ", half of the world's trade", ", a tenfold jump"),
    *(
        ", about a quarter of the economy",
        ", twice the level of a decade ago",
        ", a dozen times more",
    ),
)
PROMOTION = (
    *("In an impressive result, ", "In a historic triumph, ", "In a stunning show of strength, "),
    *("Remarkably, and to great acclaim, ", "In a world-class performance, "),
)
ADVICE = (
    *(" Investors should buy Mexican shares now.", " Now is the time to sell the peso."),
    *(" Readers would do well to hold dollar bonds.", " Buy the dip in auto stocks."),
    *(" Investors who act early will profit.", " We recommend an overweight in Mexican equities."),
)
SOURCES = (
    *(", according to the Hartwell Institute", ", analysts at Brookmere Capital say"),
    *(", a study by Tellson University finds", ", officials told reporters", ", experts agree"),
)
PLACES = ("Ruritania", "Freedonia", "Costaguana", "Zubrowka")
SPEECH = (
    *(", which one official called “a triumph for workers”", ", a “game changer” for the region"),
    *(", “the end of an era”, as the minister put it", ", “beyond all doubt”, the report states"),
)
FORECASTS: Pairs = (
    (" came to ", " will come to "),
    (" amounted to ", " is expected to amount to "),
    (" was ", " will be "),
    (" were ", " are forecast to be "),
    (" totaled ", " is set to total "),
    (" reached ", " will reach "),
    (" averaged ", " will average "),
    (" stood at ", " is projected to stand at "),
    (" made up ", " will make up "),
    (" accounted for ", " is expected to account for "),
    (" received ", " will receive "),
    (" paid ", " will pay "),
    (" supplied ", " will supply "),
    (" exported ", " will export "),
    (" imported ", " will import "),
    (" ranked ", " will rank "),
    (" bought ", " will buy "),
)
FUTURES = {
    **{"rose": "is expected to rise", "fell": "is expected to fall", "grew": "will grow"},
    **{"increased": "is forecast to increase", "decreased": "is forecast to decrease"},
    **{"shrank": "will shrink", "climbed": "will climb", "declined": "will decline"},
    **{"gained": "will gain", "lost": "will lose"},
}
HEDGED: Pairs = (
    ("could reach", "will reach"),
    ("would reach", "will reach"),
    ("would come to", "will come to"),
    ("are projected to come to", "will come to"),
    ("are projected at", "will be"),
    ("is expected for", "is certain for"),
    ("is reported to ask for", "will obtain"),
    ("are sought by", "will be concluded by"),
    ("are sought", "will be concluded"),
    ("was set to begin", "began"),
    ("are to be charged", "are being charged"),
    ("may be negative", "is always negative"),
    ("may be charged", "must be charged"),
    ("may withdraw", "will withdraw"),
    ("may follow", "will follow"),
    ("may bring", "will bring"),
    ("is possible", "is certain"),
    ("may be spent", "will be spent"),
    (", unless extended,", ", without any way to extend it,"),
    ("unless each party confirms", "even if each party confirms"),
    (", unless all three governments extend it", " in any case"),
    ("is an estimate", "is the exact amount"),
    ("are an estimate", "are the exact amounts"),
    ("cannot tell them apart", "prove the first of them"),
    ("the stated aim for", "the day of"),
    ("The stated aim is to conclude interim arrangements", "Interim arrangements are concluded"),
    ("The projection has", "There will be"),
    ("the projection puts", "the future holds"),
)
NEGATIONS: Pairs = (
    ("did not confirm", "confirmed"),
    ("does not lapse", "lapses"),
    ("was not confirmed", "was confirmed"),
    ("gives no power", "gives the power"),
    ("without agreement", "in agreement"),
    ("is not counted", "is counted"),
    ("are not seasonally", "are seasonally"),
    (" came to ", " did not come to "),
    (" amounted to ", " did not amount to "),
    (" was ", " was not "),
    (" were ", " were not "),
    (" totaled ", " did not total "),
    (" averaged ", " did not average "),
    (" made up ", " did not make up "),
    (" ranked ", " did not rank "),
    (" took effect", " did not take effect"),
    (" received ", " did not receive "),
    ("had paid", "had not paid"),
)
BASES: Pairs = (
    ("a year earlier", "a month earlier"),
    ("the same months a year earlier", "the three months before"),
    ("the year before", "the decade before"),
    ("over the year to", "over the month to"),
    ("Over a year", "Over a month"),
    ("over a year", "over a month"),
    ("on the year", "on the month"),
    ("the same period of the year before", "the first half"),
)
FLOWS: Pairs = (
    ("imports for consumption", "exports"),
    ("imports", "exports"),
    ("exports", "imports"),
    ("Imports", "Exports"),
    ("Exports", "Imports"),
    ("imported", "exported"),
    ("exported", "imported"),
    ("foreign direct investment", "portfolio investment"),
    ("Foreign direct investment", "Portfolio investment"),
    ("consumer prices", "producer prices"),
    ("unemployment", "employment"),
    ("regional value content", "labor value content"),
)
PRODUCTS: Pairs = (
    ("computers and electronic products", "transportation equipment"),
    ("transportation equipment", "agricultural products"),
    ("agricultural products", "machinery"),
    ("electrical equipment", "machinery"),
    ("machinery", "apparel"),
    ("primary metals", "chemicals"),
    ("mineral fuels", "cereals"),
    ("cereals", "meat"),
    ("passenger vehicles", "heavy trucks"),
    ("U.S. vehicles", "U.S. beverages"),
    ("of vehicles", "of chemicals"),
    ("beverages and spirits", "vehicles"),
    ("apparel", "machinery"),
    ("Mexican beer", "Mexican tequila"),
    ("avocados", "lemons"),
    ("manufactures", "farm products"),
    ("heavy trucks", "passenger vehicles"),
)
CAPITALS = frozenset(
    [
        *("U.S.", "Mexico", "Mexico's", "Canada", "Canada's", "China", "China's", "Vietnam"),
        *("Germany", "Ireland", "India", "Taiwan", "Brazil", "Nuevo", "Washington", "Mexican"),
        *(
            "Germany's",
            "Chihuahua",
            "Sonora",
            "Querétaro",
            "Guanajuato",
            "Greer's",
            "Brent",
            "West",
        ),
        *("Congress", "USTR", "Proceso"),
    ]
)
EXPECTED: Pairs = (
    ("It is projected that ", ""),
    ("would reach", "reached"),
    ("are a projection;", "were recorded;"),
    ("The projection is", "The record is"),
    ("are projected at", "were"),
    ("projected at", "at"),
    ("is expected for", "was reached in"),
    ("are projected to come to", "came to"),
    ("could reach", "reached"),
    ("would come to", "came to"),
    ("would reach", "reached"),
    (" projected for ", " recorded for "),
    ("The projection has", "The records have"),
    ("the projection puts", "the records put"),
    ("The same projection expects", "The same records show"),
    ("The projection implies that", "The records show that"),
    ("Base case of the projection", "Outcome"),
    ("A projection is not a promise: ", ""),
    ("A projection states what would follow from assumptions", "An outcome is what was seen"),
    (" under the projection", ""),
    ("Under the projection, ", ""),
    ("Looking ahead, ", ""),
)

"""Spanish: reporting verbs and the small words around them."""

from __future__ import annotations

from onestory.claims.lexicon.words import Lexicon, forms_of, split

_VERBS = """
dijo dijeron dice dicen declaró declararon declara afirmó afirmaron afirma afirman explicó
explicaron explica anunció anunciaron anuncia añadió añadieron añade aseguró aseguraron asegura
señaló señalaron señala indicó indicaron indica destacó destacaron destaca subrayó subraya
recordó recuerda contó cuenta escribió escribe respondió responde lamentó lamenta denunció
denunciaron denuncia advirtió advirtieron advierte insistió insiste confirmó confirmaron confirma
reconoció reconoce criticó critica pidió pidieron pide exigió exige manifestó sostuvo sostiene
informó informaron informa comentó comenta agregó concluyó precisó apuntó apunta reiteró negó
relató prometió prevé calificó estimó considera calcula calculó calculan calcularon descartó
descarta descartaron rechazó rechaza rechazaron
"""

SPANISH = Lexicon(
    verbs=forms_of("say", "past", _VERBS.split()),
    noun_like=split("cuenta pide denuncia critica anuncia destaca precisa informa"),
    that=split("que si"),
    according=(("según",), ("de", "acuerdo", "con"), ("a", "juicio", "de"), ("para",)),
    according_after=frozenset(),
    pronouns={"él": "m", "ella": "f", "ellos": "p", "ellas": "p", "yo": "1", "nosotros": "1"},
    relatives=split("que quien quienes cual"),
    auxiliaries=split("ha han había habían es son era eran fue fueron no será serán habría"),
    adverbs=split(
        "también después luego ayer hoy además asimismo todavía ya así lunes martes miércoles "
        "jueves viernes sábado domingo"
    ),
    determiners=split("el la los las un una unos unas este esta estos estas su sus varios varias"),
    prepositions=split("de del a al en con por para sobre contra desde hasta entre sin tras ante"),
    breakers=split("que cuando si pero porque aunque mientras como donde pues sino"),
    conjunctions=split("y e pero o"),
    unnamed=split(
        "autoridades fuentes fuente testigo testigos expertos vecinos funcionarios portavoz "
        "investigadores analistas"
    ),
    documents=split("informe estudio encuesta comunicado documento documentos carta"),
    female=split("sra señora doña presidenta ministra directora alcaldesa"),
    male=split("sr señor don presidente ministro director alcalde"),
    passive=split("fue fueron es son sido"),
    figuring=dict.fromkeys(split("cifró cifraron cifra cifran situó sitúa estimó"), "en"),
    clitics=split("lo la los las le les se me te nos"),
    like="como",
    asking=split("cómo quién quiénes qué cuál cuáles dónde cuándo cuánto cuántos"),
    intention="a",
    agent="por",
)

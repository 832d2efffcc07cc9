"""German: reporting verbs and the small words around them."""

from __future__ import annotations

from onestory.claims.lexicon.words import Lexicon, forms_of, split

_PAST = """
sagte sagten erklärte erklärten betonte betonten teilte teilten meinte meinten berichtete
berichteten schrieb schrieben kündigte kündigten forderte forderten warnte warnten behauptete
behaupteten fügte ergänzte ergänzten äußerte äußerten versicherte versicherten räumte gab bestätigte
bestätigten kritisierte kritisierten lobte lobten bezeichnete bezeichneten nannte nannten antwortete
antworteten fragte fragten mahnte mahnten rief verlangte verlangten erwiderte unterstrich
unterstrichen argumentierte argumentierten vermutete vermuteten hieß schätzte schätzten
mitteilte mitteilten bekanntgab angab ankündigte
widersprach widersprachen meldete meldeten dementierte dementierten beteuerte beteuerten
verkündete verkündeten erzählte erzählten erinnerte stellte wies wiesen lehnte
"""
_PRESENT = """
sagt sagen erklärt erklären betont betonen meint meinen berichtet berichten schreibt schreiben
fordert fordern warnt warnen behauptet behaupten ergänzt versichert bestätigt bestätigen kritisiert
kritisieren lobt bezeichnet nennt antwortet fragt mahnt verlangt schätzt schätzen heißt glaubt
glauben findet erzählt hofft widerspricht widersprechen meldet melden dementiert beteuert
"""
_OF = "sprach sprachen spricht sprechen"  # with "von" behind it

GERMAN = Lexicon(
    verbs=forms_of("say", "past", _PAST.split()) | forms_of("say", "third", _PRESENT.split()),
    noun_like=split("sagen fragen fordern schreiben glauben erklärt bestätigt bezeichnet schätzen"),
    particles={(verb, "von"): ("judge", "past") for verb in _OF.split()},
    oblique=split("den dem des einen einem eines seinen seinem ihren ihrem diesen diesem"),
    that=split("dass daß ob wie warum"),
    according=(
        ("laut",),
        ("nach", "angaben", "von"),
        ("nach", "angaben", "der"),
        ("nach", "angaben", "des"),
        ("nach", "einschätzung", "von"),
        ("nach", "ansicht", "von"),
        ("so",),
    ),
    according_after=split("zufolge"),
    pronouns={"er": "m", "sie": "f", "ihm": "m", "ihr": "f", "es": "n", "ich": "1", "wir": "1"},
    relatives=split("der die das welcher welche"),
    auxiliaries=split(
        "hat haben hatte hatten ist sind war waren wird werden wurde wurden nicht habe sei"
    ),
    adverbs=split(
        "auch dann später noch gestern heute weiter zudem außerdem jedoch aber am zunächst bereits "
        "dazu dabei montag dienstag mittwoch donnerstag freitag samstag sonntag"
    ),
    determiners=split(
        "der die das den dem des ein eine einen einem einer eines seine ihre mehrere"
    ),
    prepositions=split(
        "in im an am auf für mit von vom zu zum zur bei beim aus nach über unter gegen um durch vor"
    ),
    breakers=split("dass weil wenn als während obwohl nachdem bevor ob und aber denn doch sondern"),
    conjunctions=split("und aber oder doch"),
    unnamed=split(
        "behörden sprecher sprecherin ermittler zeugen kreise insider experten fachleute beamte "
        "augenzeugen quellen anwohner kritiker mitarbeiter"
    ),
    documents=split("bericht studie umfrage mitteilung dokument dokumente schreiben brief zahlen"),
    female=split("frau sprecherin ministerin kanzlerin präsidentin chefin bürgermeisterin"),
    male=split("herr sprecher minister kanzler präsident chef bürgermeister"),
    passive=split("wurde wurden wird werden worden"),
    figuring=dict.fromkeys(
        split("beziffert beziffern bezifferte bezifferten schätzte schätzten"), "auf"
    ),
    prefixes=split("mit an ein hinzu bekannt zu zurück ab"),
    joins_nouns=split("der des von vom für und beim aus im"),
    like="wie",
    asking=split("wie wer warum was welche welcher welches wo wann wem wen weshalb wieso"),
    intention="zu",
    agent="von",
)

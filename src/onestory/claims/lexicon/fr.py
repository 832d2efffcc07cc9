"""French: reporting verbs and the small words around them."""

from __future__ import annotations

from onestory.claims.lexicon.words import Lexicon, forms_of, split

_VERBS = """
dit disent déclare déclarent déclaré affirme affirment affirmé explique expliquent expliqué
annonce annoncent annoncé ajoute ajoutent ajouté estime estiment estimé assure assurent assuré
précise précisent précisé souligne soulignent souligné indique indiquent indiqué rappelle rappelé
raconte racontent raconté écrit écrivent répond répondu confie confié regrette regretté dénonce
dénoncent dénoncé prévient prévenu insiste insisté poursuit poursuivi confirme confirment confirmé
reconnaît reconnu critique critiqué demande demandé lance lancé tranche martèle promet promis
soutient soutenu avance avancé juge jugé résume témoigne conclut note noté rapporte rapporté évoque
évoquent évoqué réclame réclament réclamé dément démenti rejette rejeté
"""

FRENCH = Lexicon(
    verbs=forms_of("say", "past", _VERBS.split()),
    noun_like=split("annonce estime demande note critique juge avance écrit promis lance rapporte"),
    that=split("que qu si"),
    according=(("selon",), ("d'après",), ("d’après",), ("pour",), ("aux", "yeux", "de")),
    according_after=frozenset(),
    pronouns={"il": "m", "elle": "f", "ils": "p", "elles": "p", "on": "n", "je": "1", "nous": "1"},
    relatives=split("qui que lequel laquelle"),
    auxiliaries=split(
        "a ont avait avaient est sont était étaient ne pas n'a n’a sera seront aurait a-t-il "
        "a-t-elle ont-ils"
    ),
    adverbs=split(
        "aussi ensuite encore déjà également hier aujourd'hui notamment ainsi toutefois lundi mardi "
        "mercredi jeudi vendredi samedi dimanche"
    ),
    determiners=split("le la les l un une des ce cet cette ces son sa ses leur leurs plusieurs"),
    prepositions=split("de du des à au aux en dans sur pour par avec sans sous chez vers d contre"),
    breakers=split("que quand lorsque si mais car parce alors comme puis où dont tandis"),
    conjunctions=split("et mais ou"),
    unnamed=split(
        "autorités responsable responsables source sources témoin témoins expert experts riverains "
        "porte-parole fonctionnaire habitants enquêteurs"
    ),
    documents=split("rapport étude sondage communiqué document documents enquête lettre"),
    female=split("mme madame mlle ministre-déléguée présidente directrice porte-parole"),
    male=split("m. monsieur président directeur"),
    passive=split("est sont été était étaient"),
    figuring=dict.fromkeys(split("chiffre chiffré évalue évalué estime estimé"), "à"),
    like="comme",
    asking=split("comment qui pourquoi quoi quel quelle quels quelles où quand combien"),
    intention="de",
    agent="par",
)

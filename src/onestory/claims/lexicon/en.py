"""English: reporting verbs by what they take, and the small words around them."""

from __future__ import annotations

from onestory.claims.lexicon.words import Form, Lexicon, VerbClass, split

_SAY = """
say add note argue claim state announce explain acknowledge insist declare suggest report write
admit conclude recall respond reply reiterate stress emphasize emphasise assert allege contend
maintain concede confirm reveal predict estimate believe think tweet post quip joke boast complain
lament observe remark comment mention recount repeat testify swear disclose speculate hint imply
fear worry hope assume guess feel agree vow pledge promise counter retort reason caution shout
chant yell whisper boom beam chide snap proclaim profess affirm hypothesize theorize theorise
surmise opine venture interject muse posit write-in deadpan gush conjecture doubt reckon
understand know expect propose recommend demand warn mutter scoff sneer crow chime protest
rule decide learn anticipate figure foresee
realize realise suspect determine remember forget notice fret marvel bemoan brag gloat confess concur
chorus volunteer specify stipulate exclaim fume thunder bellow scream murmur mumble gripe grumble
elaborate clarify reflect signal attest certify imagine suppose presume wonder answer
enthuse intone blurt drawl hiss wail howl seethe inquire
forecast project calculate pray dream insinuate reaffirm continue
"""
_TELL = "tell inform assure remind ask urge advise warn notify brief instruct encourage persuade implore"
_JUDGE = """
criticize criticise praise accuse blame endorse call describe defend dismiss reject support oppose
question mock denounce condemn decry attack blast slam rip label brand portray cast characterize
characterise liken compare back favor favour welcome applaud hail laud salute thank ridicule
challenge deny dispute cite reference quote discuss detail outline address highlight echo express
propose criticise oppose championed champion advocate approve disapprove love hate dislike
prefer regret resent consider deem view see regard accept embrace disavow repudiate rebuke lambast
lambaste deride disparage chastise castigate fault scold skewer excoriate tout trumpet
downplay underscore underline spell contradict rebut refute predict estimate order request recommend
demand reiterate issue
assail admire appreciate celebrate commend congratulate compliment mourn lament rebuff spurn shun
snub belittle insult taunt heckle jeer boo cheer scold reprimand admonish censure malign vilify
demonize invoke retweet pitch promote espouse dub perceive interpret recognize recognise identify
bemoan savage herald relish trust distrust doubt fear despise detest resist veto sue charge
voice list publish unveil nominate ignore
"""
_WANT = """
want plan hope seek vow pledge promise refuse decline agree intend aim threaten offer wish expect
prefer push decide aspire strive yearn consent opt choose commit resolve
"""
_SHOW = """
show find suggest indicate reveal say report conclude estimate state read note warn confirm
"""
_IRREGULAR = {
    "say": ("says", "said", "saying"),
    "tell": ("tells", "told", "telling"),
    "write": ("writes", "wrote", "writing"),
    "think": ("thinks", "thought", "thinking"),
    "feel": ("feels", "felt", "feeling"),
    "understand": ("understands", "understood", "understanding"),
    "know": ("knows", "knew", "knowing"),
    "hold": ("holds", "held", "holding"),
    "find": ("finds", "found", "finding"),
    "swear": ("swears", "swore", "swearing"),
    "see": ("sees", "saw", "seeing"),
    "seek": ("seeks", "sought", "seeking"),
    "cast": ("casts", "cast", "casting"),
    "read": ("reads", "read", "reading"),
    "show": ("shows", "showed", "showing"),
    "spell": ("spells", "spelled", "spelling"),
    "foresee": ("foresees", "foresaw", "foreseeing"),
    "rebut": ("rebuts", "rebutted", "rebutting"),
    "quip": ("quips", "quipped", "quipping"),
    "chide": ("chides", "chided", "chiding"),
    "admit": ("admits", "admitted", "admitting"),
    "plan": ("plans", "planned", "planning"),
    "slam": ("slams", "slammed", "slamming"),
    "snap": ("snaps", "snapped", "snapping"),
    "rip": ("rips", "ripped", "ripping"),
    "label": ("labels", "labeled", "labeling"),
    "refer": ("refers", "referred", "referring"),
    "infer": ("infers", "inferred", "inferring"),
    "prefer": ("prefers", "preferred", "preferring"),
    "regret": ("regrets", "regretted", "regretting"),
    "crow": ("crows", "crowed", "crowing"),
    "view": ("views", "viewed", "viewing"),
    "disavow": ("disavows", "disavowed", "disavowing"),
    "underline": ("underlines", "underlined", "underlining"),
}
# Two words that together report: "called for", "pointed out". Their head is in neither list alone.
PARTICLES: dict[tuple[str, str], VerbClass] = {
    ("point", "out"): "say",
    ("point", "to"): "judge",
    ("call", "for"): "judge",
    ("call", "on"): "judge",
    ("refer", "to"): "judge",
    ("allude", "to"): "judge",
    ("object", "to"): "judge",
    ("respond", "to"): "judge",
    ("react", "to"): "judge",
    ("talk", "about"): "judge",
    ("speak", "about"): "judge",
    ("speak", "of"): "judge",
    ("talk", "of"): "judge",
    ("complain", "about"): "judge",
    ("warn", "of"): "judge",
    ("warn", "against"): "judge",
    ("caution", "against"): "judge",
    ("argue", "against"): "judge",
    ("argue", "for"): "judge",
    ("insist", "on"): "judge",
    ("agree", "with"): "judge",
    ("disagree", "with"): "judge",
    ("believe", "in"): "judge",
    ("care", "about"): "judge",
    ("worry", "about"): "judge",
    ("lash", "out"): "judge",
    ("hit", "back"): "judge",
    ("lay", "out"): "judge",
    ("rail", "against"): "judge",
    ("touch", "on"): "judge",
    ("hint", "at"): "judge",
    ("scoff", "at"): "judge",
    ("apologize", "for"): "judge",
    ("apologise", "for"): "judge",
    ("ask", "for"): "judge",
    ("ask", "about"): "judge",
    ("wonder", "if"): "say",
    ("wonder", "whether"): "say",
    ("wonder", "why"): "say",
    ("wonder", "how"): "say",
    ("focus", "on"): "judge",
    ("think", "of"): "judge",
    ("look", "at"): "judge",
    ("opt", "for"): "judge",
    ("vote", "against"): "judge",
    ("push", "for"): "judge",
    ("push", "back"): "judge",
    ("take", "aim"): "judge",
    ("weigh", "in"): "judge",
    ("come", "out"): "judge",
    ("speak", "out"): "judge",
    ("double", "down"): "judge",
    ("stand", "by"): "judge",
    ("side", "with"): "judge",
    ("boast", "of"): "judge",
    ("boast", "about"): "judge",
    ("brag", "about"): "judge",
    ("joke", "about"): "judge",
    ("write", "about"): "judge",
    ("tweet", "about"): "judge",
    ("warn", "about"): "judge",
    ("fret", "about"): "judge",
    ("rant", "about"): "judge",
    ("argue", "about"): "judge",
    ("testify", "about"): "judge",
    ("elaborate", "on"): "judge",
    ("comment", "on"): "judge",
    ("spell", "out"): "judge",
    ("call", "out"): "judge",
    ("tear", "into"): "judge",
    ("agree", "to"): "judge",
    ("agree", "on"): "judge",
    ("admit", "to"): "judge",
    ("make", "clear"): "judge",
    ("fire", "back"): "judge",
    ("brush", "off"): "judge",
    ("vouch", "for"): "judge",
    ("swipe", "at"): "judge",
    ("talk", "up"): "judge",
    ("lobby", "for"): "judge",
    ("plead", "for"): "judge",
}


# Forms that are something else nearly always: "swing states", "to find a home", "the reason".
_OTHERWISE = "state states find back reason reasons push issue issues"


def _inflect(lemma: str) -> tuple[str, str, str]:
    if lemma in _IRREGULAR:
        return _IRREGULAR[lemma]
    if lemma.endswith("y") and lemma[-2] not in "aeou":
        return lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"
    third = lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else "s")
    if lemma.endswith("e"):
        return third, lemma + "d", lemma[:-1] + "ing"
    return third, lemma + "ed", lemma + "ing"


def _verbs() -> dict[str, tuple[VerbClass, Form]]:
    table: dict[str, tuple[VerbClass, Form]] = {}
    classes: tuple[tuple[VerbClass, str], ...] = (
        ("want", _WANT),
        ("judge", _JUDGE),
        ("show", _SHOW),
        ("say", _SAY),
        ("tell", _TELL),
    )
    for verb_class, lemmas in classes:  # a later class wins: "warn" tells, "show" only shows
        for lemma in lemmas.split():
            third, past, ing = _inflect(lemma)
            table[lemma] = (verb_class, "base")
            table[third] = (verb_class, "third")
            table[ing] = (verb_class, "ing")
            table[past] = (verb_class, "past")
    for form in _OTHERWISE.split():
        del table[form]
    return table


def _particle_forms() -> dict[tuple[str, str], tuple[VerbClass, Form]]:
    """Inflected verb and particle to class and form."""
    table: dict[tuple[str, str], tuple[VerbClass, Form]] = {}
    irregular = {
        "speak": ("speaks", "spoke", "speaking"),
        "lay": ("lays", "laid", "laying"),
        "hit": ("hits", "hit", "hitting"),
        "opt": ("opts", "opted", "opting"),
        "take": ("takes", "took", "taking"),
        "come": ("comes", "came", "coming"),
        "stand": ("stands", "stood", "standing"),
        "brag": ("brags", "bragged", "bragging"),
        "tear": ("tears", "tore", "tearing"),
        "make": ("makes", "made", "making"),
    }
    for (lemma, particle), verb_class in PARTICLES.items():
        third, past, ing = irregular.get(lemma) or _inflect(lemma)
        table[lemma, particle] = (verb_class, "base")
        table[third, particle] = (verb_class, "third")
        table[ing, particle] = (verb_class, "ing")
        table[past, particle] = (verb_class, "past")
    return table


_NOUN_LIKE = """
note notes claim claims report reports post posts comment comments remark remarks hope hopes fear
fears plan plans call calls support supports attack attacks challenge challenges question questions
promise promises pledge pledges demand demands offer offers request requests order orders view
views state states thought read reading feeling understanding finding findings estimate estimates
doubt doubts guess worry worries joke jokes tweet tweets show shows find look rule rules address
detail details reference references back fault raise post label brand issue issues like warning
meaning love hate stress reason reasons counter hold holds lead figure figures crow snap brief
record echo quote quotes champion beam boom love push decline aim aims outline trust distrust signal
signals project projects charge charges pitch savage cheer cheers insult insults taunt doubts veto dreams
dream protest protests chorus volunteer volunteers commit resolve list lists
"""

ENGLISH = Lexicon(
    verbs=_verbs(),
    noun_like=split(_NOUN_LIKE),
    that=split("that whether if why how what"),
    according=(("according", "to"), ("as", "per"), ("in", "the", "words", "of")),
    according_after=frozenset(),
    pronouns={
        "he": "m",
        "she": "f",
        "they": "p",
        "it": "n",
        "i": "1",
        "we": "1",
        "you": "2",
        "him": "m",
        "her": "f",
        "them": "p",
        "his": "m",
        "their": "p",
        "its": "n",
    },
    relatives=split("who which that whom"),
    auxiliaries=split(
        "has have had is are was were be been being will would could can may might must should "
        "shall do does did won't wouldn't didn't don't doesn't hasn't haven't hadn't isn't wasn't "
        "can't couldn't cannot aren't weren't shouldn't mustn't not never n't"
    ),
    adverbs=split(
        "also later then still once again even just only now soon often always sometimes simply "
        "first previously recently already instead further meanwhile too ever rather long "
        "yesterday today tonight earlier afterwards afterward well"
    ),
    plain=split(
        "said says say saying told tells tell telling to added adds wrote writes announced of"
    ),
    past_endings=("ed",),
    pasts=split(
        "began went shot came took gave made ran stood sat got kept led met spoke broke drew grew "
        "threw flew rose fell fought brought bought caught taught won lost sent built paid became "
        "chose drove rode wore shook sang sank walked left held felt meant dealt spent slept "
        "swept heard knew threw grew blew woke froze stole swore tore bore hung stuck struck dug "
        "swung fed fled withdrew undertook sprang swam hid forgot forgave thought saw seen laid "
        "understood"
    ),
    subordinators=split("when as after before although though while because since until if where"),
    fronted=split(
        "later ago earlier week month year night morning afternoon evening time moment point however "
        "indeed moreover nevertheless nonetheless therefore thus besides"
    ),
    determiners=split(
        "the a an this that these those some any each every no his her their its our my your "
        "many most several few both all another other such"
    ),
    prepositions=split(
        "of in on at by for with from to into about against over under between among through "
        "during before after since until within without across behind near toward towards upon "
        "outside inside around via per despite amid like unlike as than"
    ),
    breakers=split(
        "when while because although though if whether where why how what after before since as "
        "until unless so but yet once whereas than then or nor because"
    ),
    conjunctions=split("and but or while yet"),
    unnamed=split(
        "official officials source sources person people witness witnesses aide aides adviser "
        "advisers advisor advisors diplomat diplomats analyst analysts expert experts resident "
        "residents investigator investigators someone employee employees insider insiders others "
        "critics supporters neighbours neighbors passenger passengers relatives executives "
        "authorities lawmakers researchers scientists economists doctors activists protesters "
        "man woman men women spokesman spokeswoman spokesperson"
    ),
    documents=split(
        "report reports study studies poll polls survey surveys document documents data letter "
        "memo statement filing filings lawsuit complaint email emails paper figures records "
        "statistics research indictment analysis article review transcript post tweet book column "
        "editorial"
    ),
    female=split(
        "ms mrs miss madam lady queen princess duchess sister mother daughter wife chairwoman "
        "spokeswoman congresswoman businesswoman actress woman girl"
    ),
    male=split(
        "mr sir lord king prince duke brother father son husband chairman spokesman congressman "
        "businessman actor man boy"
    ),
    passive=split("is are was were be been being"),
    particles=_particle_forms(),
    intention="to",
    company="with",
    seeming=split("seem seems seemed appear appears appeared"),
    supposed=split(
        "expected said believed considered thought known reported alleged rumored rumoured projected "
        "seen regarded viewed presumed feared estimated"
    ),
    makers=split(
        "for lead leads led leading prompt prompts prompted prompting cause causes caused causing "
        "allow allows allowed allowing force forces forced forcing require requires required "
        "requiring leave leaves left leaving enable enables enabled enabling get gets got getting "
        "inspire inspires inspired inspiring compel compels compelled compelling spur spurs spurred"
    ),
    persons_that=split("who"),
    thing_that="that",
    likeness="like",
    modals=split("will would can could may might must should shall do does did"),
    going_on="on",
    quoting=split("quoted quotes cited cites"),
    counting=split("counts counted lists listed records recorded tallies tallied"),
    figuring=dict.fromkeys(split("put puts pegged pegs estimated estimates"), "at"),
    like="as",
    asking=split("how who why what which where when whose whom"),
    asked="asked",
    topic="about",
    agent="by",
)

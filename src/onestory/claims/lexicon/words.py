"""The shape of a language's word list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

VerbClass = Literal["say", "tell", "judge", "want", "show"]
"""say: takes a clause or quotation; tell: has an addressee first; judge: takes a thing judged;
want: takes an intention; show: a document, poll or study as its subject."""

Form = Literal["base", "third", "past", "ing"]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the attribution rules need to know of a language; every word is lower case."""

    verbs: dict[str, tuple[VerbClass, Form]]
    noun_like: frozenset[str]
    """Verb forms that are more often nouns ("reports"), trusted only right after a subject."""
    that: frozenset[str]
    according: tuple[tuple[str, ...], ...]
    """Word sequences that put the source after them ("according to")."""
    according_after: frozenset[str]
    """Words that put the source before them (German "zufolge")."""
    pronouns: dict[str, str]
    """Third person pronouns and their class: m, f, p (plural) or n."""
    relatives: frozenset[str]
    auxiliaries: frozenset[str]
    adverbs: frozenset[str]
    determiners: frozenset[str]
    prepositions: frozenset[str]
    breakers: frozenset[str]
    """Words that end a noun phrase on its left: conjunctions, question words."""
    conjunctions: frozenset[str]
    unnamed: frozenset[str]
    """Heads of sources that are people without a name ("officials")."""
    documents: frozenset[str]
    """Heads of sources that are papers, polls, studies."""
    female: frozenset[str]
    male: frozenset[str]
    """Given names and titles that settle a pronoun."""
    passive: frozenset[str]
    """Forms of "be" that make a past participle passive."""
    particles: dict[tuple[str, str], tuple[VerbClass, Form]] = field(default_factory=dict)
    """Verb and particle that report only together ("called for")."""
    plain: frozenset[str] = frozenset()
    """Last words of cues that say no more than that something was said."""
    past_endings: tuple[str, ...] = ()
    """How verbs end that may stand beside a quotation and are not in `verbs`: "barked"."""
    pasts: frozenset[str] = frozenset()
    """Past forms without such an ending that are no nouns as well: "came"."""
    subordinators: frozenset[str] = frozenset()
    """Words that open a clause with a subject of its own: "when", "although"."""
    fronted: frozenset[str] = frozenset()
    """Last words of a phrase that stands before the subject: "A month later, …"."""
    seeming: frozenset[str] = frozenset()
    """Forms of "seem"."""
    supposed: frozenset[str] = frozenset()
    """Participles of what nobody in particular thinks: "is expected to"."""
    makers: frozenset[str] = frozenset()
    """What makes another do something: "led", "for" in "for him to say"."""
    persons_that: frozenset[str] = frozenset()
    """The relative pronouns that are people."""
    thing_that: str = ""
    """The relative pronoun of things, and what points at them: "that"."""
    going_on: str = ""
    """The word before an infinitive that only goes on: "went | on | to say"."""
    modals: frozenset[str] = frozenset()
    """Auxiliaries no past form stands behind, and so a name there: "May said"."""
    likeness: str = ""
    """The preposition whose object may be a subject: "a town like them says"."""
    oblique: frozenset[str] = frozenset()
    """Determiners that no subject has (German "den")."""
    quoting: frozenset[str] = frozenset()
    """Verbs whose object is who speaks: "quoted"."""
    figuring: dict[str, str] = field(default_factory=dict)
    """Verbs that give a figure, with the word before it: "put the toll | at | 40"."""
    counting: frozenset[str] = frozenset()
    """Verbs that give the number behind them: "counts | 1,200 homes"."""
    clitics: frozenset[str] = frozenset()
    """Pronouns between a subject and its verb that are no part of either: "Ruiz lo dijo"."""
    prefixes: frozenset[str] = frozenset()
    """Parts of a verb that stand behind its subject: "teilte die Polizei mit"."""
    joins_nouns: frozenset[str] = frozenset()
    """Where every noun has a capital: the small words that may stand between two of one phrase."""
    asking: frozenset[str] = frozenset()
    """Question words: "how", "who"."""
    like: str = ""
    """The word of "As Holt said, …"."""
    asked: str = ""
    topic: str = ""
    """The words of "asked about"."""
    company: str = ""
    """The word that gives a participle a subject of its own ("with")."""
    intention: str = ""
    """The word that opens an intention ("to")."""
    agent: str = ""
    """The word that puts the speaker after a passive ("by")."""

    def is_past(self, low: str) -> bool:
        """Whether a word looks like a past form of any verb."""
        return low in self.pasts or low.endswith(self.past_endings)


def split(words: str) -> frozenset[str]:
    """A set from words parted by blanks."""
    return frozenset(words.split())


def forms_of(
    verb_class: VerbClass, form: Form, words: Iterable[str]
) -> dict[str, tuple[VerbClass, Form]]:
    """The same class and form for every word."""
    return dict.fromkeys(words, (verb_class, form))

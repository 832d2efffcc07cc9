"""Which sentences lean on others: pronouns without their person, "by then", a subject not yet named.

A brief takes sentences out of their articles. What leans only on its article is left out; what leans on
something that the headline or an earlier sentence of the brief has named may follow it (`follows`).
"""

from __future__ import annotations

import re
from itertools import pairwise

from onestory.cluster.small_words import FUNCTION_WORDS
from onestory.cluster.terms import UNSPACED, WORD

# "He said so." "But that …" "These …": no sense without the sentence before.
OPENING = re.compile(
    r"(?:[\"“„«‚‘']\s*)?(?:(?:he|she|they|it|this|that|these|those|there|here|his|her|their|its|such|"
    r"i|we|you|my|our|your|one|both|neither|another|others|"
    r"er|sie|es|dies\w*|das|dort|damit|dabei|ihr\w*|sein\w*|wir|ich|"
    r"il|elle|ils|elles|ce|cette|ces|cela|ça|son|sa|ses|leur|nous|je|"
    r"él|ella|ellos|ellas|esto|esta|este|estos|estas|eso|su|sus|"
    r"but|and|so|or|yet|now|other|which|who|whose|however|meanwhile|also|instead|then|still|moreover|nevertheless|otherwise|"
    r"therefore|thus|besides|indeed|though|although that|because of this|"
    r"aber|und|doch|jedoch|mais|et|pero|y|sin embargo)\b)"
    r"|(?:その|この|それ|これ|また|しかし|一方|同)",
    re.IGNORECASE,
)
# "By then the oil was burning", "In the same letter", "As for the turnout", "warned the day before.";
# not "the same as before" or "the day before the vote".
BACKWARD = re.compile(
    r"\b(?:by (?:then|that time)|at (?:the|that) time|since then|until then|the (?:latter|former)|"
    r"the same (?!(?:\w+ )?(?:as|that)\b)|of (?:these|those|them)\b|(?:on|in) the other hand|"
    r"to that end|that is why|in this way|had (?:earlier|previously)\b|one all the same\b|it again\b|"
    r"(?:sagte?|meinte?|erklärte?|betonte?) (?:er|sie)\b|"
    r"(?:dit|ajoute(?:-t)?|affirme(?:-t)?)-(?:il|elle)\b|"
    r"(?:in|on|at|by|after|before|during|until|since) that (?:day|night|week|month|year|season|hour)\b|"
    r"the (?:day|night|evening|morning|week|month|year) (?:before|earlier|after)"
    r"(?= (?:and|but|or)\b|[,.;:!]))",
    re.IGNORECASE,
)
# "14 people, most of them infants": of whom stands before, in the sentence.
AMONG = re.compile(r", (?:(?:[\w-]+) ){1,2}of them\b")
BACKWARD_OPENING = re.compile(
    r"(?:as for|for once|for (?:his|her|their|its) part|by (?:his|her|their|its|our)|how |why |"
    r"nor |not so|as a (?:result|consequence),|well, |all (?:of )?(?:this|that|these) |"
    r"(?:in|for) (?:addition|example|instance|short|contrast|comparison|turn),|"
    r"at least that|(?:told|asked|pressed)\b[^,]*, (?:he|she)\b|"
    r"each (?:has|had|have|is|are|was|were|will)\b|what (?:they|he|she|it)\b|(?:[\w.,]+ ){1,2}of it\b|"
    r"the (?:difference|reason|result|answer|question|rest|other|others)\b)",
    re.IGNORECASE,
)
# "Unfortunately, that is not true.", "In Brindle, this helped nobody.": what is meant stands before.
POINTING = re.compile(
    r"[^,.;:“\"]{2,40}, (?:this|these|those|that (?:is|was|has|had|will|would|changed))\b"
    r"(?! (?:newspaper|year|week|month|morning|evening|afternoon|time)\b)"
)
# "Ada Holm also said …": to what else it adds is told before. Not "the rivals also gained", far behind.
ADDING = re.compile(r"(?:[\w.'’-]+ ){1,4}also\b")
# "Just like Ada Holm did in 2012."
LIKENING = re.compile(r"(?:just|much|exactly|not) (?:like|as)\b", re.IGNORECASE)
# "Harriet Yardley: It costs 382 million crowns.": a line of a transcript; "UPDATE, Saturday: …";
# "Aftermath: the south stand.": a caption.
LABELLED = re.compile(r"(?:[\w.'’-]+,? ){0,2}[\w.'’-]+: ")
QUOTED = re.compile(r"“[^“”]*”|\"[^\"]*\"|«[^«»]*»|„[^„“”]*[“”]|‘[^‘’]+ [^‘’]*’")
NARRATOR = re.compile(r"\b(?:I|we|us|our|ours|me|my|you|your)\b(?!['’])")
PERSONAL = re.compile(r"\b(?:he|she|him|her|his|hers)\b", re.IGNORECASE)
# A person before the pronoun: a name, or "the driver", "a hydrologist".
NAMED = re.compile(r"[A-Z][\w’'-]+")
ROLE = re.compile(
    r"(?:^|[,;:–-]\s*|\b)(?:the|a|an|one|every|no|mr|mrs|ms|dr)\s+[\w-]+", re.IGNORECASE
)
# "In the same letter she …", "At one village school, he …": what stands in front is no person.
ADJUNCT = re.compile(
    r"\A(?:in|on|at|by|for|from|with|after|before|during|under|until|since|as|when|while|if|despite|"
    r"within|without|of|to|late|early|last|next|told|asked|pressed|finally|later|earlier|eventually|"
    r"afterwards?|ultimately|recently|initially|previously|first|today|yesterday)\b[^,]*(?:,\s*|\Z)",
    re.IGNORECASE,
)
DEFINITE = re.compile(r"(?:the|der|die|das|den|le|la|les|l['’]|el|los|las)\b\s*", re.IGNORECASE)
OWNER = re.compile(r"[\w-]+['’]s\s")  # "The Ledger's sum rests on …": whose sum is named, not which
SUBJECT_WORDS = 3  # content words after "the" in which something known is looked for
STEM = 5  # letters: "ministry" and "minister" are held for one
ELIDED = re.compile(r"\A(?:[cdjlmnst]|qu)['’]|['’]s\Z", re.IGNORECASE)  # "l'orge", "Karsk's"
# "killing" and "killed", "banks" and "bank"; not the "ing" of "king".
ENDING = re.compile(r"(?<=..[^\W_])(?:ing|ed|es|s|er|en|e)\Z")


def leans(sentence: str) -> bool:
    """Whether the sentence points to something that only its article names.

    >>> leans("In the same letter she put her fee at 51,000 crowns.")
    True
    >>> leans("Ada Holm said she would appeal.")
    False
    """
    if OPENING.match(sentence) or BACKWARD_OPENING.match(sentence) or LABELLED.match(sentence):
        return True
    if any(rule.match(sentence) for rule in (POINTING, ADDING, LIKENING)):
        return True
    told = QUOTED.sub(" ", sentence)
    return (
        bool(BACKWARD.search(AMONG.sub(" ", told)))
        or NARRATOR.search(told) is not None
        or _orphan(told)
    )


def _orphan(sentence: str) -> bool:
    """Whether "he" or "she" stands before anybody whom it could be."""
    found = PERSONAL.search(sentence)
    if found is None:
        return False
    before = sentence[: found.start()]
    if any(named.start() > 0 for named in NAMED.finditer(before)):
        return False
    clause = ADJUNCT.sub("", before)
    return not (ROLE.search(clause) or NAMED.match(clause))


def stems(text: str) -> frozenset[str]:
    """The content words of a text, cut so that forms of one word are one."""
    return frozenset(stem for stem, _ in _stems(text))


def _stems(text: str) -> list[tuple[str, bool]]:
    """Each content word's stem, and whether it has a capital that no sentence begins with."""
    found: list[tuple[str, bool]] = []
    for match in WORD.finditer(text):
        word = ELIDED.sub("", match.group())
        if UNSPACED.match(word):
            found += [(a + b, False) for a, b in pairwise(word)]
        elif word.lower() not in FUNCTION_WORDS:
            stem = ENDING.sub("", word.lower())[:STEM]
            found.append((stem, word[0].isupper() and match.start() > 0))
    return found


def follows(sentence: str, known: frozenset[str], speaks: bool = False) -> bool:
    """Whether what the sentence speaks of is known by then: it names somebody or something itself, or
    shares a word with what was told. A subject with "the" must be known, or name what it is of, unless
    it is who says something (`speaks`): an office needs no introduction.

    >>> follows("The whole board will stay for a year.", stems("Two banks become one"))
    False
    >>> follows("The board of Kredit Nord will stay.", stems("Two banks become one"))
    True
    """
    if UNSPACED.search(sentence):
        return True
    definite = DEFINITE.match(sentence)
    words = _stems(sentence)
    if definite and not speaks:
        words = words[:SUBJECT_WORDS]
        if words and OWNER.match(sentence, definite.end()):
            words[0] = (words[0][0], False)
    return any(capital or stem in known for stem, capital in words)

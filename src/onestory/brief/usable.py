"""Which sentences may stand alone in a brief: whole, attributed, not opinion, not furniture.

Precision first: a sentence that leans on the one before it, is damaged or asks something is left out.
"""

from __future__ import annotations

import re

FEWEST_WORDS, MOST_WORDS = 6, 60
FEWEST_UNSPACED, MOST_UNSPACED = 12, 160  # characters, for scripts without spaces

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")

# "He said so." "But that …" "These …": no sense without the sentence before.
LEANING = re.compile(
    r"(?:[\"“„«‚‘']\s*)?(?:(?:he|she|they|it|this|that|these|those|there|here|his|her|their|its|such|"
    r"i|we|you|my|our|your|one|both|neither|another|others|"
    r"er|sie|es|dies\w*|das|dort|damit|dabei|ihr\w*|sein\w*|wir|ich|"
    r"il|elle|ils|elles|ce|cette|ces|cela|ça|son|sa|ses|leur|nous|je|"
    r"él|ella|ellos|ellas|esto|esta|este|estos|estas|eso|su|sus|"
    r"but|and|so|or|yet|however|meanwhile|also|instead|then|still|moreover|nevertheless|otherwise|"
    r"therefore|thus|besides|indeed|though|although that|because of this|"
    r"aber|und|doch|jedoch|mais|et|pero|y|sin embargo)\b)"
    r"|(?:その|この|それ|これ|また|しかし|一方|同)",
    re.IGNORECASE,
)
OPINION = re.compile(
    r"\b(?:I think|I believe|in my view|in our view|we believe|must be ashamed|frankly|surely|"
    r"thankfully|shameful|disgrace(?:ful)?|outrageous|let us|let's)\b",
    re.IGNORECASE,
)
FURNITURE = re.compile(
    r"\b(?:subscribe|newsletter|sign up|sign in|log in|cookies?|click here|read more|follow us|"
    r"all rights reserved|photo(?:graph)?:|image:|advertisement|share this|download the app|"
    r"correction:|this article was (?:updated|amended)|live updates?|as it happened)\b",
    re.IGNORECASE,
)
OPENERS, CLOSERS = "“„«「『(", "”“»」』)"
END = re.compile(r"[.!。！…][\"”’»」』)]*\Z")


def is_usable(sentence: str) -> bool:
    """Whether the sentence can stand in a brief on its own.

    >>> is_usable("The ferry ran aground off Tarn Head with 210 people aboard.")
    True
    >>> is_usable("She added that it was too early to say.")
    False
    """
    if UNSPACED.search(sentence):
        if not FEWEST_UNSPACED <= len(sentence) <= MOST_UNSPACED:
            return False
    elif not FEWEST_WORDS <= word_count(sentence) <= MOST_WORDS:
        return False
    return (
        bool(END.search(sentence))
        and not sentence[0].islower()
        and "?" not in sentence
        and not LEANING.match(sentence)
        and not OPINION.search(sentence)
        and not FURNITURE.search(sentence)
        and balanced(sentence)
    )


def word_count(text: str) -> int:
    """Words of a sentence; two characters make a word where the script has no spaces."""
    unspaced = len(UNSPACED.findall(text))
    return len(WORD.findall(UNSPACED.sub(" ", text))) + (unspaced + 1) // 2


def balanced(sentence: str) -> bool:
    """Whether every quotation mark and bracket that opens also closes."""
    if sentence.count('"') % 2:
        return False
    if sentence.count("„"):
        return sentence.count("„") == sentence.count("“") + sentence.count("”")
    return all(
        sentence.count(left) == sentence.count(right)
        for left, right in (("“", "”"), ("«", "»"), ("「", "」"), ("(", ")"))
    )

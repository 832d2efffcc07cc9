"""Which sentences may stand alone in a brief: whole, attributed, not opinion, not furniture.

Precision first: a sentence that leans on the one before it, is damaged or asks something is left out.
"""

from __future__ import annotations

import re

from onestory.article import Span
from onestory.brief.leaning import QUOTED, leans

FEWEST_WORDS, MOST_WORDS = 6, 60
FEWEST_UNSPACED, MOST_UNSPACED = 12, 160  # characters, for scripts without spaces

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")

OPINION = re.compile(
    r"\b(?:I think|I believe|in my view|in our view|we believe|must be ashamed|frankly|surely|"
    r"thankfully|shameful|disgrace(?:ful)?|outrageous|let us|let's|this (?:newspaper|paper) (?:is|was|"
    r"thinks|believes|hopes|welcomes|has (?:said|argued|long)))\b",
    re.IGNORECASE,
)
# Praise, blame and slang in the outlet's own voice. Inside quotation marks they are somebody's words.
JUDGING = re.compile(
    r"\b(?:hero(?:ic|es)?|glorious|valiant|vigilant|bandits?|paymasters?|traitors?|thugs?|butchers?|"
    r"barbaric|evil|cowardly|despicable|scandalous|shocking|stunning|whopping|monstrous|monster|"
    r"stupid|idiotic|undignified|repugnant|deceitful|laughable|ludicrous|pathetic|disgusting|"
    r"click-?bait|by a long shot|"
    r"greedy|fat-cats?|trigger-happy|screaming|the finest|criminal negligence|bloodbath|"
    r"boffins?|top cop|regime's|did a runner|banged up|for the chop|clink|trousered|legged it|"
    r"heldenhaft\w*|ruhmreich\w*|"
    r"schändlich\w*|héroïques?|glorieu(?:x|se)s?|heroic[oa]s?|glorios[oa]s?)\b",
    re.IGNORECASE,
)
# "Brindle will not be spoken to like this.", "The council must act.": what ought to be, not what is. Of
# sentences with neither figure nor day nor speaker, which nothing else shows to be news.
DECLARING = re.compile(
    r"\b(?:will (?:not|never)|won['’]t|must|ought to|should|shall|cannot|can never)\b",
    re.IGNORECASE,
)
# "Unfortunately, the gates stayed shut.", "Ironically, …": the narrator's own weighing.
WEIGHING = re.compile(
    r"(?:(?:un)?fortunately|sadly|luckily|ironically|regrettably|tellingly|predictably|unsurprisingly|"
    r"of course|needless to say|to be sure|make no mistake|no wonder)\b",
    re.IGNORECASE,
)
# "Add up what they own, and …", "Just look at the harbour.": tells the reader what to do.
ADDRESSING = re.compile(
    r"(?:(?:just|now|please|do not|don['’]t)\s+)?(?:add up|consider|imagine|picture|suppose|recall|"
    r"remember|forget|look (?:at|no)|ask (?:any|a|the)|witness the|think (?:of|about)|"
    r"take (?:a look|the case|for example)|call it|meet (?:the|[A-Z])|stay tuned|listen to|"
    r"watch (?:the|how|as|[A-Z])|see (?:also|how|the|our)|here['’]s|tell us|check (?:out|back))\b",
    re.IGNORECASE,
)
# "CLOSE The mayor met …": the button of a player ran into the sentence.
BUTTON = re.compile(r"(?:CLOSE|SHARE|PLAY|WATCH|EMBED|VIDEO|PHOTOS?|AD|SKIP)\b[ :|]")
# "Ada HolmMayor to resign Harbour closed MORE’s plan": the titles of other pages ran into a name.
STUFFED = re.compile(r"[a-z]{2}[A-Z][a-z]{2}.*\bMORE\b")
# "Mayor Ada Holm speaks at the harbour of Brindle.": what a picture shows.
CAPTION = re.compile(
    r"(?:[A-Z][\w.’'-]*,? ){1,7}(?:speaks|testifies|waves|gestures|poses|arrives|walks|smiles|listens|"
    r"looks on|shakes hands|stands|is (?:seen|pictured|shown))\s+"
    r"(?:at|on|in|to|with|during|before|after|as|while|next|beside|outside)\b"
)
FURNITURE = re.compile(
    r"\b(?:subscribe|newsletter|sign up|sign in|log in|cookies?|click here|read more|follow us|"
    r"to read on|continue reading|read the full|already a (?:member|subscriber)|"
    r"all rights reserved|photo(?:graph)?:|image:|advertisement|share this|download the app|"
    r"correction:|this article was (?:updated|amended)|live updates?|as it happened|"
    r"is funded by|join (?:from|us|now)|relies on donations|donate)\b",
    re.IGNORECASE,
)
# "Tarnholm, 9 March (Norpress) - ", "WASHINGTON — ", "BRINDLE, Tarn. (Agency) -- ": opens a text and is
# no part of the sentence.
DATELINE = re.compile(
    r"(?:[^.!?\n()]{2,70}\([^()\n]{2,40}\)\s*(?:--?|[–—])"
    r"|[A-Z][A-Z.'’ -]{2,40}(?:, ?[A-Z][\w. ]{1,20}){0,2}(?: ?\([^()\n]{2,40}\))?\s(?:--?|[–—]))\s+"
)
BEGINNING = re.compile(r"[\"'“„«‚‘「『(¿¡$€£]*[^\W_]")
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
        and BEGINNING.match(sentence) is not None
        and not sentence[0].islower()
        and "?" not in sentence
        and not leans(sentence)
        and not OPINION.search(sentence)
        and not JUDGING.search(QUOTED.sub(" ", sentence))
        and not FURNITURE.search(sentence)
        and not any(rule.match(sentence) for rule in (WEIGHING, ADDRESSING, BUTTON, CAPTION))
        and not STUFFED.search(sentence)
        and not is_quotation(sentence)
        and balanced(sentence)
    )


def is_quotation(sentence: str) -> bool:
    """Whether it is nothing but somebody's words: who says them stands in another sentence.

    >>> is_quotation("“The wall will break, and the town with it.”")
    True
    >>> is_quotation("“The wall will break,” said Ada Holm.")
    False
    """
    return not any(map(str.isalnum, QUOTED.sub(" ", sentence)))


def declares(sentence: str) -> bool:
    """Whether the sentence says what ought to be, in the outlet's own voice.

    >>> declares("Brindle will not be spoken to in the language of lists.")
    True
    >>> declares("The mayor said that Brindle “must not give in”.")
    False
    """
    return DECLARING.search(QUOTED.sub(" ", sentence)) is not None


def without_dateline(text: str, sentence: Span) -> Span:
    """The sentence behind the dateline that it begins with, if it does."""
    opening = DATELINE.match(text, sentence.start, sentence.end)
    return Span(opening.end(), sentence.end) if opening else sentence


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

"""Fixed wording that code chooses: names of statuses, states, kinds. Pages print it as phrases."""

from __future__ import annotations

STATUS = {
    "agreed": "Agreed",
    "compatible": "Compatible",
    "disputed": "Disputed",
    "single-source": "One source only",
    "added-later": "Added later",
    "withdrawn": "Withdrawn",
}
STATUS_MEANING = {
    "agreed": "At least two independent origins report the same.",
    "compatible": "The reports differ in wording or precision, and all can be true.",
    "disputed": "Independent origins report what cannot all be true of one thing.",
    "single-source": "Only one independent origin reports it.",
    "added-later": "It was not in the first version of the page, or not in the outlet's first article.",
    "withdrawn": "It was in an earlier version and is no longer on the page.",
}
STATE = {
    "article": "Read in full",
    "partial": "Only a part could be read",
    "paywall": "Behind a paywall: the teaser is read",
    "consent": "A consent wall stands in front",
    "soft404": "The page says it does not exist",
    "challenge": "A bot challenge stands in front",
    "listing": "A list of links, not an article",
    "gallery": "A picture gallery",
    "live": "A live blog",
    "empty": "The page has no text",
    "unread": "Not read yet",
    "refused": "We may not read it",
    "failed": "It could not be fetched",
    "gone": "The outlet removed it",
}
KIND = {
    "wire": "News agency",
    "national": "National outlet",
    "regional": "Regional outlet",
    "tabloid": "Tabloid",
    "state-owned": "State-owned",
    "public": "Public broadcaster",
    "ngo": "Non-governmental organisation",
    "trade": "Trade press",
    "business": "Business press",
    "independent": "Independent",
    "newsletter": "Newsletter",
    "magazine": "Magazine",
    "commercial": "Commercial broadcaster",
    "non-profit": "Non-profit",
    "": "Kind unknown",
}
CLAIM_KIND = {
    "figure": "Figures",
    "quote": "Quotes",
    "event": "Events",
    "date": "Dates",
    "place": "Places",
}
CLAIM_LABEL = {
    "figure": "Figure",
    "quote": "Quote",
    "event": "Statement",
    "date": "Date",
    "place": "Place",
}
"""What kind of claim stands under it."""
CHANGE = {
    "figure": "A figure changed",
    "name": "A name changed",
    "date": "A date changed",
    "quote": "A quote changed",
    "attribution": "An attribution changed",
    "negation": "A negation changed",
    "headline": "The headline changed",
    "text": "Text changed",
    "text-added": "Text added",
    "text-removed": "Text taken out",
    "cosmetic": "Spelling or punctuation changed",
}
RANK = {
    "origins": "independent origins",
    "growth": "growth in independent origins",
    "owners": "different owners",
    "countries": "different countries",
    "freshness": "newest report",
}
WARNING = {
    "damaged-sentence": "Damaged sentence",
    "headline-mismatch": "Headline says what the text does not",
    "unattributed-figure": "Figure without a source",
    "unnamed-speaker": "Unnamed speaker",
    "missing-source-link": "Names a document without a link",
    "no-date": "No date",
    "no-byline": "No byline",
    "boilerplate": "Furniture of the page in the text",
    "loaded-wording": "Loaded wording",
    "possible-double-count": "Possible double count",
    "possible-name-error": "Possible name error",
}
UNKNOWN = "Unknown"
LANGUAGE = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "ja": "Japanese",
    "ar": "Arabic",
    "pt": "Portuguese",
    "it": "Italian",
    "zh": "Chinese",
    "ko": "Korean",
    "ru": "Russian",
    "nl": "Dutch",
    "pl": "Polish",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "sv": "Swedish",
    "da": "Danish",
    "no": "Norwegian",
    "fi": "Finnish",
    "he": "Hebrew",
    "hi": "Hindi",
    "fa": "Persian",
    "id": "Indonesian",
    "th": "Thai",
    "vi": "Vietnamese",
}

HUB = {
    "wanted": "not asked yet",
    "asked": "asked",
    "live": "pushes",
    "denied": "refused",
    "ending": "asked to stop",
    "ended": "ended",
}
HEALTH = {
    "gone": "All its feeds are gone for good",
    "failing": "No feed can be read",
    "unread": "Few of its pages can be read",
    "silent": "Nothing new for longer than usual",
    "partly": "A feed cannot be read",
    "unseen": "Not looked at yet",
    "paused": "Paused by the desk",
    "well": "Well",
}
"""What is wrong with an outlet, the worst first."""

OBSERVED = {
    "bylines": "articles with a byline",
    "credits": "articles that credit an agency",
    "copies": "articles that copy an earlier text",
    "documents": "articles that link a document",
    "silent": "silent corrections among changes",
}

_ELSEWHERE = {
    "other-event": "It tells another event.",
    "other-place": "It tells of another place.",
    "other-day": "It tells of another day.",
    "overview": "It sums up many events.",
}
DESK_REASON = {
    "merge": {
        "one-event": "Both pages told one event.",
        "update": "The later page carried on the event of the earlier one.",
    },
    "split": _ELSEWHERE,
    "move": _ELSEWHERE,
    "pin": {
        "matters": "It matters to most readers now.",
        "act": "Readers need it in order to act.",
    },
    "unpin": {
        "over": "It is over.",
        "overtaken": "Another story matters more now.",
    },
    "undo": {
        "mistake": "The decision was a mistake.",
        "new-reports": "New reports show it otherwise.",
    },
}
"""Why the desk decides what it decides about stories; readers see it."""
PROPOSAL = {
    "misplaced": "An article does not belong here",
    "same-event": "Two pages tell one event",
    "open": "Open",
    "accepted": "Accepted",
    "declined": "Declined",
}
"""What readers may propose, and what becomes of it."""
STEP = {
    "opened": "Opened the page",
    "joined": "Joined on arrival",
    "copied": "Joined as a copy",
    "came": "Moved here by a later look",
    "came-desk": "Moved here by the desk",
    "went": "Moved away by a later look",
    "went-desk": "Moved away by the desk",
}
"""How an article came to a story or went from it."""
REFUSED = {
    "reason": "Please choose a reason.",
    "same": "A story cannot go into itself.",
    "empty": "There is no such story, or it has no articles.",
    "none": "Please choose articles of this story.",
    "all": "These are all articles of the story: merge it instead.",
    "done": "That was done before.",
    "later": "A later decision stands in the way. Take that one back first.",
}
"""Why a decision of the desk was not carried out."""
DESK_ACTION = {
    "merge": "Merged",
    "split": "Split off",
    "move": "Moved",
    "pin": "Pinned",
    "unpin": "Unpinned",
    "undo": "Taken back",
}

REPORT = {
    "spam": "It is spam or an advertisement",
    "insult": "It insults or threatens somebody",
    "private": "It tells what is private",
    "law": "It breaks the law",
    "else": "It breaks another rule of this site",
}
"""What readers may report of a comment."""
COMMENT_STATE = {
    "published": "Published",
    "held": "Held",
    "spam": "Spam",
    "removed": "Removed",
    "reported": "Reported",
}
VIA = {
    "desk": "at the desk",
    "mail": "by a mailed link",
    "import": "by an import",
    "akismet": "by Akismet",
}
"""How a decision about a comment was made."""
VERDICT = {
    "publish": "The filter would publish it.",
    "hold": "The filter would hold it.",
    "spam": "The filter would mark it as spam.",
    "discard": "The filter is certain that it is spam.",
    "": "The filter did not judge it.",
}
SECOND = {
    "ham": "Akismet would publish it.",
    "spam": "Akismet takes it for spam.",
    "discard": "Akismet is certain that it is spam.",
    "silent": "Akismet did not answer in time.",
}

CATALOGUES = (
    SECOND,
    REPORT,
    COMMENT_STATE,
    VIA,
    VERDICT,
    *DESK_REASON.values(),
    DESK_ACTION,
    REFUSED,
    STEP,
    PROPOSAL,
    STATUS,
    STATUS_MEANING,
    STATE,
    KIND,
    CLAIM_KIND,
    CLAIM_LABEL,
    CHANGE,
    RANK,
    WARNING,
    LANGUAGE,
    HUB,
    HEALTH,
    OBSERVED,
    {"": UNKNOWN},
)

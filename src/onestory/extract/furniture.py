"""Single blocks that are not reporting: photo credits, bylines, "read more", newsletter calls."""

from __future__ import annotations

import re
from typing import Literal

from onestory.extract.blocks import Block
from onestory.extract.lines import Wording

MAX_WALL = 200  # characters of a paragraph that asks for money
SHORT = 160  # characters; longer blocks are never furniture by their first words alone
LONGEST = 2 * SHORT

# "Photo: A. Person / Agency", "© Agency 2024"; not "Photographers gathered at the gate."
PHOTO_CREDIT = Wording(
    r"^(?:photo|foto|image|bild|picture|pictures|video|grafik|graphic|illustration|credit|quelle|"
    r"source|fuente|crédit|immagine|copyright|写真|画像|©|\(c\))\s*(?:credit|by|:|©|/|–|-)?\s*[:©/]",
    signs="photo|foto|image|bild|picture|video|grafik|graphic|illustration|credit|quelle|source|"
    "fuente|crédit|immagine|copyright|写真|画像|©|(c)",
)
COPYRIGHT = Wording(
    r"^(?:©|\(c\)|copyright\b)|all rights reserved|alle rechte vorbehalten",
    signs="©|(c)|copyright|all rights|alle rechte",
)
# "By Ann Example", "Von Max Muster"; not "By the time they left, it was dark."
BYLINE = re.compile(
    r"^(?:[Bb]y|BY|[Vv]on|[Pp]ar|[Pp]or|Di|Da|[Dd]oor|Av|Af|Från|Fra|Written by|Text:|Text von)\s+"
    r"(?:[A-ZÀ-ÞА-Я][\w.'’-]+[ ,|/&]*(?:(?:and|und|et|y|e|en|og|och|de|van|von|der)\s+)?){1,8}$"
)
# "Read more: The harbour plan", "Lesen Sie auch: …"; not "Read more than once, the letter …"
READ_MORE = Wording(
    r"^(?:read (?:more|also|next)|also read|see also|more on this|related|related stor(?:y|ies)|"
    r"related articles?|recommended|don'?t miss|watch|listen|"
    r"lesen sie (?:auch|mehr|hier|dazu)|mehr zum thema|mehr dazu|auch interessant|siehe auch|"
    r"lire aussi|à lire aussi|lire la suite|voir aussi|lee también|leer más|lea también|"
    r"le[ií]a (?:mais|também)|leggi anche|lees ook|lees meer|les også|läs också|læs også|"
    r"baca juga|đọc thêm|xem thêm|関連記事|関連|相关阅读|延伸閱讀|관련기사|اقرأ أيضا|читайте также)"
    r"\s*(?:[:：|>»›…]|$)",
    signs="read |also read|see also|more on|related|recommended|don|watch|listen|lesen sie|mehr |"
    "auch interessant|siehe auch|lire |à lire|voir aussi|lee también|leer más|lea también|leia |leía |"
    "leggi anche|lees |les også|läs också|læs også|baca juga|đọc thêm|xem thêm|関連|相关阅读|延伸閱讀|"
    "관련기사|اقرأ أيضا|читайте также",
)
CALL = Wording(
    r"\b(?:sign up (?:to|for)|subscribe (?:to|now|today|for)|our newsletter|your inbox|"
    r"follow us on|^follow (?:.{1,40} )?on (?:twitter|facebook|instagram|telegram|linkedin)|"
    r"share this (?:article|story|post|page)|join our|download (?:the|our) app|click here to|"
    r"abonnieren sie|newsletter (?:an|abonnieren|bestellen)|folgen sie uns|"
    r"suscríbete|síguenos|inscrivez-vous|abonnez-vous|iscriviti|assine|inscreva-se|"
    r"advertisement|article continues below|story continues below|"
    r"this (?:story|article) (?:was|has been) (?:originally )?published (?:by|in|on)|"
    r"enable javascript|accept cookies|privacy policy)",
    signs="sign up|subscri|newsletter|your inbox|follow |share this|join our|download|click here|abonn|"
    "folgen sie|suscr|síguenos|inscrivez|iscriviti|assine|inscreva|advertisement|continues below|"
    "published|javascript|accept cookies|privacy policy",
)
# "12.03.2024, 10:15 Uhr", "Updated 3 hours ago", "4 min read"; not "In 2024 the council met."
STAMP = Wording(
    r"^(?:(?:published|updated|last updated|first published|posted|stand|aktualisiert|erstellt|"
    r"veröffentlicht|publié|mis à jour|publicado|actualizado|pubblicato|aggiornato|gepubliceerd|"
    r"oppdatert|publisert)\b.{0,80}|\d+\s*(?:min|minutes?|minuten)\.?\s*(?:read|lesezeit)?|"
    r"[\d./:,\s–|-]{6,40}(?:uhr|h|am|pm|gmt|cet|cest|utc|et)?)$",
    signs="published|updated|last updated|first published|posted|stand|aktualisiert|erstellt|veröffentlicht|"
    "publié|mis à jour|publicado|actualizado|pubblicato|aggiornato|gepubliceerd|oppdatert|publisert",
)

# "Subscribe to continue", "Already a subscriber?", "この記事は会員限定です"
WALL = Wording(
    r"subscribe (?:now )?to (?:continue|read|keep|unlock|access)|(?:continue|keep) reading (?:with|for|by)|"
    r"(?:sign|log) in to (?:continue|read)|(?:this (?:article|story|content) is |content )"
    r"(?:(?:only |exclusive(?:ly)? )?(?:for|available to) )?(?:our )?(?:subscribers|members)|"
    r"already (?:a )?(?:subscriber|member)\??|to read the (?:full|rest)|for subscribers only|"
    r"subscriber[- ](?:only|exclusive)|unlock this (?:article|story)|become a (?:subscriber|member) to|"
    r"jetzt (?:weiterlesen|abonnieren und|testen und)|weiterlesen mit|mit \S{1,20} ?(?:plus|\+) (?:weiter)?lesen|"
    r"(?:nur )?für abonnent\w+|exklusiv für abonnent\w+|als abonnent\w* anmelden|bereits abonnent|"
    r"réservé (?:à nos|aux) abonnés|il vous reste \d+|déjà abonné|"
    r"(?:solo|exclusiv[ao]|reservad[ao]) para (?:suscriptores|assinantes)|exclusiva para suscriptores|"
    r"ya eres suscriptor|suscríbete para (?:seguir|continuar|leer)|contenuto (?:riservato|per abbonati)|"
    r"alleen voor abonnees|lees verder met|voor abonnees|kun for abonnenter|logg inn for å|"
    r"会員限定|この記事は有料|続きを読むには|有料会員|付费阅读|구독자 전용",
    signs="subscri|abonn|reading| in to |member|to read the|unlock|lesen|jetzt testen|vous reste|suscr|"
    "assinant|contenuto|lees verder|logg inn|会員|有料|続き|付费|구독자",
)

TailKind = Literal["comments", "other pages", "consent"]
# "3 Kommentare", "Comments (12)"; not "Comments that hurt".
COMMENTS_HEADING = Wording(
    r"^(?:\(?\d{1,5}\)?\s+)?(?:comments?|kommentarer?|kommentare|comentarios?|commentaires?|commenti|"
    r"reacties|yorumlar|bình luận|コメント|(?:leave|post|add|write) a (?:reply|comment)|responses?|"
    r"(?:reader|user) comments|"
    r"join the (?:conversation|discussion))\s*(?:\(?\d{1,5}\)?)?\s*[:：]?$",
    signs="comment|komment|coment|reacties|yorum|bình luận|コメント|leave a|a reply|responses|join the",
)
# "Most read", "■ 関連記事", "Lo más leído"; not "Most read the letter twice".
PAGES_HEADING = Wording(
    r"^[■◆▶▼●#\s]*(?:related(?: (?:articles?|stories|news|content|topics?|links?))?|"
    r"most (?:read|viewed|popular|commented)|trending(?: now)?|"
    r"recommended(?: for you| stories)?|more (?:stories|news|like this)|read next|up next|"
    r"editor['’]?s['’]? picks?|you (?:may|might) (?:also )?like|latest (?:news|stories|posts)|tags?|topics|"
    r"popular (?:posts|stories|now)|recent (?:posts|stories|articles)|top stories|"
    r"(?:from )?around the web|about the authors?|"
    r"mehr zum thema|mehr zu diesem thema|mehr lesen(?: über)?|meistgelesen|meistkommentiert|"
    r"auch interessant|das könnte (?:sie|dich) auch interessieren|themen|schlagworte|"
    r"lo más (?:leído|visto)|más noticias|noticias? relacionadas?|te puede interesar|"
    r"à lire aussi|les plus lus|sur le même sujet|leggi anche|articoli correlati|"
    r"lees ook|meest gelezen|les også|mest lest|läs mer|mest läst|relacionados|leia também|"
    r"mais lidas|artigos relacionados|関連(?:記事|キーワード|リンク)|\w{0,6}の新着|人気記事|"
    r"相关(?:新闻|阅读)|推荐阅读|延伸閱讀|相關新聞|관련기사|berita terkait|baca juga|tin liên quan|"
    r"ilgili haberler)\s*[:：]?$",
    signs="related|most |trending|recommended|more |read next|up next|editor|you m|latest |popular |recent |top stories|around the web|about the|tag|topics|mehr |"
    "meist|auch inter|das könnte|themen|schlagworte|lo más |más noticias|relacionad|te puede|à lire|les plus|"
    "sur le même|leggi anche|articoli|lees ook|meest |les også|mest |läs mer|leia também|mais lidas|関連|の新着|"
    "人気記事|相关|推荐阅读|延伸閱讀|相關|관련기사|berita|baca juga|tin liên|lgili haber",
)
# "We value your privacy", "Cookie-Einstellungen"; not "Your privacy is worth a fight, says the judge".
CONSENT_HEADING = Wording(
    r"^(?:we (?:value|respect|care about) your privacy|your privacy(?: (?:choices|matters|settings))?|"
    r"(?:manage )?(?:cookie|privacy|consent) (?:settings|preferences|policy|notice|choices|consent)|"
    r"(?:this (?:web)?site|we) uses? cookies|wir verwenden cookies|(?:diese|unsere) website verwendet cookies|"
    r"(?:cookie|privatsphäre|datenschutz)-?einstellungen|wir (?:schätzen|respektieren) ihre privatsphäre|"
    r"(?:nous respectons|le respect de) votre vie privée.{0,30}|paramètres des cookies|"
    r"(?:valoramos|respetamos) (?:tu|su) privacidad|configuración de (?:las )?cookies|"
    r"(?:rispettiamo|teniamo alla) (?:la )?tua privacy)\s*[.!:]?$",
    signs="privacy|privacidad|cookie|consent |privatsphäre|datenschutz|vie privée",
)
MAX_HEADING = 50  # characters


def tail_kind(block: Block) -> TailKind | None:
    """What a short block announces: comments, links to other pages, or nothing of the kind."""
    if len(block.text) > MAX_HEADING:
        return None
    if COMMENTS_HEADING.match(block.text):
        return "comments"
    if CONSENT_HEADING.match(block.text):
        return "consent"
    return "other pages" if PAGES_HEADING.match(block.text) else None


def is_furniture(block: Block) -> bool:
    """Whether a block is never part of the report, wherever it stands."""
    text = block.text
    if len(text) > LONGEST:
        return False
    if not text[:1].isalnum() and not any(c.isalnum() for c in text):
        return True
    lower = text.lower()
    if READ_MORE.match_folded(text, lower) or PHOTO_CREDIT.match_folded(text, lower):
        return True
    if COPYRIGHT.search_folded(text, lower):
        return True
    if len(text) <= MAX_WALL and WALL.search_folded(text, lower):
        return True
    return len(text) <= SHORT and (
        CALL.search_folded(text, lower) is not None or _is_stamp(text, lower)
    )


def _is_stamp(text: str, lower: str) -> bool:
    """Whether a line is a date or a time to read; only words of it have signs, numbers have none."""
    if text[:1].isalpha():
        return STAMP.match_folded(text, lower) is not None
    return STAMP.pattern.match(text) is not None


def is_opening_furniture(block: Block) -> bool:
    """Whether a block before the first paragraph is a byline or a place for one."""
    return len(block.text) <= SHORT and BYLINE.match(block.text) is not None


# What the native part looks for in a block before Python is asked: at its start, or anywhere in those
# of at most so many characters.
OPENING_SIGNS = (*READ_MORE.signs, *PHOTO_CREDIT.signs, *STAMP.signs)
SIGNS_BY_LENGTH = ((LONGEST, COPYRIGHT.signs), (MAX_WALL, WALL.signs), (SHORT, CALL.signs))
HEADING_SIGNS = (*COMMENTS_HEADING.signs, *CONSENT_HEADING.signs, *PAGES_HEADING.signs)

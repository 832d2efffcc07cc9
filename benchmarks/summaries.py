"""The brief as a summary: ROUGE-2 recall at 250 words, beside round-robin leads in the same run.

One command, `python benchmarks/summaries.py`. ROUGE-2 recall (Lin 2004) without stemming: the share of
the references' pairs of neighbouring words that the summary has, each as often as both have it. A floor
only: it tells nothing of balance, attribution or readability. People's summaries are each compared with
those of the others.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from statistics import fmean

from _paths import shared
from onestory import annotate, build_ledger, write_brief
from onestory.article import Article
from onestory.brief.values import BriefSentence
from onestory.web.news.proof import Proof

WORDS = 250
WORD = re.compile(r"[^\W_]+")


def main() -> None:
    rows: dict[str, list[float]] = {"onestory": [], "leads": [], "people": []}
    shown = changed = 0
    with shared("claims/summaries_multiling.jsonl").open(encoding="utf-8") as lines:
        clusters = [json.loads(line) for line in lines]
    for cluster in clusters:
        articles = [article_of(n, doc) for n, doc in enumerate(cluster["docs"])]
        brief = write_brief(articles, build_ledger(articles), words=WORDS, per_article=WORDS)
        texts = {a.id: a.text for a in articles}
        shown += len(brief.sentences)
        changed += sum(not stands(s, texts[s.article]) for s in brief.sentences)
        references = cluster["refs"]
        rows["onestory"].append(rouge2(" ".join(s.text for s in brief.sentences), references))
        rows["leads"].append(rouge2(" ".join(leads(articles)), references))
        rows["people"].append(
            fmean(rouge2(r, [o for o in references if o is not r]) for r in references)
        )
    print(
        f"{'':10}" + "".join(f"{n:>9}" for n in range(1, len(rows["leads"]) + 1)) + f"{'mean':>9}"
    )
    for name, scores in rows.items():
        cells = "".join(f"{100 * s:>9.1f}" for s in scores)
        print(f"{name:10}{cells}{100 * fmean(scores):>9.1f}")
    print(f"{shown} sentences shown, {changed} that do not stand so in their article")


def article_of(number: int, document: str) -> Article:
    """A document of the set: day and title, the day again, the text."""
    title, _, text = document.partition("\n\n")
    record = {"id": str(number), "title": re.sub(r"^\d{4}/\d\d/\d\d\s*", "", title)}
    day, _, rest = text.partition("\n\n")
    with contextlib.suppress(ValueError):  # some documents have no line with their day
        record["published"] = datetime.strptime(day.strip(), "%A, %B %d, %Y").date().isoformat()
        text = rest
    record |= {"text": text, "outlet": f"outlet-{number}.example"}
    return Article.from_record({**record, "url": f"https://{record['outlet']}/", "language": "en"})


def leads(articles: Sequence[Article]) -> list[str]:
    """The first sentence of each article in turn, then the second of each, up to so many words."""
    sentences = [[s.of(a.text) for s in annotate(a).sentences] for a in articles]
    taken: list[str] = []
    for turn in itertools.zip_longest(*sentences):
        for sentence in filter(None, turn):
            if sum(len(WORD.findall(t)) for t in (*taken, sentence)) > WORDS:
                return taken
            taken.append(sentence)
    return taken


def rouge2(text: str, references: Sequence[str]) -> float:
    mine = pairs(text, WORDS)
    found = total = 0
    for reference in references:
        theirs = pairs(reference)
        found += sum((mine & theirs).values())
        total += sum(theirs.values())
    return found / total


def pairs(text: str, most: int | None = None) -> Counter[tuple[str, str]]:
    return Counter(itertools.pairwise(WORD.findall(text.lower())[:most]))


def stands(sentence: BriefSentence, text: str) -> bool:
    """Whether a shown sentence is its span without its cuts, letter for letter."""
    proof = Proof(0, "text", sentence.span, sentence.cuts)
    return proof.replay(text) == sentence.text or "".join(proof.pieces(text)) == sentence.text


if __name__ == "__main__":
    main()

"""Comments: the filter online and cold, beside Bogofilter in the same run where it is installed.

One command, `python benchmarks/comments.py`. Scores are (1-AUC)% over every message of a stream,
predicted before its label is learned. Settings are the product's own, the same for all streams.
"""

from __future__ import annotations

import json
import math
import random
import shutil
import subprocess
import tempfile
import time
from statistics import fmean
from typing import Any

from _paths import shared
from onestory.spam import CommentText, SpamFilter
from onestory.spam.replay import replay

STREAMS = ("youtube", "sms", "spamassassin", "gambling_id")
WRONG = 0.05  # of labels
DRAWS = 5
FALSE_REPORTS = 400
FOLDS = 3
HAM = 4_000  # of the blog, for the templates
SEED = 7
Row = dict[str, Any]


def main() -> None:
    streams()
    attacks()
    blog = [r for r in rows("haacked_ham") if r.get("story")]
    stories = {s["story"]: f"{s['title']}\n{s['text']}" for s in rows("haacked_stories")}
    blog = [r for r in blog if r["story"] in stories]
    unseen_templates(blog, rows("spintax_en"), stories)
    whole_blog(blog, rows("spintax_en"), stories)


def rows(name: str) -> list[Row]:
    with shared(f"comments/{name}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def streams() -> None:
    print(
        f"{'stream':14}{'n':>7}{'spam':>7}{'onestory':>10}{'asked only':>12}{'asked':>8}"
        f"{'bogofilter':>12}{'gain':>7}{'msg/s':>8}"
    )
    gains = []
    for name in STREAMS:
        stream = rows(name)
        labels = [r["label"] == "spam" for r in stream]
        started = time.process_time()
        verdicts = list(replay(stream, [], False))
        speed = len(stream) / (time.process_time() - started)
        own = loss([v["score"] for v in verdicts], labels)
        economical = list(replay(stream, [], True))
        asked = sum(v["asked"] for v in economical) / len(stream)
        asked_loss = loss([v["score"] for v in economical], labels)
        peer = bogofilter(stream)
        text = "absent" if peer is None else f"{peer:.2f}"
        if peer is not None:
            gains.append(peer / own)
        print(
            f"{name:14}{len(stream):7d}{sum(labels) / len(stream):7.0%}{own:10.2f}"
            f"{asked_loss:12.2f}{asked:8.0%}{text:>12}{peer / own if peer else 0:7.1f}{speed:8.0f}",
            flush=True,
        )
    if gains:
        mean = math.exp(sum(map(math.log, gains)) / len(gains))
        print(f"geometric mean gain over Bogofilter: {mean:.1f}x")


def attacks() -> None:
    """Wrong labels of a moderator, and a stranger's false reports of the spam that is to come."""
    stream = rows("youtube")
    comments = [CommentText(text=r["text"], author=r["author"] or "") for r in stream]
    labels = [r["label"] == "spam" for r in stream]
    clean = loss(_lived(comments, labels, labels, 0), labels)
    wrong = []
    for seed in range(DRAWS):
        draw = random.Random(seed)
        slips = [label ^ (draw.random() < WRONG) for label in labels]
        wrong.append(loss(_lived(comments, slips, labels, 0), labels))
    reported = loss(_lived(comments, labels, labels, FALSE_REPORTS), labels)
    print(
        f"youtube: {clean:.2f}; 5 % wrong labels {fmean(wrong):.2f}, {DRAWS} draws from"
        f" {min(wrong):.2f} to {max(wrong):.2f}; 400 false reports {reported:.2f}",
        flush=True,
    )


def _lived(
    comments: list[CommentText], taught: list[bool], labels: list[bool], reports: int
) -> list[float]:
    spam_filter, scores = SpamFilter(), []
    coming = [i for i in range(len(comments) // 2, len(comments)) if labels[i]]
    for i, comment in enumerate(comments):
        if i == len(comments) // 2:
            for n in range(reports):
                spam_filter.report(comments[coming[n % len(coming)]], False, "a stranger")
        scores.append(spam_filter.check(comment).score)
        spam_filter.learn(comment, taught[i])
    return scores


def unseen_templates(blog: list[Row], praise: list[Row], stories: dict[str, str]) -> None:
    """Praise by templates that were never learned, under stories; comments that were never learned."""
    draw = random.Random(SEED)
    ham, keys = draw.sample(blog, HAM), list(stories)
    templates = sorted({r["template"] for r in praise})
    draw.shuffle(templates)
    for with_story in (False, True):
        scores: list[float] = []
        labels: list[bool] = []
        for fold in range(FOLDS):
            spam_filter, unseen = SpamFilter(), set(templates[fold::FOLDS])
            known = [r for i, r in enumerate(ham) if i % FOLDS != fold]
            known += [r for r in praise if r["template"] not in unseen]
            draw.shuffle(known)
            for row in known:
                comment = _comment(row, stories, keys, draw, with_story)
                spam_filter.learn(comment, row["label"] == "spam")
            for row in [*ham[fold::FOLDS], *(r for r in praise if r["template"] in unseen)]:
                comment = _comment(row, stories, keys, draw, with_story)
                scores.append(spam_filter.check(comment).score)
                labels.append(row["label"] == "spam")
        print(
            f"unseen templates, {'text and story' if with_story else 'text alone'}:"
            f" {loss(scores, labels):.2f}, false positives at 99 % recall"
            f" {false_positives(scores, labels):.1%}",
            flush=True,
        )


def whole_blog(blog: list[Row], praise: list[Row], stories: dict[str, str]) -> None:
    """Every comment of a blog with praise strewn in: what is discarded, and how long a check takes."""
    draw = random.Random(SEED)
    places = sorted(draw.sample(range(len(blog)), len(praise)))
    strewn, queue = list[Row](), list(zip(places, draw.sample(praise, len(praise)), strict=True))
    for i, row in enumerate(blog):
        if queue and queue[0][0] == i:
            strewn.append(queue.pop(0)[1])
        strewn.append(row)
    spam_filter, keys = SpamFilter(), list(stories)
    seconds, told = [], list[tuple[str, bool]]()
    for row in strewn:
        comment = _comment(row, stories, keys, draw, True)
        started = time.perf_counter()
        verdict = spam_filter.check(comment)
        seconds.append(time.perf_counter() - started)
        told.append((verdict.decision, row["label"] == "spam"))
        spam_filter.learn(comment, row["label"] == "spam")
    seconds.sort()
    print(f"whole blog: {len(blog)} good comments, {len(praise)} praise")
    for decision in ("publish", "hold", "spam", "discard"):
        good, bad = told.count((decision, False)), told.count((decision, True))
        print(f"  {decision:8} good {good:6} ({good / len(blog):.3%}), praise {bad:5}")
    p50, p99 = seconds[len(seconds) // 2], seconds[int(len(seconds) * 0.99)]
    print(f"  a check with story: p50 {p50 * 1e3:.1f} ms, p99 {p99 * 1e3:.1f} ms", end="")
    print(f"; model {spam_filter.size / 1e6:.1f} MB")


def _comment(
    row: Row, stories: dict[str, str], keys: list[str], draw: random.Random, with_story: bool
) -> CommentText:
    story = stories[row.get("story") or draw.choice(keys)] if with_story else ""
    return CommentText(text=row["text"], story=story)  # no author: the templates have none


def false_positives(scores: list[float], labels: list[bool]) -> float:
    """Share of ham at or above the score that 99 % of spam reach."""
    spam = sorted(s for s, is_spam in zip(scores, labels, strict=True) if is_spam)
    cut = spam[len(spam) // 100]
    ham = [s for s, is_spam in zip(scores, labels, strict=True) if not is_spam]
    return sum(s >= cut for s in ham) / len(ham)


def loss(scores: list[float], labels: list[bool]) -> float:
    """(1 - area under the ROC curve) in per cent, ties counted half."""
    order = sorted(range(len(scores)), key=lambda i: scores[i])
    ranks = [0.0] * len(scores)
    i = 0
    while i < len(order):
        j = i
        while j < len(order) and scores[order[j]] == scores[order[i]]:
            j += 1
        for k in range(i, j):
            ranks[order[k]] = (i + j + 1) / 2
        i = j
    spam = sum(labels)
    ham = len(labels) - spam
    area = sum(r for r, y in zip(ranks, labels, strict=True) if y) - spam * (spam + 1) / 2
    return 100 * (1 - area / (spam * ham))


def bogofilter(stream: list[Row]) -> float | None:
    """The same stream through Bogofilter with its default settings; None where it is not installed."""
    if shutil.which("bogofilter") is None:
        return None
    scores = []
    with tempfile.TemporaryDirectory() as folder:
        for row in stream:
            message = f"Subject: comment\n\n{row['text']}\n".encode()
            told = subprocess.run(
                ["bogofilter", "-d", folder, "-T", "-e"], input=message, capture_output=True
            ).stdout.split()
            scores.append(float(told[-1]) if told else 0.5)
            flag = "-s" if row["label"] == "spam" else "-n"
            subprocess.run(["bogofilter", "-d", folder, flag], input=message, capture_output=True)
    return loss(scores, [r["label"] == "spam" for r in stream])


if __name__ == "__main__":
    main()

"""Comments: the filter online and cold, beside Bogofilter in the same run where it is installed.

Scores are (1-AUC)% over every message of a stream, predicted before its label is learned.
"""

from __future__ import annotations

import json
import math
import shutil
import subprocess
import tempfile
import time
from typing import Any

from _paths import shared
from onestory.spam.replay import replay

STREAMS = ("youtube", "sms", "spamassassin", "gambling_id")
LONGEST_STREAM = 3000  # messages: Bogofilter starts two processes for each


def main() -> None:
    print(
        f"{'stream':14}{'n':>7}{'spam':>7}{'onestory':>10}{'asked only':>12}{'asked':>8}"
        f"{'bogofilter':>12}{'gain':>7}{'msg/s':>8}"
    )
    gains = []
    for name in STREAMS:
        rows = [json.loads(x) for x in shared(f"comments/{name}.jsonl").open(encoding="utf-8")]
        rows = rows[:LONGEST_STREAM]
        labels = [r["label"] == "spam" for r in rows]
        started = time.process_time()
        verdicts = list(replay(rows, [], False))
        speed = len(rows) / (time.process_time() - started)
        own = loss([v["score"] for v in verdicts], labels)
        economical = list(replay(rows, [], True))
        asked = sum(v["asked"] for v in economical) / len(rows)
        asked_loss = loss([v["score"] for v in economical], labels)
        peer = bogofilter(rows)
        text = "absent" if peer is None else f"{peer:.2f}"
        if peer is not None:
            gains.append(peer / own)
        print(
            f"{name:14}{len(rows):7d}{sum(labels) / len(rows):7.0%}{own:10.2f}{asked_loss:12.2f}"
            f"{asked:8.0%}{text:>12}{peer / own if peer else 0:7.1f}{speed:8.0f}"
        )
    if gains:
        mean = math.exp(sum(map(math.log, gains)) / len(gains))
        print(f"geometric mean gain over Bogofilter: {mean:.1f}x")


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


def bogofilter(rows: list[dict[str, Any]]) -> float | None:
    """The same stream through Bogofilter with its default settings; None where it is not installed."""
    if shutil.which("bogofilter") is None:
        return None
    scores = []
    with tempfile.TemporaryDirectory() as folder:
        for row in rows:
            message = f"Subject: comment\n\n{row['text']}\n".encode()
            told = subprocess.run(
                ["bogofilter", "-d", folder, "-T", "-e"], input=message, capture_output=True
            ).stdout.split()
            scores.append(float(told[-1]) if told else 0.5)
            flag = "-s" if row["label"] == "spam" else "-n"
            subprocess.run(["bogofilter", "-d", folder, flag], input=message, capture_output=True)
    return loss(scores, [r["label"] == "spam" for r in rows])


if __name__ == "__main__":
    main()

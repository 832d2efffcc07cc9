"""Letters out: what waits is sent, what cannot be sent is tried again for three days."""

from __future__ import annotations

import logging
import smtplib
from datetime import datetime, timedelta

from django.core.mail import EmailMessage, get_connection
from django.utils import timezone

from onestory.web.talk.letters import write_digest
from onestory.web.talk.models import Letter

AT_ONCE = 50
TRIED_FOR = timedelta(days=3)
LONGEST_WAIT = timedelta(hours=6)

log = logging.getLogger("onestory.mail")


def send_waiting(now: datetime | None = None) -> int:
    """Write the digest where it is due and send what waits; how many letters went out.

    A letter is gone from the database once a server took it: after a crash in between it is sent twice,
    never not at all.
    """
    now = now or timezone.now()
    write_digest(now)
    waiting = list(Letter.objects.filter(due__lte=now).order_by("due", "pk")[:AT_ONCE])
    if not waiting:
        return 0
    connection, sent = get_connection(), 0
    try:
        connection.open()
        for letter in waiting:
            sent += _send(letter, connection, now)
    except (OSError, smtplib.SMTPException) as error:
        log.warning("The mail server cannot be used: %s. Letters wait.", error)
        for letter in waiting[sent:]:
            _put_off(letter, now)
    finally:
        _close(connection)
    return sent


def _send(letter: Letter, connection: object, now: datetime) -> bool:
    """Hand one letter over. Raises OSError or SMTPException where that is not this letter's fault."""
    headers = {"Auto-Submitted": "auto-generated"}
    if letter.unsubscribe:
        headers["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message = EmailMessage(
        letter.subject, letter.text, to=[letter.to], headers=headers, connection=connection
    )
    try:
        message.send()
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, ValueError) as error:
        log.warning("A letter of kind %s was refused: %s.", letter.kind, error)
        _put_off(letter, now)
        return False
    letter.delete()
    return True


def _put_off(letter: Letter, now: datetime) -> None:
    if letter.pk is None:
        return
    if now - letter.created > TRIED_FOR:
        log.warning("A letter of kind %s could not be sent for three days.", letter.kind)
        letter.delete()
        return
    letter.tries += 1
    letter.due = now + min(LONGEST_WAIT, timedelta(minutes=2) * 2 ** min(letter.tries, 10))
    letter.save(update_fields=["tries", "due"])


def _close(connection: object) -> None:
    try:
        connection.close()
    except (OSError, smtplib.SMTPException):
        log.debug("The mail server had gone before it was told goodbye.")

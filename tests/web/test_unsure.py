"""A quotation whose speaker is not certain is not given to its outlet."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.conftest import GatheredPress

from onestory.web.news.claims import claim_block
from onestory.web.news.models import Claim


@pytest.mark.parametrize("kind", ["quote", "figure"])
def test_a_speaker_that_is_not_certain_is_said_to_be_so(
    gathered: GatheredPress, rows: None, kind: str
) -> None:
    claim = Claim.objects.filter(kind="quote", reports__speaker_start__isnull=False).first()
    assert claim is not None
    assert not any(row.unsure for row in claim_block(claim).rows if row.speaker)
    claim.reports.update(speaker_start=None, speaker_end=None)
    claim = Claim.objects.get(pk=claim.pk)
    claim.kind = kind  # a number between quotation marks is said by somebody, too
    assert all(row.unsure for row in claim_block(claim).rows)
    shown = (
        Client(headers={"host": "127.0.0.1"})
        .get(f"/story/{claim.story_id}/ledger/")
        .content.decode()
    )
    assert "Speaker not certain" in shown


def test_what_an_outlet_tells_by_itself_is_its_own(gathered: GatheredPress, rows: None) -> None:
    claim = Claim.objects.filter(kind="event", reports__speaker_start__isnull=True).first()
    assert claim is not None
    assert not any(row.unsure for row in claim_block(claim).rows)

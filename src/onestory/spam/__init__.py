"""Comment → verdict with reasons. Learns from the site's own decisions; sends nothing to anyone."""

from onestory.spam.filter import SpamFilter
from onestory.spam.values import CommentText, Verdict

__all__ = ["CommentText", "SpamFilter", "Verdict"]

"""Comments of other systems, and our own, as files: read, and written."""

from onestory.web.talk.exchange.foreign import ForeignComment
from onestory.web.talk.exchange.reading import read_comments

__all__ = ["ForeignComment", "read_comments"]

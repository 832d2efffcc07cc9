"""Which section a story belongs to: by the words of its texts and by what its outlets call it."""

from onestory.sections.decide import Decision, Voice, decide
from onestory.sections.model import SECTIONS, Guess, guess_section

__all__ = ["SECTIONS", "Decision", "Guess", "Voice", "decide", "guess_section"]

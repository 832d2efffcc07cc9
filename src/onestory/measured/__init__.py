"""How often the labels on the pages err: measured on the press and on labelled sets, shipped as a file,
shown by the method page, and the ground on which a label is withheld."""

from onestory.measured.values import Measure, shipped, withheld, write

__all__ = ["Measure", "shipped", "withheld", "write"]

"""A stream of articles → stories, storylines and origins."""

from onestory.cluster.index import StoryIndex
from onestory.cluster.values import Placement

__all__ = ["Placement", "StoryIndex"]

"""Layer 3: text to labels with reasons. Pure: no network, disk or clock; the words of the disease come from the pack."""

from ioroadmap.classify.classify import classify_trial
from ioroadmap.classify.overrides import apply_overrides
from ioroadmap.classify.vocabulary import Vocabulary

__all__ = ["Vocabulary", "apply_overrides", "classify_trial"]

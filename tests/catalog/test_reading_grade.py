"""The reading grade: pinned to known values of Flesch-Kincaid, and to what the plain-words guide calls plain."""

import re
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ioroadmap.catalog.reading_grade import pattern_of, reading_grade, syllables
from tests.tiny_pack import SHARED


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("the", 1), ("cell", 1), ("tumour", 2), ("immune", 2), ("cancer", 2), ("people", 2), ("medicine", 3), ("attack", 2),
        ("treated", 2), ("helped", 1), ("stopped", 1), ("started", 2), ("cases", 2), ("makes", 1), ("table", 2), ("doctors", 2),
        ("carcinoma", 4), ("immunity", 4), ("radiation", 4), ("receptor", 3), ("survival", 3), ("animal", 3), ("being", 2),
        ("neuroendocrine", 5), ("2020", 1), ("11.9", 1),
    ],
)  # fmt: skip
def test_syllables_are_those_of_speech(word, count):
    assert syllables(word) == count


def test_the_formula_is_that_of_kincaid():
    # 6 words of 6 syllables in 1 sentence: 0.39 * 6 + 11.8 * 1 - 15.59
    assert reading_grade("The cat sat on the mat.") == pytest.approx(-1.45)


def test_a_name_that_nobody_can_spare_counts_as_two_syllables():
    names = pattern_of(["neuroendocrine tumour", "pembrolizumab"])
    named = reading_grade("Some have had pembrolizumab for neuroendocrine tumours.", names)
    plain = reading_grade("Some have had doctor for doctor.")
    assert named == pytest.approx(plain)


def test_a_text_without_words_asks_for_nothing():
    assert reading_grade(" … ") == 0.0


@given(st.text(max_size=200))
def test_any_text_has_a_grade(text):
    assert -20 < reading_grade(text) < 2000


@given(
    st.lists(st.sampled_from(["Call your team today.", "Show your card to the nurse.", "Ask what it did to others."]), min_size=1)
)
def test_saying_it_twice_does_not_make_it_harder(sentences):
    once = reading_grade(" ".join(sentences))
    assert reading_grade(" ".join(sentences * 2)) == pytest.approx(once)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the plain-words guide is not beside this checkout")
def test_the_model_sentences_of_the_guide_are_about_grade_five():
    guide = (SHARED / "PLAIN_WORDS.md").read_text().split("## Twenty model sentences")[1].split("## ")[0]
    sentences = re.findall(r"^\d+\. (.+)$", guide, re.M)
    assert len(sentences) == 20
    assert 4 < statistics.mean(map(reading_grade, sentences)) < 6

"""What holds for every record: spans are true, order and strange text change nothing, nothing crashes."""

from __future__ import annotations

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from ioroadmap.classify import classify_trial
from ioroadmap.classify.folding import Squeezed, fold
from ioroadmap.model.labels import Labels
from ioroadmap.model.trial import Trial
from tests.classify.builders import make_trial, words

PHRASES = st.sampled_from(
    [
        "Small Cell Lung Cancer",
        "non-small cell lung cancer",
        "NETs",
        "neuroendocrine\n      tumors",
        "low-grade neuroendocrine carcinoma",
        "Merkel cell carcinoma",
        "pembrolizumab",
        "MK-3475 200 mg",
        "anti-PD-1 antibody",
        "dendritic cell vaccine",
        "İstanbul",
        "ﬁrst‐line",
        "interferon-α",
        "Exclusion Criteria:\n",
        "Inclusion Criteria:\n",
        "other than",
        "grade 3",
        "with or without",
        ".",
        "\n\n* ",
    ]
)
TEXTS = st.lists(st.one_of(PHRASES, st.text(max_size=12)), max_size=12).map(" ".join)
TRIALS = st.builds(
    make_trial,
    TEXTS,
    summary=TEXTS,
    eligibility=TEXTS,
    conditions=st.lists(TEXTS, max_size=3).map(tuple),
    drugs=st.lists(TEXTS, max_size=3).map(tuple),
)


def answer(labels: Labels) -> tuple[object, ...]:
    return (labels.relevance, labels.families, labels.differentiation, labels.classes, labels.targets)


@settings(max_examples=150, deadline=None)
@given(TRIALS)
def test_every_reason_is_a_true_quotation(trial: Trial) -> None:
    texts = dict(trial.texts)
    labels = classify_trial(trial, words())
    for label in (*labels.tumours, *labels.drugs):
        assert label.because
        for because in label.because:
            assert texts[because.field][because.start : because.end] == because.text != ""


@settings(max_examples=60, deadline=None)
@given(TRIALS, st.randoms(use_true_random=False))
def test_the_order_of_the_fields_changes_nothing(trial: Trial, random: object) -> None:
    shuffled = list(trial.texts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    other = msgspec.structs.replace(trial, texts=tuple(shuffled))
    assert answer(classify_trial(other, words())) == answer(classify_trial(trial, words()))


@settings(max_examples=60, deadline=None)
@given(TRIALS)
def test_a_sentence_about_nothing_of_ours_changes_nothing(trial: Trial) -> None:
    added = (*trial.texts, ("outcomesModule.primaryOutcomes[0].measure", "Number of people who slept well."))
    assert answer(classify_trial(msgspec.structs.replace(trial, texts=added), words())) == answer(classify_trial(trial, words()))


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_folding_keeps_every_place(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    squeezed = Squeezed(folded)
    assert all(folded[squeezed.place(at)] == char for at, char in enumerate(squeezed.text))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_no_text_crashes(text: str) -> None:
    classify_trial(make_trial(text, eligibility=text, drugs=(text,)), words())


def test_a_letter_that_grows_in_lower_case_moves_no_span() -> None:
    labels = classify_trial(make_trial("İİİ pembrolizumab in İ Merkel cell carcinoma"), words())
    assert [each.because[0].text for each in labels.drugs] == ["pembrolizumab"]
    assert [each.because[0].text for each in labels.tumours] == ["Merkel cell carcinoma"]

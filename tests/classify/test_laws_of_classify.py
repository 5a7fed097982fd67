"""What holds for every record: spans are true, order and strange text change nothing, nothing crashes."""

from __future__ import annotations

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from ioroadmap.classify import classify_trial
from ioroadmap.classify.folding import Squeezed, fold
from ioroadmap.model.errors import UpstreamError
from ioroadmap.model.labels import Labels
from ioroadmap.model.trial import Trial
from ioroadmap.sources.clinicaltrials_gov import parse_study
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


@settings(max_examples=100, deadline=None)
@given(
    TRIALS,
    st.sampled_from(["The garden is open on Sundays.", "Number of people who slept well.", "Blood is drawn twice."]),
    st.data(),
)
def test_a_sentence_about_nothing_of_ours_changes_nothing(trial: Trial, sentence: str, data: st.DataObject) -> None:
    """Neither as a text of its own nor as one more line of a summary, a description or the criteria."""
    texts = dict(trial.texts)
    prose = [field for field in texts if field.startswith(("descriptionModule", "eligibilityModule"))]
    field = data.draw(st.sampled_from(["outcomesModule.primaryOutcomes[0].measure", *prose]))
    texts[field] = f"{texts[field]}\n\n{sentence}" if field in texts else sentence
    other = msgspec.structs.replace(trial, texts=tuple(texts.items()))
    assert answer(classify_trial(other, words())) == answer(classify_trial(trial, words()))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
MODULES = {
    "identificationModule": ("briefTitle", "officialTitle", "acronym"),
    "descriptionModule": ("briefSummary", "detailedDescription"),
    "conditionsModule": ("conditions", "keywords"),
    "armsInterventionsModule": ("armGroups", "interventions"),
    "eligibilityModule": ("eligibilityCriteria", "sex"),
    "designModule": ("phases", "enrollmentInfo"),
}
PLACES = st.sampled_from([(module, field) for module, fields in MODULES.items() for field in fields])


@settings(max_examples=200, deadline=None)
@given(PLACES, JSON, st.booleans())
def test_a_malformed_record_is_labelled_or_refused_with_a_reason(place: tuple[str, str], value: object, whole: bool) -> None:
    """Whatever stands in a field, or in place of a module: labels, or an error that says where."""
    module, field = place
    section: dict[str, object] = {"identificationModule": {"nctId": "NCT00000000", "briefTitle": "Merkel cell carcinoma"}}
    known = section.get(module, {})
    section[module] = value if whole else {**(known if isinstance(known, dict) else {}), field: value}
    reason, labels = "", None
    try:
        labels = classify_trial(parse_study({"protocolSection": section}), words())
    except UpstreamError as error:
        reason = str(error)
    assert bool(reason) == (labels is None)


def test_neither_the_order_of_keys_nor_of_records_changes_a_label() -> None:
    sections = {
        "identificationModule": {"nctId": "NCT00000000", "briefTitle": "Avelumab in Merkel Cell Carcinoma"},
        "armsInterventionsModule": {"interventions": [{"name": "avelumab"}], "armGroups": [{"label": "A", "type": "EXPERIMENTAL"}]},
        "eligibilityModule": {"eligibilityCriteria": "Exclusion Criteria:\n\n* Small cell lung cancer"},
    }
    other = {**sections, "identificationModule": {"nctId": "NCT00000001", "briefTitle": "Surgery of Insulinoma"}}
    turned = [{"protocolSection": dict(reversed(study.items()))} for study in (other, sections)]
    studies = [{"protocolSection": study} for study in (sections, other)]
    first, second = ([classify_trial(parse_study(study), words()) for study in each] for each in (studies, turned))
    assert first == second[::-1]


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

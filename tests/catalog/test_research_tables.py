"""Nothing that the research tables hold was lost on the way into the pack, and what an independent check found wrong was mended."""

import csv
import re

import pytest

from ioroadmap.catalog.load import load_pack
from ioroadmap.model.vocabulary import ApprovalEvent, Strength
from tests.tiny_pack import REAL_PACK, SHARED

pytestmark = pytest.mark.skipif(not (SHARED / "facts").is_dir(), reason="the research tables are not beside this checkout")

BODIES = {"EMA/EC": "EC", "EMA/CHMP": "EC", "SMC (Scotland)": "SMC"}

# Rows of results.csv whose counts the corrections change, with the reason.
CORRECTED = {
    "R064": "an adrenocortical cohort: not a neuroendocrine neoplasm",
    "R096": "the denominator of the rate was assumed",
    "R097": "the denominator of the rate was assumed",
    "R116": "the paper has 147 people, the review table 149",
    "R117": "the paper's own counts replace the review table's",
    "R127": "100 % of the randomised; 22 of 22 were evaluable",
    "R129": "100 % of the randomised; 22 of 22 were evaluable",
}


# Days of approvals.csv that a source nearer to the thing corrects.
CORRECTED_DAYS = {
    "EU-11": "the regulator's page gives 14 August 2015; the 17th was the day of a press report",
    "CN-14": "the maker's release is of 17 August 2021, the press report of the day after",
}

# Counts marked as derived there, which the trial's own source prints.
PRINTED = {"R114": "one complete and seven partial responses are printed"}


def rows(name):
    with (SHARED / "facts" / name).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def pack():
    return load_pack(REAL_PACK)


def test_every_regulatory_action_is_an_event_of_its_day(pack):
    events = [
        (approval.body, drug.name, event.date) for drug in pack.drugs for approval in drug.approvals for event in approval.events
    ]
    lost = []
    for row in rows("approvals.csv"):
        body, day = BODIES.get(row["regulator"], row["regulator"]), row["action_date"]
        if body == "ALL" or row["id"] in CORRECTED_DAYS:
            continue
        drugs = [word.strip().split(" (")[0].split("-")[0] for word in row["inn"].split("+")]
        is_dated = re.fullmatch(r"[\d-]+", day)
        if not any(
            at == body and any(drug in name for drug in drugs) and (not is_dated or when.startswith(day))
            for at, name, when in events
        ):
            lost.append((row["id"], row["inn"], body, day))
    assert lost == []


def test_every_count_of_responders_is_a_readout(pack):
    counts = {
        (number, readout.response.responders, readout.response.n)
        for study in pack.studies
        for arm in study.arms
        for readout in arm.readouts
        for number in (*study.registry, *study.publications, *(source.at for source in (readout.source, *readout.also)), study.name)
    }
    known = {(responders, n) for _, responders, n in counts}
    lost = [
        row["row_id"]
        for row in rows("results.csv")
        if row["responders"].isdigit() and row["n_evaluable"].isdigit() and row["row_id"] not in CORRECTED
        if (int(row["responders"]), int(row["n_evaluable"])) not in known
    ]
    assert lost == []


def test_a_count_that_was_computed_never_passes_as_printed(pack):
    reported = {
        (number, readout.response.responders, readout.response.n)
        for study in pack.studies
        for arm in study.arms
        for readout in arm.readouts
        if readout.response.basis == "reported"
        for number in study.registry
    }
    passed_off = [
        row["row_id"]
        for row in rows("results.csv")
        if row["responders_basis"].startswith("derived") and row["responders"].isdigit() and row["n_evaluable"].isdigit()
        if row["row_id"] not in PRINTED
        if any((nct, int(row["responders"]), int(row["n_evaluable"])) in reported for nct in row["nct"].split(";"))
    ]
    assert passed_off == [], passed_off


MENDED = [
    ("dostarlimab", "EC", ApprovalEvent.GRANTED, Strength.CONDITIONAL, "2021-04-21"),
    ("retifanlimab", "EC", ApprovalEvent.GRANTED, Strength.FULL, "2024-04-19"),
    ("durvalumab", "NMPA", ApprovalEvent.GRANTED, Strength.FULL, "2021-07-19"),
    ("benmelstobart", "NMPA", ApprovalEvent.GRANTED, Strength.FULL, "2024-05"),
    ("serplulimab", "SMC", ApprovalEvent.NOT_FUNDED, Strength.UNKNOWN, "2026-01-19"),
    ("pembrolizumab", "FDA", ApprovalEvent.WITHDRAWAL_ANNOUNCED, Strength.UNKNOWN, "2021-03-01"),
    ("ifinatamab-deruxtecan", "FDA", ApprovalEvent.DECISION_DUE, Strength.UNKNOWN, "2026-10-10"),
]


@pytest.mark.parametrize(("drug", "body", "event", "strength", "day"), MENDED, ids=[f"{row[0]}-{row[1]}" for row in MENDED])
def test_what_the_check_found_wrong_is_mended(pack, drug, body, event, strength, day):
    events = [each for approval in pack.drug[drug].approvals if approval.body == body for each in approval.events]
    assert (event, strength, day) in {(each.event, each.strength, str(each.date)) for each in events}


FAMILIES = {
    "sclc": "SCLC",
    "lcnec": "LCNEC",
    "mcc": "MCC",
    "mtc": "MTC",
}


@pytest.mark.parametrize("entity", FAMILIES)
def test_evidence_in_these_tumours_can_never_be_counted_as_nec(pack, entity):
    assert pack.tumour[entity].family == FAMILIES[entity]
    assert pack.tumour[entity].unit == entity

"""Side effects are told of the people treated, never of those evaluable for response: 3 of 27 must not read "2 of 18"."""

import pytest

from ioroadmap.evidence.results import people_watched
from ioroadmap.model.codec import from_plain
from ioroadmap.model.facts import Arm, Readout

SOURCE = {"at": "PMID:33480358", "locator": "abstract", "read_on": "2026-11-22"}


def watched(n_enrolled, **readout):
    cut = from_plain({"id": "x/all/1", "cut": "2020", "response": {"n": 18}, "source": SOURCE, **readout}, Readout)
    arm = {
        "id": "x/all",
        "name": "all",
        "role": "experimental",
        "tumour": "mcc",
        "differentiation": "poor",
        "population": "people",
        "drugs": [],
        "stratum": "single",
        "setting": "any-line",
        "readouts": [],
        "n_enrolled": n_enrolled,
    }
    return people_watched(from_plain(arm, Arm), cut)


@pytest.mark.parametrize(
    ("n_enrolled", "readout", "people"),
    [
        (101, {"grade3_n": 27, "superseded_by": "x/all/2"}, 27),  # the early cut names its people
        (101, {"superseded_by": "x/all/2"}, "not-reported"),  # it does not: those who joined later were not watched yet
        (25, {}, 25),  # all who joined
        (20, {"grade3_n": "unknown"}, "unknown"),  # sources disagree on how many
        ("not-reported", {}, "not-reported"),
    ],
)
def test_of_how_many_people_the_side_effects_are_told(n_enrolled, readout, people):
    assert watched(n_enrolled, **readout) == people

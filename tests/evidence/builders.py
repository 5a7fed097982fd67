"""Small made-up facts for the rule of the cells: each builder shows all that matters, the rest is a quiet default.

`make_result` is a study with one arm and one cut; `make_study` takes several arms. `judge` gives the cells of what it is handed.
"""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from typing import Any

from ioroadmap.catalog.pack import Pack, Settings
from ioroadmap.evidence.cells import judge_cells
from ioroadmap.evidence.results import result_rows
from ioroadmap.evidence.rows import ApprovalRow, Cell, EventRow, TrialEvidence
from ioroadmap.model.codec import from_plain
from ioroadmap.model.dates import UNKNOWN_DATE, PartialDate
from ioroadmap.model.facts import Arm, Drug, Study, Unit
from ioroadmap.model.identifiers import NctId
from ioroadmap.model.vocabulary import (
    ApprovalState,
    BodyKind,
    ImmunotherapyClass,
    RegistryStatus,
    Scope,
    Setting,
    WithdrawalReason,
)
from tests.tiny_pack import REAL_PACK

DAY = date(2026, 11, 22)
CHECKPOINT, ENGAGER = "checkpoint-inhibitor", "t-cell-engager"
SOURCE = {"at": "https://example.org/a-paper"}

_FAMILY = {"gep-net-g1-2": "NET", "lung-carcinoid": "NET", "net-g3": "NET", "net": "NET", "epnec": "NEC", "nec": "NEC"}
_PARENT = {"gep-net-g1-2": "net", "lung-carcinoid": "net", "net-g3": "net", "epnec": "nec", "lcnec": "nec", "sclc": "nec"}
UNITS = ("gep-net-g1-2", "lung-carcinoid", "net-g3", "net", "epnec", "lcnec", "sclc", "nec", "minen", "mcc", "ppgl", "mtc", "nen")
UMBRELLAS = frozenset({"net", "nec", "nen"})


@cache
def settings() -> Settings:
    return from_plain(tomllib.loads((REAL_PACK / "pack.toml").read_text()), Settings)


def make_unit(name: str) -> Unit:
    parent = "" if name == "nen" else _PARENT.get(name, "nen")
    return from_plain(
        {
            "id": name,
            "label": name,
            "short": name.upper(),
            "plain": name,
            "family": _FAMILY.get(name, name.upper()),
            "differentiation": "unspecified",
            "umbrella": name in UMBRELLAS,
            "parent": parent,
        },
        Unit,
    )


def make_drug(name: str, targets: tuple[str, ...] = ()) -> Drug:
    return from_plain(
        {
            "id": name,
            "name": name,
            "modality": "antibody",
            "immunotherapy": "yes",
            "targets": list(targets),
            "mechanism": "-",
            "sources": [SOURCE],
        },
        Drug,
    )


def make_pack(*studies: Study, targets: tuple[str, ...] = ("DLL3",)) -> Pack:
    drugs = sorted({name for study in studies for arm in study.arms for name in arm.drugs})
    return Pack(
        settings=settings(),
        families=(),
        units=tuple(make_unit(name) for name in UNITS),
        tumours=(),
        targets=(),
        biomarkers=(),
        classes=(),
        drugs=tuple(make_drug(name, targets) for name in drugs),
        searches=(),
        studies=tuple(sorted(studies, key=lambda study: study.id)),
        publications=(),
        statements=(),
        glossary=(),
        questions=(),
        addresses=(),
        gaps=(),
        overrides=(),
        content_hash="",
    )


def make_cut(
    n: Any = "not-reported",
    responders: Any = "not-reported",
    *,
    day: str = "2024",
    response: dict[str, Any] | None = None,
    **more: Any,
) -> dict[str, Any]:
    """A readout as YAML would hold it. Its id is its day; `make_arm` puts the arm before it."""
    counts = {
        "n": n,
        "responders": responders,
        "basis": "reported" if isinstance(responders, int) else None,
        "criteria": "RECIST 1.1",
    }
    return {
        "id": day,
        "cut": day,
        "response": {**counts, **(response or {})},
        "recorded_on": "2026-11-22",
        "source": SOURCE,
        **more,
    }


def make_arm(
    name: str = "all",
    *cuts: dict[str, Any],
    tumour: str = "epnec",
    klass: str = CHECKPOINT,
    drugs: tuple[str, ...] = ("drug-a",),
    **more: Any,
) -> dict[str, Any]:
    """An arm as YAML would hold it; `subset_of`, `same_people_as` and `superseded_by` name siblings by their last part."""
    return {
        "id": name,
        "name": name,
        "role": "experimental",
        "tumour": tumour,
        "differentiation": "unspecified",
        "population": "people",
        "drugs": list(drugs),
        "class_tested": klass,
        "stratum": "single",
        "setting": "later-line",
        **more,
        "readouts": list(cuts),
    }


def make_study(name: str, *arms: dict[str, Any], design: str = "single-arm", **more: Any) -> Study:
    for arm in arms:
        arm["id"] = f"{name}/{arm['id']}"
        for field in ("subset_of", "same_people_as"):
            if arm.get(field) and "/" not in arm[field]:
                arm[field] = f"{name}/{arm[field]}"
        for cut in arm["readouts"]:
            cut["id"] = f"{arm['id']}/{cut['id']}"
            if cut.get("superseded_by") and "/" not in cut["superseded_by"]:
                cut["superseded_by"] = f"{arm['id']}/{cut['superseded_by']}"
    plain = {"id": name, "name": name, "phase": "2", "design": design, "recorded_on": "2026-11-22", "arms": list(arms), **more}
    return from_plain(plain, Study)


def make_result(
    name: str, n: Any, responders: Any, *, study: dict[str, Any] | None = None, cut: dict[str, Any] | None = None, **arm: Any
) -> Study:
    """A study with one arm and one cut: `responders` of `n`."""
    return make_study(name, make_arm("all", make_cut(n, responders, **(cut or {})), **arm), **(study or {}))


def make_randomised(
    name: str,
    hi: float = 0.9,
    *,
    lo: float = 0.5,
    outcome: str = "met",
    endpoint: str = "os",
    people: Any = 200,
    question: str = "class-v-control",
    **arm: Any,
) -> Study:
    """A randomised trial of one class against a control, with the hazard ratio's interval `lo` to `hi`."""
    ratio = "os_ratio" if endpoint == "os" else "pfs_ratio"
    cut = make_cut(
        goals=[{"endpoint": endpoint, "outcome": outcome}], **{ratio: {"hr": round((lo + hi) / 2, 3), "lo": lo, "hi": hi}}
    )
    plain = {"randomised_question": question, "n_randomised": people, "registry": arm.pop("registry", [])}
    return make_study(name, make_arm("new", cut, **arm), design="randomised", **plain)


def make_trial(
    number: int = 1,
    *,
    units: tuple[str, ...] = ("epnec",),
    klass: str = CHECKPOINT,
    status: str = "recruiting",
    confirmed: str = "2026-10",
    **more: Any,
) -> TrialEvidence:
    value = RegistryStatus(status)
    running = {RegistryStatus.RECRUITING, RegistryStatus.NOT_YET_RECRUITING, RegistryStatus.ACTIVE_NOT_RECRUITING}
    return TrialEvidence(
        id=NctId(f"NCT{number:08d}"),
        units=units,
        classes=(ImmunotherapyClass(klass),),
        status=value,
        is_open=value in running,
        confirmed_on=PartialDate(confirmed),
        **more,
    )


def make_approval(
    name: str = "a-us", *, unit: str = "sclc", state: str = "full", klass: str = CHECKPOINT, **more: Any
) -> ApprovalRow:
    """An indication on the day: in force when `state` is a kind of grant, ended when it is `withdrawn`."""
    value = ApprovalState(state)
    plain: dict[str, Any] = {
        "body": "FDA",
        "body_kind": BodyKind.REGULATOR,
        "region": "us",
        "drug": "drug-a",
        "drug_id": "drug-a",
        "brand": "",
        "indication": "adults with this tumour",
        "tumours": (),
        "entities": (unit,),
        "units": (unit,),
        "classes": (ImmunotherapyClass(klass),),
        "scope": Scope.TUMOUR,
        "setting": Setting.FIRST_LINE,
        "biomarker": "",
        "with_drugs": (),
        "since": PartialDate("2020-01-01"),
        "in_force": value in (ApprovalState.FULL, ApprovalState.CONDITIONAL, ApprovalState.ACCELERATED),
        "uncertain": False,
        "withdrawal_reason": WithdrawalReason.FAILED_CONFIRMATION if value is ApprovalState.WITHDRAWN else None,
        "review": "drafted",
        "pivotal": (),
        "headline": "",
        "events": (EventRow(PartialDate("2018-01-01"), "granted", "full", "", "https://example.org", "", "primary", ""),),
    }
    return ApprovalRow(id=name, state=value, **{**plain, **more})


def judge(
    *studies: Study, approvals: tuple[ApprovalRow, ...] = (), trials: tuple[TrialEvidence, ...] = (), as_of: date = DAY
) -> dict[str, Cell]:
    """The cells of a pack of these studies, by id (`epnec/checkpoint-inhibitor`)."""
    pack = make_pack(*studies)
    cells = judge_cells(pack, approvals, result_rows(pack, as_of, DAY), trials, as_of)
    return {cell.id: cell for cell in cells}


def cell_of(*studies: Study, unit: str = "epnec", klass: str = CHECKPOINT, **given: Any) -> Cell:
    """The one cell that a test is about."""
    return judge(*studies, **given)[f"{unit}/{klass}"]


__all__ = [
    "UNKNOWN_DATE",
    "Arm",
    "cell_of",
    "judge",
    "make_approval",
    "make_arm",
    "make_cut",
    "make_drug",
    "make_pack",
    "make_randomised",
    "make_result",
    "make_study",
    "make_trial",
]

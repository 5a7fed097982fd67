"""A small hand-made Roadmap for pages: every state of the map, withdrawn approvals, earlier cuts, unknown values, hostile texts.

Its drugs, trials and numbers are invented; nothing here is a fact about a medicine.
"""

from __future__ import annotations

from datetime import date

from ioroadmap.catalog.pack import Pack, Reading, Settings
from ioroadmap.evidence.rows import ApprovalRow, ApprovedIf, Cell, EventRow, ResultRow, StatusTrust, WasApproved
from ioroadmap.model.codec import from_plain
from ioroadmap.model.dates import UNKNOWN_DATE, PartialDate
from ioroadmap.model.facts import (
    Address,
    Biomarker,
    ClassExplainer,
    Drug,
    Family,
    Gap,
    Override,
    Publication,
    Question,
    Statement,
    Study,
    Target,
    Term,
    Tumour,
    Unit,
)
from ioroadmap.model.identifiers import NctId
from ioroadmap.model.labels import Because, BiomarkerLabel, DrugLabel, Labels, TumourLabel
from ioroadmap.model.missing import Missing
from ioroadmap.model.trial import ArmGroup, DateField, Trial
from ioroadmap.model.vocabulary import (
    ApprovalState,
    ArmRole,
    BodyKind,
    CellState,
    Differentiation,
    DrugRole,
    Immunotherapy,
    ImmunotherapyClass,
    Phase,
    RegistryStatus,
    Relevance,
    RespondersBasis,
    Scope,
    Setting,
    Stratum,
    WithdrawalReason,
)
from ioroadmap.roadmap import Observed, Roadmap, TrialView

AS_OF = date(2026, 11, 22)
EVIL = "<script>alert('x')</script> \"quoted\" & 'single' ${{7*7}} {{ 7*7 }} </title><img src=x onerror=alert(1)>"
EVIL_ADDRESS = "javascript:alert(document.domain)"
NR = Missing.NOT_REPORTED
SOURCE = {"at": "PMID:33480358", "locator": "abstract", "read_on": "2026-11", "confidence": "primary"}
OPEN_TRIAL, CLOSED_TRIAL, OUTSIDE_TRIAL = NctId("NCT90000001"), NctId("NCT90000002"), NctId("NCT90000003")


def make_settings() -> Settings:
    reasons = {"response_lower_pct": "Trials were planned around it.", "little_upper_pct": "The same."}
    plain = {
        "id": "tiny",
        "title": "Small Roadmap",
        "subject": "immunotherapy for neuroendocrine neoplasms",
        "version": "1",
        "licence": "CC-BY-4.0",
        "attribution": "Small Roadmap contributors, CC BY 4.0.",
        "languages": ["en"],
        "regions": {"us": "United States", "eu": "European Union", "ca": "Canada"},
        "registry_query": "neuroendocrine",
        "disclaimer": "This site gives facts with their sources. It does not give medical advice.",
        "drafted": "Drafted with automated help from the sources named. Not reviewed by a clinician.",
        "alert_title": "On immunotherapy now, or had it before?",
        "alert_now": "Call the emergency number now for chest pain.",
        "alert_today": "Ring your team’s 24-hour line today for new diarrhoea.",
        "alert_say": "Say: “I have had immunotherapy.”",
        "alert_never": "Do not start or stop steroids by yourself.",
        "alert_sources": [{"at": "PMC6440712"}],
        "thresholds": {
            "response_lower_pct": 10.0,
            "little_upper_pct": 20.0,
            "min_cohort": 15,
            "min_responders": 4,
            "min_pool_studies": 3,
            "min_pool_people": 40,
            "min_usable_people": 5,
            "few_people": 40,
            "min_randomised": 100,
            "unit_share_pct": 80.0,
            "open_within_months": 24,
            "results_overdue_months": 24,
            "stale_after_months": 12,
            "reasons": reasons,
        },
    }
    return from_plain(plain, Settings)


UNITS = (
    ("gep-net", "NET of the gut or pancreas, grade 1–2", "GEP-NET", "NET", "well", False),
    ("net", "Mixed groups of NET", "NET, mixed groups", "NET", "well", True),
    ("sclc", "Small cell lung cancer", "SCLC", "NEC", "poor", False),
    ("epnec", "NEC outside the lung", "NEC outside the lung", "NEC", "poor", False),
    ("ppgl", "Phaeochromocytoma", "PPGL", "PPGL", "not-applicable", False),
)
CLASSES = ("checkpoint-inhibitor", "t-cell-engager", "vaccine", "antibody-drug-conjugate")


def make_study(**changed: object) -> dict[str, object]:
    """Two arms: one with an earlier cut and a later one, one without counts."""
    early = {"id": "trial-a/all/2019", "cut": "2019", "superseded_by": "trial-a/all/2021-06", "source": SOURCE}
    late = {
        "id": "trial-a/all/2021-06",
        "cut": "2021-06",
        "response": {"n": 95, "responders": 7, "basis": "derived", "pct": 7.4, "lo": 3.0, "hi": 14.6, "criteria": "RECIST 1.1"},
        "pfs": {"months": 3.8, "lo": 3.6, "hi": "not-reached"},
        "os": {"months": "not-reached"},
        "os_ratio": {"hr": 0.6, "lo": 0.47, "hi": 0.77},
        "grade3_pct": 14.2,
        "grade3_n": 95,
        "goals": [{"endpoint": "response", "outcome": "missed", "what": "10% or more"}],
        "source": SOURCE,
        "note": EVIL,
    }
    arm = {
        "role": "experimental",
        "tumour": "gep-net",
        "differentiation": "well",
        "population": f"people with NET {EVIL}",
        "drugs": ["testumab"],
        "class_tested": "checkpoint-inhibitor",
        "stratum": "single",
        "setting": "later-line",
    }
    plain: dict[str, object] = {
        "id": "trial-a",
        "name": "TRIAL-A",
        "registry": [str(CLOSED_TRIAL)],
        "publications": ["33480358"],
        "phase": "phase-2",
        "design": "single-arm",
        "plain": "It looked at whether tumours shrink.",
        "arms": [
            {"id": "trial-a/all", "name": "all NET", **arm, "readouts": [early, late]},
            {
                "id": "trial-a/gut",
                "name": "gut",
                **arm,
                "subset_of": "trial-a/all",
                "readouts": [{"id": "trial-a/gut/2021-06", "cut": "unknown", "source": SOURCE}],
            },
        ],
        "recorded_on": "2026-11-22",
    }
    return plain | changed


def make_pack() -> Pack:
    made = {"recorded_on": "2026-11-22"}
    approval = {
        "id": "testumab-us-sclc",
        "body": "FDA",
        "body_kind": "regulator",
        "region": "us",
        "indication": EVIL,
        "tumours": ["sclc"],
        "events": [
            {"date": "2018-08-16", "event": "granted", "strength": "accelerated", "source": SOURCE, "note": "Two sources differ."}
        ],
    }
    drugs = [
        {
            "id": "testumab",
            "name": "testumab",
            "brands": ["Testa"],
            "names": ["TST-1"],
            "modality": "antibody",
            "immunotherapy": "yes",
            "classes": ["checkpoint-inhibitor"],
            "targets": ["PD-1"],
            "mechanism": "It blocks PD-1, a brake on T cells.",
            "programme": {"state": "active", "as_of": "2026-10", "why": EVIL},
            "approvals": [approval],
            "sources": [SOURCE],
            "mends": [{"was": "an old target", "mended_on": "2026-11-20", "why": f"The label says PD-1. {EVIL}"}],
        },
        {
            "id": "plainplatin",
            "name": "plainplatin",
            "modality": "chemotherapy",
            "immunotherapy": "no",
            "mechanism": "It harms cells that divide.",
            "sources": [SOURCE],
        },
    ]
    return Pack(
        settings=make_settings(),
        families=tuple(
            from_plain(
                {"id": each, "label": each, "plain": f"The {each} family.", "differentiation": kind, "sources": [SOURCE], **made},
                Family,
            )
            for each, kind in (("NET", "well"), ("NEC", "poor"), ("PPGL", "not-applicable"))
        ),
        units=tuple(
            from_plain(
                {
                    "id": id_,
                    "label": label,
                    "short": short,
                    "plain": f"{label}: what it is.",
                    "family": family,
                    "differentiation": kind,
                    "umbrella": umbrella,
                    "parent": "net" if id_ == "gep-net" else "",
                    **made,
                },
                Unit,
            )
            for id_, label, short, family, kind, umbrella in UNITS
        ),
        tumours=tuple(
            from_plain(
                {
                    "id": id_,
                    "label": label,
                    "family": family,
                    "unit": id_,
                    "differentiation": kind,
                    "phrases": [short, EVIL],
                    **made,
                },
                Tumour,
            )
            for id_, label, short, family, kind, _ in UNITS
        ),
        targets=(from_plain({"id": "PD-1", "plain": "A brake on T cells.", **made}, Target),),
        biomarkers=(
            from_plain(
                {"id": "dll3", "label": "DLL3", "plain": "A mark on some tumours.", "kind": "protein", "sources": [SOURCE], **made},
                Biomarker,
            ),
        ),
        classes=tuple(
            from_plain(
                {
                    "id": each,
                    "label": each.replace("-", " ").capitalize(),
                    "short": each.split("-")[0].capitalize(),
                    "plain": "It takes a brake off T cells.",
                    "how": "T cells carry brakes.",
                    "harm": "It can attack healthy parts.",
                    "borderline_because": "It carries a poison." if each == CLASSES[-1] else "",
                    "ask": "Ask your team: what has it done for my type of tumour?",
                    **made,
                },
                ClassExplainer,
            )
            for each in CLASSES
        ),
        drugs=tuple(from_plain({**drug, **made}, Drug) for drug in drugs),
        searches=(),
        studies=(from_plain(make_study(), Study),),
        publications=(
            from_plain(
                {
                    "id": "33480358",
                    "title": f"A paper {EVIL}",
                    "first_author": "Doe",
                    "year": 2021,
                    "journal": "J Test",
                    "pmid": "33480358",
                    "retracted": True,
                    "sources": [SOURCE],
                    **made,
                },
                Publication,
            ),
        ),
        statements=(
            from_plain(
                {
                    "id": "careful",
                    "kind": "caution",
                    "title": "Be careful",
                    "text": f"Stable is not a response. {EVIL}",
                    "about": ["gep-net", "read"],
                    "sources": [SOURCE],
                    **made,
                },
                Statement,
            ),
        ),
        glossary=(
            from_plain(
                {"id": "t-cell", "term": "T cell", "plain": "A white blood cell that can kill cells.", "also": ["T cells"], **made},
                Term,
            ),
            from_plain({"id": "os", "term": "Overall survival (OS)", "plain": "How long people live.", **made}, Term),
        ),
        questions=(
            from_plain(
                {
                    "id": "q1",
                    "about": "the-tumour",
                    "text": "Is my tumour well or poorly differentiated?",
                    "why": "It decides how to read every number.",
                    **made,
                },
                Question,
            ),
        ),
        gaps=(
            from_plain(
                {
                    "id": "testumab-day",
                    "about": "testumab-us-sclc",
                    "missing": "the day of the grant",
                    "looked_in": ["the register", "<b>the press</b>"],
                    "searched_on": "2026-11-20",
                    **made,
                },
                Gap,
            ),
        ),
        readings=(Reading("first", 10, {"agrees": 8, "mended": 2}),),
        addresses=(
            from_plain(
                {
                    "id": "a1",
                    "was": "https://gone.example/x",
                    "since": "2024-05",
                    "now_at": "https://new.example/x",
                    "source": SOURCE,
                    **made,
                },
                Address,
            ),
        ),
        overrides=(
            from_plain(
                {
                    "id": "o1",
                    "record": str(OPEN_TRIAL),
                    "field": "families",
                    "expect": ["NEC"],
                    "value": ["NET"],
                    "reason": EVIL,
                    "by": "A. Curator",
                    "date": "2026-11-01",
                    "source": SOURCE,
                    **made,
                },
                Override,
            ),
        ),
        content_hash="0" * 64,
    )


def make_result(**changed: object) -> ResultRow:
    fields: dict[str, object] = {
        "id": "trial-a/all/2021-06",
        "study": "TRIAL-A",
        "study_id": "trial-a",
        "nct": CLOSED_TRIAL,
        "arm": "all NET",
        "arm_id": "trial-a/all",
        "arm_role": ArmRole.EXPERIMENTAL,
        "tumours": ("NET",),
        "unit": "gep-net",
        "differentiation": Differentiation.WELL,
        "population": f"people with NET {EVIL}",
        "drugs": ("testumab",),
        "regimen": "",
        "class_tested": ImmunotherapyClass.CHECKPOINT_INHIBITOR,
        "stratum": Stratum.SINGLE,
        "setting": Setting.LATER_LINE,
        "prospective": True,
        "endpoint": "orr",
        "criteria": "RECIST 1.1",
        "n": 95,
        "responders": 7,
        "responders_basis": RespondersBasis.DERIVED,
        "orr_pct": 7.4,
        "orr_ci": (3.0, 14.6),
        "exact_ci": (3.0135, 14.5904),
        "pfs_months": 3.8,
        "pfs_ci": (3.6, Missing.NOT_REACHED),
        "os_months": Missing.NOT_REACHED,
        "os_ci": (NR, NR),
        "os_hr": (0.6, 0.47, 0.77),
        "grade3_pct": 14.2,
        "grade3_n": 95,
        "follow_up_months": NR,
        "cut": PartialDate("2021-06"),
        "superseded_by": None,
        "subset_of": None,
        "post_hoc": False,
        "biomarker_selected": "",
        "said": "",
        "review": "drafted",
        "note": EVIL,
        "source": "https://pubmed.ncbi.nlm.nih.gov/33480358/",
        "locator": "abstract",
        "confidence": "primary",
    }
    return ResultRow(**(fields | changed))  # type: ignore[arg-type]


def make_event(day: str, event: str, **changed: object) -> EventRow:
    fields: dict[str, object] = {
        "date": PartialDate(day),
        "event": event,
        "strength": "unknown",
        "what": "",
        "source": "https://www.fda.gov/drugs/x",
        "locator": "list",
        "confidence": "primary",
        "note": "",
    }
    return EventRow(**(fields | changed))  # type: ignore[arg-type]


def make_approval(**changed: object) -> ApprovalRow:
    fields: dict[str, object] = {
        "id": "testumab-us-sclc",
        "body": "FDA",
        "body_kind": BodyKind.REGULATOR,
        "region": "us",
        "drug": "testumab",
        "drug_id": "testumab",
        "brand": "Testa",
        "indication": EVIL,
        "tumours": ("NEC",),
        "entities": ("sclc",),
        "units": ("sclc",),
        "classes": (ImmunotherapyClass.CHECKPOINT_INHIBITOR,),
        "scope": Scope.TUMOUR,
        "setting": Setting.LATER_LINE,
        "biomarker": "",
        "with_drugs": ("plainplatin",),
        "state": ApprovalState.FULL,
        "since": PartialDate("2021-03"),
        "in_force": True,
        "uncertain": False,
        "withdrawal_reason": None,
        "review": "drafted",
        "pivotal": ("TRIAL-A",),
        "headline": "",
        "events": (make_event("2018-08-16", "granted", strength="accelerated"), make_event("2021-03", "converted")),
    }
    return ApprovalRow(**(fields | changed))  # type: ignore[arg-type]


def make_cell(unit: str, klass: str, state: CellState, **changed: object) -> Cell:
    fields: dict[str, object] = {
        "id": f"{unit}/{klass}",
        "unit": unit,
        "immunotherapy_class": ImmunotherapyClass(klass),
        "state": state,
        "sub_reason": "",
        "setting": "",
        "stratum": "",
        "regulators": (),
        "strength": "",
        "decided_by": (),
        "n": None,
        "responders": None,
        "ci": None,
        "pooled_pct": None,
        "k": 0,
        "badges": (),
        "approved_if": (),
        "was_approved": (),
        "negative_trials": (),
        "other_evidence": (),
        "trials": (),
        "trials_open": (),
        "why": "One plain sentence.",
        "as_of": AS_OF,
    }
    return Cell(**(fields | changed))  # type: ignore[arg-type]


def make_cells() -> tuple[Cell, ...]:
    """Every state at least once; every box of the map filled."""
    special = {
        ("gep-net", "checkpoint-inhibitor"): make_cell(
            "gep-net",
            "checkpoint-inhibitor",
            CellState.LITTLE,
            decided_by=("trial-a/all/2021-06",),
            n=95,
            responders=7,
            ci=(3.0135, 14.5904),
            k=1,
            badges=("borderline", "results-vary"),
            other_evidence=("trial-a/all/2019", "trial-a/gut/2021-06"),
            negative_trials=("trial-a/all/2021-06",),
            approved_if=(ApprovedIf("MSI-H", "testumab", "us", "full", "testumab-us-msi"),),
            trials=(OPEN_TRIAL, CLOSED_TRIAL),
            trials_open=(OPEN_TRIAL,),
        ),
        ("gep-net", "t-cell-engager"): make_cell(
            "gep-net",
            "t-cell-engager",
            CellState.UNCLEAR,
            sub_reason="too-few-people",
            n=14,
            responders=0,
            ci=(0.0, 23.2),
            k=1,
            decided_by=("trial-a/few/2020",),
        ),
        ("sclc", "checkpoint-inhibitor"): make_cell(
            "sclc",
            "checkpoint-inhibitor",
            CellState.APPROVED,
            decided_by=("testumab-us-sclc",),
            regulators=("FDA",),
            strength="full",
            was_approved=(
                WasApproved(
                    "testumab-eu-sclc", "testumab", "eu", PartialDate("2019"), PartialDate("2022-05-01"), "failed-confirmation"
                ),
            ),
        ),
        ("sclc", "t-cell-engager"): make_cell("sclc", "t-cell-engager", CellState.RANDOMISED, badges=("delayed-growth",)),
        ("sclc", "vaccine"): make_cell("sclc", "vaccine", CellState.STOPPED),
        ("epnec", "t-cell-engager"): make_cell(
            "epnec", "t-cell-engager", CellState.RESPONSES, n=60, responders=13, ci=(12.1, 34.2), pooled_pct=21.7, k=3
        ),
        ("epnec", "vaccine"): make_cell(
            "epnec", "vaccine", CellState.TESTING, sub_reason="open", trials=(OPEN_TRIAL,), trials_open=(OPEN_TRIAL,)
        ),
    }
    return tuple(special.get((unit, klass)) or make_cell(unit, klass, CellState.NEVER) for unit, *_ in UNITS for klass in CLASSES)


def make_trial_view(nct: NctId = OPEN_TRIAL, **changed: object) -> TrialView:
    words = "People with a neuroendocrine tumour may join. " * 8
    start = words.index("neuroendocrine tumour", 90)
    trial = Trial(
        id=nct,
        brief_title=EVIL,
        official_title=EVIL,
        status=changed.pop("status", RegistryStatus.RECRUITING),  # type: ignore[arg-type]
        why_stopped=EVIL if nct == CLOSED_TRIAL else "",
        verified=PartialDate("2026-03"),
        start=DateField(PartialDate("2024-01"), "actual"),
        phases=(Phase.TWO,),
        enrollment=Missing.UNKNOWN,
        conditions=(EVIL,),
        arms=(ArmGroup(EVIL, "EXPERIMENTAL", "", (EVIL,)),),
        primary_outcomes=(EVIL,),
        sponsor=EVIL,
        texts=(("eligibilityModule.eligibilityCriteria", words),),
    )
    labels = Labels(
        id=nct,
        relevance=changed.pop("relevance", Relevance.CORE),  # type: ignore[arg-type]
        tumours=(
            TumourLabel(
                "NET",
                "gep-net",
                Differentiation.WELL,
                (),
                "any",
                "named",
                (Because("eligibilityModule.eligibilityCriteria", "neuroendocrine tumour", start, start + 21),),
            ),
        ),
        drugs=(
            DrugLabel(
                "testumab",
                DrugRole.INVESTIGATIONAL,
                Immunotherapy.YES,
                (ImmunotherapyClass.CHECKPOINT_INHIBITOR,),
                ("PD-1",),
                (Because("armsInterventionsModule.interventions[0].name", EVIL, 0, len(EVIL)),),
            ),
            DrugLabel("nobody-knows-it", DrugRole.PRIOR, Immunotherapy.NO, (), (), ()),
        ),
        biomarkers=(BiomarkerLabel("dll3", "high"),),
        families=("NET",),
        differentiation=(Differentiation.WELL,),
        classes=(ImmunotherapyClass.CHECKPOINT_INHIBITOR,),
        targets=("PD-1",),
        abstained=(),
    )
    trust = StatusTrust(
        trial.status, PartialDate("2026-03"), 8, False, False, "Listed as recruiting; last confirmed 2026-03.", is_confirmed=True
    )
    seen = Observed(
        "clinicaltrials_gov",
        EVIL_ADDRESS if nct == OPEN_TRIAL else "https://clinicaltrials.gov/study/x",
        PartialDate("2026-06-01"),
        ("statusModule", "designModule"),
        EVIL,
    )
    return TrialView(trial, labels, trust, ("gep-net",), (seen,), ("trial-a",) if nct == CLOSED_TRIAL else ())


def make_roadmap(pack: Pack | None = None) -> Roadmap:
    withdrawn = make_approval(
        id="testumab-eu-sclc",
        body="European Commission",
        region="eu",
        state=ApprovalState.WITHDRAWN,
        in_force=False,
        since=PartialDate("2022-05-01"),
        withdrawal_reason=WithdrawalReason.FAILED_CONFIRMATION,
        events=(
            make_event("2019", "granted", strength="conditional", source=EVIL_ADDRESS),
            make_event("2022-05-01", "withdrawn", what=EVIL),
        ),
    )
    funder = make_approval(
        id="testumab-ca-pay",
        body="CDA",
        body_kind=BodyKind.FUNDER,
        region="ca",
        state=ApprovalState.NOT_FUNDED,
        in_force=False,
        since=UNKNOWN_DATE,
        events=(make_event("unknown", "not-funded", source=""),),
    )
    none_found = make_approval(
        id="none-net-us",
        body="United States",
        drug="any immunotherapy",
        drug_id="",
        brand="",
        entities=("gep-net",),
        units=("gep-net",),
        with_drugs=(),
        state=ApprovalState.NONE_FOUND,
        in_force=False,
        since=PartialDate("2026-11-22"),
        pivotal=(),
        events=(make_event("2026-11-22", "searched-none-found", what="We found none.", source=""),),
    )
    early = make_result(
        id="trial-a/all/2019",
        cut=PartialDate("2019"),
        superseded_by="trial-a/all/2021-06",
        n=18,
        responders=8,
        exact_ci=(21.5, 69.2),
        orr_pct=44.4,
        orr_ci=(NR, NR),
        responders_basis=RespondersBasis.REPORTED,
    )
    part = make_result(
        id="trial-a/gut/2021-06",
        arm="gut",
        arm_id="trial-a/gut",
        subset_of="trial-a/all",
        cut=UNKNOWN_DATE,
        n=NR,
        responders=NR,
        exact_ci=None,
        orr_pct=NR,
        orr_ci=(NR, NR),
        responders_basis=None,
        source=EVIL_ADDRESS,
    )
    return Roadmap(
        pack=pack or make_pack(),
        as_of=AS_OF,
        known_on=AS_OF,
        trials=(
            make_trial_view(),
            make_trial_view(CLOSED_TRIAL, status=RegistryStatus.TERMINATED),
            make_trial_view(OUTSIDE_TRIAL, relevance=Relevance.NONE),
        ),
        approvals=(make_approval(), withdrawn, funder, none_found),
        results=(early, make_result(), part),
        cells=make_cells(),
        inputs="f" * 64,
        problems=(f"NCT90000009: {EVIL}",),
    )

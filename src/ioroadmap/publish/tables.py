"""What each value of a closed vocabulary is called on a page: lists to look up, one entry a line. `words.py` is the way in."""

from __future__ import annotations

from ioroadmap.model.missing import Missing
from ioroadmap.model.provenance import Confidence, Review
from ioroadmap.model.vocabulary import (
    ApprovalState,
    DrugRole,
    GoalEndpoint,
    GoalOutcome,
    ProgrammeState,
    RandomisedQuestion,
    RegistryStatus,
    Relevance,
    Setting,
    Stratum,
    StudyDesign,
)

APPROVAL_STATES: dict[ApprovalState, tuple[str, str]] = {
    ApprovalState.FULL: ("Approved, no condition named", "in-force"),
    ApprovalState.ACCELERATED: ("Accelerated approval", "in-force"),
    ApprovalState.CONDITIONAL: ("Conditional approval", "in-force"),
    ApprovalState.WITHDRAWN: ("Withdrawn", "ended"),
    ApprovalState.SUPERSEDED: ("Replaced by a later one", "ended"),
    ApprovalState.DESIGNATION: ("Designation, not an approval", "not-approval"),
    ApprovalState.UNDER_REVIEW: ("Under review, not approved", "not-approval"),
    ApprovalState.REFUSED: ("Refused", "declined"),
    ApprovalState.FUNDED: ("Paid for", "in-force"),
    ApprovalState.NOT_FUNDED: ("Not paid for", "declined"),
    ApprovalState.NONE_FOUND: ("None found", "not-approval"),
    ApprovalState.UNKNOWN: ("Unknown", "not-approval"),
}

# Those who pay do not license, so their decisions have words of their own.
PAYER_STATES: dict[ApprovalState, tuple[str, str]] = {
    ApprovalState.FUNDED: ("Paid for", "in-force"),
    ApprovalState.NOT_FUNDED: ("Not paid for", "declined"),
    ApprovalState.UNDER_REVIEW: ("Being assessed", "not-approval"),
    ApprovalState.UNKNOWN: ("Decided; what it says, we have not seen", "not-approval"),
    ApprovalState.REFUSED: ("Not paid for", "declined"),
    ApprovalState.WITHDRAWN: ("No longer paid for", "ended"),
    ApprovalState.SUPERSEDED: ("Replaced by a later decision", "ended"),
}
RECOMMENDED_WITH_CONDITIONS = ("Recommended, with conditions", "in-force")

EVENTS = {
    "granted": "Granted",
    "converted": "Became full",
    "narrowed": "Narrowed",
    "widened": "Widened",
    "withdrawal-announced": "Withdrawal announced",
    "withdrawn": "Withdrawn",
    "superseded": "Replaced by a later one",
    "designated": "Designation (not an approval)",
    "submitted": "Application accepted",
    "decision-due": "Decision due",
    "opinion-positive": "Positive opinion (not yet an approval)",
    "refused": "Refused",
    "funded": "Paid for",
    "not-funded": "Not paid for",
    "draft-funded": "Draft: to be paid for",
    "draft-not-funded": "Draft: not to be paid for",
    "appraisal-started": "Appraisal started",
    "recommended-with-conditions": "Recommended, with conditions",
    "guidance-published": "Guidance published; what it says, we have not seen",
    "kind-unclear": "The label no longer says what kind of approval it is",
    "label-changed": "Label changed; what changed, we have not seen",
    "searched-none-found": "Searched, none found",
}

WITHDRAWAL_REASONS = {
    "failed-confirmation": "a later, bigger trial did not confirm it",
    "commercial": "the company’s choice, not for safety",
    "holder": "the holder of the licence asked for it, and no more was said",
    "safety": "for safety",
    "unknown": "we do not know why",
}

STRENGTHS = {"accelerated": "accelerated", "conditional": "conditional", "full": "full", "unknown": "strength unknown"}

SETTINGS: dict[Setting, str] = {
    Setting.NEOADJUVANT: "before surgery",
    Setting.ADJUVANT: "after surgery",
    Setting.CONSOLIDATION: "after chemoradiation",
    Setting.FIRST_LINE: "as first treatment",
    Setting.MAINTENANCE: "to keep a response",
    Setting.LATER_LINE: "after earlier treatment",
    Setting.ANY_LINE: "any line of treatment",
    Setting.UNKNOWN: "line of treatment unknown",
}

STRATA: dict[Stratum, str] = {
    Stratum.SINGLE: "alone",
    Stratum.DUAL: "two of the same kind together",
    Stratum.WITH_CHEMOTHERAPY: "with chemotherapy",
    Stratum.WITH_TKI: "with a drug against blood-vessel growth",
    Stratum.WITH_RADIOLIGAND: "with radioligand therapy",
    Stratum.WITH_RADIOTHERAPY: "with radiotherapy",
    Stratum.WITH_SSA: "with a somatostatin analogue",
    Stratum.WITH_OTHER_CLASS: "with another kind of immunotherapy",
    Stratum.NO_IMMUNOTHERAPY: "no immunotherapy",
}

# Ways of giving a class in which a response can be put down to it.
BY_ITSELF = frozenset({Stratum.SINGLE, Stratum.DUAL, Stratum.WITH_SSA})

DESIGNS: dict[StudyDesign, str] = {
    StudyDesign.SINGLE_ARM: "Everyone got the treatment; there was no comparison group.",
    StudyDesign.RANDOMISED: "People were put into groups by chance.",
    StudyDesign.RETROSPECTIVE: "A look back at records. It can mislead, so it never decides a line of the map.",
    StudyDesign.EXPANDED_ACCESS: "Treatment outside a trial. It never decides a line of the map.",
    StudyDesign.POOLED: "Several studies put together by their authors.",
}

DESIGN_NAMES: dict[StudyDesign, str] = {
    StudyDesign.SINGLE_ARM: "no comparison group",
    StudyDesign.RANDOMISED: "randomised",
    StudyDesign.RETROSPECTIVE: "look back at records",
    StudyDesign.EXPANDED_ACCESS: "expanded access",
    StudyDesign.POOLED: "pooled",
}

QUESTIONS: dict[RandomisedQuestion, str] = {
    RandomisedQuestion.CLASS_V_CONTROL: "Chance decided who got this kind of treatment. So the trial can show what it adds.",
    RandomisedQuestion.CLASS_V_CLASS: "Chance decided between two kinds of immunotherapy.",
    RandomisedQuestion.SAME_CLASS: "Chance decided between treatments of the same kind.",
    RandomisedQuestion.DOSE_V_DOSE: "Chance decided the dose. The trial can’t show what the treatment adds.",
    RandomisedQuestion.SEVERAL_DRUGS: "Several drugs differed between the groups. The trial can’t show what one of them adds.",
    RandomisedQuestion.OTHER: "Chance decided something else than immunotherapy.",
    RandomisedQuestion.NONE: "",
}

GOAL_ENDPOINTS: dict[GoalEndpoint, str] = {
    GoalEndpoint.OS: "longer life (overall survival)",
    GoalEndpoint.PFS: "more time without growth (progression-free survival)",
    GoalEndpoint.RFS: "more time without return (relapse-free survival)",
    GoalEndpoint.RESPONSE: "tumours that shrink (response rate)",
    GoalEndpoint.OTHER: "another goal",
}

GOAL_OUTCOMES: dict[GoalOutcome, str] = {
    GoalOutcome.MET: "met",
    GoalOutcome.MISSED: "missed",
    GoalOutcome.NOT_APPLICABLE: "not tested",
    GoalOutcome.UNKNOWN: "not known to us",
}

STATUSES: dict[RegistryStatus, tuple[str, str]] = {
    RegistryStatus.RECRUITING: ("Recruiting", "open"),
    RegistryStatus.NOT_YET_RECRUITING: ("Not yet recruiting", "open"),
    RegistryStatus.ENROLLING_BY_INVITATION: ("By invitation", "open"),
    RegistryStatus.AVAILABLE: ("Available outside a trial", "open"),
    RegistryStatus.ACTIVE_NOT_RECRUITING: ("Running, closed to new people", "running"),
    RegistryStatus.SUSPENDED: ("Paused", "running"),
    RegistryStatus.TEMPORARILY_NOT_AVAILABLE: ("Paused", "running"),
    RegistryStatus.COMPLETED: ("Completed", "done"),
    RegistryStatus.APPROVED_FOR_MARKETING: ("Licensed since", "done"),
    RegistryStatus.TERMINATED: ("Stopped early", "stopped"),
    RegistryStatus.WITHDRAWN: ("Withdrawn before anyone joined", "stopped"),
    RegistryStatus.NO_LONGER_AVAILABLE: ("No longer available", "stopped"),
    RegistryStatus.WITHHELD: ("Withheld by the registry", "unknown"),
    RegistryStatus.UNKNOWN: ("Status unknown", "unknown"),
}

STATUS_GROUPS = (
    ("open", "Open, or about to open"),
    ("listed", "Listed as open; not confirmed for long, or no date: ring first"),
    ("running", "Running, closed to new people"),
    ("done", "Completed"),
    ("stopped", "Stopped or withdrawn"),
    ("unknown", "Status unknown"),
)

PROGRAMMES: dict[ProgrammeState, str] = {
    ProgrammeState.APPROVED: "Licensed somewhere, for something",
    ProgrammeState.ACTIVE: "In development",
    ProgrammeState.DISCONTINUED: "Development stopped",
    ProgrammeState.UNKNOWN: "We do not know its state",
}

RELEVANCES: dict[Relevance, str] = {
    Relevance.CORE: "Names a neuroendocrine tumour and tests immunotherapy",
    Relevance.BASKET: "Takes several tumours; a neuroendocrine one is among them",
    Relevance.BORDERLINE: "On the border of our subject",
    Relevance.NONE: "Not a trial of immunotherapy in these tumours",
    Relevance.ABSTAIN: "We could not tell",
}

REVIEWS: dict[Review, tuple[str, str]] = {
    Review.DRAFTED: ("drafted", "One reader has seen the source."),
    Review.CHECKED: ("checked", "A second, independent reader has seen the source."),
    Review.CLINICIAN: ("clinician", "A named clinician has reviewed it."),
}

CONFIDENCES: dict[Confidence, str] = {
    Confidence.PRIMARY: "primary source",
    Confidence.SECONDARY: "secondary source",
    Confidence.DERIVED: "worked out by us from the source",
}

MISSING: dict[Missing, str] = {
    Missing.UNKNOWN: "unknown",
    Missing.NOT_REPORTED: "not reported",
    Missing.NOT_APPLICABLE: "does not apply",
    Missing.NOT_REACHED: "not reached yet",
}

# The numbers of the evidence rules by plain names; `methods` prints them with the pack's reasons.
THRESHOLDS = {
    "response_lower_pct": "“Responses seen”: low end of the range, at least so many in 100",
    "little_upper_pct": "“Little activity”: high end of the range, under so many in 100",
    "min_cohort": "People that one group must have",
    "min_responders": "Responses that one group must have for “responses seen”",
    "min_pool_studies": "Studies needed to put them together",
    "min_pool_people": "People needed to put studies together",
    "min_post_hoc": "People that a group picked out afterwards must have",
    "min_prediction_studies": "Studies needed to say where a new study may land",
    "vary_below_pct": "“Results vary”: a new study could fall under so many in 100",
    "vary_above_pct": "“Results vary”: and could rise above so many in 100",
    "min_usable_people": "People needed to say anything",
    "few_people": "“Too few people”: under",
    "min_randomised": "People in a randomised trial that may show a benefit",
    "unit_share_pct": "Share of a mixed group that must have the tumour, in 100",
    "open_within_months": "“Running”: record confirmed in the last months",
    "results_overdue_months": "“Results overdue”: months after the main end date",
    "stale_after_months": "“Ring first”: months without a word",
}

MODALITIES = {
    "antibody": "antibody",
    "antibody-drug-conjugate": "antibody that carries a poison",
    "bispecific-antibody": "antibody with two arms",
    "car-nk": "natural killer cells changed in the laboratory (CAR-NK)",
    "car-t": "T cells changed in the laboratory (CAR-T)",
    "chemotherapy": "chemotherapy",
    "cytokine": "messenger of the immune system (cytokine)",
    "dendritic-cell-vaccine": "vaccine made of one’s own immune cells",
    "gene-therapy": "gene therapy",
    "imaging": "for scans",
    "immune-stimulant": "wakes the immune system",
    "immunocytokine": "antibody that carries a messenger of the immune system",
    "nk-cell": "natural killer cells",
    "oncolytic-virus": "virus that attacks tumour cells",
    "peptide-drug-conjugate": "small protein that carries a poison",
    "radioligand": "radioligand (carries radiation to the tumour)",
    "small-molecule": "small molecule, such as a tablet",
    "somatostatin-analogue": "somatostatin analogue",
    "supportive": "given to support the treatment",
    "t-cell-engager": "ties T cells to the tumour (T-cell engager)",
    "tcr-t": "T cells with a new sensor (TCR-T)",
    "til": "T cells grown from the tumour (TIL)",
    "toll-like-receptor-agonist": "alarm signal for immune cells",
    "vaccine": "vaccine",
    "virus-specific-t-cells": "T cells against a virus",
}

CODE_SYSTEMS = {
    "ncit": "NCI Thesaurus",
    "oncotree": "OncoTree",
    "icdo3": "ICD-O-3",
    "icd10cm": "ICD-10-CM",
    "mesh": "MeSH",
    "mondo": "Mondo",
    "doid": "Disease Ontology",
}

# Where in a registry record some words stand, by the last part of the registry's own path; and the parts of a record.
RECORD_FIELDS = {
    "briefTitle": "in the title",
    "officialTitle": "in the official title",
    "acronym": "in the short name",
    "conditions": "in the conditions",
    "keywords": "in the keywords",
    "name": "in the treatments",
    "otherNames": "in the other names of the treatments",
    "label": "in the groups",
    "eligibilityCriteria": "in who may join",
    "briefSummary": "in the summary",
    "detailedDescription": "in the long description",
    "measure": "in what it measures",
    "title": "in the titles",
    "description": "in the descriptions",
    "interventionNames": "in the groups",
}
RECORD_PARTS = {
    "identification": "titles and numbers",
    "design": "design",
    "armsInterventions": "groups and treatments",
    "conditions": "conditions",
    "status": "status and dates",
    "sponsorCollaborators": "who runs it",
    "hasResults": "whether results are posted",
    "eligibility": "who may join",
    "contactsLocations": "places",
    "description": "descriptions",
    "outcomes": "what it measures",
    "oversight": "oversight",
    "references": "papers",
    "ipdSharingStatement": "sharing of data",
}
LABEL_FIELDS = {
    "tumours": "the tumours",
    "classes": "the kinds of treatment",
    "relevance": "whether it is on our subject",
    "targets": "what the drugs bind",
    "drugs": "the drugs",
    "families": "the families of tumours",
    "differentiation": "the differentiation",
    "biomarkers": "the tests on the tumour",
}

TUMOUR_LABELS = {
    "named": "named in the record",
    "basket": "one of several tumours",
    "excluded": "these people may not join",
    "corrected": "we named this more precisely",
}
DRUG_ROLES: dict[DrugRole, str] = {
    DrugRole.INVESTIGATIONAL: "tested",
    DrugRole.COMPARATOR: "compared with",
    DrugRole.BACKGROUND: "given to all",
    DrugRole.PRIOR: "earlier treatment",
    DrugRole.EXCLUDED: "not allowed",
    DrugRole.DIAGNOSTIC: "for a scan or test",
}
REQUIREMENTS = {
    "positive": "needed to join",
    "high": "needed to join, at a high level",
    "low": "needed to join, at a low level",
    "any": "needed to join, at any level",
    "measured": "measured, not needed to join",
}

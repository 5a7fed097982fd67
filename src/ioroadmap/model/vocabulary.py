"""The closed vocabularies of method. Those of the disease (families, targets, drugs …) are data of a pack."""

from __future__ import annotations

from enum import StrEnum


class ImmunotherapyClass(StrEnum):
    """How a treatment uses the immune system; in the order of the map's columns."""

    CHECKPOINT_INHIBITOR = "checkpoint-inhibitor"
    T_CELL_ENGAGER = "t-cell-engager"
    CELL_THERAPY = "cell-therapy"
    VACCINE = "vaccine"
    CYTOKINE = "cytokine"
    ONCOLYTIC_VIRUS = "oncolytic-virus"
    IMMUNE_TARGETING_ANTIBODY = "immune-targeting-antibody"
    TUMOUR_TARGETING_ANTIBODY = "tumour-targeting-antibody"
    OTHER_IMMUNOTHERAPY = "other-immunotherapy"
    ANTIBODY_DRUG_CONJUGATE = "antibody-drug-conjugate"


class Immunotherapy(StrEnum):
    """Whether an agent counts as immunotherapy. Borderline agents say why."""

    YES = "yes"
    BORDERLINE = "borderline"
    NO = "no"


class ProgrammeState(StrEnum):
    """What became of a drug's development, as last seen."""

    APPROVED = "approved"  # authorised somewhere, for something
    ACTIVE = "active"  # in development
    DISCONTINUED = "discontinued"
    UNKNOWN = "unknown"


class Differentiation(StrEnum):
    """The line that decides how to read every number."""

    WELL = "well"
    WELL_HIGH_GRADE = "well-high-grade"  # NET G3
    POOR = "poor"
    MIXED = "mixed"
    UNSPECIFIED = "unspecified"
    NOT_APPLICABLE = "not-applicable"


class BodyKind(StrEnum):
    REGULATOR = "regulator"
    FUNDER = "funder"


class Region(StrEnum):
    US = "us"
    EU = "eu"
    UK = "uk"
    CA = "ca"
    JP = "jp"
    CN = "cn"
    CH = "ch"


class Scope(StrEnum):
    """What an indication names: a tumour, or a marker in any tumour."""

    TUMOUR = "tumour"
    TISSUE_AGNOSTIC = "tissue-agnostic"


class ApprovalEvent(StrEnum):
    """What a regulator or funder did on a day. `Strength` says how strong a grant is."""

    GRANTED = "granted"
    CONVERTED = "converted"  # accelerated or conditional became full
    NARROWED = "narrowed"
    WIDENED = "widened"
    WITHDRAWAL_ANNOUNCED = "withdrawal-announced"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    DESIGNATED = "designated"  # breakthrough, orphan, fast track …: not an approval
    SUBMITTED = "submitted"  # application accepted for review
    DECISION_DUE = "decision-due"
    OPINION_POSITIVE = "opinion-positive"  # CHMP: not an approval yet
    REFUSED = "refused"
    FUNDED = "funded"
    NOT_FUNDED = "not-funded"
    DRAFT_FUNDED = "draft-funded"
    DRAFT_NOT_FUNDED = "draft-not-funded"
    APPRAISAL_STARTED = "appraisal-started"
    RECOMMENDED_WITH_CONDITIONS = "recommended-with-conditions"  # a body that advises payers; each payer still decides
    GUIDANCE_PUBLISHED = "guidance-published"  # final, and we have not seen what it says
    KIND_UNCLEAR = "kind-unclear"  # the label no longer says what kind of approval it is; a conversion was not seen
    LABEL_CHANGED = "label-changed"  # something changed; what, we have not seen
    SEARCHED_NONE_FOUND = "searched-none-found"


class Strength(StrEnum):
    """How much proof a grant rests on."""

    ACCELERATED = "accelerated"
    CONDITIONAL = "conditional"
    FULL = "full"  # granted, and no source that we saw names a condition
    UNKNOWN = "unknown"


class ApprovalState(StrEnum):
    """The state of an indication on a day."""

    ACCELERATED = "accelerated"
    CONDITIONAL = "conditional"
    FULL = "full"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
    DESIGNATION = "designation"
    UNDER_REVIEW = "under-review"
    REFUSED = "refused"
    FUNDED = "funded"
    NOT_FUNDED = "not-funded"
    NONE_FOUND = "none-found"
    UNKNOWN = "unknown"


class WithdrawalReason(StrEnum):
    FAILED_CONFIRMATION = "failed-confirmation"
    COMMERCIAL = "commercial"
    HOLDER = "holder"  # at the holder's request, and no more was said
    SAFETY = "safety"
    UNKNOWN = "unknown"


class Setting(StrEnum):
    """Where in the course of the illness a treatment was given."""

    NEOADJUVANT = "neoadjuvant"
    ADJUVANT = "adjuvant"
    CONSOLIDATION = "consolidation"
    FIRST_LINE = "first-line"
    MAINTENANCE = "maintenance"
    LATER_LINE = "later-line"
    ANY_LINE = "any-line"
    UNKNOWN = "unknown"


class Stratum(StrEnum):
    """What was given with the class; evidence is never pooled across strata."""

    SINGLE = "single"
    DUAL = "dual"  # two drugs of the same class
    WITH_CHEMOTHERAPY = "with-chemotherapy"
    WITH_TKI = "with-tki"  # or another anti-angiogenic
    WITH_RADIOLIGAND = "with-radioligand"
    WITH_RADIOTHERAPY = "with-radiotherapy"
    WITH_SSA = "with-somatostatin-analogue"
    WITH_OTHER_CLASS = "with-other-class"
    NO_IMMUNOTHERAPY = "no-immunotherapy"


class StudyDesign(StrEnum):
    SINGLE_ARM = "single-arm"
    RANDOMISED = "randomised"
    RETROSPECTIVE = "retrospective"
    EXPANDED_ACCESS = "expanded-access"
    POOLED = "pooled"


class RandomisedQuestion(StrEnum):
    """What the coin decided. Only `class-v-control` can show what a class adds."""

    CLASS_V_CONTROL = "class-v-control"
    CLASS_V_CLASS = "class-v-class"
    SAME_CLASS = "same-class"
    DOSE_V_DOSE = "dose-v-dose"
    SEVERAL_DRUGS = "several-drugs"
    OTHER = "other"
    NONE = "none"


class ArmRole(StrEnum):
    EXPERIMENTAL = "experimental"
    COMPARATOR = "comparator"


class RespondersBasis(StrEnum):
    """`reported`: the source prints the count. `derived`: we computed it; never print it as reported."""

    REPORTED = "reported"
    DERIVED = "derived"


class GoalEndpoint(StrEnum):
    """What a protocol's primary endpoint measured."""

    OS = "os"  # overall survival
    PFS = "pfs"  # time alive without growth
    RFS = "rfs"  # time alive without return: relapse-, disease- or event-free survival
    RESPONSE = "response"
    OTHER = "other"


class GoalOutcome(StrEnum):
    """What became of a primary endpoint by the trial's own threshold."""

    MET = "met"
    MISSED = "missed"
    NOT_APPLICABLE = "not-applicable"
    UNKNOWN = "unknown"


class RegistryStatus(StrEnum):
    """ClinicalTrials.gov API v2 `Status`, in lower case with dashes."""

    NOT_YET_RECRUITING = "not-yet-recruiting"
    RECRUITING = "recruiting"
    ENROLLING_BY_INVITATION = "enrolling-by-invitation"
    ACTIVE_NOT_RECRUITING = "active-not-recruiting"
    COMPLETED = "completed"
    SUSPENDED = "suspended"
    TERMINATED = "terminated"
    WITHDRAWN = "withdrawn"
    AVAILABLE = "available"
    NO_LONGER_AVAILABLE = "no-longer-available"
    TEMPORARILY_NOT_AVAILABLE = "temporarily-not-available"
    APPROVED_FOR_MARKETING = "approved-for-marketing"
    WITHHELD = "withheld"
    UNKNOWN = "unknown"


class Phase(StrEnum):
    EARLY_1 = "early-phase-1"
    ONE = "phase-1"
    TWO = "phase-2"
    THREE = "phase-3"
    FOUR = "phase-4"
    NOT_APPLICABLE = "not-applicable"


class Relevance(StrEnum):
    CORE = "core"
    BASKET = "basket"
    BORDERLINE = "borderline"
    NONE = "none"
    ABSTAIN = "abstain"


class DrugRole(StrEnum):
    INVESTIGATIONAL = "investigational"
    COMPARATOR = "comparator"
    BACKGROUND = "background"
    PRIOR = "prior"
    EXCLUDED = "excluded"
    DIAGNOSTIC = "diagnostic"


class CellState(StrEnum):
    """How far the evidence goes for one tumour and one class, first match wins; never how good a drug is."""

    APPROVED = "approved"
    RANDOMISED = "randomised"
    STOPPED = "stopped"
    RESPONSES = "responses"
    LITTLE = "little"
    UNCLEAR = "unclear"
    TESTING = "testing"
    NEVER = "never"

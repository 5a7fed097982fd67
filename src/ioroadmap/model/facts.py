"""What people curate: frozen records of the pack. Their field names are the keys of the YAML files.

Every record carries its sources, the day it was recorded and who has reviewed it. Ids are file names or keys,
in lower case with dashes. Facts about registered trials are not here: they are observations (`trial.py`).
"""

from __future__ import annotations

from msgspec import Struct

from ioroadmap.model.dates import UNKNOWN_DATE, PartialDate
from ioroadmap.model.identifiers import ApplicationNumber, Doi, NctId, Pmcid, Pmid
from ioroadmap.model.missing import Count, Missing, Number
from ioroadmap.model.provenance import Mend, Review, Source
from ioroadmap.model.vocabulary import (
    ApprovalEvent,
    ArmRole,
    BodyKind,
    Differentiation,
    GoalEndpoint,
    GoalOutcome,
    Immunotherapy,
    ImmunotherapyClass,
    ProgrammeState,
    RandomisedQuestion,
    Region,
    RespondersBasis,
    Scope,
    Setting,
    Stratum,
    Strength,
    StudyDesign,
    WithdrawalReason,
)


class Fact(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """What all curated records share. `recorded_on` is the day this project first knew it (for `--known-on`)."""

    recorded_on: PartialDate = UNKNOWN_DATE
    review: Review = Review.DRAFTED
    note: str = ""
    mends: tuple[Mend, ...] = ()


# ---------------------------------------------------------------- the disease's vocabularies


class Family(Fact, frozen=True, kw_only=True):
    """A WHO family (`NET`, `NEC` …). `order` is its place on every page."""

    id: str
    label: str
    plain: str
    differentiation: Differentiation
    sources: tuple[Source, ...]


class Unit(Fact, frozen=True, kw_only=True):
    """A lowest tumour group: one row of the map. Evidence never travels sideways or down from it."""

    id: str
    label: str
    short: str
    plain: str
    family: str
    differentiation: Differentiation
    umbrella: bool = False  # a mixed-group row (NET, NEC, NEN): holds only what cannot be split
    parent: str = ""
    sources: tuple[Source, ...] = ()


class Codes(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Codes of one entity in other people's vocabularies; an absent one was not seen."""

    ncit: tuple[str, ...] = ()
    oncotree: tuple[str, ...] = ()
    icdo3: tuple[str, ...] = ()
    icd10cm: tuple[str, ...] = ()
    mesh: tuple[str, ...] = ()
    mondo: tuple[str, ...] = ()
    doid: tuple[str, ...] = ()


class Tumour(Fact, frozen=True, kw_only=True):
    """An entity: what a pathology report or a registry record may name. `unit` is the row that it belongs to.

    `phrases` are the spellings that text may use; `adjectives` name it where the noun comes later ("neuroendocrine, breast or
    colorectal cancer"). `negative` entities look like a neoplasm of ours and are not.
    One that is close enough for a trial to be worth a look says why in `borderline_because`.
    """

    id: str
    label: str
    family: str
    unit: str
    differentiation: Differentiation
    parent: str = ""
    grade: tuple[str, ...] = ()
    site: str = "any"
    phrases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    codes: Codes = Codes()
    negative: bool = False
    borderline_because: str = ""
    sources: tuple[Source, ...] = ()


class Target(Fact, frozen=True, kw_only=True):
    """A molecule or cell that a drug binds, in its canonical spelling (the `id` is that spelling).

    `listed`: one of the closed list that a trial is labelled with (DESIGN §5); any other is told of drugs only.
    """

    id: str
    plain: str
    phrases: tuple[str, ...] = ()
    listed: bool = True
    sources: tuple[Source, ...] = ()


class Biomarker(Fact, frozen=True, kw_only=True):
    """A test that may tell who benefits; with assay, threshold, and what is known of it here."""

    id: str
    label: str
    plain: str
    kind: str
    assays: tuple[str, ...] = ()
    thresholds: tuple[str, ...] = ()
    predictive_here: str = ""
    phrases: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()


class ClassExplainer(Fact, frozen=True, kw_only=True):
    """One immunotherapy class, explained: `plain` is what it does, `harm` stands beside it in the same size."""

    id: ImmunotherapyClass
    label: str
    short: str
    plain: str
    how: str
    harm: str
    borderline_because: str = ""
    ask: str = ""
    phrases: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()


# ---------------------------------------------------------------- drugs and approvals


class Pivotal(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The trial that a decision rested on."""

    name: str
    nct: NctId | None = None


class DatedEvent(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """One thing a regulator or funder did. `seen_by` is the last day by which a source shows that it had happened;
    it stands in for the date when that is unknown."""

    date: PartialDate
    event: ApprovalEvent
    strength: Strength = Strength.UNKNOWN
    reason: WithdrawalReason | None = None
    what: str = ""
    seen_by: PartialDate = UNKNOWN_DATE
    source: Source
    also: tuple[Source, ...] = ()
    recorded_on: PartialDate = UNKNOWN_DATE
    note: str = ""


class Approval(Fact, frozen=True, kw_only=True):
    """The life of one indication: body x drug x indication, as dated events in order.

    `tumours` are entity ids that the wording names (empty for a marker-only indication);
    `with_drugs` are the partners that the wording demands.
    """

    id: str
    body: str
    body_kind: BodyKind
    region: Region
    brand: str = ""
    application: ApplicationNumber | None = None
    indication: str
    tumours: tuple[str, ...] = ()
    scope: Scope = Scope.TUMOUR
    setting: Setting = Setting.UNKNOWN
    biomarker: str = ""
    assay: str = ""
    with_drugs: tuple[str, ...] = ()
    pivotal: tuple[Pivotal, ...] = ()
    headline: str = ""
    events: tuple[DatedEvent, ...]


class Programme(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What became of a drug's development, and when that was seen."""

    state: ProgrammeState
    as_of: PartialDate = UNKNOWN_DATE
    why: str = ""
    source: Source | None = None


class Drug(Fact, frozen=True, kw_only=True):
    """One agent by its INN (or its code, where no name is given yet).

    `names` may be matched anywhere; `ambiguous` only where a drug can stand (an intervention, an arm, beside a dose).
    With `only_if_stated` it is immunotherapy in those trials that say that it acts on the immune system (thalidomide).
    """

    id: str
    name: str
    brands: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    modality: str
    immunotherapy: Immunotherapy
    only_if_stated: bool = False
    classes: tuple[ImmunotherapyClass, ...] = ()
    targets: tuple[str, ...] = ()
    mechanism: str
    borderline_because: str = ""
    programme: Programme = Programme(ProgrammeState.UNKNOWN)
    codes: Codes = Codes()
    approvals: tuple[Approval, ...] = ()
    sources: tuple[Source, ...]


class Search(Fact, frozen=True, kw_only=True):
    """A search for approvals that found none: said, never left blank."""

    id: str
    subject: str
    tumours: tuple[str, ...]
    regions: tuple[Region, ...]
    searched_on: PartialDate
    finding: str
    sources: tuple[Source, ...] = ()


# ---------------------------------------------------------------- studies and results


class Median(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A median time in months with its 95 % interval. `not-reached` and `not-reported` are different things."""

    months: Number = Missing.NOT_REPORTED
    lo: Number = Missing.NOT_REPORTED
    hi: Number = Missing.NOT_REPORTED


class Ratio(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A hazard ratio against the comparator, with its 95 % interval. Clinician layer only."""

    hr: Number = Missing.NOT_REPORTED
    lo: Number = Missing.NOT_REPORTED
    hi: Number = Missing.NOT_REPORTED


class Response(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """People whose tumours shrank by the criteria named: `responders` of `n` evaluable. `pct`, `lo`, `hi` are as printed
    (percent); we compute our own beside them. `endpoint` is `orr`, or `pcr` for a pathological complete response."""

    endpoint: str = "orr"
    n: Count = Missing.NOT_REPORTED
    responders: Count = Missing.NOT_REPORTED
    basis: RespondersBasis | None = None
    pct: Number = Missing.NOT_REPORTED
    lo: Number = Missing.NOT_REPORTED
    hi: Number = Missing.NOT_REPORTED
    complete: Count = Missing.NOT_REPORTED
    criteria: str = ""
    confirmed: bool | None = None
    explained: str = ""  # why pct or interval differs from the counts, where it does


class Goal(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A primary (or co-primary) endpoint of the protocol, and whether this cut met it. `what` says more in our words."""

    endpoint: GoalEndpoint
    outcome: GoalOutcome
    what: str = ""


class Readout(Fact, frozen=True, kw_only=True):
    """What one arm showed at one data cut. A superseded cut stays, beside what replaced it."""

    id: str
    cut: PartialDate
    reported: PartialDate = UNKNOWN_DATE  # when it was made public; all there is where the source prints no cut
    superseded_by: str = ""
    response: Response = Response()
    pfs: Median = Median()
    os: Median = Median()
    pfs_ratio: Ratio = Ratio()
    os_ratio: Ratio = Ratio()
    grade3_pct: Number = Missing.NOT_REPORTED
    grade3_what: str = ""
    grade3_n: Count = Missing.NOT_REPORTED  # people watched for side effects, where they are not those who joined the arm
    follow_up_months: Number = Missing.NOT_REPORTED
    goals: tuple[Goal, ...] = ()
    said: str = ""  # what else the source reports, in our words
    source: Source
    also: tuple[Source, ...] = ()


class Arm(Fact, frozen=True, kw_only=True):
    """An arm, cohort or subgroup of a study. `subset_of` names the arm it is part of: never counted twice.

    `tumour` is a unit id, or an umbrella unit when the people are mixed and not told apart;
    `share_of_unit` says what part of the people belong to the unit named, where a source says it.
    """

    id: str
    name: str
    role: ArmRole
    tumour: str
    differentiation: Differentiation
    population: str
    drugs: tuple[str, ...]
    regimen: str = ""
    class_tested: ImmunotherapyClass | None = None
    stratum: Stratum
    setting: Setting
    subset_of: str = ""
    post_hoc: bool = False
    biomarker_selected: str = ""
    same_people_as: str = ""
    not_counted_because: str = ""  # why these results are shown and never decide a cell
    n_enrolled: Count = Missing.NOT_REPORTED
    share_of_unit: Number = Missing.NOT_APPLICABLE
    readouts: tuple[Readout, ...]


class Study(Fact, frozen=True, kw_only=True):
    """A study with published results. `randomised_question` says what the coin decided."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    registry: tuple[NctId, ...] = ()
    publications: tuple[str, ...] = ()
    phase: str
    design: StudyDesign
    randomised_question: RandomisedQuestion = RandomisedQuestion.NONE
    n_randomised: Count = Missing.NOT_APPLICABLE
    prospective: bool = True
    ended_because: str = ""
    plain: str = ""
    arms: tuple[Arm, ...]


class Publication(Fact, frozen=True, kw_only=True):
    """A paper, abstract or report. A retraction is a fact about it."""

    id: str
    title: str
    first_author: str
    year: int
    journal: str
    pmid: Pmid | None = None
    pmcid: Pmcid | None = None
    doi: Doi | None = None
    registry: tuple[NctId, ...] = ()
    retracted: bool | None = None
    sources: tuple[Source, ...]


# ---------------------------------------------------------------- words for readers


class Statement(Fact, frozen=True, kw_only=True):
    """A short editorial text. `rests_on` are ids of facts: when one changes, this needs another look."""

    id: str
    kind: str
    title: str
    text: str
    about: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()
    sources: tuple[Source, ...]


class Term(Fact, frozen=True, kw_only=True):
    """A glossary entry in plain words."""

    id: str
    term: str
    plain: str
    also: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()


class Question(Fact, frozen=True, kw_only=True):
    """Something to ask a team; `about` groups them."""

    id: str
    about: str
    text: str
    why: str = ""


class Address(Fact, frozen=True, kw_only=True):
    """A web address that died or moved."""

    id: str
    was: str
    since: PartialDate
    now_at: str = ""
    source: Source


class Gap(Fact, frozen=True, kw_only=True):
    """Something looked for and not found: said, so that nobody takes silence for "no" or looks in vain again.

    `about` is the id of the fact, or the number of the trial, that lacks it; empty where there is no such thing yet.
    """

    id: str
    about: str = ""
    missing: str
    looked_in: tuple[str, ...]
    searched_on: PartialDate


class Override(Fact, frozen=True, kw_only=True):
    """A curator's correction of a computed label or an upstream value. The build stops when `expect` no longer matches."""

    id: str
    record: NctId
    field: str
    expect: tuple[str, ...] | str
    value: tuple[str, ...] | str
    reason: str
    by: str
    date: PartialDate
    source: Source

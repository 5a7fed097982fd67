"""ClinicalTrials.gov, API v2: a study as the registry or a copy of it shows it -> a `Trial`. One map, no network.

Categories become lower case with dashes (`ACTIVE_COMPARATOR` -> `active-comparator`, `N/A` -> `not-applicable`); texts stay
as they came. A value that we cannot read is missing in the trial and named in its `problems`; a module that we cannot read
costs that module. Results sections are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Raw, Struct

from ioroadmap.model.dates import UNKNOWN_DATE, PartialDate
from ioroadmap.model.errors import UpstreamError
from ioroadmap.model.identifiers import NctId
from ioroadmap.model.missing import Count, Missing
from ioroadmap.model.trial import ArmGroup, DateField, Intervention, Location, Trial
from ioroadmap.model.vocabulary import Phase, RegistryStatus
from ioroadmap.sources import clinicaltrials_gov_shape as shape
from ioroadmap.sources.clinicaltrials_gov_texts import texts_of
from ioroadmap.sources.containers import Piece, pieces_in

T = TypeVar("T")

# The registry's mark for "number not known" (AACT data dictionary, studies.enrollment).
UNKNOWN_ENROLLMENT = 99_999_999

_PHASES = {
    "EARLY_PHASE1": Phase.EARLY_1,
    "PHASE1": Phase.ONE,
    "PHASE2": Phase.TWO,
    "PHASE3": Phase.THREE,
    "PHASE4": Phase.FOUR,
    "NA": Phase.NOT_APPLICABLE,
}
_EMPTY, _NULL = Raw(b"{}"), Raw(b"null")
_DATE_KINDS = {"": "", "ACTUAL": "actual", "ESTIMATED": "estimated", "ESTIMATE": "estimated", "ANTICIPATED": "estimated"}
_SEXES = {"both": "all"}  # the word until 2017
_ID = re.compile(rb'"nctid"\s*:\s*"([^"\\]{1,40})"', re.IGNORECASE)
_NOT_A_LETTER = re.compile(r"[^a-z0-9]+")


class BrokenRecord(Struct, frozen=True):
    """A record that could not be read: its `id` if one shows, where it stood, and why."""

    id: str
    where: str
    why: str

    def __str__(self) -> str:
        return f"{self.where}: {self.id or 'a record without an id'} was skipped: {self.why}"


def read_records(source: Path | str | bytes) -> Iterator[Trial | BrokenRecord]:
    """Every record, in order, of bytes, standard input (`-`) or a file: JSON lines, array, study, search page, gzip, bulk zip."""
    for piece in pieces_in(source):
        yield _read(piece)


def _read(piece: Piece) -> Trial | BrokenRecord:
    try:
        if piece.why:
            raise UpstreamError(piece.why)
        return parse_study(piece.data)
    except UpstreamError as fault:
        found = _ID.search(piece.data)
        return BrokenRecord(found.group(1).decode(errors="replace") if found else "", piece.where, str(fault))


def parse_study(data: bytes | object) -> Trial:
    """One study, as bytes or as decoded JSON. `UpstreamError` when it is no study or has no valid id."""
    top = _object(data if isinstance(data, bytes) else msgspec.json.encode(data))
    if "protocolSection" not in top:
        raise UpstreamError(_stranger(top))
    return _Reader(top).trial()


def _object(data: bytes) -> dict[str, Raw]:
    """The members of a JSON object, undecoded. All of it is checked to be UTF-8: the decoder skips what it does not build."""
    try:
        data.decode()
        return msgspec.json.decode(data, type=dict[str, Raw])
    except UnicodeDecodeError as fault:
        raise UpstreamError(f"byte {fault.start} is not UTF-8 ({data[fault.start]:#04x})") from None
    except msgspec.DecodeError as fault:
        raise UpstreamError(f"not a JSON object ({fault})") from None


def _stranger(top: dict[str, Raw]) -> str:
    if "FullStudiesResponse" in top:
        return "an answer of the retired API v1; ask API v2 for the study"
    return f"not a study of API v2: it has no protocolSection, but {', '.join(list(top)[:4]) or 'nothing'}"


class _Reader:
    """Maps one study, and gathers what it could not read on the way. Lives for one record."""

    def __init__(self, top: dict[str, Raw]) -> None:
        self.problems: list[str] = []
        self.top = top
        self.modules = self._decoded("protocolSection", top["protocolSection"], dict[str, Raw]) or {}
        self.seen = _seen(self.modules, top)

    def trial(self) -> Trial:
        identification = self._module("identificationModule", shape.Identification)
        status = self._module("statusModule", shape.Status)
        sponsors = self._module("sponsorCollaboratorsModule", shape.Sponsors)
        description = self._module("descriptionModule", shape.Description)
        conditions = self._module("conditionsModule", shape.Conditions)
        design = self._module("designModule", shape.Design)
        arms = self._module("armsInterventionsModule", shape.ArmsInterventions)
        outcomes = self._module("outcomesModule", shape.Outcomes)
        eligibility = self._module("eligibilityModule", shape.Eligibility)
        sites = self._module("contactsLocationsModule", shape.ContactsLocations).locations or ()
        references = self._module("referencesModule", shape.References).references or ()
        info = design.design_info or shape.DesignInfo()
        enrollment = design.enrollment_info or shape.Enrollment()
        lead = sponsors.lead_sponsor or shape.Body()
        return Trial(
            id=_nct_id(identification.nct_id),
            seen=self.seen,
            brief_title=identification.brief_title or "",
            official_title=identification.official_title or "",
            acronym=identification.acronym or "",
            org_study_id=(identification.org_study_id_info or shape.Id()).id or "",
            secondary_ids=_texts(each.id for each in identification.secondary_id_infos or ()),
            status=self._status(status.overall_status),
            status_upstream=_own_word(status.overall_status),
            why_stopped=status.why_stopped or "",
            verified=self._day(status.status_verified_date, "statusModule.statusVerifiedDate"),
            start=self._dated(status.start_date_struct, "statusModule.startDateStruct"),
            primary_completion=self._dated(status.primary_completion_date_struct, "statusModule.primaryCompletionDateStruct"),
            completion=self._dated(status.completion_date_struct, "statusModule.completionDateStruct"),
            first_posted=self._dated(status.study_first_post_date_struct, "statusModule.studyFirstPostDateStruct").date,
            last_update_posted=self._dated(status.last_update_post_date_struct, "statusModule.lastUpdatePostDateStruct").date,
            results_first_posted=self._dated(status.results_first_post_date_struct, "statusModule.resultsFirstPostDateStruct").date,
            has_results=self._decoded("hasResults", self.top["hasResults"], bool) if "hasResults" in self.top else None,
            study_type=_word(design.study_type),
            phases=self._phases(design.phases or ()),
            enrollment=self._count(enrollment.count),
            enrollment_kind=self._date_kind(enrollment.type, "designModule.enrollmentInfo.type"),
            allocation=_word(info.allocation),
            intervention_model=_word(info.intervention_model),
            primary_purpose=_word(info.primary_purpose),
            masking=_word((info.masking_info or shape.Masking()).masking),
            sponsor=lead.name or "",
            sponsor_class=_word(lead.class_),
            collaborators=_texts(each.name for each in sponsors.collaborators or ()),
            conditions=conditions.conditions or (),
            keywords=conditions.keywords or (),
            arms=tuple(_arm(each) for each in arms.arm_groups or ()),
            interventions=tuple(_intervention(each) for each in arms.interventions or ()),
            brief_summary=description.brief_summary or "",
            detailed_description=description.detailed_description or "",
            eligibility=eligibility.eligibility_criteria or "",
            minimum_age=eligibility.minimum_age or "",
            maximum_age=eligibility.maximum_age or "",
            sex=_SEXES.get(_word(eligibility.sex), _word(eligibility.sex)),
            primary_outcomes=_texts(each.measure for each in outcomes.primary_outcomes or ()),
            secondary_outcomes=_texts(each.measure for each in outcomes.secondary_outcomes or ()),
            locations=tuple(_location(each) for each in sites),
            countries=tuple(dict.fromkeys(each.country for each in sites if each.country)),
            pmids=_texts(each.pmid for each in references),
            texts=texts_of(identification, status, description, conditions, design, arms, outcomes, eligibility),
            problems=tuple(self.problems),
        )

    def _module(self, name: str, kind: type[T]) -> T:
        """The module, or an empty one when it is absent or cannot be read (then it is a problem)."""
        return self._decoded(name, self.modules.get(name, _EMPTY), kind) or kind()

    def _decoded(self, name: str, raw: Raw, kind: type[T]) -> T | None:
        """`raw` as a `kind`; `None` for null, and for what does not fit (then it is a problem)."""
        try:
            return None if raw == _NULL else msgspec.json.decode(raw, type=kind)
        except msgspec.DecodeError as fault:
            self.problems.append(f"{name}: {fault}")
            return None

    def _day(self, text: str | None, where: str) -> PartialDate:
        try:
            return PartialDate(text) if text else UNKNOWN_DATE
        except ValueError as fault:
            self.problems.append(f"{where}: {fault}")
            return UNKNOWN_DATE

    def _dated(self, day: shape.Day | None, where: str) -> DateField:
        if day is None:
            return DateField()
        return DateField(self._day(day.date, f"{where}.date"), self._date_kind(day.type, f"{where}.type"))

    def _date_kind(self, text: str | None, where: str) -> str:
        if (text or "") not in _DATE_KINDS:
            self.problems.append(f"{where}: {text!r} is neither actual nor estimated")
        return _DATE_KINDS.get(text or "", "")

    def _status(self, text: str | None) -> RegistryStatus:
        if _own_word(text):
            self.problems.append(f"statusModule.overallStatus: {text!r} is no status that we know")
            return RegistryStatus.UNKNOWN
        return RegistryStatus(_word(text) or "unknown")

    def _phases(self, texts: tuple[str, ...]) -> tuple[Phase, ...]:
        if texts == ("N", "A"):  # an old export cut "N/A" into its letters (AACT fixtures)
            texts = ("NA",)
        unknown = [text for text in texts if text not in _PHASES]
        if unknown:
            self.problems.append(f"designModule.phases: {', '.join(map(repr, unknown))} is no phase that we know")
        return tuple(_PHASES[text] for text in texts if text in _PHASES)

    def _count(self, count: int | None) -> Count:
        if count is not None and (count < 0 or count == UNKNOWN_ENROLLMENT):
            self.problems.append(f"designModule.enrollmentInfo.count: {count} stands for a number not known")
            return Missing.UNKNOWN
        return Missing.UNKNOWN if count is None else count


def _nct_id(text: str | None) -> NctId:
    try:
        return NctId(text or "")
    except ValueError as fault:
        raise UpstreamError(f"identificationModule.nctId: {fault}") from None


def _seen(modules: dict[str, Raw], top: dict[str, Raw]) -> tuple[str, ...]:
    """The modules and sections that the record holds, in the registry's order; `_private` marks of a copy are none."""
    names = [*modules, *(name for name in top if name != "protocolSection")]
    return tuple(sorted((name for name in names if not name.startswith("_")), key=_registry_order))


def _registry_order(name: str) -> tuple[int, str]:
    return (shape.MODULES.index(name) if name in shape.MODULES else len(shape.MODULES), name)


@lru_cache(maxsize=1024)
def _word(text: str | None) -> str:
    """A registry category in our spelling."""
    word = _NOT_A_LETTER.sub("-", (text or "").lower()).strip("-")
    return "not-applicable" if word in ("na", "n-a") else word


def _own_word(status: str | None) -> str:
    """The registry's own word for a status, when it is none of ours."""
    return "" if not status or _word(status) in frozenset(RegistryStatus) else status


def _texts(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(value for value in values if value)


def _arm(arm: shape.Arm) -> ArmGroup:
    return ArmGroup(arm.label or "", _word(arm.type), arm.description or "", arm.intervention_names or ())


def _intervention(given: shape.Given) -> Intervention:
    names, labels = given.other_names or (), given.arm_group_labels or ()
    return Intervention(given.name or "", _word(given.type), given.description or "", names, labels)


def _location(site: shape.Site) -> Location:
    return Location(site.country or "", site.city or "", site.facility or "", _word(site.status))

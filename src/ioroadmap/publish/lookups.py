"""The Roadmap turned round for readers: what is known of a tumour, a class, a drug or a trial, each found in one step. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TypeVar

from ioroadmap.evidence.rows import ApprovalRow, Cell, ResultRow
from ioroadmap.model.facts import Arm, Drug, Publication, Readout, Statement, Study, Unit
from ioroadmap.model.vocabulary import ApprovalState, ArmRole, BodyKind, ImmunotherapyClass, Relevance
from ioroadmap.publish import words
from ioroadmap.roadmap import Roadmap, TrialView

Row = TypeVar("Row")

SHOWN = frozenset({Relevance.CORE, Relevance.BASKET, Relevance.BORDERLINE})


def gather(rows: Iterable[Row], keys: Callable[[Row], Iterable[str]]) -> dict[str, list[Row]]:
    """Rows by each of their keys, in the order given; a key that a row names twice counts once."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        for key in dict.fromkeys(keys(row)):
            found.setdefault(key, []).append(row)
    return found


class Lookups:
    """Built once for a Roadmap. Names of drugs may come as ids or as names; `drug_of` takes both."""

    def __init__(self, roadmap: Roadmap) -> None:
        self.roadmap = roadmap
        self.pack = roadmap.pack

    @cached_property
    def drug_names(self) -> dict[str, Drug]:
        drugs = {drug.name.casefold(): drug for drug in self.pack.drugs}
        return drugs | {drug.id: drug for drug in self.pack.drugs}

    def drug_of(self, name: str) -> Drug | None:
        return self.drug_names.get(name.casefold())

    def drug_ids(self, names: Iterable[str]) -> list[str]:
        return [drug.id for name in names if (drug := self.drug_of(name))]

    @cached_property
    def cells(self) -> dict[tuple[str, str], Cell]:
        return {(cell.unit, str(cell.immunotherapy_class)): cell for cell in self.roadmap.cells}

    @cached_property
    def classes_shown(self) -> tuple[ImmunotherapyClass, ...]:
        """The columns of the map, in the pack's order."""
        return tuple(each.id for each in self.pack.classes)

    def class_label(self, klass: ImmunotherapyClass | str | None) -> str:
        each = self.pack.class_.get(ImmunotherapyClass(klass)) if klass else None
        return each.label if each else words.sentence_case(words.humanise(str(klass or "")))

    def unit_label(self, unit: str) -> str:
        return self.pack.unit[unit].label if unit in self.pack.unit else words.humanise(unit)

    def tumour_label(self, tumour: str) -> str:
        """The name of an entity or unit; an id that the pack does not hold stays readable."""
        entity = self.pack.tumour.get(tumour)
        return entity.label if entity else self.unit_label(tumour)

    def marker_label(self, marker: str) -> str:
        """The name of a biomarker; an id that the pack does not hold stays as it is."""
        return next((each.label for each in self.pack.biomarkers if each.id == marker), marker)

    @cached_property
    def results_of_unit(self) -> dict[str, list[ResultRow]]:
        return gather(self.roadmap.results, lambda row: (row.unit,))

    @cached_property
    def results_of_study(self) -> dict[str, list[ResultRow]]:
        return gather(self.roadmap.results, lambda row: (row.study_id,))

    @cached_property
    def results_of_drug(self) -> dict[str, list[ResultRow]]:
        return gather(self.roadmap.results, lambda row: self.drug_ids(row.drugs))

    @cached_property
    def _unit_of_arm(self) -> dict[str, str]:
        return {row.arm_id: row.unit for row in self.roadmap.results}

    def _is_counted_later(self, row: ResultRow) -> bool:
        """A later cut of the same arm has counts of its own; one with survival alone replaces no count."""
        later = self.roadmap.result_by_id.get(row.superseded_by or "")
        return later is not None and (later.exact_ci is not None or self._is_counted_later(later))

    def is_drawn(self, row: ResultRow) -> bool:
        """The newest count of a group treated with a class, which is not part of a bigger group with the same tumour."""
        is_part = row.subset_of is not None and self._unit_of_arm.get(row.subset_of) == row.unit
        return row.exact_ci is not None and row.class_tested is not None and not is_part and not self._is_counted_later(row)

    @cached_property
    def arm_by_id(self) -> dict[str, Arm]:
        return {arm.id: arm for study in self.pack.studies for arm in study.arms}

    def not_counted(self, row: ResultRow) -> str:
        """Why the results of a row's arm are shown and never decide; empty when they may."""
        arm = self.arm_by_id.get(row.arm_id)
        return arm.not_counted_because if arm else ""

    @cached_property
    def readout_by_id(self) -> dict[str, Readout]:
        return {readout.id: readout for arm in self.arm_by_id.values() for readout in arm.readouts}

    def comparators(self, row: ResultRow) -> list[ResultRow]:
        """The comparison groups of the same study and tumour, newest counts or medians."""
        return [
            each
            for each in self.results_of_study.get(row.study_id, [])
            if each.arm_role is ArmRole.COMPARATOR and each.unit == row.unit and not each.superseded_by and each.id != row.id
        ]

    @cached_property
    def approvals_of_drug(self) -> dict[str, list[ApprovalRow]]:
        return gather(self.roadmap.approvals, lambda row: (row.drug_id,) if row.drug_id else ())

    @cached_property
    def approvals_of_unit(self) -> dict[str, list[ApprovalRow]]:
        return gather(self.roadmap.approvals, lambda row: row.units)

    def lacks_licence(self, row: ApprovalRow) -> bool:
        """Somebody pays for a use in a region whose licence we do not list: same drug, same line of treatment, a tumour shared."""
        if row.body_kind is not BodyKind.FUNDER or row.state is not ApprovalState.FUNDED:
            return False
        return not any(
            each.in_force
            and each.body_kind is BodyKind.REGULATOR
            and each.region == row.region
            and each.setting is row.setting
            and set(each.units) & set(row.units)
            for each in self.approvals_of_drug.get(row.drug_id, [])
        )

    def neighbours_of(self, row: ApprovalRow) -> list[str]:
        """Tumours of an indication that are none of ours, and are kept because they stand near."""
        found = (self.pack.tumour.get(each) for each in row.entities)
        return [each.label for each in found if each and each.negative]

    @cached_property
    def trials_shown(self) -> tuple[TrialView, ...]:
        """Trials of our subject, or on its border."""
        return tuple(view for view in self.roadmap.trials if view.labels.relevance in SHOWN)

    @cached_property
    def trials_of_unit(self) -> dict[str, list[TrialView]]:
        return gather(self.trials_shown, lambda view: view.units)

    @cached_property
    def trials_of_drug(self) -> dict[str, list[TrialView]]:
        """Trials that test the drug, whatever the tumour (not those that name it as a comparator or as an earlier treatment)."""
        return gather(
            self.trials_shown,
            lambda view: self.drug_ids(label.name for label in view.labels.drugs if label.role == "investigational"),
        )

    @cached_property
    def trials_of_class(self) -> dict[str, list[TrialView]]:
        return gather(self.trials_shown, lambda view: (str(each) for each in view.labels.classes))

    @cached_property
    def drugs_of_class(self) -> dict[str, list[Drug]]:
        return gather(self.pack.drugs, lambda drug: (str(each) for each in drug.classes))

    @cached_property
    def drugs_with_facts(self) -> frozenset[str]:
        """Drugs that have a decision, a result or a trial here; the others we know by name alone."""
        return frozenset(self.approvals_of_drug.keys() | self.results_of_drug.keys() | self.trials_of_drug.keys())

    @cached_property
    def study_by_trial(self) -> dict[str, list[Study]]:
        return gather(self.pack.studies, lambda study: (str(each) for each in study.registry))

    @cached_property
    def statements_about(self) -> dict[str, list[Statement]]:
        return gather(self.pack.statements, lambda statement: statement.about)

    @cached_property
    def publications_by_url(self) -> dict[str, Publication]:
        """Papers by each address that a fact may name them with."""
        found: dict[str, Publication] = {}
        for paper in self.pack.publications:
            for identifier in (paper.pmid, paper.pmcid, paper.doi):
                if identifier:
                    found[identifier.url] = paper
        return found

    @cached_property
    def bands(self) -> tuple[tuple[str, str, str, tuple[Unit, ...]], ...]:
        """The rows of the map by differentiation, well before poorly; rows of mixed groups last in their band."""
        return tuple(
            (
                key,
                label,
                plain,
                tuple(sorted((unit for unit in self.pack.units if unit.differentiation in kinds), key=lambda unit: unit.umbrella)),
            )
            for key, label, plain, kinds in words.BANDS
        )

"""Published results as rows: one arm at one data cut. Nothing is judged here; `cells` decides what may count."""

from __future__ import annotations

from datetime import date

from ioroadmap.catalog.pack import Pack
from ioroadmap.evidence.rows import ResultRow
from ioroadmap.model.facts import Arm, Readout, Response, Study
from ioroadmap.model.missing import Count, Missing, is_number
from ioroadmap.pooling.exact import exact_interval


def result_rows(pack: Pack, as_of: date, known_on: date) -> tuple[ResultRow, ...]:
    """Every readout whose data cut may lie on or before `as_of` and that we knew by the end of `known_on`; by study, arm, cut."""
    return tuple(
        _row(pack, study, arm, readout)
        for study in pack.studies
        for arm in study.arms
        for readout in sorted(arm.readouts, key=lambda each: (each.cut, each.id))
        if _is_out(readout, as_of, known_on)
    )


def _is_out(readout: Readout, as_of: date, known_on: date) -> bool:
    """Counts from the first day its cut can mean, else from the day it was made public, else from the day we recorded it."""
    recorded = readout.recorded_on.earliest
    first = readout.cut.earliest or readout.reported.earliest or recorded
    return first is not None and first <= as_of and recorded is not None and recorded <= known_on


def _row(pack: Pack, study: Study, arm: Arm, readout: Readout) -> ResultRow:
    response = readout.response
    return ResultRow(
        id=readout.id,
        study=study.name,
        study_id=study.id,
        nct=study.registry[0] if study.registry else None,
        arm=arm.name,
        arm_id=arm.id,
        arm_role=arm.role,
        tumours=(pack.unit[arm.tumour].family,),
        unit=arm.tumour,
        differentiation=arm.differentiation,
        population=arm.population,
        drugs=tuple(pack.drug[name].name for name in arm.drugs),
        regimen=arm.regimen,
        class_tested=arm.class_tested,
        stratum=arm.stratum,
        setting=arm.setting,
        prospective=study.prospective,
        endpoint=response.endpoint,
        criteria=response.criteria,
        n=response.n,
        responders=response.responders,
        responders_basis=response.basis,
        orr_pct=response.pct,
        orr_ci=(response.lo, response.hi),
        exact_ci=exact_ci(response),
        pfs_months=readout.pfs.months,
        pfs_ci=(readout.pfs.lo, readout.pfs.hi),
        os_months=readout.os.months,
        os_ci=(readout.os.lo, readout.os.hi),
        os_hr=(readout.os_ratio.hr, readout.os_ratio.lo, readout.os_ratio.hi),
        grade3_pct=readout.grade3_pct,
        grade3_n=people_watched(arm, readout),
        follow_up_months=readout.follow_up_months,
        cut=readout.cut,
        superseded_by=readout.superseded_by or None,
        subset_of=arm.subset_of or None,
        post_hoc=arm.post_hoc,
        biomarker_selected=arm.biomarker_selected,
        said=readout.said,
        review=readout.review,
        note=readout.note,
        source=readout.source.url,
        locator=readout.source.locator,
        confidence=readout.source.confidence,
    )


def people_watched(arm: Arm, readout: Readout) -> Count:
    """Of how many people the side effects are told: those named, else all who joined the arm; an earlier cut saw fewer of them, so
    there it is not reported. Never those evaluable for response: side effects are counted in everyone treated."""
    if readout.grade3_n is not Missing.NOT_REPORTED or readout.superseded_by:
        return readout.grade3_n
    return arm.n_enrolled


def exact_ci(response: Response) -> tuple[float, float] | None:
    """The Clopper-Pearson 95 % interval in percent, unrounded; `None` without both counts."""
    if not (is_number(response.n) and is_number(response.responders)) or not response.n:
        return None
    low, high = exact_interval(int(response.responders), int(response.n))
    return 100 * low, 100 * high

"""Snapshots + catalog -> Roadmap. The one place where everything meets; each part of the thinking is done elsewhere."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from ioroadmap.catalog.load import find_pack, load_pack
from ioroadmap.catalog.pack import Pack
from ioroadmap.classify.classify import classify_trial
from ioroadmap.classify.overrides import apply_overrides
from ioroadmap.classify.vocabulary import Vocabulary
from ioroadmap.evidence.approvals import approvals_on
from ioroadmap.evidence.cells import judge_cells
from ioroadmap.evidence.freshness import RUNNING, trust_in_status
from ioroadmap.evidence.results import result_rows
from ioroadmap.evidence.rows import TrialEvidence
from ioroadmap.evidence.stopping import ended_for
from ioroadmap.evidence.units import units_of
from ioroadmap.model.dates import UNKNOWN_DATE
from ioroadmap.model.errors import UpstreamError
from ioroadmap.model.facts import Study
from ioroadmap.model.vocabulary import DrugRole
from ioroadmap.roadmap import Observed, Roadmap, TrialView
from ioroadmap.snapshots.merge import Known, as_known
from ioroadmap.snapshots.observation import Observation
from ioroadmap.sources.clinicaltrials_gov import parse_study
from ioroadmap.sources.corrections import correct_upstream
from ioroadmap.sources.seed import load_seed

STATUS = "statusModule.overallStatus"


def load_roadmap(pack_name: str | Path, workspace: Path | None, as_of: date, known_on: date) -> Roadmap:
    """The Roadmap of a pack (its name or path) and the store of a workspace, if there is one."""
    root = find_pack(pack_name)
    return assemble(load_pack(root), load_observations(root, workspace, known_on), as_of, known_on)


def load_observations(root: Path, workspace: Path | None, known_on: date) -> tuple[Observation, ...]:
    """What the pack's first snapshot and the workspace's store held at the end of `known_on`."""
    seed = load_seed(root / "trials.jsonl")
    path = workspace / "snapshots.sqlite" if workspace else None
    if path is None or not path.exists():
        return seed
    from ioroadmap.snapshots.store import Store

    with Store.open(path, writer=False) as store:
        return (*seed, *store.observations(known_on))


def assemble(pack: Pack, observations: Iterable[Observation], as_of: date, known_on: date) -> Roadmap:
    """One immutable value from all inputs. A record that cannot be read is left out and named in `problems`."""
    observed = tuple(observations)
    views, problems = _views(pack, as_known(observed, min(as_of, known_on)), as_of)
    approvals = approvals_on(pack, as_of, known_on)
    results = result_rows(pack, as_of, known_on)
    return Roadmap(
        pack=pack,
        as_of=as_of,
        known_on=known_on,
        trials=views,
        approvals=approvals,
        results=results,
        cells=judge_cells(pack, approvals, results, tuple(_evidence(view) for view in views), as_of),
        inputs=_inputs(pack, observed, as_of, known_on),
        problems=problems,
    )


def _views(pack: Pack, known: tuple[Known, ...], as_of: date) -> tuple[tuple[TrialView, ...], tuple[str, ...]]:
    words = Vocabulary.from_pack(pack)
    studies = _studies_by_trial(pack)
    views, problems = [], []
    for each in known:
        try:
            views.append(_view(pack, words, each, studies, as_of))
        except UpstreamError as error:
            problems.append(f"{each.record_id}: {error}")
    views.sort(key=lambda view: view.trial.id)
    return tuple(views), tuple(problems)


def _view(pack: Pack, words: Vocabulary, known: Known, studies: dict[str, tuple[str, ...]], as_of: date) -> TrialView:
    trial = parse_study(correct_upstream(known.record_id, known.payload, pack.overrides, as_of))
    labels = apply_overrides(classify_trial(trial, words), pack, as_of)
    status_part = known.part_of(STATUS)
    return TrialView(
        trial=trial,
        labels=labels,
        trust=trust_in_status(trial, status_part.observed_on if status_part else UNKNOWN_DATE, as_of, pack.settings.thresholds),
        units=units_of(pack, labels, studies.get(trial.id, ())),
        observed=tuple(Observed(part.source, part.address, part.observed_on, part.modules, part.note) for part in known.parts),
        studies=studies.get(trial.id, ()),
    )


def _studies_by_trial(pack: Pack) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[Study]] = {}
    for study in pack.studies:
        for number in study.registry:
            found.setdefault(number, []).append(study)
    return {number: tuple(study.id for study in studies) for number, studies in found.items()}


def _evidence(view: TrialView) -> TrialEvidence:
    return TrialEvidence(
        id=view.trial.id,
        units=view.units,
        classes=view.labels.classes,
        status=view.trial.status,
        is_open=view.trial.status in RUNNING,
        confirmed_on=view.trust.confirmed_on,
        ended_for=ended_for(view.trial),
        is_overdue=view.trust.overdue_results,
        drugs=tuple(drug.name for drug in view.labels.drugs if drug.role is DrugRole.INVESTIGATIONAL),
    )


def _inputs(pack: Pack, observations: tuple[Observation, ...], as_of: date, known_on: date) -> str:
    """A hash of all that went in: the same inputs give the same bytes."""
    digest = hashlib.sha256(f"{pack.content_hash} {as_of} {known_on}".encode())
    for content in sorted(f"{each.source} {each.record_id} {each.observed_on} {each.content_hash}" for each in observations):
        digest.update(content.encode())
    return digest.hexdigest()

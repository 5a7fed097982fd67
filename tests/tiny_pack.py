"""A small pack in the real shape, with real facts, written to a folder for one test: small enough to read in one look."""

from __future__ import annotations

import shutil
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
REAL_PACK = REPOSITORY / "packs" / "nen"
SHARED = REPOSITORY.parent / "shared"

WHO = '{at: PMC6265262, locator: WHO/IARC framework, read_on: "2026-11-22"}'

TUMOURS = """\
recorded_on: "2026-11-22"
families:
  - {id: SCLC, label: Small cell lung cancer, plain: A fast lung cancer., differentiation: poor, sources: [WHO]}
  - {id: MCC, label: Merkel cell carcinoma, plain: A fast skin cancer., differentiation: poor, sources: [WHO]}
units:
  - {id: sclc, label: Small cell lung cancer, short: SCLC, plain: A fast lung cancer., family: SCLC, differentiation: poor}
  - {id: mcc, label: Merkel cell carcinoma, short: Merkel, plain: A fast skin cancer., family: MCC, differentiation: poor}
tumours:
  - {id: sclc, label: Small cell lung cancer, family: SCLC, unit: sclc, differentiation: poor, phrases: [small cell lung cancer], sources: [WHO]}
  - {id: mcc, label: Merkel cell carcinoma, family: MCC, unit: mcc, differentiation: poor, phrases: [Merkel cell carcinoma], sources: [WHO]}
""".replace("[WHO]", f"[{WHO}]")

TARGETS = """\
recorded_on: "2026-11-22"
targets:
  - {id: PD-1, plain: A brake on T cells., sources: [WHO]}
""".replace("[WHO]", f"[{WHO}]")

NIVOLUMAB = """\
id: nivolumab
name: nivolumab
brands: [Opdivo]
names: [BMS-936558]
modality: antibody
immunotherapy: "yes"
classes: [checkpoint-inhibitor]
targets: [PD-1]
mechanism: It blocks PD-1, a brake on T cells.
recorded_on: "2026-11-22"
sources:
  - {at: "PMID:31629915", locator: abstract, read_on: "2026-11-22"}
approvals:
  - id: nivolumab-us-sclc
    body: FDA
    body_kind: regulator
    region: us
    indication: Metastatic small cell lung cancer after platinum and another line.
    tumours: [sclc]
    setting: later-line
    events:
      - date: "2018-08-16"
        event: granted
        strength: accelerated
        source: {at: "https://www.fda.gov/drugs/withdrawn-cancer-accelerated-approvals", locator: row nivolumab, read_on: "2026-11-22", confidence: primary}
      - date: "2020-12-29"
        event: withdrawn
        reason: failed-confirmation
        source: {at: "https://www.fda.gov/drugs/withdrawn-cancer-accelerated-approvals", locator: row nivolumab, read_on: "2026-11-22", confidence: primary}
"""

CHECKMATE = """\
id: checkmate-032
name: CheckMate 032
registry: [NCT01928394]
phase: "I/II"
design: single-arm
recorded_on: "2026-11-22"
arms:
  - id: checkmate-032/nivolumab
    name: nivolumab
    role: experimental
    tumour: sclc
    differentiation: poor
    population: people with small cell lung cancer after three lines
    drugs: [nivolumab]
    class_tested: checkpoint-inhibitor
    stratum: single
    setting: later-line
    readouts:
      - id: checkmate-032/nivolumab/2018
        cut: "2018"
        response: {n: 109, responders: 13, basis: reported, pct: 11.9, lo: 6.5, hi: 19.5}
        source: {at: "https://www.fda.gov/drugs/withdrawn-cancer-accelerated-approvals", locator: row nivolumab, read_on: "2026-11-22"}
"""

FILES = {
    "tumours.yaml": TUMOURS,
    "targets.yaml": TARGETS,
    "drugs/nivolumab.yaml": NIVOLUMAB,
    "studies/checkmate-032.yaml": CHECKMATE,
    "trials.jsonl": "",
}


def write_tiny_pack(folder: Path, **changed: str) -> Path:
    """The pack in `folder/tiny`; `changed` replaces or adds a file, named by its path with `/` as `__` and without ending."""
    root = folder / "tiny"
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(changed.pop(name.rpartition(".")[0].replace("/", "__").replace("-", "_"), text), encoding="utf-8")
    for name, text in changed.items():
        path = root / (name.replace("__", "/").replace("_", "-") + ".yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    shutil.copy(REAL_PACK / "pack.toml", root / "pack.toml")
    return root

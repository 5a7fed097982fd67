"""Why a trial ended early, from the registry's own sentence. Only lack of effect and harm speak about the treatment."""

from __future__ import annotations

import re

from ioroadmap.model.trial import Trial
from ioroadmap.model.vocabulary import RegistryStatus

# First match wins; harm and lack of effect are looked for before the words of business, because sponsors name both.
_REASONS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("not-harm-nor-effect", re.compile(r"\b(not|unrelated|no)\b[^.;]{0,60}\b(safety|toxicity|efficacy|adverse)", re.I)),
    (
        "harm",
        re.compile(
            r"\b(toxicit|safety (concern|reason|signal|issue)|adverse (event|effect)|unacceptable risk|side effects|deaths?\b)",
            re.I,
        ),
    ),
    (
        "lack-of-effect",
        re.compile(
            r"lack of (efficacy|effect|clinical activity|response|benefit|activity)|no (benefit|response)"
            r"|insufficient (efficacy|activity)|futil|ineffective|low response"
            r"|end ?point (was )?not (met|reached)|did not (meet|show|improve)",
            re.I,
        ),
    ),
    ("accrual", re.compile(r"accru|enrol|recruit|lack of (patients|participants|subjects)", re.I)),
    (
        "money",
        re.compile(r"\b(fund|financ|business|strateg|sponsor|company|commercial|budget|resources|drug supply|portfolio)", re.I),
    ),
)


def ended_for(trial: Trial) -> str:
    """`lack-of-effect`, `harm`, `accrual`, `money`, `other`; `unknown` when it ended early and the record gives no reason;
    empty when it did not end early."""
    if trial.status not in {RegistryStatus.TERMINATED, RegistryStatus.WITHDRAWN, RegistryStatus.SUSPENDED}:
        return ""
    if not trial.why_stopped:
        return "unknown"
    found = [name for name, words in _REASONS if words.search(trial.why_stopped)]
    if found and found[0] == "not-harm-nor-effect":
        found = [name for name in found[1:] if name in {"accrual", "money"}] or ["other"]
    return found[0] if found else "other"

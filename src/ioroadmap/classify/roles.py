"""What part an agent plays in a trial: tested, compared with, in the background, or in someone's past.

Field beats text: an arm or an intervention says more than a sentence. All words here are words of method.
"""

from __future__ import annotations

import re

from ioroadmap.classify.context import around, is_denied
from ioroadmap.classify.mentions import Mention
from ioroadmap.classify.passages import PROSE, Section, Zone
from ioroadmap.classify.vocabulary import Kind
from ioroadmap.model.trial import ArmGroup, Trial
from ioroadmap.model.vocabulary import DrugRole

Evidence = tuple[int, DrugRole]

_PAST_BEFORE = re.compile(
    r"\b(?:prior|previous(?:ly)?|pre-?treat(?:ed|ment)|after|following|post|refractory (?:to|after)|resistan(?:t|ce) to|"
    r"progress(?:ed|es|ing|ion|ive)?(?:\s+\w+){0,3}?\s+(?:on|after|following|during|to|with|despite)|(?:failed|failure|relapsed?|"
    r"recurred|recurrence)(?: (?:of|to|on|after|with|following))?|"
    r"(?:have|has|had|having|already|who) (?:not )?(?:been )?(?:received?|treated with|exposed to|completed)|exposed? to|"
    r"exposure to|naive to|intolera\w+ (?:to|of)|history of|"
    r"discontinu\w+(?: of)?|completed|ineligible for|contraindicat\w+ (?:to|for)|within \d+ \w+ of)\b[^.;:]{0,70}$",
    re.IGNORECASE,
)
_PAST_AFTER = re.compile(
    r"^[\s-]*(?:therapy |treatment |based (?:therapy |chemotherapy )?)?[\s-]?(?:refractory|resistan\w+|na[iï]ve|experienced|"
    r"pre-?treated|failures?|failed|exposed)\b",
    re.IGNORECASE,
)
_NOT_PAST = re.compile(
    r"\b(?:followed by|prior to|before|until|then|plus|combin\w+ (?:with|of)|maintenance|consolidation|will receive|re-?treat\w*|"
    r"re-?challenge)\b",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"\b(?:versus|vs\.?|compar(?:ed|ing|ison) (?:with|to|against)|against|"
    r"compar\w+\b[^.;]{0,60}\b(?:to|with) (?:the )?(?:standard|conventional)|"
    r"or placebo(?!,? (?:and|plus|with|in combination|given|combined)))\s[^.;]{0,90}$",
    re.IGNORECASE,
)
_SETTING = re.compile(
    r"\b(?:patients?|people|subjects?|participants?|persons?|adults)\s+(?:who are |who were |being )?(?:receiving|treated (?:with|"
    r"by)|on|undergoing|given|taking)\s[^.;]{0,60}$|"
    r"\b(?:predict\w*|respon\w+ (?:to|of)|toxicit\w+ of|monitor\w*|side effects of|adverse events? (?:of|from|due to)|"
    r"resistance to|biomarkers? (?:of|for))\b[^.;]{0,60}$",
    re.IGNORECASE,
)
_HARM_AFTER = re.compile(r"^[\s-]*(?:related|induced|associated|mediated)\b", re.IGNORECASE)
_GIVEN = re.compile(
    r"\b(?:receiv\w+|giv(?:en|ing|e)|administ\w+|treat(?:ed|ing|ment)?|combin\w+|plus|followed by|with or without|in addition|"
    r"dos(?:e|es|ing|age)|safety|efficacy|effective\w*|"
    r"evaluat\w+|determin\w+|assess\w*|stud(?:y|ies)|investigat\w+|test(?:s|ed|ing)?|arms?|phase|infus\w+|inject\w+|"
    r"intravenous\w*|IV|subcutaneous\w*|intratumou?r\w*|monotherapy|adding|addition|vaccinat\w+|undergo\w*|feasib\w+)\b",
    re.IGNORECASE,
)
_ADMINISTERED = re.compile(
    r"\b(?:receiv\w+|giv(?:en|ing)|administ\w+|treat(?:ed|ing|ment with)|combin\w+ with|plus|followed by|with or without|"
    r"infus\w+|inject\w+|transfer\w*|vaccinat\w+|undergo\w*|"
    r"therapy|(?:safety|efficacy|effectiveness|toxicity|dose|feasibility|activity) (?:\w+ ){0,3}of)\b",
    re.IGNORECASE,
)
_TALE = re.compile(
    r"\b(?:approved|has been|have been|ha[sd] shown|have shown|shown|showed|demonstrated|previous(?:ly)?|pre-?clinical|"
    r"recent(?:ly)?|such as|standard(?: of care)?|other trials?|"
    r"literature|rationale|et al|known|for example|e\.g|in vitro|mice|models?|studies (?:in|of|have)|historical\w*|"
    r"currently available|may (?:help|interfere|stimulate|block)|can (?:help|block|stimulate))\b",
    re.IGNORECASE,
)
_PLACEBO_BEFORE = re.compile(
    r"\bplacebo(?:\s+\w+){0,2}\s+(?:for|of|to|matching)\s*\W?$|\bplacebo[\s-]*(?:matching)?\s*\(?$", re.IGNORECASE
)
_PLACEBO_AFTER = re.compile(r"^[\s-]*(?:\(?matching |matched |-matched )?placebo\b", re.IGNORECASE)
_ISOTOPES = r"(?:Y|I|In|Lu|Zr|Tc|Ga|Cu|Ac|Re|Bi|At|Pb|F)"
_LABELLED_BEFORE = re.compile(
    rf"(?:\(?\b\d{{2,3}}m?\)?[\s-]*{_ISOTOPES}|\b{_ISOTOPES}[\s-]?\(?\d{{2,3}}m?\)?|\bradio-?(?:labell?ed|iodinated)|"
    r"\b(?:yttrium|iodine|indium|lutetium|zirconium|technetium|rhenium|actinium|copper|"
    r"gallium)(?:[\s-]*\w{1,3})?(?:[\s-]*\d{2,3}m?)?)(?:[\s-]*(?:labell?ed|conjugated|DOTA|DTPA|DFO|anti|-))*[\s\])-]*$",
    re.IGNORECASE,
)
_LABELLED_AFTER = re.compile(r"^[\s-]*(?:zirconium|yttrium|indium|iodine|zr|PET\b|SPECT\b|imaging)", re.IGNORECASE)
_OF_CELLS_BEFORE = re.compile(
    r"\b(?:genes? (?:for|encoding|of)|incubated with|cultured (?:with|in)|(?:secret|produc|express|carry)\w*)\s[^.;]{0,40}$",
    re.IGNORECASE,
)
_OF_CELLS_AFTER = re.compile(
    r"^(?:[\s,]*\b(?:and|or)\s+(?:the\s+)?[\w-]+(?:\s+[\w-]+)?)?[\s-]*(?:genes?\b|(?:gene[\s-]*)?(?:modified|transduced|transfected|"
    r"secreting|producing|expressing|treated|activated|stimulated)\b)",
    re.IGNORECASE,
)
_CELLS = re.compile(
    r"\bvaccin|\b(?:modified|treated|transduced|engineered|activated|autologous|allogeneic|fibroblast|lymphocyte|dendritic|incubated)",
    re.IGNORECASE,
)
_GIVEN_HERE_BEFORE = re.compile(
    r"\b(?:before|until|at|upon|prior to|time of|day of|from|after|since)\s+(?:the\s+)?"
    r"(?:initiation|start|commencement|beginning|starting|commencing|initiating|"
    r"first (?:dose|infusion|injection|administration))\s+(?:of\s+)?(?:the\s+)?(?:study\s+)?$|"
    r"\b(?:planned|advised|scheduled|due) (?:to|for) (?:be )?(?:start|begin|receiv|treat)?[^.;:]{0,40}$|"
    r"(?:^|\n)\W*(?:currently |still |who are |patients |participants )*(?:on|receiving|taking)\s+(?:an? )?$",
    re.IGNORECASE,
)
_GIVEN_HERE_AFTER = re.compile(
    r"^[\s-]*(?:therapy |treatment )?(?:commences|begins|starts|is (?:administered|given|started|planned)|planned)\b", re.IGNORECASE
)
_LAST_DOSE = re.compile(r"\blast (?:dose|administration|infusion)[^.;]{0,30}$", re.IGNORECASE)
_CONTRACEPTION = re.compile(
    r"\b(?:contracept|birth control|pregnan|childbearing|breast-?feed|nursing|abstinen|sperm)", re.IGNORECASE
)
_COMPARATORS = ("comparator", "no_intervention", "no intervention", "sham", "placebo")
_BEST = (DrugRole.INVESTIGATIONAL, DrugRole.COMPARATOR, DrugRole.BACKGROUND, DrugRole.PRIOR, DrugRole.EXCLUDED, DrugRole.DIAGNOSTIC)


def is_placebo(mention: Mention) -> bool:
    """True where the words name the sham for an agent, not the agent."""
    before, after = around(mention)
    return bool(_PLACEBO_BEFORE.search(before) or _PLACEBO_AFTER.match(after))


def is_labelled(mention: Mention) -> bool:
    """True for a tracer or radioligand made from the agent."""
    before, after = around(mention)
    return bool(_LABELLED_BEFORE.search(before[-40:]) or _LABELLED_AFTER.match(after))


def is_of_cells(mention: Mention) -> bool:
    """True for a cytokine that is not given but made by, or used on, cells that are: "IL-2 gene-modified", "IFN-treated cells"."""
    before, after = around(mention)
    found = _OF_CELLS_BEFORE.search(before) or _OF_CELLS_AFTER.match(after)
    return bool(found and _CELLS.search(before + mention.text + after))


def role_of(evidence: list[Evidence]) -> DrugRole:
    """The role that the weightiest places agree on; of two, the one nearer to being tested."""
    top = max(weight for weight, _ in evidence)
    return min((role for weight, role in evidence if weight == top), key=_BEST.index)


def evidence_of(mention: Mention, trial: Trial) -> Evidence:
    """What one mention says of its agent's role, and how much that weighs (3 arms … 0 a tale)."""
    if is_labelled(mention):
        return 3, DrugRole.DIAGNOSTIC
    match mention.zone:
        case Zone.INTERVENTION:
            return _by_arms(_arms_of_intervention(mention, trial), trial)
        case Zone.ARM:
            return _in_arm(mention, trial)
        case Zone.TITLE:
            return _in_title(mention)
        case Zone.ELIGIBILITY:
            return _in_criteria(mention)
    return _in_prose(mention)


def _by_arms(arms: list[ArmGroup], trial: Trial) -> Evidence:
    if not arms or not any(_is_experimental(arm) for arm in trial.arms) or all(_is_experimental(arm) for arm in trial.arms):
        return 2, DrugRole.INVESTIGATIONAL
    return 4, DrugRole.INVESTIGATIONAL if any(_is_experimental(arm) for arm in arms) else DrugRole.COMPARATOR


def _is_experimental(arm: ArmGroup) -> bool:
    kind = arm.type.lower().replace("-", "_")
    return bool(kind) and not any(word in kind for word in _COMPARATORS)


def _arms_of_intervention(mention: Mention, trial: Trial) -> list[ArmGroup]:
    place = re.search(r"interventions\[(\d+)\]", mention.passage.field)
    if place is None or int(place[1]) >= len(trial.interventions):
        return []
    given = trial.interventions[int(place[1])]
    named = given.name.lower()
    return [
        arm
        for arm in trial.arms
        if arm.label in given.arm_labels or any(each.lower().endswith(named) for each in arm.interventions)
    ]


def _in_arm(mention: Mention, trial: Trial) -> Evidence:
    if _is_past(mention):
        return 1, DrugRole.PRIOR
    place = re.search(r"armGroups\[(\d+)\]", mention.passage.field)
    arm = trial.arms[int(place[1])] if place and int(place[1]) < len(trial.arms) else None
    if arm is None or _is_experimental(arm) or not arm.type or not any(_is_experimental(each) for each in trial.arms):
        return 2, DrugRole.INVESTIGATIONAL
    return 2, DrugRole.COMPARATOR


def _in_title(mention: Mention) -> Evidence:
    before, after = around(mention)
    if _is_past(mention):
        return 1, DrugRole.PRIOR
    if _SETTING.search(before) or _HARM_AFTER.match(after):
        return 1, DrugRole.BACKGROUND
    if is_denied(mention):
        return 1, DrugRole.EXCLUDED
    return 3, DrugRole.COMPARATOR if _AGAINST.search(before) else DrugRole.INVESTIGATIONAL


def _in_prose(mention: Mention) -> Evidence:
    section = mention.passage.section_at(mention.start)
    if section is not Section.NONE:
        return _in_criteria(mention)
    before, after = around(mention)
    if _is_past(mention):
        return 0, DrugRole.PRIOR
    if is_denied(mention) or _SETTING.search(before) or _HARM_AFTER.match(after):
        return 0, DrugRole.BACKGROUND
    told = mention.zone in PROSE and _TALE.search(before[-150:] + " | " + after[:50])
    given = _ADMINISTERED if mention.kind is Kind.CLASS else _GIVEN
    if told or not (given.search(before[-120:]) or given.search(after[:80])):
        return 0, DrugRole.BACKGROUND
    return 1, DrugRole.COMPARATOR if _AGAINST.search(before) else DrugRole.INVESTIGATIONAL


def _in_criteria(mention: Mention) -> Evidence:
    """Criteria say who may join; that an agent is given they say only in passing ("before the first dose of …")."""
    before, after = around(mention)
    section = mention.passage.section_at(mention.start)
    given = _GIVEN_HERE_BEFORE.search(before) or _GIVEN_HERE_AFTER.match(after)
    if given or (_LAST_DOSE.search(before) and _CONTRACEPTION.search(before + after)):
        return 1, DrugRole.INVESTIGATIONAL
    if section is Section.EXCLUSION or is_denied(mention):
        return 0, DrugRole.EXCLUDED
    if section is Section.PRIOR_THERAPY or _is_past(mention):
        return 0, DrugRole.PRIOR
    return 0, DrugRole.BACKGROUND


def _is_past(mention: Mention) -> bool:
    before, after = around(mention)
    found = _PAST_BEFORE.search(before)
    return bool(_PAST_AFTER.match(after)) or (found is not None and not _NOT_PAST.search(found.group()))

"""What the words around a mention make of it: denied, someone's history, background, or people who may join.

The NegEx idea (trigger, scope, terminator) with triggers for registry text. All words here are words of method.
"""

from __future__ import annotations

import re
from enum import Enum, auto

from ioroadmap.classify.mentions import Mention
from ioroadmap.classify.passages import PROSE, Section, Zone


class Standing(Enum):
    """Whether the people (or the drug) that a mention names take part in the trial."""

    NAMED = auto()  # title, condition, inclusion criterion, cohort
    DESCRIBED = auto()  # prose that says who is treated
    BACKGROUND = auto()  # told as knowledge, not as part of the trial
    HISTORY = auto()  # another illness, or an earlier one
    EXCLUDED = auto()


_STOPS = (
    r"treatment|therap(?:y|ies)|chemotherapy|radiotherapy|radiation|surgery|regimens?|lines?|prior|previous(?:ly)?|for|who|whose|"
    r"patients?|"
    r"subjects?|participants?|progress\w*|but|received|approved|available|amenable|candidates?|curable|curative|suitable|limited|"
    r"respon\w+|if|unless|is|are|was"
)
_FREE = rf"(?:(?!\b(?:{_STOPS})\b)[^.;:\n])"
_DENIED_BEFORE = re.compile(
    r"(?:"
    r"\b(?:other than|excluding|exclud(?:e|es|ed)|except(?:ing|ion of| for)?|exclusion of|with the exception of|ineligible|"
    r"rather than|"
    r"not eligible|must not have|may not have|cannot have|rules? out|ruled out|free of|negative for)\b(?:(?!\bbut\b|"
    r"\bpatients? with\b.*\bare\b)[^.;]){0,160}"
    rf"|\b(?:no|without|absence of|lack of|neither|nor)\b{_FREE}{{0,60}}"
    rf"|\bnot\b{_FREE}{{0,25}}"
    r"|\bnon[-\s]{0,2}"
    r")$",
    re.IGNORECASE,
)
_NOT_DENIED = re.compile(
    r"\b(?:with|and|or|and/or)[\s/]+(?:or |and )?without\b|\bnot (?:only|limited to|restricted to|necessarily)\b|\bno (?:more|"
    r"fewer|less|later) than\b|\bwithout limitation\b",
    re.IGNORECASE,
)
_DENIED_AFTER = re.compile(
    r"^[\s,]*excluded\b|^(?:(?!\b(?:who|that|if|whose|having|unless|requiring|receiving|treated|previously|will|may)\b)[^.;:]){0,140}?"
    r"\b(?:(?:is|are|will be|were|must be|should be)\s+(?:also\s+)?(?:excluded|ineligible)|(?:is|are|will be|"
    r"were)\s+not\s+(?:\w+\s+)?"
    r"(?:eligible|allowed|permitted|included|enrolled|candidates)|not (?:eligible|allowed|permitted|included)|ineligible|"
    r"must be (?:ruled out|excluded)|[(:,]\s*exclu(?:ded|sion)\b)",
    re.IGNORECASE,
)
_DENIED_NEXT = re.compile(
    r"^\W*(?:therefore|thus|hence|consequently|accordingly|so)\b[^.;]{0,80}\b(?:those|these|such)\b[^.;]{0,60}"
    r"\b(?:are|will be|were)\s+(?:\w+\s+)?(?:excluded|ineligible|not eligible)",
    re.IGNORECASE,
)
_ADMITTED_AFTER = re.compile(
    r"^[^.;]{0,120}?\b(?:(?:is|are|will be|may be|can be)\s+(?:also\s+)?(?:eligible|allowed|permitted|included|enrolled|accepted)|"
    r"may (?:be )?(?:enrol|participate)|are not excluded)",
    re.IGNORECASE,
)
_HISTORY = re.compile(
    r"\b(?:(?:family |medical |personal |known |prior |previous )?histor(?:y|ies) of|(?:prior|previous|other|second|secondary|"
    r"concurrent|concomitant|additional|"
    r"synchronous|another|co-?existing|past|different|non-study)\s+(?:active |primary |invasive |known |history of |"
    r"or \w+ )*(?:malignan\w+|cancers?|neoplas\w+|tumou?rs?|carcinomas?)"
    r"|(?:free of|within|past|last|for at least)\s+(?:\w+\s+){0,3}years?\b)",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"\b(?:patients?|subjects?|participants?|adults?|people|persons?|individuals|men|women|children|volunteers|cases|cohorts?|"
    r"arms?|groups?|"
    r"enrol\w*|recruit\w*|eligible|diagnos\w+|confirmed|treat(?:ing|ment of|ed)?|therapy (?:of|for|in)|in combination|safety|"
    r"efficacy|effective\w*|this (?:study|trial)|purpose|"
    r"phase (?:[0-4]|i{1,3}v?)(?:[ab])?)\b",
    re.IGNORECASE,
)
_TALE = re.compile(
    r"\b(?:such as in|has been|have been|had been|was shown|were shown|have shown|has shown|showed|demonstrated|shown to|"
    r"previous(?:ly)? (?:stud|report|publish|show)\w*|preclinical|pre-clinical|in vitro|cell lines?|"
    r"mice|mouse|models?|animal|approved (?:for|by|in)|incidence|prevalence|epidemiolog\w*|accounts? for|account\w* \w+ \d|"
    r"is an? (?:\w+ ){0,4}(?:disease|malignancy|cancer|tumou?r|neoplasm)|"
    r"are (?:an? )?(?:\w+ ){0,3}(?:rare|uncommon|heterogeneous|aggressive|common|malignan\w+|neoplasms|tumou?rs)|et al|literature|"
    r"known (?:to|as|for)|other (?:cancers|tumou?rs|types|malignancies|indications)|"
    r"in recent years|recently|historically|studies (?:in|of|have)|trials? (?:in|of|have) other|median survival|survival rates?|"
    r"rationale|standard of care|represents? (?:\w+ ){0,3}\d|represents? an? (?:\w+ ){0,2}sub|include the|"
    r"secret\w+|arise|\d (?:CRs?|PRs?|responses?)|"
    r"questionnaires?|tools?|syndrome|stress|hormones?|markers?|dysfunction)\b",
    re.IGNORECASE,
)

_GROUNDS = re.compile(r"^\W*(?:based on|because of|given|in view of) [^,;]*$", re.IGNORECASE)  # "based on results in …, we"
_JOINING = re.compile(
    r"\b(?:cohorts?|arms?|groups?|expansion|enrol\w*|recruit\w*|includ\w+|open (?:to|for)|eligible|randomi[sz]\w*|accru\w*|"
    r"will be|(?:this|the|our) (?:study|trial)|purpose|objectives?|aims?)\b",
    re.IGNORECASE,
)
_PEOPLE_WITH = re.compile(
    r"\b(?:patients?|subjects?|participants?|adults?|people|persons?|individuals|men|women|children|volunteers|cases)\b"
    r"[^.;]{0,200}$",
    re.IGNORECASE,
)
_OF_THIS_TRIAL = re.compile(
    r"\b(?:will|cohorts?|expansion|eligible|(?:this|our|the present|the current) (?:\w+ ){0,3}(?:study|trial|protocol|project)|"
    r"the study|(?:study|trial) (?:evaluating|of|to|in|for|testing|comparing|investigating|assessing)|propos\w+|purpose|"
    r"objectives?|aims?|hypothes\w+|to (?:assess|evaluate|determine|study|investigate|test|compare|explore|estimate|"
    r"demonstrate|establish|define|find out))\b",
    re.IGNORECASE,
)
_REPORT = re.compile(
    r"\b(?:colleagues|reported|case report|year-old|months in|PR|CR|might be|may be (?:effective|useful)|recommended dose|"
    r"approved|previous|prior (?:phase|stud)|published|other stud|differential diagnos[ei]s|undergoing investigation|"
    r"showed|demonstrated|(?:was|were) (?:conducted|performed|observed|reported|treated))\b|"
    r"\d ?%\)? (?:of|in|had|were|response|with)\b"
)
_ANOTHER_STUDY = re.compile(
    r"\b(?:year-old|colleagues|case report|undergoing investigation|study was (?:conducted|performed)|differential diagnos[ei]s|"
    r"for example|used for the treatment of)\b|\be\. ?g\.",
    re.IGNORECASE,
)
_OPERATED_BEFORE = re.compile(r"\b(?:resection|removal|excision|surgery|treatment) (?:of|for)(?: an?| the)?\s*$", re.IGNORECASE)
_OPERATED_AFTER = re.compile(r"^\s*(?:resection|surgery|removal|excision)\b", re.IGNORECASE)
_STRATA = re.compile(r"\bstratif\w+|\bstrata\b", re.IGNORECASE)
_KINDS_THAT_JOIN = re.compile(
    r"\b(?:types?|diseases?|cancers?|malignancies|indications?|histologies|tumou?rs?)\b[^.;]{0,60}\b(?:intend|eligible|"
    r"(?:to|will) be (?:evaluated|studied|enrolled|included|treated))\b|"
    r"\btarget(?:ed)? (?:diseases?|cancers?|indications?|populations?)\b",
    re.IGNORECASE,
)


def around(mention: Mention) -> tuple[str, str]:
    """The words of its sentence before and after a mention; before a list item stands the line that opens the list."""
    first, last = mention.sentence()
    text = mention.passage.text
    return mention.passage.opening_of(first) + text[first : mention.start], text[mention.end : last]


_ASIDE = re.compile(r"\([^()]*\)")  # "lung (excluding small cell) carcinoma": what is denied in brackets ends with them


def is_denied(mention: Mention) -> bool:
    before, after = around(mention)
    before = _ASIDE.sub("", before)
    found = _DENIED_BEFORE.search(before)
    if found and not _NOT_DENIED.search(before[max(0, found.start() - 12) :]):
        return True
    return bool(_DENIED_AFTER.match(after) or _DENIED_NEXT.match(mention.passage.sentence_after(mention.sentence()[1])))


def is_admitted(mention: Mention) -> bool:
    """True when the sentence says, under any heading, that such people may join."""
    return bool(_ADMITTED_AFTER.match(around(mention)[1]))


def is_history(mention: Mention) -> bool:
    return bool(_HISTORY.search(around(mention)[0]))


def tells_of_people(mention: Mention) -> bool:
    """True when prose around the mention is about who is treated here rather than about what is known."""
    before, after = around(mention)
    if _GROUNDS.search(before):
        return False
    if _says_who_joins(before, after):
        return True
    if _ANOTHER_STUDY.search(before):
        return False
    people = mention.zone is Zone.SUMMARY or _PEOPLE.search(before[-160:]) or _PEOPLE.search(after[:60])
    return bool(people) and not _TALE.search(before[-200:] + " | " + after[:80])


def _says_what_is_operated(mention: Mention) -> bool:
    """ "… in pituitary tumour resection surgery": a summary that names the operation says whose it is."""
    before, after = around(mention)
    return mention.zone is Zone.SUMMARY and bool(_OPERATED_BEFORE.search(before) or _OPERATED_AFTER.match(after))


def tells_of_joining(mention: Mention) -> bool:
    """The stricter question, for a record whose titles and conditions name something else: do these people join?"""
    before, after = around(mention)
    near = before[-160:] + " | " + after[:60]
    if _REPORT.search(near) or not tells_of_people(mention):
        return False
    if _says_what_is_operated(mention):
        return True
    return bool(_JOINING.search(near)) or _says_who_joins(before, after)


def _says_who_joins(before: str, after: str) -> bool:
    """ "The study will observe patients with …": the sentence is of this trial and the mention says which people."""
    whole = before + " | " + after
    if _STRATA.search(before) or _KINDS_THAT_JOIN.search(before):
        return not _REPORT.search(whole)
    return bool(_PEOPLE_WITH.search(before) and _OF_THIS_TRIAL.search(whole)) and not _REPORT.search(whole)


def standing_of(mention: Mention) -> Standing:
    """How the people named by a tumour mention stand to the trial."""
    section = mention.passage.section_at(mention.start)
    if mention.zone is Zone.ELIGIBILITY or section is not Section.NONE:
        return _standing_in_criteria(mention, section)
    if is_denied(mention):
        return Standing.EXCLUDED
    if mention.zone in PROSE:
        return Standing.DESCRIBED if tells_of_people(mention) else Standing.BACKGROUND
    if mention.zone in (Zone.TITLE, Zone.CONDITION, Zone.KEYWORD, Zone.ARM, Zone.INTERVENTION):
        return Standing.NAMED
    return Standing.BACKGROUND


def _standing_in_criteria(mention: Mention, section: Section) -> Standing:
    if section is Section.PRIOR_THERAPY:
        return Standing.HISTORY
    if is_denied(mention):
        return Standing.EXCLUDED
    if section is Section.EXCLUSION:
        return Standing.NAMED if is_admitted(mention) and not is_history(mention) else Standing.EXCLUDED
    return Standing.HISTORY if is_history(mention) else Standing.NAMED

"""What a text is about besides our tumours: cancer at all, several tumours, another one.

Only words of method and of tumours in general; what is ours the pack says, and it is painted over first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ioroadmap.classify.mentions import Mention
from ioroadmap.classify.passages import Passage
from ioroadmap.classify.vocabulary import Vocabulary

_CANCER = re.compile(
    r"cancer|carcino|tumou?r|neoplas|malignan|oncolog|sarcoma|lymphoma|leuk(?:a)?emia|melanoma|myeloma|glioma|glioblastoma|"
    r"blastoma|mesothelioma|metasta|myelodysplas|\b(?:m?CRPC|mHSPC|NSCLC|SCLC|HNSCC|SCCHN|TNBC|m?CRC|HCC|m?RCC|AML|CLL|DLBCL|GBM|GIST|"
    r"ESCC|PDAC)\b",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"\b(?:solid|rare|advanced|various|multiple|selected|certain|different|other|refractory|metastatic|malignant|incurable|"
    r"thoracic|gastrointestinal|digestive|pa?ediatric|rare)\s+"
    r"(?:\w+\s+){0,2}(?:tumou?rs|cancers|malignanc(?:y|ies)|neoplasms?|carcinomas|solid tumou?rs?)|\bsolid (?:tumou?r|malignan|"
    r"neoplas|cancer)|\b(?:tumou?r|cancer) types\b|\bbasket\b|\btumou?r-?agnostic",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"\b(?P<site>[\w-]+)\)?\s+(?:(?:cell|gland|duct|tract|ductal)\s+)?(?:cancers?|carcinomas?|adenocarcinomas?|neoplasms?|"
    r"malignanc\w+)\b(?!\s+(?:vaccin|cells?\b|antigen|therap|treatment|drug|cent(?:er|re)|institute|immuno))|"
    r"\b(?P<named>\w*sarcomas?|\w*lymphomas?|leuk(?:a)?emias?|\w*melanomas?|\w*myelomas?|\w*mesotheliomas?|\w*gliomas?|"
    r"glioblastomas?|\w*blastomas?|adenocarcinomas?|thymomas?|NSCLC|TNBC|SCCHN|HNSCC|mCRPC|ESCC|PDAC|GBM|HCC|RCC|CRC)\b",
    re.IGNORECASE,
)
_NO_SITE = """
" a adult advanced aggressive all an and anti any cancer carcinoma cell certain disease early epithelial european
extensive for grade has have her high-grade his human iii in inoperable invasive its iv limited malignant metastatic
national of or other primary progressing progressive rare recurrent refractory relapsed resectable secondary solid stage
terminal that the their this treat treating treatment unresectable untreated with your
"""
_PLAIN = frozenset(_NO_SITE.split())
_PARTICIPLES = ("ing", "ed", "able", "ible")


def is_of_cancer(text: str) -> bool:
    return bool(_CANCER.search(text))


def cancer_places(text: str) -> Iterable[int]:
    return (found.start() for found in _CANCER.finditer(text))


def ours_in(passage: Passage, tumours: tuple[Mention, ...], words: Vocabulary) -> list[Mention]:
    """The mentions in a text of tumours that are ours."""
    return [each for each in tumours if each.passage is passage and not words.tumour(each.id).negative]


def names_several(text: str) -> bool:
    """True for "solid tumours", "rare cancers" and their like."""
    return bool(_SEVERAL.search(text))


def names_another(
    passage: Passage, tumours: tuple[Mention, ...], words: Vocabulary, first: int = 0, last: int | None = None
) -> bool:
    """True where the text names a tumour that is none of ours; the wider name of our own site ("lung cancer") is none."""
    here = [each for each in tumours if each.passage is passage and each.start >= first and (last is None or each.end <= last)]
    if any(words.tumour(each.id).negative and _CANCER.search(each.text) for each in here):
        return True
    sites = {words.tumour(each.id).site for each in tumours if not words.tumour(each.id).negative}
    rest = without(passage, tumours)[first:last]
    return any(_is_another(found, sites) for found in _ANOTHER.finditer(rest))


def _is_another(found: re.Match[str], sites: set[str]) -> bool:
    if found["named"]:
        return True
    site = found["site"].lower()
    return site not in _PLAIN and not site.endswith(_PARTICIPLES) and not any(site[:5] == each[:5] for each in sites)


def without(passage: Passage, tumours: tuple[Mention, ...]) -> str:
    """The text with the tumours that we recognised painted over, character for character."""
    text = passage.text
    for mention in tumours:
        if mention.passage is passage:
            text = text[: mention.start] + "#" * (mention.end - mention.start) + text[mention.end :]
    return text

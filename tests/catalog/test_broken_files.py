"""Every kind of broken file gets its sentence: file, line, value seen, cure. Nothing is lost: its neighbours are still read."""

from itertools import pairwise

import pytest

from ioroadmap.catalog.form import format_pack, format_text
from ioroadmap.catalog.frames import frame, kind_named, write_frame
from ioroadmap.catalog.kinds import KINDS
from ioroadmap.catalog.load import load_pack
from ioroadmap.model.errors import CatalogError, UsageError
from tests.tiny_pack import CHECKMATE, NIVOLUMAB, TARGETS, TUMOURS, write_tiny_pack

OVERRIDE = """\
id: one
recorded_on: "2026-11-22"
record: NCT01928394
field: tumours
expect: [sclc]
value: [mcc]
reason: The criteria say so.
by: curator
date: "2026-11-22"
source: {at: NCT01928394, locator: criteria, read_on: "2026-11-22"}
"""

PAPER = """\
id: one
recorded_on: "2026-11-22"
title: A title
first_author: Ready
year: 2018
journal: J Thorac Oncol
doi: 10.1000/x1
sources:
  - {at: "doi:10.1000/x1", locator: title, read_on: "2026-11-22"}
"""

BROKEN = {
    "a word that is no event": (
        {"drugs__nivolumab": NIVOLUMAB.replace("event: granted", "event: aproval")},
        ["tiny/drugs/nivolumab.yaml:23 event is 'aproval'; use one of granted, converted, narrowed, widened"],
    ),
    "a key nobody knows": (
        {"drugs__nivolumab": NIVOLUMAB.replace("modality:", "modalty:")},
        [
            "tiny/drugs/nivolumab.yaml:1 modality is missing in this Drug",
            "tiny/drugs/nivolumab.yaml:5 key 'modalty' is not known in a Drug; use one of recorded_on",
        ],
    ),
    "a date without quotes": (
        {"drugs__nivolumab": NIVOLUMAB.replace('"2018-08-16"', "2018-08-16")},
        ["tiny/drugs/nivolumab.yaml:22 date is datetime.date(2018, 8, 16): ", "in quotes"],
    ),
    "a day that the calendar does not have": (
        {"drugs__nivolumab": NIVOLUMAB.replace("2018-08-16", "2018-02-30")},
        ["tiny/drugs/nivolumab.yaml:22 date is '2018-02-30': '2018-02-30' is no day of the calendar"],
    ),
    "an open quote": (
        {"drugs__nivolumab": NIVOLUMAB.replace('"2018-08-16"', '"2018-08-16')},
        ["is not YAML", "often a quote or an indent is missing"],
    ),
    "an alias bomb": (
        {"drugs__nivolumab": NIVOLUMAB + "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in pairwise("abcdefgh"))},
        ["drugs/nivolumab.yaml:1 uses an anchor (&) or alias (*); write the values out"],
    ),
    "a value inside itself": (
        {"drugs__nivolumab": NIVOLUMAB + "note: &n [*n]\n"},
        ["drugs/nivolumab.yaml:1 uses an anchor (&) or alias (*); write the values out"],
    ),
    "a nest too deep": (
        {"drugs__nivolumab": NIVOLUMAB + "note: " + "[" * 20 + "]" * 20 + "\n"},
        ["drugs/nivolumab.yaml:1 is nested too deeply; a fact has at most 12 levels"],
    ),
    "a nest that no parser can follow": (
        {"drugs__nivolumab": NIVOLUMAB + "note: " + "[" * 5000 + "]" * 5000 + "\n"},
        ["drugs/nivolumab.yaml:1 is nested too deeply"],
    ),
    "a number without end": (
        {"drugs__nivolumab": NIVOLUMAB + "note: " + "9" * 5000 + "\n"},
        ["drugs/nivolumab.yaml:1 holds a value that YAML cannot read"],
    ),
    "a number past what JSON keeps": (
        {"studies__checkmate_032": CHECKMATE.replace("n: 109", "n: 99999999999999999999")},
        ["studies/checkmate-032.yaml:1 holds a number that is too large or is none"],
    ),
    "people below zero": (
        {"studies__checkmate_032": CHECKMATE.replace("n: 109", "n: -109")},
        ["studies/checkmate-032.yaml:21 n is -109"],
    ),
    "half a character": (
        {"drugs__nivolumab": NIVOLUMAB + 'note: "\\ud800"\n'},
        ["drugs/nivolumab.yaml:1 holds a character that cannot be printed"],
    ),
    "a tag with no meaning": (
        {"drugs__nivolumab": NIVOLUMAB + "note: !!bool zz\n"},
        ["drugs/nivolumab.yaml:1 holds a value that YAML cannot read"],
    ),
    "a tab for an indent": (
        {"drugs__nivolumab": NIVOLUMAB.replace("  - {at", "\t- {at")},
        ["is not YAML", "often a quote or an indent is missing"],
    ),
    "a key twice": ({"drugs__nivolumab": NIVOLUMAB + "name: other\n"}, ["is not YAML", "duplicate key"]),
    "a list where a mapping belongs": (
        {"drugs__nivolumab": "- a\n- b\n"},
        ["drugs/nivolumab.yaml:1 holds a list; a pack file is a mapping"],
    ),
    "an empty file": ({"drugs__nivolumab": ""}, ["drugs/nivolumab.yaml:1 holds nothing; a pack file is a mapping"]),
    "an id that is not the file's": (
        {"drugs__nivolumab": NIVOLUMAB.replace("id: nivolumab\n", "id: nivolumab-2\n", 1)},
        ["drugs/nivolumab.yaml:1 id is 'nivolumab-2' in the file drugs/nivolumab.yaml"],
    ),
    "a target that is not in the vocabulary": (
        {"drugs__nivolumab": NIVOLUMAB.replace("targets: [PD-1]", "targets: [PD1]")},
        ["drugs/nivolumab.yaml:8 'PD1' is none of the targets; did you mean 'PD-1'?"],
    ),
    "a tumour that is not in the vocabulary": (
        {"drugs__nivolumab": NIVOLUMAB.replace("tumours: [sclc]", "tumours: [scls]")},
        ["drugs/nivolumab.yaml:19 'scls' is none of the tumours; did you mean 'sclc'?"],
    ),
    "a withdrawal without a reason": (
        {"drugs__nivolumab": NIVOLUMAB.replace("        reason: failed-confirmation\n", "")},
        ["drugs/nivolumab.yaml:26 withdrawn without a reason; use failed-confirmation, commercial, safety or unknown"],
    ),
    "events out of order": (
        {"drugs__nivolumab": NIVOLUMAB.replace("2018-08-16", "2021-08-16")},
        ["drugs/nivolumab.yaml:21 event of 2020-12-29 comes after that of 2021-08-16; put the oldest first"],
    ),
    "an event of unknown day that nobody saw": (
        {"drugs__nivolumab": NIVOLUMAB.replace('"2018-08-16"', "unknown")},
        ["drugs/nivolumab.yaml:22 date is unknown; give seen_by"],
    ),
    "more responders than people": (
        {"studies__checkmate_032": CHECKMATE.replace("responders: 13", "responders: 130")},
        ["studies/checkmate-032.yaml:21 responders is 130 of n 109; it must lie between 0 and n"],
    ),
    "a percentage that the counts do not give": (
        {"studies__checkmate_032": CHECKMATE.replace("pct: 11.9", "pct: 19.1")},
        ["studies/checkmate-032.yaml:21 pct is 19.1, but 13 of 109 is 11.9; mend one, or say why in `explained`"],
    ),
    "a count of which nobody says where it comes from": (
        {"studies__checkmate_032": CHECKMATE.replace("basis: reported, ", "")},
        ["studies/checkmate-032.yaml:21 responders is 13 without a basis; say whether the source prints it: reported, derived"],
    ),
    "an interval the wrong way round": (
        {"studies__checkmate_032": CHECKMATE.replace("lo: 6.5, hi: 19.5", "lo: 19.5, hi: 6.5")},
        ["studies/checkmate-032.yaml:21 the interval of response runs from 19.5 to 6.5; the lower limit comes first"],
    ),
    "a registry number with a digit too few": (
        {"studies__checkmate_032": CHECKMATE.replace("NCT01928394", "NCT0192839")},
        ["studies/checkmate-032.yaml:3 registry is ['NCT0192839']", "it looks like NCT and eight digits"],
    ),
    "a source that nobody can open": (
        {"studies__checkmate_032": CHECKMATE.replace("https://www.fda.gov", "fda.gov")},
        ["studies/checkmate-032.yaml:22", "is none of PMID:…, doi:…, NCT…, PMC… or a web address"],
    ),
    "a name that belongs to two drugs": (
        {"drugs__other": NIVOLUMAB.replace("id: nivolumab\n", "id: other\n").replace("id: nivolumab-us-sclc", "id: other-us-sclc")},
        ["drugs/other.yaml:4 name 'BMS-936558' belongs to nivolumab too"],
    ),
    "a family that is not in the vocabulary": (
        {"tumours": TUMOURS.replace("family: MCC, unit", "family: Merkel, unit")},
        ["tumours.yaml:10 'Merkel' is none of the families"],
    ),
    "a correction of something that is no label": (
        {"overrides__one": OVERRIDE.replace("field: tumours", "field: families")},
        ["overrides/one.yaml:4 field is 'families'; use relevance, tumours, classes, targets, or a path such as"],
    ),
    "a correction to a tumour that is not in the vocabulary": (
        {"overrides__one": OVERRIDE.replace("value: [mcc]", "value: [merkel]")},
        ["overrides/one.yaml:6 'merkel' is none of the tumours"],
    ),
    "an entry twice": ({"targets": TARGETS + TARGETS.splitlines()[-1] + "\n"}, ["targets.yaml:4 id 'PD-1' is taken by another"]),
    "an interval that the counts do not give": (
        {"studies__checkmate_032": CHECKMATE.replace("lo: 6.5, hi: 19.5", "lo: 9.5, hi: 14.5")},
        ["studies/checkmate-032.yaml:21 the interval is 9.5-14.5, but 13 of 109 gives 6.5-19.5 (exact) or 7.1-19.3 (wilson); mend"],
    ),
    "a percentage outside of its interval": (
        {"studies__checkmate_032": CHECKMATE.replace("lo: 6.5, hi: 19.5", "lo: 12.5, hi: 19.5")},
        ["studies/checkmate-032.yaml:21 response is 11.9, outside of its interval from 12.5 to 19.5"],
    ),
    "more complete responses than responses": (
        {"studies__checkmate_032": CHECKMATE.replace("pct: 11.9", "complete: 14, pct: 11.9")},
        ["studies/checkmate-032.yaml:21 complete is 14 of 13 responders; a complete response is one of them"],
    ),
    "a share of more than everything": (
        {"studies__checkmate_032": CHECKMATE.replace("responders: 13, basis: reported, pct: 11.9", "pct: 250")},
        ["studies/checkmate-032.yaml:21 pct is 250; it must be between 0 and 100"],
    ),
    "an explanation that explains nothing": (
        {"studies__checkmate_032": CHECKMATE.replace("pct: 11.9", "pct: 90, explained: x")},
        ["studies/checkmate-032.yaml:21 explained is 'x'; say in a sentence why the number differs"],
    ),
    "more people judged than joined": (
        {"studies__checkmate_032": CHECKMATE.replace("setting: later-line", "setting: later-line\n    n_enrolled: 100")},
        ["studies/checkmate-032.yaml:22 n is 109, but n_enrolled of the arm is 100; nobody is judged who has not joined"],
    ),
    "a cut that replaces itself": (
        {
            "studies__checkmate_032": CHECKMATE.replace(
                'cut: "2018"', 'cut: "2018"\n        superseded_by: checkmate-032/nivolumab/2018'
            )
        },
        ["studies/checkmate-032.yaml:21 'checkmate-032/nivolumab/2018' leads back to 'checkmate-032/nivolumab/2018'"],
    ),
    "an arm inside itself": (
        {
            "studies__checkmate_032": CHECKMATE.replace(
                "setting: later-line", "setting: later-line\n    subset_of: checkmate-032/nivolumab"
            )
        },
        ["studies/checkmate-032.yaml:18 'checkmate-032/nivolumab' leads back to 'checkmate-032/nivolumab'; a chain has an end"],
    ),
    "results made public before their cut": (
        {"studies__checkmate_032": CHECKMATE.replace('cut: "2018"', 'cut: "2018"\n        reported: "2017-06"')},
        ["studies/checkmate-032.yaml:19 cut is 2018 and reported 2017-06, before it; mend one of the two days"],
    ),
    "an event of tomorrow": (
        {"drugs__nivolumab": NIVOLUMAB.replace("2020-12-29", "2027-12-29")},
        ["drugs/nivolumab.yaml:26 withdrawn on 2027-12-29 is recorded on 2026-11-22, before it happened"],
    ),
    "a source that does not say where in it": (
        {"drugs__nivolumab": NIVOLUMAB.replace("locator: abstract, ", "")},
        ["drugs/nivolumab.yaml:12 the source PMID:31629915 has no locator; say where in it a reader finds the fact"],
    ),
    "a source of which nobody says when it was read": (
        {"drugs__nivolumab": NIVOLUMAB.replace('locator: abstract, read_on: "2026-11-22"', "locator: abstract")},
        ["drugs/nivolumab.yaml:12 the source PMID:31629915 has no read_on; write the day somebody read it"],
    ),
    "a fact without a source": (
        {"targets": TARGETS[: TARGETS.index(", sources")] + "}\n"},
        ["targets.yaml:3 has no source; name where somebody saw it, or leave the fact out"],
    ),
    "a programme of which nobody says how it is known": (
        {"drugs__nivolumab": NIVOLUMAB + "programme: {state: approved}\n"},
        ["drugs/nivolumab.yaml:30 programme is approved without a source; name one, or say unknown"],
    ),
    "a sentence for doctors where patients read": (
        {
            "drugs__nivolumab": NIVOLUMAB.replace(
                "It blocks PD-1, a brake on T cells.", "Immunomodulatory antibody; antagonises co-inhibition."
            )
        },
        ["drugs/nivolumab.yaml:9 mechanism asks for school grade ", "; use shorter words, at most grade 8"],
    ),
    "a code that is none": (
        {
            "tumours": TUMOURS.replace(
                "phrases: [Merkel cell carcinoma]", "phrases: [Merkel cell carcinoma], codes: {icdo3: [8247-3]}"
            )
        },
        ["tumours.yaml:10 '8247-3' is no icdo3 code; one looks like 8240/3"],
    ),
    "one paper under two names": (
        {"publications__one": PAPER, "publications__two": PAPER.replace("id: one", "id: two").replace("A title", "Another")},
        ["publications/two.yaml:1 '10.1000/x1' names one too; these publications are one thing twice, or the name is too wide"],
    ),
    "a search in vain for something that is not here": (
        {
            "gaps": "gaps:\n  - {id: a, about: nowhere, missing: day, looked_in: [fda.gov], searched_on: '2026-11-22', recorded_on: '2026'}\n"
        },
        ["gaps.yaml:2 'nowhere' is the id of no fact in this pack, and no registry number"],
    ),
    "a file where no kind lives": ({"notes__mine": "a: 1\n"}, ["notes/mine.yaml:1 no kind of fact lives here"]),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_gets_its_sentence(name, tmp_path):
    changed, sentences = BROKEN[name]
    with pytest.raises(CatalogError) as caught:
        load_pack(write_tiny_pack(tmp_path, **changed))
    for sentence in sentences:
        assert sentence in str(caught.value)
    assert caught.value.exit_code == 10


@pytest.mark.parametrize("kind", KINDS, ids=[kind.plural for kind in KINDS])
def test_a_broken_file_of_every_kind_names_file_line_key_and_cure(kind, tmp_path):
    """The empty frame of a new fact, with a key that nobody knows: what a curator has who saves too early."""
    head = f"{kind.plural}:\n" if kind.is_listed else ""
    text = head + frame(kind, "new", "2026-11-22") + ("    " if kind.is_listed else "") + "colour: red\n"
    where = kind.where if kind.is_listed else f"{kind.where}/new.yaml"
    root = write_tiny_pack(tmp_path)
    (root / where).parent.mkdir(parents=True, exist_ok=True)
    (root / where).write_text(text)
    with pytest.raises(CatalogError) as caught:
        load_pack(root)
    line = text.count("\n")
    assert f"tiny/{where}:{line} key 'colour' is not known in a {kind.type.__name__}; use one of " in str(caught.value)


def test_a_file_that_would_not_be_read_is_named(tiny_pack):
    (tiny_pack / "drugs" / "other.yml").write_text(NIVOLUMAB)
    with pytest.raises(CatalogError, match=r"tiny/drugs/other.yml:1 is not read; name the file .yaml"):
        load_pack(tiny_pack)


@pytest.mark.parametrize("name", ["../../evil", "My Drug!", ""])
def test_a_new_fact_needs_an_id_that_is_one(tiny_pack, name):
    with pytest.raises(UsageError, match="is no id; use lower case, digits, dots and dashes"):
        write_frame(tiny_pack, kind_named("drugs"), name, "2026-11-22")


def test_all_faults_of_all_files_show_at_once(tmp_path):
    drug, _ = BROKEN["a word that is no event"]
    study, _ = BROKEN["a percentage that the counts do not give"]
    with pytest.raises(CatalogError) as caught:
        load_pack(write_tiny_pack(tmp_path, **drug, **study, targets="targets: 3\n"))
    files = [line.split(":")[0] for line in str(caught.value).splitlines()]
    assert files == ["tiny/drugs/nivolumab.yaml", "tiny/studies/checkmate-032.yaml", "tiny/targets.yaml"]


def test_who_refers_to_a_broken_file_is_not_blamed(tmp_path):
    with pytest.raises(CatalogError) as caught:
        load_pack(write_tiny_pack(tmp_path, drugs__nivolumab=NIVOLUMAB.replace("event: granted", "event: aproval")))
    assert [line.split(":")[0] for line in str(caught.value).splitlines()] == ["tiny/drugs/nivolumab.yaml"]


def test_formatting_names_what_it_cannot_read_leaves_it_and_does_the_others(tmp_path):
    root = write_tiny_pack(tmp_path, drugs__nivolumab=NIVOLUMAB.replace('"2018-08-16"', '"2018-08-16'))
    before = (root / "drugs" / "nivolumab.yaml").read_bytes()
    with pytest.raises(CatalogError, match=r"tiny/drugs/nivolumab.yaml:\d+ is not YAML"):
        format_pack(root, write=True)
    assert (root / "drugs" / "nivolumab.yaml").read_bytes() == before
    assert format_text((root / "targets.yaml").read_text(), "targets.yaml") == (root / "targets.yaml").read_text()


def test_a_pack_toml_that_is_not_utf_8_is_named(tiny_pack):
    (tiny_pack / "pack.toml").write_bytes(b"id = 'caf\xe9'")
    with pytest.raises(CatalogError, match=r"pack.toml: byte \d+ is not UTF-8"):
        load_pack(tiny_pack)


def test_bytes_that_are_not_utf_8_are_named(tiny_pack):
    (tiny_pack / "targets.yaml").write_bytes(b"targets: [{id: caf\xe9}]")
    with pytest.raises(CatalogError, match=r"targets.yaml:1 byte \d+ is not UTF-8"):
        load_pack(tiny_pack)


def test_a_pack_without_a_fault_loads(tiny_pack):
    pack = load_pack(tiny_pack)
    assert [drug.id for drug in pack.drugs] == ["nivolumab"]
    assert pack.drugs[0].approvals[0].recorded_on == "2026-11-22"


def test_a_changed_fact_is_seen_though_the_pack_was_compiled_before(tiny_pack):
    assert load_pack(tiny_pack).drugs[0].brands == ("Opdivo",)
    (tiny_pack / "drugs/nivolumab.yaml").write_text(NIVOLUMAB.replace("[Opdivo]", "[Opdivo, Nivolumab BMS]"))
    assert load_pack(tiny_pack).drugs[0].brands == ("Opdivo", "Nivolumab BMS")


def test_a_broken_compiled_pack_is_made_again(tiny_pack):
    first = load_pack(tiny_pack)
    tiny_pack.with_suffix(".msgpack").write_bytes(b"not a pack")
    assert load_pack(tiny_pack) == first

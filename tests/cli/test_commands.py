"""The fixed interfaces: JSON keys, exit codes, stdout for data and stderr for talk."""

import json

import pytest
from click.testing import CliRunner

from ioroadmap.cli.main import COMMANDS, cli, main
from tests.tiny_pack import CHECKMATE, NIVOLUMAB, write_tiny_pack

DAY = ("--as-of", "2026-11-22", "--known-on", "2026-11-22")

APPROVAL_KEYS = {"body", "body_kind", "region", "drug", "indication", "tumours", "scope", "biomarker", "state", "since", "events"}
RESULT_KEYS = {
    "study", "nct", "arm", "arm_role", "tumours", "differentiation", "drugs", "endpoint", "n", "responders", "responders_basis", "orr_pct",
    "orr_ci", "pfs_months", "os_months", "cut", "superseded_by", "source",
}  # fmt: skip
LABEL_KEYS = {"id", "relevance", "tumours", "drugs", "biomarkers", "families", "differentiation", "classes", "targets", "abstained"}


def run(*words):
    return CliRunner().invoke(cli, words, standalone_mode=False)


def code_of(monkeypatch, *words):
    monkeypatch.setattr("sys.argv", ["ioroadmap", *words])
    with pytest.raises(SystemExit) as stop:
        main()
    return stop.value.code


def test_approvals_has_the_keys_of_the_contract(tiny_pack):
    (row,) = json.loads(run("approvals", "--json", "--pack", str(tiny_pack), *DAY).stdout)
    assert set(row) >= APPROVAL_KEYS
    assert row["tumours"] == ["SCLC"]
    assert [set(event) >= {"date", "event", "source"} for event in row["events"]] == [True, True]


@pytest.mark.parametrize(("region", "n"), [("us", 1), ("eu", 0)])
def test_approvals_of_one_region(tiny_pack, region, n):
    assert len(json.loads(run("approvals", "--json", "--region", region, "--pack", str(tiny_pack), *DAY).stdout)) == n


def test_results_has_the_keys_of_the_contract(tiny_pack):
    (row,) = json.loads(run("results", "--json", "--pack", str(tiny_pack), *DAY).stdout)
    assert set(row) >= RESULT_KEYS
    assert (row["n"], row["responders"], row["responders_basis"], row["superseded_by"]) == (109, 13, "reported", None)
    assert row["exact_ci"] == pytest.approx([6.5, 19.5], abs=0.05)


def test_results_as_of_a_day_before_the_cut_are_not_there(tiny_pack):
    assert json.loads(run("results", "--json", "--pack", str(tiny_pack), "--as-of", "2017-12-31").stdout) == []


RECORD = {
    "protocolSection": {
        "identificationModule": {"nctId": "NCT01928394", "briefTitle": "A Study of Nivolumab in Small Cell Lung Cancer"},
        "conditionsModule": {"conditions": ["Small Cell Lung Cancer"]},
        "armsInterventionsModule": {"interventions": [{"type": "BIOLOGICAL", "name": "Nivolumab"}]},
    }
}


def test_classify_gives_a_line_a_trial_in_input_order_with_the_keys_of_the_contract(tmp_path, tiny_pack):
    other = json.loads(json.dumps(RECORD).replace("NCT01928394", "NCT00000001"))
    (tmp_path / "records.jsonl").write_text(json.dumps(RECORD) + "\n" + json.dumps(other) + "\n")
    done = run("classify", str(tmp_path / "records.jsonl"), "--pack", str(tiny_pack))
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["id"] for line in lines] == ["NCT01928394", "NCT00000001"]
    assert all(set(line) == LABEL_KEYS for line in lines)
    assert (lines[0]["relevance"], lines[0]["families"], lines[0]["classes"]) == ("core", ["SCLC"], ["checkpoint-inhibitor"])
    (title,) = [because for because in lines[0]["tumours"][0]["because"] if because["field"] == "identificationModule.briefTitle"]
    text = RECORD["protocolSection"]["identificationModule"]["briefTitle"]
    assert text[title["start"] : title["end"]] == title["text"] == "Small Cell Lung Cancer"


def test_classify_names_a_broken_record_does_the_others_and_ends_with_11(tmp_path, tiny_pack, monkeypatch, capsysbinary):
    (tmp_path / "records.jsonl").write_text(
        '{"protocolSection": {"identificationModule": {"nctId": "NCT1"}}}\n' + json.dumps(RECORD) + "\n"
    )
    assert code_of(monkeypatch, "classify", str(tmp_path / "records.jsonl"), "--pack", str(tiny_pack)) == 11
    out, talk = capsysbinary.readouterr()
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["NCT01928394"]
    assert b"NCT1" in talk


EXITS = [
    (0, ("approvals", "--json")),
    (0, ("catalog", "check")),
    (2, ("approvals", "--region", "mars")),
    (2, ("approvals", "--as-of", "last week")),
    (2, ("explain", "nothing-of-that-name")),
    (2, ("catalog", "new", "spells", "x")),
    (2, ("no-such-command",)),
]


@pytest.mark.parametrize(("code", "words"), EXITS, ids=[" ".join(words) for _, words in EXITS])
def test_exit_codes(tiny_pack, monkeypatch, capsys, code, words):
    pack = ("--pack", str(tiny_pack)) if words[0] in COMMANDS else ()
    assert code_of(monkeypatch, *words, *pack) == code
    talk = capsys.readouterr().err
    assert "Traceback" not in talk
    assert bool(talk) or code == 0


def test_a_broken_catalog_ends_with_10_and_one_line_a_fault(tmp_path, monkeypatch, capsys):
    root = write_tiny_pack(
        tmp_path,
        drugs__nivolumab=NIVOLUMAB.replace("event: granted", "event: aproval"),
        studies__checkmate_032=CHECKMATE.replace("pct: 11.9", "pct: 19.1"),
    )
    assert code_of(monkeypatch, "catalog", "check", "--pack", str(root)) == 10
    assert len(capsys.readouterr().err.strip().splitlines()) == 2


def test_a_pack_that_is_not_there_is_said(monkeypatch, capsys, tmp_path):
    assert code_of(monkeypatch, "approvals", "--pack", str(tmp_path)) == 2
    assert "no pack here; a pack is a folder with a pack.toml" in capsys.readouterr().err


def test_catalog_new_writes_a_frame_that_names_what_each_key_may_hold_and_never_overwrites(tiny_pack):
    done = run("catalog", "new", "drugs", "my-drug", "--pack", str(tiny_pack))
    text = (tiny_pack / "drugs" / "my-drug.yaml").read_text()
    assert done.stdout.strip().endswith("drugs/my-drug.yaml")
    assert "id: my-drug" in text
    assert "immunotherapy:  # one of yes, borderline, no" in text
    again = run("catalog", "new", "drugs", "my-drug", "--pack", str(tiny_pack))
    assert "edit it, or choose another id" in str(again.exception)


def test_catalog_todo_puts_what_misleads_most_first(tiny_pack):
    done = run("catalog", "todo", "--pack", str(tiny_pack))
    assert "rests on https://www.fda.gov" in done.stdout
    assert done.stderr.strip().endswith("gaps.")


def test_help_lists_every_command_and_each_has_help():
    listed = run("--help").stdout
    for name in COMMANDS:
        assert name in listed
        assert run(name, "--help").stdout.startswith("Usage:")


def test_explain_says_where_a_number_comes_from_in_words(tiny_pack):
    said = run("explain", "checkmate-032/nivolumab/2018", "--pack", str(tiny_pack), *DAY).stdout
    assert "responders 13" in said
    assert "source: https://www.fda.gov/drugs/withdrawn-cancer-accelerated-approvals" in said
    assert "recorded 2026-11-22, drafted" in said
    assert "(" not in said.split("source:")[0]

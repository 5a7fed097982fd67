"""Where records lie: each kind of file gives the same studies, and a broken one is named, never lost."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest

from ioroadmap.model.errors import UsageError
from ioroadmap.model.trial import Trial
from ioroadmap.sources.clinicaltrials_gov import BrokenRecord, read_records


def study(number: int, title: str = "T") -> dict[str, object]:
    return {"protocolSection": {"identificationModule": {"nctId": f"NCT{number:08}", "briefTitle": title}}}


THREE = [study(1), study(2, "Phäo"), study(3)]


def lines(*records: object) -> bytes:
    return b"".join(json.dumps(each, ensure_ascii=False).encode() + b"\n" for each in records)


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("_json", ".json"), data)
    return buffer.getvalue()


PAGE = {"studies": THREE, "nextPageToken": "x", "totalCount": 3}


@pytest.mark.parametrize(
    "data",
    [
        lines(*THREE),
        lines(*THREE).replace(b"\n", b"\r\n"),
        b"\n\n".join([b"", lines(*THREE)]),
        b"\xef\xbb\xbf" + lines(*THREE),
        lines(*THREE).rstrip(b"\n"),
        json.dumps(THREE).encode(),
        json.dumps(THREE, indent=2).encode(),
        json.dumps(PAGE).encode(),
        json.dumps(PAGE, indent=2).encode(),
        lines({"studies": THREE[:2]}, {"studies": THREE[2:]}),
        lines({"nctId": "NCT00000001", "snapshots": THREE}),
        gzip.compress(lines(*THREE), mtime=0),
        gzip.compress(json.dumps(PAGE, indent=1).encode(), mtime=0),
        zipped(
            NCT00000001_json=lines(study(1)),
            NCT00000002_json=json.dumps(study(2, "Phäo"), indent=2).encode(),
            x_json=lines(study(3)),
        ),
        zipped(all_json=json.dumps(THREE).encode(), readme=b"not a record"),
    ],
)
def test_every_kind_of_file_gives_the_same_trials(data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "records"
    path.write_bytes(data)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    for source in (data, path, str(path), "-"):
        found = list(read_records(source))
        assert [(each.id, each.brief_title) for each in found if isinstance(each, Trial)] == [
            ("NCT00000001", "T"),
            ("NCT00000002", "Phäo"),
            ("NCT00000003", "T"),
        ], found


def test_one_study_over_many_lines_is_one_trial() -> None:
    assert [each.id for each in read_records(json.dumps(study(1), indent=2).encode())] == ["NCT00000001"]


@pytest.mark.parametrize("data", [b"", b"\n \n", b"[]", b'{"studies": []}'])
def test_no_record_is_no_fault(data: bytes) -> None:
    assert list(read_records(data)) == []


@pytest.mark.parametrize(
    ("data", "where", "record_id", "why"),
    [
        (
            lines(study(1)) + b'{"protocolSection": {"identificationModule": {"nctId": "NCT00000009"\n',
            "data:2",
            "NCT00000009",
            "not a JSON",
        ),
        (b'{"nctId": "NCT00000009", oops\n' + lines(study(1)), "data:1", "NCT00000009", "not a JSON"),
        (lines(study(1), {"protocolSection": {"identificationModule": {"nctId": "NCT9"}}}), "data:2", "NCT9", "not a NctId"),
        (json.dumps([study(1), 7]).encode(), "data[1]", "", "not a JSON object"),
        (
            lines(study(1)) + b'{"protocolSection":{"identificationModule":{"nctId":"NCT00000002"}},"x":"\xff"}',
            "data:2",
            "NCT00000002",
            "not UTF-8",
        ),
        (gzip.compress(lines(study(1)), mtime=0)[:-6], "data:2", "", "damaged or cut off here"),
        (zipped(a_json=lines(study(1)))[:-30], "data", "", "the zip is damaged"),
        (zipped(a_json=lines(study(1)), b_json=b"nonsense"), "data/b.json", "", "not a JSON object"),
    ],
)
def test_a_broken_record_is_named_with_its_place_and_skipped(data: bytes, where: str, record_id: str, why: str) -> None:
    found = list(read_records(data))
    broken = [each for each in found if isinstance(each, BrokenRecord)]
    assert [(each.where, each.id) for each in broken] == [(where, record_id)]
    assert why in broken[0].why
    assert len(found) - len(broken) == (0 if "zip is" in why else 1)
    assert where in str(broken[0])
    assert "was skipped" in str(broken[0])


def test_a_member_of_a_zip_whose_bytes_rotted_is_named() -> None:
    data = bytearray(zipped(a_json=lines(study(1, "x" * 500)), b_json=lines(study(2))))
    data[50] ^= 0xFF
    found = list(read_records(bytes(data)))
    assert isinstance(found[0], BrokenRecord)
    assert "cannot be unpacked" in found[0].why
    assert isinstance(found[1], Trial)


def test_a_broken_document_over_many_lines_is_one_broken_record() -> None:
    text = json.dumps(PAGE, indent=2).encode()
    found = list(read_records(text[: len(text) // 2]))
    assert len(found) == 1
    assert isinstance(found[0], BrokenRecord)


def test_a_file_that_is_not_there_or_is_a_folder_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read: no such file or directory; name a file"):
        list(read_records(tmp_path / "none.json"))
    with pytest.raises(UsageError, match="is a directory"):
        list(read_records(tmp_path))

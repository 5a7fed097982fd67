"""One build, one swap: whatever goes wrong, the last good site is still there, and nobody's files are touched."""

import errno
import fcntl
import itertools

import pytest

from ioroadmap import release as module
from ioroadmap.model.errors import StorageError, UsageError
from ioroadmap.release import MARKER, release


def build(out, **files):
    pages = {name.replace("__", "/").replace("_", "."): text.encode() for name, text in files.items()}
    return release(pages.items(), out, made_by="test", inputs="x", as_of="2026-11-22")


def pages(out):
    return {path.relative_to(out).as_posix(): path.read_text() for path in out.rglob("*.html")}


def leftovers(out):
    return sorted(path.name for path in out.parent.iterdir() if path != out)


def test_a_second_build_replaces_the_first_whole(tmp_path):
    out = tmp_path / "site"
    build(out, index_html="one", drugs__a_html="a")
    build(out, index_html="two")
    assert pages(out) == {"index.html": "two"}
    assert leftovers(out) == []


@pytest.mark.parametrize("has_exchange", [True, False])
def test_the_swap_works_with_and_without_the_system_s_exchange(tmp_path, monkeypatch, has_exchange):
    if not has_exchange:
        monkeypatch.setattr(module, "_exchange", lambda one, other: False)
    out = tmp_path / "site"
    build(out, index_html="one")
    build(out, index_html="two")
    assert pages(out) == {"index.html": "two"}
    assert leftovers(out) == []


def test_somebody_s_files_are_refused_and_left_alone(tmp_path):
    out = tmp_path / "thesis"
    out.mkdir()
    (out / "chapter1.txt").write_text("ten years of work")
    with pytest.raises(UsageError, match="holds files that no build of ours made"):
        build(out, index_html="one")
    assert [path.name for path in out.iterdir()] == ["chapter1.txt"]


@pytest.mark.parametrize("make", ["file", "link"])
def test_an_out_that_is_no_directory_is_refused(tmp_path, make):
    out = tmp_path / "site"
    if make == "file":
        out.write_text("a file")
    else:
        (tmp_path / "elsewhere").mkdir()
        out.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UsageError, match="is not a directory"):
        build(out, index_html="one")


def test_an_empty_directory_is_taken(tmp_path):
    (tmp_path / "site").mkdir()
    build(tmp_path / "site", index_html="one")
    assert (tmp_path / "site" / MARKER).is_file()


def failing_after(n, error):
    for number in itertools.count():
        if number == n:
            raise error
        yield f"page{number}.html", b"new"


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), StorageError),
        (KeyboardInterrupt(), KeyboardInterrupt),
        (ValueError("bug"), ValueError),
    ],
)
@pytest.mark.parametrize("n", [0, 1, 7])
def test_what_stops_a_build_leaves_the_last_good_site(tmp_path, error, expected, n):
    out = tmp_path / "site"
    build(out, index_html="good")
    with pytest.raises(expected):
        release(failing_after(n, error), out, made_by="test", inputs="x", as_of="2026-11-22")
    assert pages(out) == {"index.html": "good"}
    assert leftovers(out) == []


def test_a_full_disk_is_said_with_its_cure(tmp_path):
    full = OSError(errno.ENOSPC, "No space left on device")
    with pytest.raises(StorageError, match=r"No space left on device; free some space and build again. Nothing was published."):
        release(failing_after(1, full), tmp_path / "site", made_by="test", inputs="x", as_of="2026-11-22")


def test_a_second_build_at_the_same_time_is_refused(tmp_path):
    out = tmp_path / "site"
    build(out, index_html="good")
    with (tmp_path / ".site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(StorageError, match="another build is writing here"):
            build(out, index_html="other")
    assert pages(out) == {"index.html": "good"}


def test_the_lock_and_staging_of_a_killed_build_do_not_stop_the_next(tmp_path):
    out = tmp_path / "site"
    (tmp_path / ".site.lock").write_text("")
    (tmp_path / ".site.staging").mkdir()
    (tmp_path / ".site.staging" / "half.html").write_text("half")
    build(out, index_html="one")
    assert pages(out) == {"index.html": "one"}
    assert leftovers(out) == []


def test_a_page_never_leaves_the_site(tmp_path):
    with pytest.raises(AssertionError, match="outside the site"):
        release([("../evil.html", b"")], tmp_path / "site", made_by="test", inputs="x", as_of="2026-11-22")
    assert not (tmp_path / "evil.html").exists()

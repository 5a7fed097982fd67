"""The main job as its user runs it: a whole build from the pack that ships, and everything that can stop one."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from ioroadmap.release import MARKER
from tests.tiny_pack import REPOSITORY

PROGRAM = (sys.executable, "-m", "ioroadmap.cli.main")
DAY = ("--as-of", "2026-11-22", "--known-on", "2026-11-22")
LIMIT = 120


def run(*words: str, cwd: Path, program: tuple[str, ...] = PROGRAM, **env: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY / "src"), **env}
    return subprocess.run([*program, *words], cwd=cwd, env=environment, capture_output=True, text=True, timeout=LIMIT, check=False)


def contents(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The real site, built once."""
    folder = tmp_path_factory.mktemp("built")
    done = run("build", *DAY, cwd=folder, TZ="UTC", PYTHONHASHSEED="1")
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str(folder / "site" / "index.html")
    return folder / "site"


def test_the_same_inputs_give_the_same_bytes_in_another_place_zone_and_hash_seed(built, tmp_path):
    done = run("build", "--out", "elsewhere/public", *DAY, cwd=tmp_path, TZ="Pacific/Kiritimati", PYTHONHASHSEED="4711", LC_ALL="C")
    assert done.returncode == 0, done.stderr
    again = contents(tmp_path / "elsewhere" / "public")
    first = contents(built)
    assert sorted(again) == sorted(first)
    assert [name for name in first if first[name] != again[name]] == []


def test_a_build_writes_nothing_but_its_out(built):
    assert [path.name for path in built.parent.iterdir()] == ["site"]


def test_the_marker_names_every_file(built):
    manifest = json.loads((built / MARKER).read_text())
    assert set(manifest["files"]) == set(contents(built)) - {MARKER}


def test_every_page_has_its_facts_beside_it(built):
    pages = [path for path in built.rglob("*.html") if path.name != "404.html"]
    assert len(pages) > 400
    for page in pages:
        json.loads(page.with_suffix(".json").read_bytes())


def test_the_tables_hold_what_the_pages_hold(built):
    database = sqlite3.connect(built / "exports" / "ioroadmap.sqlite")
    for table, folder in (("trials", "trials"), ("drugs", "drugs")):
        rows = database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        assert rows == len([path for path in (built / folder).glob("*.html") if path.name != "index.html"])


def test_the_build_needs_no_network(tmp_path):
    script = (
        "import socket, sys\n"
        "def refuse(*a, **k): raise SystemExit('the build asked for the network')\n"
        "socket.socket.connect = socket.getaddrinfo = refuse\n"
        "sys.argv = ['ioroadmap', 'build', '--as-of', '2026-11-22', '--known-on', '2026-11-22']\n"
        "from ioroadmap.cli.main import main; main()"
    )
    assert run(cwd=tmp_path, program=(sys.executable, "-c", script)).returncode == 0


def test_an_extra_that_is_missing_costs_its_own_output_and_one_line(built, tmp_path):
    script = (
        "import sys\n"
        "for name in ('pyarrow', 'weasyprint'): sys.modules[name] = None\n"
        "sys.argv = ['ioroadmap', 'build', '--as-of', '2026-11-22', '--known-on', '2026-11-22']\n"
        "from ioroadmap.cli.main import main; main()"
    )
    done = run(cwd=tmp_path, program=(sys.executable, "-c", script))
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert [line for line in done.stderr.splitlines() if "ioroadmap[parquet]" in line] == [
        "Parquet tables left out: pip install 'ioroadmap[parquet]'"
    ]
    lost = set(contents(built)) - set(contents(tmp_path / "site"))
    assert lost
    assert all(name.endswith((".parquet", ".pdf")) for name in lost)


# ---------------------------------------------------------------- what can stop a build


@pytest.fixture
def site(built, tmp_path):
    """A good site of an earlier build, to be kept whatever happens."""
    shutil.copytree(built, tmp_path / "site")
    return tmp_path / "site"


def start(cwd: Path) -> subprocess.Popen[str]:
    """A build that is stopped while it stands in the middle of its pages."""
    script = (
        "import os, sys, time, ioroadmap.release as release\n"
        "write = release.Path.write_bytes\n"
        "count = iter(range(10**6))\n"
        "def slow(path, data):\n"
        "    if '.site.staging' in str(path) and next(count) == 50:\n"
        "        print('in the middle', flush=True); time.sleep(60)\n"
        "    return write(path, data)\n"
        "release.Path.write_bytes = slow\n"
        "sys.argv = ['ioroadmap', 'build', '--as-of', '2026-11-22', '--known-on', '2026-11-22']\n"
        "from ioroadmap.cli.main import main; main()"
    )
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY / "src")}
    program = subprocess.Popen(
        [sys.executable, "-c", script], cwd=cwd, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert program.stdout is not None
    assert program.stdout.readline() == "in the middle\n"
    return program


def test_ctrl_c_in_the_middle_leaves_the_last_good_site_and_says_so(site):
    before = contents(site)
    program = start(site.parent)
    program.send_signal(signal.SIGINT)
    _, talk = program.communicate(timeout=LIMIT)
    assert program.returncode == 130
    assert talk.strip() == "Stopped. Nothing was published; what stood before still stands."
    assert contents(site) == before
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_a_kill_in_the_middle_leaves_the_last_good_site_and_the_next_build_works(site):
    before = contents(site)
    program = start(site.parent)
    program.kill()
    program.communicate(timeout=LIMIT)
    assert contents(site) == before
    assert run("build", *DAY, cwd=site.parent).returncode == 0
    assert contents(site) == before
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_a_second_build_at_the_same_time_is_refused(site):
    before = contents(site)
    program = start(site.parent)
    done = run("build", *DAY, cwd=site.parent)
    program.kill()
    program.communicate(timeout=LIMIT)
    assert done.returncode == 15
    assert "another build is writing here; wait until it ends" in done.stderr
    assert contents(site) == before


def test_a_real_full_disk_leaves_the_last_good_site(built, tmp_path):
    """A file system of its own, too small for a second site, in a mount namespace of its own."""
    size = sum(len(data) for data in contents(built).values())
    disk = tmp_path / "disk"
    disk.mkdir()
    build = f"{sys.executable} -m ioroadmap.cli.main build --out {disk}/site {' '.join(DAY)}"
    mount = f"mount -t tmpfs -o size={int(size * 1.9)} none {disk} && cp -r {built} {disk}/site"
    script = f"{mount} && {build}; echo code $?; ls -A {disk}"
    if not shutil.which("unshare"):
        pytest.skip("no unshare on this system: a full disk cannot be made here (the unit test injects one)")
    done = run("-c", script, cwd=tmp_path, program=("unshare", "-rm", "sh"))
    if "code" not in done.stdout:
        pytest.skip(f"this system lets nobody mount a small disk: {done.stderr.strip()[:80]} (the unit test injects a full disk)")
    assert "code 15" in done.stdout
    assert "No space left on device; free some space and build again. The last good site is still there." in done.stderr
    assert "\nsite\n" in done.stdout
    assert "staging" not in done.stdout


def test_an_out_with_somebody_s_files_is_refused_before_any_work(tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "thesis.txt").write_text("ten years")
    done = run("build", *DAY, cwd=tmp_path)
    assert done.returncode == 2
    assert "holds files that no build of ours made" in done.stderr
    assert [path.name for path in (tmp_path / "site").iterdir()] == ["thesis.txt"]


def test_a_corrupt_store_stops_the_build_with_a_sentence(site):
    before = contents(site)
    (site.parent / "ioroadmap.toml").write_text("")
    (site.parent / "snapshots.sqlite").write_bytes(b"this is no database, it only has its name" * 200)
    done = run("build", *DAY, cwd=site.parent)
    assert done.returncode == 15
    assert "snapshots.sqlite" in done.stderr
    assert "Traceback" not in done.stderr
    assert contents(site) == before


def test_a_broken_catalog_file_stops_the_build_with_its_line(site, tmp_path):
    before = contents(site)
    pack = tmp_path / "nen"
    shutil.copytree(REPOSITORY / "packs" / "nen", pack)
    drug = pack / "drugs" / "tarlatamab.yaml"
    drug.write_text(drug.read_text().replace("event: granted", "event: aproval", 1))
    done = run("build", "--pack", str(pack), *DAY, cwd=site.parent)
    assert done.returncode == 10
    assert "nen/drugs/tarlatamab.yaml:" in done.stderr
    assert "event is 'aproval'; use one of granted, converted" in done.stderr
    assert contents(site) == before


def test_serve_shows_the_site_to_this_machine(built):
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY / "src")}
    words = [*PROGRAM, "serve", "--site", str(built), "--port", "0"]
    program = subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert program.stdout is not None
        address = program.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:")
        page = subprocess.run(
            [sys.executable, "-c", f"import urllib.request as u; print(u.urlopen({address!r}, timeout=10).read().decode())"],
            capture_output=True, text=True, timeout=LIMIT, check=True,
        )  # fmt: skip
        assert "<h1" in page.stdout
    finally:
        program.send_signal(signal.SIGINT)
        program.communicate(timeout=LIMIT)
    assert program.returncode == 0

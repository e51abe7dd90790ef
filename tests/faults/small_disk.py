# SPDX-License-Identifier: Apache-2.0
"""A library on a real file system of 2 MiB that becomes full, and one that has no rights to write: file systems of their own,
which only this program and its children see (unshare, tmpfs)."""
import json
import os
import pathlib
import subprocess
import sys

import programs
import report
import runs

PART = "small disk"
ENTER = ("unshare", "-rm", "sh", "-c", 'mount -t tmpfs -o size=2m tmpfs "$1" && shift && exec "$@"', "sh")


def campaign(programs_, found, temporary):
    """Starts this file where the small disk is."""
    disk = pathlib.Path(temporary) / "disk"
    disk.mkdir()
    allowed = subprocess.run([*ENTER, disk, "true"], capture_output=True, text=True)
    if allowed.returncode != 0:
        found.note(f"a real small file system: it cannot be mounted here: {allowed.stderr.strip()}")
        return
    done = subprocess.run([*ENTER, disk, sys.executable, __file__, str(programs_.folder), str(disk)], stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        found.add(PART, "the campaign ends", 1, "", [f"code {done.returncode}"])
        return
    for row in json.loads(done.stdout):
        found.add(PART, *row)


def fill(path, left):
    """A file that leaves about `left` bytes of the disk."""
    stat = os.statvfs(path.parent)
    path.write_bytes(bytes(max(0, stat.f_bavail * stat.f_frsize - left)))


def full_for_good(place, run, disk):
    """The disk becomes full while the run writes, and stays so."""
    broken = []
    library, checkpoints, out = disk / "library", disk / "checkpoints", place / "out" / "full"
    fill(disk / "ballast", 500_000)
    done = place.run(*run.begin(checkpoints, out), "--library", library)
    if done.returncode != 4:
        broken.append(f"ended with code {done.returncode}, and not 4")
    if "No space left on device" not in done.stderr:
        broken.append(f"does not say why: {done.stderr[-300:]}")
    if run.difference(out):
        broken.append(run.difference(out))
    listed = place.run("runs", "--library", library, "--json")
    kept = json.loads(listed.stdout) if listed.returncode == 0 else []
    if listed.returncode != 0 or not kept:
        broken.append(f"the library cannot be read on the full disk: {listed.stderr[-300:]}")
    evaluations = 0
    for folder in (library / "runs").iterdir():
        if not folder.name.startswith("."):
            shown = place.run("runs", folder, "--json")
            broken += [] if shown.returncode == 0 else [f"{folder.name}: {shown.stderr[-300:]}"]
            evaluations = json.loads(shown.stdout)["evaluations"] if shown.returncode == 0 else 0
    (disk / "ballast").unlink()
    done = place.run(*run.resume(checkpoints, out)) if runs.checkpoints_in(checkpoints) else None
    if done is not None and (done.returncode != 0 or run.difference(out)):
        broken.append(f"the checkpoints of the full disk do not go on: {done.stderr[-300:] or run.difference(out)}")
    went_on = "its checkpoints go on bit by bit" if done is not None else "no checkpoint had room"
    return ("a disk that becomes full: the run goes on, and says so", 1, f"{evaluations} evaluations kept, {went_on}", broken)


def full_for_a_while(place, run, disk):
    """Room is made while the run goes on."""
    broken = []
    library, out = disk / "library-2", place / "out" / "while"
    fill(disk / "ballast", 250_000)
    watched = place.watch("train", *run.options, *run.files(out), "--speed", run.steps // 5, "--library", library)
    watched.wait_until(lambda: "is kept once there is room" in watched.said)
    full = "is kept once there is room" in watched.said
    (disk / "ballast").unlink()
    code = watched.end()
    if not full:
        broken.append("the disk did not become full, or that was not said")
    if "the run is kept again" not in watched.said:
        broken.append(f"does not say that it is kept again: {watched.messages()[-3:]}")
    folder = watched.folder_of_run()
    shown = place.run("runs", folder, "--json") if folder else None
    evaluations = json.loads(shown.stdout)["evaluations"] if shown and shown.returncode == 0 else 0
    if evaluations != len(run.rows):
        broken.append(f"{evaluations} of {len(run.rows)} evaluations are kept; code {code}")
    return ("a disk that is full for a while: all evaluations are kept", 1, f"{evaluations} of {len(run.rows)} kept", broken)


def read_only(place, run, disk):
    """The library's file system is mounted read-only."""
    broken = []
    library, out = disk / "library-2", place / "out" / "read-only"
    before = listing(library)
    listed = place.run("runs", "--library", library, "--json")
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    now = place.run("runs", "--library", library, "--json")
    if now.returncode != 0 or now.stdout != listed.stdout:
        broken.append(f"the list is another: {now.stderr[-300:]}")
    if "kept in memory" not in now.stderr:
        broken.append(f"does not say that the index is in memory: {now.stderr[-300:]}")
    done = place.run("train", *run.options, *run.files(out), "--library", library)
    said = done.stderr.count("the run is not kept: ")
    if done.returncode != 4 or said != 1 or run.difference(out):
        broken.append(f"code {done.returncode}, said {said} times: {done.stderr[-300:]} {run.difference(out)}")
    subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
    if listing(library) != before:
        broken.append("the library has changed")
    return ("a read-only library: it can be read, a run goes on, said once", 1, f"{len(json.loads(listed.stdout))} runs listed", broken)


def listing(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file() and "sqlite" not in path.name}


def main(folder, disk):
    disk = pathlib.Path(disk)
    # Evaluations of about 300 bytes each: the journal alone takes more than there is room for.
    run = runs.Run(steps=10000, eval_every=4, checkpoint_every=1000)
    with programs.Place(programs.Programs(folder)) as place:
        run.make_reference(place)
        rows = []
        for scene in (full_for_good, full_for_a_while, read_only):
            rows.append(scene(place, run, disk))
            report.Report.say(f"{PART}: {rows[-1]}")
    print(json.dumps(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

# SPDX-License-Identifier: Apache-2.0
"""What may happen around a run: the clock goes backward, its folder is renamed or deleted, two programs want the same, few files
may be open, the files are of another version."""
import json
import pathlib
import resource
import shutil
import subprocess

import calls
import journal
import programs
import runs

PART = "surroundings"
VERSIONS = pathlib.Path(__file__).resolve().parent.parent / "golden" / "versions"


def started(place, run, name):
    """A run that takes some seconds and is kept: the program, its folder, its checkpoints and its results."""
    checkpoints, out = place / "checkpoints" / name, place / "out" / name
    watched = place.watch(*run.begin(checkpoints, out), "--library", place.library)
    watched.wait_until(lambda: watched.folder_of_run() is not None and watched.last_step() > 0)
    return watched, watched.folder_of_run(), checkpoints, out


def evaluations_of(place, folder):
    shown, wrong = runs.check_run(place, folder)
    return (shown or {}).get("evaluations", 0), ([wrong] if wrong else [])


def ends_well(run, watched, out, code=0):
    broken = []
    ended = watched.end()
    if ended != code:
        broken.append(f"ended with code {ended}, and not {code}: {watched.messages()[-3:]}")
    if run.difference(out):
        broken.append(run.difference(out))
    return broken


def clock_back(place, run, library):
    """The time of day goes back by an hour, and by thirty years, while the run goes on."""
    broken = []
    for back in (3600, 30 * 365 * 86400):
        out = place / "out" / f"clock-{back}"
        checkpoints = place / "checkpoints" / f"clock-{back}"
        done = place.run(*run.begin(checkpoints, out), "--library", place.library,
                         more={"LD_PRELOAD": str(library), "FAULTS_CLOCK_BACK": str(back), "FAULTS_CLOCK_AFTER": "1.2"})
        if done.returncode != 0 or run.difference(out):
            broken.append(f"{back} s: code {done.returncode}: {done.stderr[-200:]} {run.difference(out)}")
        found = [folder for folder in runs.folders_of(place) if runs.named_in(folder, f"clock-{back}")]
        for folder in found:
            evaluations, wrong = evaluations_of(place, folder)
            events, _ = journal.frames((folder / "events.emaj").read_bytes())
            _, seconds = journal.evaluated(events)
            broken += wrong
            if evaluations != len(run.rows) or sorted(seconds) != seconds or min(seconds) < 0:
                broken.append(f"{back} s: {evaluations} of {len(run.rows)} evaluations, or their seconds go back")
        if not found:
            broken.append(f"{back} s: the run is not in the library")
    return "the clock goes backward: nothing changes", 2, "an hour and thirty years", broken


def renamed(place, run):
    watched, folder, _, out = started(place, run, "renamed")
    target = folder.with_name("renamed-by-hand")
    folder.rename(target)
    broken = ends_well(run, watched, out)
    evaluations, wrong = evaluations_of(place, target)
    listed, _, trouble = runs.list_runs(place)
    names = [row["folder"].rsplit("/", 1)[-1] for row in listed]
    if names.count(target.name) != 1 or folder.name in names:
        broken.append(f"listed as {names}")
    if evaluations != len(run.rows):
        broken.append(f"{evaluations} of {len(run.rows)} evaluations")
    return "the folder of a run is renamed: the run goes on there", 1, f"{evaluations} evaluations", broken + wrong + ([trouble] if trouble else [])


def deleted(place, run):
    watched, folder, checkpoints, out = started(place, run, "deleted")
    shutil.rmtree(folder)
    shutil.rmtree(checkpoints, ignore_errors=True)
    broken = ends_well(run, watched, out, code=4)
    said = watched.said.count("its folder was deleted")
    if said != 1:
        broken.append(f"said {said} times: {watched.messages()[-4:]}")
    if not runs.checkpoints_in(checkpoints):
        broken.append("no checkpoint was written after their folder was deleted")
    listed, _, trouble = runs.list_runs(place)
    if folder.name in [row["folder"].rsplit("/", 1)[-1] for row in listed]:
        broken.append("the deleted run is listed")
    return "the folders of a run are deleted: it goes on, said once", 1, "code 4", broken + ([trouble] if trouble else [])


def two_programs(place, run):
    """While one program writes a run: others read it and change its title, cannot delete it, and cannot continue it."""
    broken = []
    watched, folder, checkpoints, out = started(place, run, "two")
    watched.wait_until(lambda: len(runs.checkpoints_in(checkpoints)) >= 2)
    shown, wrong = runs.check_run(place, folder)
    broken += [wrong] if wrong else []
    if shown and shown["state"] != "running":
        broken.append(f"is {shown['state']} while it is written")
    if place.run("runs", folder.name, "--library", place.library, "--delete").returncode == 0:
        broken.append("a run that is written can be deleted")
    if place.run("runs", folder.name, "--library", place.library, "--rename", "Mine").returncode != 0:
        broken.append("a run that is written cannot be renamed")
    other = place / "out" / "other"
    second = place.watch(*run.resume(checkpoints, other, run.checkpoint_every), "--library", place.library)
    code = second.end()
    if code == 0 and run.difference(other):
        broken.append(f"the second program: {run.difference(other)}")
    broken += ends_well(run, watched, out)
    what = "refused" if code == 2 else f"code {code}"
    if code not in (0, 2):
        broken.append(f"the second program ended with code {code}: {second.messages()[-3:]}")
    for checkpoint in runs.checkpoints_in(checkpoints)[-2:]:
        done = place.run(*run.resume(checkpoint, other))
        if done.returncode != 0 or run.difference(other):
            broken.append(f"{checkpoint.name}: {done.stderr[-200:]} {run.difference(other)}")
    shown, wrong = runs.check_run(place, folder)
    if wrong or shown["title"] != "Mine" or shown["evaluations"] != len(run.rows):
        broken.append(wrong or f"title {shown['title']}, {shown['evaluations']} evaluations")
    return "two programs on one run", 1, f"the second one: {what}", broken


def few_files(place, run, long):
    """A low limit of open files: a run, and a list of the runs, work or end with an error that says so."""
    broken, worked = [], 0
    limits = range(4, 40, 1 if long else 5)
    for limit in limits:
        out = place / "out" / f"files-{limit}"
        for words in (run.begin(place / "checkpoints" / f"files-{limit}", out) + ["--library", place.library],
                      ["runs", "--library", place.library]):
            done = limited(place, words, limit)
            worked += done.returncode == 0
            if done.returncode not in (0, 2, 4, 127):  # 127: the loader cannot open the program's libraries
                broken.append(f"{limit} files, {words[0]}: code {done.returncode}: {done.stderr[-200:]}")
            elif done.returncode in (2, 4) and "open files" not in done.stderr and "open file" not in done.stderr:
                broken.append(f"{limit} files, {words[0]}: code {done.returncode} without the reason: {done.stderr[-200:]}")
            elif words[0] == "train" and done.returncode == 0 and run.difference(out):
                broken.append(f"{limit} files: {run.difference(out)}: {done.stderr[-200:]}")
    _, _, trouble = runs.list_runs(place)
    return "few open files: works, or says why", 2 * len(limits), f"{worked} worked", broken + ([trouble] if trouble else [])


def limited(place, words, limit):
    return subprocess.run([place.programs.engine, *map(str, words)], env=place.environment, stdin=subprocess.DEVNULL, capture_output=True,
                          text=True, errors="replace", timeout=600, cwd=place.folder,
                          preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit)))


def versions(place, folder, checkpoint):
    """Stored files of every version open; those of a newer version are refused by name and stay as they are."""
    broken, tried = [], 0
    for index in sorted(VERSIONS.glob("library-*.sqlite")):
        library = place / f"versions-{index.stem}"
        shutil.copytree(folder.parent, library / "runs")
        shutil.copy(index, library / "library.sqlite")
        done = place.run("runs", "--library", library, "--json")
        tried += 1
        if done.returncode != 0 or len(json.loads(done.stdout)) != len(runs.folders_of_library(library)) or "damaged" in done.stderr:
            broken.append(f"{index.name}: code {done.returncode}: {done.stderr[-200:]}")
    for card in sorted(VERSIONS.glob("run-*.json")):
        run = place / f"versions-{card.stem}"
        shutil.copytree(folder, run)
        shutil.copy(card, run / "run.json")
        done = place.run("runs", run, "--json")
        tried += 1
        if done.returncode != 0 or json.loads(done.stdout)["title"] != json.loads(card.read_text())["title"]:
            broken.append(f"{card.name}: code {done.returncode}: {done.stderr[-200:]}")
    for stored in sorted(VERSIONS.glob("*.emascope")):
        done = place.run("train", "--resume", stored)
        tried += 1
        if "damaged" in done.stderr or "newer" in done.stderr:
            broken.append(f"{stored.name}: {done.stderr[-200:]}")
    broken_newer, tried_newer = newer_versions(place, folder, checkpoint)
    return "files of an older and of a newer version", tried + tried_newer, f"{tried} old, {tried_newer} newer", broken + broken_newer


def newer_versions(place, folder, checkpoint):
    broken = []
    run = place / "newer"
    shutil.copytree(folder, run)
    card = json.loads((run / "run.json").read_text())
    data = bytearray((run / "events.emaj").read_bytes())
    data[8:12] = (2).to_bytes(4, "little")
    data[12:16] = journal.crc32c(bytes(data[:12])).to_bytes(4, "little")
    sealed = place / "out" / checkpoint.name
    trials = [(run / "run.json", json.dumps({**card, "format_version": 2}).encode(), ["runs", run]),
              (run / "events.emaj", bytes(data), ["runs", run]),
              (sealed, checkpoint.read_bytes().replace(b'"emascope.version":"1"', b'"emascope.version":"9"'), ["train", "--resume", sealed])]
    for path, changed, words in trials:
        before = path.read_bytes() if path.exists() else None
        path.write_bytes(changed)
        done = place.run(*words)
        if done.returncode != 2 or "version" not in done.stderr or path.read_bytes() != changed:
            broken.append(f"{path.name}: code {done.returncode}: {done.stderr[-200:]}")
        if before:
            path.write_bytes(before)
    return broken, len(trials)


def campaign(programs_, report, long):
    run = runs.Run(steps=10000, eval_every=100, checkpoint_every=500, speed=4000)
    quick = runs.Run(steps=2000, eval_every=100, checkpoint_every=500)
    with programs.Place(programs_) as place:
        run.make_reference(place)
        report.add(PART, *renamed(place, run))
        report.add(PART, *deleted(place, run))
        report.add(PART, *two_programs(place, run))
        library, why = calls.build_library(place / "out")
        if library:
            report.add(PART, *clock_back(place, run, library))
        else:
            report.note(f"a clock that goes backward: {why}")
        quick.make_reference(place)
        report.add(PART, *few_files(place, quick, long))
        folder = next(folder for folder in runs.folders_of(place) if folder.name == "renamed-by-hand")
        report.add(PART, *versions(place, folder, runs.checkpoints_in(place / "checkpoints" / "renamed")[-1]))

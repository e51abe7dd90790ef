#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the logs of tests/golden/interchange with the libraries whose logs they are.

    python3 -m venv venv && venv/bin/pip install tensorboard==2.21.0 tensorboardX==2.6.5 trackio==0.43.0
    venv/bin/python tests/golden/record_interchange.py
    EMASCOPE_RECORD_EVENTS=1 build/release/tests/interchange_test --gtest_filter='RunEvents.*'
    venv/bin/python tests/golden/record_interchange.py --check

tensorboardx/     tensorboardX: scalars as simple values, a histogram and a text beside them, a restart at step 30
tensorboard/      tensorboard.summary.Writer: scalars as tensors of float32
subfolders/       tensorboardX's add_scalars, which writes one folder for each curve
trackio.db        Trackio: two runs, with NaN and infinity
metrics.csv       the layout of Lightning's CSVLogger: a column for each metric, empty where a row has none
trainer_state.json  the layout of Transformers' TrainerState, with Python's NaN
expected.json     the same numbers, as they went in: tests/core/interchange compares with these
exported.tfevents what EMAscope writes for a run, written by its test; --check reads it with TensorBoard

The curves are closed forms of the step, so that the tests need no tolerance beyond float32.
"""
import csv
import json
import math
import os
import pathlib
import shutil
import sqlite3
import sys
import tempfile

sys.path.pop(0)  # the folder torch/ beside this file is not PyTorch
HERE = pathlib.Path(__file__).parent / "interchange"
STEPS = list(range(10, 410, 10))
START = 1_700_000_000.0


def raw(step):
    """Noisy: the sign of the noise changes from one evaluation to the next."""
    return 0.5 + 1.0 / (1 + step / 50) + 0.05 * math.cos(step / 10 * 2.5)


def ema(step):
    return 0.45 + 1.0 / (1 + step / 50)


def wall(step):
    return START + step / 4


def only_file(folder, name):
    """Gives the one event file in `folder` a name without the machine's."""
    (file,) = [one for one in folder.iterdir() if "tfevents" in one.name]
    file.rename(folder / name)


def record_tensorboardx(folder):
    import tensorboardX

    writer = tensorboardX.SummaryWriter(str(folder))
    writer.add_text("note", "not a number", 0, walltime=wall(0))
    for step in STEPS[:20]:
        writer.add_scalar("val/loss", raw(step), step, walltime=wall(step))
        writer.add_scalar("val/loss_ema", ema(step), step, walltime=wall(step))
        writer.add_scalar("train/lr", 0.1, step, walltime=wall(step))
    writer.add_histogram("weights", [0.0, 1.0, 2.0], 200, walltime=wall(200))
    for step in (210, 220):  # lost by the crash: the next file begins again at 201
        writer.add_scalar("val/loss", 99.0, step, walltime=wall(step))
    writer.close()
    only_file(folder, "events.out.tfevents.1700000000.host.1.0")
    writer = tensorboardX.SummaryWriter(str(folder), purge_step=201, filename_suffix=".second")
    for step in STEPS[20:]:
        writer.add_scalar("val/loss", raw(step), step, walltime=wall(step))
        writer.add_scalar("val/loss_ema", ema(step), step, walltime=wall(step))
    writer.close()
    (file,) = [one for one in folder.iterdir() if one.name.endswith(".second")]
    file.rename(folder / "events.out.tfevents.1700000052.host.2.0")


def record_tensorboard(folder):
    from tensorboard.summary import Writer

    writer = Writer(str(folder))
    for step in STEPS:
        writer.add_scalar("eval_loss", raw(step), step, wall_time=wall(step))
        writer.add_scalar("ema_eval_loss", ema(step), step, wall_time=wall(step))
    writer.close()
    only_file(folder, "events.out.tfevents.1700000000.host.1.0.v2")


def record_subfolders(folder):
    import tensorboardX

    writer = tensorboardX.SummaryWriter(str(folder))
    for step in STEPS[:5]:
        writer.add_scalars("loss", {"raw": raw(step), "ema": ema(step)}, step, walltime=wall(step))
    writer.close()
    for one in sorted(folder.rglob("*tfevents*")):
        if one.parent == folder:
            one.unlink()  # tensorboardX's main file, which has nothing
        else:
            only_file(one.parent, "events.out.tfevents.1700000000.host.1.0")


def record_trackio(path):
    with tempfile.TemporaryDirectory() as home:
        os.environ["TRACKIO_DIR"] = home
        from trackio.sqlite_storage import SQLiteStorage

        def stamp(step):
            import datetime

            return datetime.datetime.fromtimestamp(wall(step), datetime.timezone.utc).isoformat()

        rows = [{"val/loss": raw(step), "ema/val/loss": ema(step), "epoch": step // 100, "note": "text"} for step in STEPS]
        rows[0]["val/loss"] = math.nan
        rows[1]["val/loss"] = math.inf
        SQLiteStorage.bulk_log("emascope", "first", rows, STEPS, [stamp(step) for step in STEPS], config={"lr": 0.1})
        SQLiteStorage.bulk_log("emascope", "second", [{"val/loss": 1.0}], [1], [stamp(1)])
        database = SQLiteStorage.get_project_db_path("emascope")
        with sqlite3.connect(database) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("PRAGMA page_size = 512")
            connection.execute("VACUUM")
        connection.close()
        shutil.copy(database, path)


def record_metrics_csv(path):
    with open(path, "w", newline="") as file:
        writer = csv.DictWriter(file, ["epoch", "step", "train_loss", "val_ema_loss", "val_loss"])
        writer.writeheader()
        for step in STEPS:
            writer.writerow({"epoch": step // 100, "step": step - 1, "train_loss": raw(step) - 0.1})
            value = math.nan if step == STEPS[0] else raw(step)
            writer.writerow({"epoch": step // 100, "step": step, "val_loss": value, "val_ema_loss": ema(step)})


def record_trainer_state(path):
    history = []
    for step in STEPS:
        history.append({"epoch": step / 100, "grad_norm": 1.0, "learning_rate": 1e-4, "loss": raw(step) - 0.1, "step": step})
        value = math.nan if step == STEPS[0] else raw(step)
        history.append({"epoch": step / 100, "eval_loss": value, "eval_runtime": 0.5, "step": step})
        history.append({"epoch": step / 100, "ema_eval_loss": ema(step), "step": step})
    state = {
        "best_metric": None,
        "best_model_checkpoint": None,
        "epoch": 4.0,
        "global_step": STEPS[-1],
        "is_world_process_zero": True,
        "log_history": history,
        "max_steps": STEPS[-1],
        "num_train_epochs": 4,
        "stateful_callbacks": {"TrainerControl": {"args": {"should_log": False}, "attributes": {}}},
        "total_flos": 0.0,
        "trial_name": None,
        "trial_params": None,
    }
    path.write_text(json.dumps(state, indent=2, sort_keys=True) + "\n")  # as TrainerState.save_to_json


def check_exported(path):
    """TensorBoard's own reader finds every curve and text in what EMAscope has written."""
    from tensorboard.backend.event_processing import event_accumulator, event_file_loader

    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(path, f"{folder}/events.out.tfevents.0.emascope")
        read = event_accumulator.EventAccumulator(folder, {event_accumulator.TENSORS: 0, event_accumulator.SCALARS: 0})
        read.Reload()
        tags = read.Tags()
        # A scalar stays one, or becomes a tensor for the plugin Scalars when the loader renews its form.
        events = {tag: read.Scalars(tag) for tag in tags["scalars"]}
        texts = [tag for tag in tags["tensors"] if read.SummaryMetadata(tag).plugin_data.plugin_name == "text"]
        texts = {tag: [one.tensor_proto.string_val[0].decode() for one in read.Tensors(tag)] for tag in texts}
    for name in ("loss/val/raw", "loss/val/main", "loss/val/fast", "loss/val/slow", "accuracy/val/raw", "loss/train", "decay/main"):
        assert name in events, (name, sorted(events))
    assert [event.step for event in events["loss/val/raw"]] == list(range(25, 1001, 25))
    assert len(events["loss/val/slow"]) == 27, "the track was removed at step 700"
    assert all(event.wall_time == START + event.step / 200 for event in events["loss/val/raw"])
    assert texts["changes"] == ["main.beta 0.995 → 0.999", "remove slow"], texts["changes"]
    assert "| --track | main:schedule=inverse-power" in texts["settings"][0]
    loaded = list(event_file_loader.EventFileLoader(str(path)).Load())
    assert loaded[0].file_version == "brain.Event:2"
    print(f"TensorBoard reads {len(events)} curves, {len(texts)} texts and {len(loaded)} events")


def main():
    if sys.argv[1:] == ["--check"]:
        return check_exported(HERE / "exported.tfevents")
    exported = (HERE / "exported.tfevents").read_bytes() if (HERE / "exported.tfevents").exists() else b""
    shutil.rmtree(HERE, ignore_errors=True)
    for name in ("tensorboardx", "tensorboard", "subfolders"):
        (HERE / name).mkdir(parents=True)
    record_tensorboardx(HERE / "tensorboardx")
    record_tensorboard(HERE / "tensorboard")
    record_subfolders(HERE / "subfolders")
    record_trackio(HERE / "trackio.db")
    record_metrics_csv(HERE / "metrics.csv")
    record_trainer_state(HERE / "trainer_state.json")
    curves = {"steps": STEPS, "raw": [raw(step) for step in STEPS], "ema": [ema(step) for step in STEPS],
              "wall": [wall(step) for step in STEPS]}
    (HERE / "expected.json").write_text(json.dumps(curves, indent=0) + "\n")
    (HERE / "exported.tfevents").write_bytes(exported)


if __name__ == "__main__":
    main()

# SPDX-License-Identifier: Apache-2.0
"""Copied lines with the real libraries: those whose trainer makes the updates are driven as record_libraries.py drives them,
with the object that the lines make."""
import importlib.util
import os
import sys
import types

from copied_lines import compare, load, look, named, parts, run_loop
from plain_torch import CALLS, GOLDEN, LAYOUT, THETA

# Modules that are loaded without the imports of their packages, as for the recording.
PACKAGE_FILES = {"nemo": ("nemo.collections.common.callbacks", "nemo", "collections/common/callbacks/ema.py"),
                 "k-diffusion": ("k_diffusion.utils", "k_diffusion", "utils.py")}


def provide(job, missing):
    """Whether the lines can run, `missing` being the modules that they import and Python lacks. EDM2_PHEMA says where
    phema.py of NVlabs/edm2 lies."""
    rule = job["stands_for"]
    if rule == "edm2":
        if not os.environ.get("EDM2_PHEMA"):
            return False
        spec = importlib.util.spec_from_file_location("training.phema", os.environ["EDM2_PHEMA"])
        sys.modules["training.phema"] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules["training.phema"])
        return True
    if not missing and rule in PACKAGE_FILES:
        module, package, path = PACKAGE_FILES[rule]
        sys.modules[module] = recorder().package_file(package, path)
    return not missing


def recorder():
    """record_libraries.py as a module."""
    if str(GOLDEN) not in sys.path:
        sys.path.insert(0, str(GOLDEN))
    import record_libraries
    return record_libraries


def case_of(job):
    """In the words of record_libraries.py."""
    run = {"steps": CALLS}
    if job["steps_per_epoch"]:
        run["steps_per_epoch"] = int(job["steps_per_epoch"])
    return {"args": job["arguments"], "run": run}


def lists(flat):
    """The values of each tensor of LAYOUT."""
    return [[float(x) for x in flat[row["offset"] : row["offset"] + row["numel"]]] for row in LAYOUT]


def only_numbers(values):
    """Without the tensors that a library does not hold."""
    return [None if any(x != x for x in each) else each for each in values]


# ------------------------------------------------------------------ whose events the recording makes
def run_stepped(job, library, evaluate_with):
    """Steps a library of record_libraries.py. `evaluate_with` gives the averaged tensors after the lines that evaluate."""
    _, _, edits, evaluate = parts(job["text"])
    for call in range(1, CALLS + 1):
        if call in edits:
            exec(edits[call], library.names)
        library.set_online(recorder().next_state(library, call, job["feedback"]))
        library.step(call)
        if str(call) in job["snapshots"]:
            compare(job, call, only_numbers(lists(evaluate_with(library, evaluate))))


def made_by_lines(job, recorded, name):
    """The class of record_libraries.py, with the object of that name in the lines."""
    names = {}
    exec(parts(job["text"])[0], names)
    library = recorded(case_of(job), names[name])
    library.names = names
    return library


def run_keras(job, model):
    library = made_by_lines(job, recorder().Keras, "optimizer")
    library.names["model"] = types.SimpleNamespace(trainable_variables=library.variables)

    def evaluate_with(library, evaluate):
        online = library.online()
        exec(evaluate, library.names)  # overwrites them
        average = library.online()
        library.set_online(online)
        return average

    run_stepped(job, library, evaluate_with)


def run_nemo(job, model):
    # The lines leave the evaluation to the trainer.
    run_stepped(job, made_by_lines(job, recorder().Nemo, "ema"), lambda library, evaluate: library.average())


def run_composer(job, model):
    library = made_by_lines(job, recorder().Composer, "ema")
    library.names["model"] = library.model

    def evaluate_with(library, evaluate):
        if not library.target.ema_started:
            return library.online()
        exec(evaluate, library.names)
        return recorder().model_flat(library.names["averaged"])

    run_stepped(job, library, evaluate_with)


def run_lightning(job, model):
    names = {}
    exec(parts(job["text"])[0], names)
    seen = []

    def observe(call, average, online, decay):
        if str(call) in job["snapshots"]:
            seen.append(str(call))
            compare(job, call, only_numbers(lists(average)))

    recorder().run_lightning(case_of(job), observe, names["ema"])
    assert sorted(seen) == sorted(job["snapshots"])


def run_optax(job, model):
    import jax.numpy as jnp
    import numpy as np

    def before_step(names, call):
        load(model, call, False)
        held = dict([*model.named_parameters(), *model.named_buffers()])
        names["params"] = {name: jnp.asarray(tensor.detach().numpy()) for name, tensor in held.items()
                           if tensor.is_floating_point()}

    def look_at(job, call, names, evaluate):
        exec(evaluate, names)
        averaged = {name: np.asarray(value, dtype=float).reshape(-1).tolist() for name, value in names["averaged"].items()}
        compare(job, call, named(averaged))

    run_loop(job, model, before_step, look_at=look_at)


# ------------------------------------------------------------------ whose events are made here
def run_ignite(job, model):
    from ignite.engine import Engine, Events
    setup, _, _, evaluate = parts(job["text"])
    load(model, 0, False)
    trainer = Engine(lambda engine, call: load(model, call, False))
    names = {"model": model, "trainer": trainer}
    exec(setup, names)

    @trainer.on(Events.ITERATION_COMPLETED)
    def seen(engine):
        if str(engine.state.iteration) in job["snapshots"]:
            look(job, engine.state.iteration, names, evaluate)

    trainer.run(range(1, CALLS + 1), max_epochs=1)


def run_mmengine(job, model):
    setup, _, _, evaluate = parts(job["text"])
    per_epoch = int(job["steps_per_epoch"]) or CALLS
    load(model, 0, False)
    names = {"model": model}
    exec(setup, names)
    runner = types.SimpleNamespace(model=model, iter=0, epoch=0, max_iters=CALLS, max_epochs=CALLS // per_epoch)
    names["ema"].before_run(runner)
    names["ema"].before_train(runner)
    for call in range(1, CALLS + 1):
        load(model, call, False)
        runner.iter, runner.epoch = call - 1, (call - 1) // per_epoch
        names["ema"].after_train_iter(runner, call - 1)
        if str(call) in job["snapshots"]:
            look(job, call, names, evaluate)


def run_trl(job, model):
    setup, _, _, evaluate = parts(job["text"])
    model.frozen.requires_grad_(True)  # it refuses frozen parameters
    load(model, 0, False)
    names = {"model": model}
    exec(setup, names)
    names["ema"].on_train_begin(None, None, None, model=model)
    for call in range(1, CALLS + 1):
        load(model, call, False)
        names["ema"].on_step_end(None, types.SimpleNamespace(global_step=call), None, model=model)
        if str(call) in job["snapshots"]:
            look(job, call, names, evaluate)


# By preset; the lines of the others are executed at each step.
RUNS = {"composer": run_composer, "ignite": run_ignite, "keras": run_keras, "lightning": run_lightning, "mmengine": run_mmengine,
        "nemo": run_nemo, "optax": run_optax, "trl-bema": run_trl}

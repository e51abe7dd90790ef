#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs published averaging libraries on the states of online.json and writes libraries.json.

    pip install torch==2.15.0 numpy torch-ema==0.3 k-diffusion==0.1.1.post1 ultralytics==8.4.190 \
        keras==3.15.1 lightning==2.6.6 nemo-toolkit==3.0.0 mosaicml==0.32.1 pytorch-ignite==0.5.5 \
        mmengine==0.10.7 optax==0.2.8 trl==1.16.0
    python record_libraries.py
    python record_libraries.py --add composer/start_epoch trl-bema/defaults_every_5 …

--add records only the cases named, with whatever torch is there (their "torch" says which), and puts them
into libraries.json beside the others.

Nothing here re-implements a rule. The action and the decay of a call are read off the parameters:
unchanged (S), equal to the online ones (C), or between (L; l where the call wrote back into the
online weights), the decay by least squares. Where the library shows the decay it uses, that is
written, and must agree. `values` are the arguments in the words of this project's presets. `first` is
the first call whose states are recorded. TRL raises if a parameter is frozen, so it is given a model
without, and what it makes of that one is not recorded; nor is a non-persistent buffer, which its copy of
the model makes anew. Its C is the call at which its correction begins, where no weight changes.
"""
import copy
import importlib.metadata
import importlib.util
import json
import logging
import math
import os
import sys
import types
import warnings
from pathlib import Path

os.environ["KERAS_BACKEND"] = "torch"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)

import numpy as np
import torch
from torch import nn

torch.set_num_threads(1)
HERE = Path(__file__).resolve().parent
SNAPSHOTS = [1, 2, 3, 4, 5, 9, 10, 11, 20, 21, 50, 51, 99, 100, 101, 139, 140, 141, 200, 301, 400]
PACKAGES = ["torch", "numpy", "torch-ema", "k-diffusion", "ultralytics", "keras", "lightning",
            "nemo-toolkit", "mosaicml", "pytorch-ignite", "mmengine", "optax", "jax", "trl"]


class Tiny(nn.Module):
    """The module of online.json: frozen and 0-d parameters, float and integer buffers, one of them transient."""

    def __init__(self):
        super().__init__()
        self.frozen = nn.Parameter(torch.zeros(2), requires_grad=False)
        self.temp = nn.Parameter(torch.zeros(()))
        self.lin = nn.Linear(2, 3)
        self.bn = nn.BatchNorm1d(3)
        self.register_buffer("scratch", torch.zeros(2), persistent=False)

    def forward(self, x):
        return self.bn(self.lin(x))


def tensors(model):
    return [t for _, t in model.named_parameters()] + [t for _, t in model.named_buffers()]


def load_flat(model, flat):
    at = 0
    for t in tensors(model):
        values = torch.tensor(flat[at:at + t.numel()], dtype=torch.float64).reshape(t.shape)
        with torch.no_grad():
            t.copy_(values.to(t.dtype))
        at += t.numel()


def flat_of(items):
    return np.concatenate([t.detach().to(torch.float64).reshape(-1).numpy() for t in items])


def model_flat(model):
    return flat_of(tensors(model))


def package_file(package, path):
    """A module of an installed package, without the imports of the package itself."""
    root = Path(importlib.util.find_spec(package).submodule_search_locations[0])
    name = package + "_" + Path(path).stem
    spec = importlib.util.spec_from_file_location(name, root / path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


ONLINE = json.load(open(HERE / "online.json"))
LAYOUT = ONLINE["layout"]
THETA = np.array(ONLINE["theta"], dtype=np.float64)
IS_FLOAT = np.concatenate([[r["dtype"] != "int64"] * r["numel"] for r in LAYOUT]).astype(bool)
TRAINABLE = np.concatenate([[r["requires_grad"]] * r["numel"] for r in LAYOUT]).astype(bool)
THETA[:, IS_FLOAT] = THETA[:, IS_FLOAT].astype(np.float32)
CALLS = ONLINE["calls"]


# ------------------------------------------------------------------ one library after the other
class Library:
    """step(k) makes update call k on the states of `model`, and returns the decay if it is shown. Those with a `target`
    in the constructor take the library's object from there instead of making it from the case's arguments."""

    def __init__(self, case):
        self.case = case
        self.model = Tiny()
        load_flat(self.model, THETA[0])
        self.target = None

    def online(self):
        return model_flat(self.model)

    def set_online(self, flat):
        load_flat(self.model, flat)


class TorchEma(Library):
    def __init__(self, case):
        super().__init__(case)
        from torch_ema import ExponentialMovingAverage
        self.target = ExponentialMovingAverage(self.model.parameters(), **case["args"])

    def step(self, k):
        self.target.update()

    def average(self):
        held = flat_of(self.target.shadow_params)
        return np.concatenate([held, np.full(len(THETA[0]) - len(held), np.nan)])


class KDiffusion(Library):
    def __init__(self, case):
        super().__init__(case)
        self.utils = package_file("k_diffusion", "utils.py")
        self.target = self.utils.EMAWarmup(**case["args"])
        self.averaged = copy.deepcopy(self.model)

    def step(self, k):
        decay = self.target.get_value()
        with torch.no_grad():
            self.utils.ema_update(self.model, self.averaged, decay)
        self.target.step()
        return decay

    def average(self):
        return model_flat(self.averaged)


class Ultralytics(Library):
    def __init__(self, case):
        super().__init__(case)
        from ultralytics.utils.torch_utils import ModelEMA
        self.target = ModelEMA(self.model, **case["args"])

    def step(self, k):
        with torch.no_grad():
            self.target.update(self.model)
        return self.target.decay(self.target.updates)

    def average(self):
        return model_flat(self.target.ema)


class Keras(Library):
    """apply() with zero gradients and learning rate 0: the step leaves what was loaded."""

    def __init__(self, case, target=None):
        super().__init__(case)
        import keras
        self.rows = [r for r in LAYOUT if r["requires_grad"]]
        self.variables = [keras.Variable(self.part(THETA[0], r), dtype="float32") for r in self.rows]
        self.target = target or keras.optimizers.SGD(learning_rate=0.0, use_ema=True, **case["args"])
        self.target.build(self.variables)
        self.keras = keras

    @staticmethod
    def part(flat, row):
        return flat[row["offset"]:row["offset"] + row["numel"]].astype(np.float32).reshape(row["shape"])

    def spread(self, variables):
        flat = np.full(len(THETA[0]), np.nan)
        for row, variable in zip(self.rows, variables):
            value = self.keras.ops.convert_to_numpy(variable).astype(np.float64)
            flat[row["offset"]:row["offset"] + row["numel"]] = value.reshape(-1)
        return flat

    def online(self):
        return self.spread(self.variables)

    def set_online(self, flat):
        for row, variable in zip(self.rows, self.variables):
            variable.assign(self.part(flat, row))

    def step(self, k):
        self.target.apply([self.keras.ops.zeros_like(v) for v in self.variables], self.variables)

    def average(self):
        return self.spread(self.target._model_variables_moving_average)


class Nemo(Library):
    """The callback wraps an optimizer whose step loads the next state."""

    def __init__(self, case, target=None):
        super().__init__(case)
        self.names = [n for n, p in self.model.named_parameters() if p.requires_grad]
        library = self
        self.next = None

        class Loader(torch.optim.SGD):
            def step(self, closure=None):
                load_flat(library.model, library.next)

        inner = Loader([p for p in self.model.parameters() if p.requires_grad], lr=0.0)
        trainer = types.SimpleNamespace(optimizers=[inner], global_step=0)
        ema = target or package_file("nemo", "collections/common/callbacks/ema.py").EMA(**case["args"])
        ema.on_fit_start(trainer, types.SimpleNamespace(device=torch.device("cpu")))
        self.target = trainer.optimizers[0]

    def set_online(self, flat):
        self.next = flat

    def step(self, k):
        self.target.step()
        self.target.join()
        return self.target.decay

    def average(self):
        held = dict(zip(self.names, self.target.ema_params))
        return np.concatenate([flat_of([held[r["name"]]]) if r["name"] in held else
                               np.full(r["numel"], np.nan) for r in LAYOUT])


class Composer(Library):
    """The algorithm is given the events of a training loop; before it starts, the model itself is evaluated."""

    def __init__(self, case, target=None):
        super().__init__(case)
        from composer.algorithms.ema.ema import EMA
        from composer.core import Event, Time, Timestamp
        self.event = Event
        self.target = target or EMA(**case["args"])
        run = case.get("run", {})
        self.epoch_steps = run.get("steps_per_epoch", 0)
        library = self

        class State:
            model = self.model
            timestamp = Timestamp()
            callbacks = []

            def get_elapsed_duration(self):
                return Time(library.state.timestamp.batch.value / run["steps"], "dur")

        self.state = State()
        for event in (Event.INIT, Event.FIT_START, Event.EPOCH_START):
            self.fire(event)

    def fire(self, event):
        if self.target.match(event, self.state):
            self.target.apply(event, self.state, None)

    def step(self, k):
        self.fire(self.event.BATCH_START)
        self.state.timestamp = self.state.timestamp.to_next_batch()
        self.fire(self.event.BATCH_END)
        if self.epoch_steps and k % self.epoch_steps == 0:
            self.state.timestamp = self.state.timestamp.to_next_epoch()
            self.fire(self.event.EPOCH_END)
        return self.target.smoothing

    def average(self):
        if not self.target.ema_started:
            return self.online()
        held = {**self.target.ema_model.named_parameters_dict, **self.target.ema_model.named_buffers_dict}
        return np.concatenate([flat_of([held[r["name"]]]) if r["name"] in held else
                               np.full(r["numel"], np.nan) for r in LAYOUT])


class Mmengine(Library):
    def __init__(self, case):
        super().__init__(case)
        from mmengine.hooks import EMAHook
        run = case.get("run", {})
        self.epoch_steps = run.get("steps_per_epoch", CALLS)
        self.runner = types.SimpleNamespace(model=self.model, iter=0, epoch=0, max_iters=CALLS,
                                            max_epochs=CALLS // self.epoch_steps)
        self.target = EMAHook(**case["args"])
        self.target.before_run(self.runner)
        self.target.before_train(self.runner)

    def step(self, k):
        self.runner.iter = k - 1
        self.runner.epoch = (k - 1) // self.epoch_steps
        self.target.after_train_iter(self.runner, k - 1)

    def average(self):
        return model_flat(self.target.ema_model.module)


class TinyUnfrozen(Tiny):
    """For a library that takes a model's class and configuration, and no frozen parameters."""

    def __init__(self, config=None):
        super().__init__()
        self.config = config
        self.frozen.requires_grad_(True)


class Trl(Library):
    """The callback's own events, global_step being the number of the call."""

    def __init__(self, case):
        super().__init__(case)
        from trl.trainer.callbacks import BEMACallback
        self.model = TinyUnfrozen()
        load_flat(self.model, THETA[0])
        self.target = BEMACallback(**case["args"])
        self.target.on_train_begin(None, None, None, model=self.model)

    def step(self, k):
        self.target.on_step_end(None, types.SimpleNamespace(global_step=k), None, model=self.model)

    def average(self):
        model = self.target.running_model
        held = dict(list(model.named_parameters()) + list(model.named_buffers()))
        return np.concatenate([np.full(r["numel"], np.nan) if r["name"] in ("frozen", "scratch") else
                               flat_of([held[r["name"]]]) for r in LAYOUT])


class Edm2(Library):
    """phema.py of NVlabs/edm2, wherever EDM2_PHEMA says it lies; get() is called at each evaluation."""

    def __init__(self, case):
        super().__init__(case)
        spec = importlib.util.spec_from_file_location("phema", os.environ["EDM2_PHEMA"])
        phema = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(phema)
        args = dict(case["args"])
        self.batch = args.pop("batch_size")
        self.target = getattr(phema, args.pop("class_name"))(self.model, **args)

    def step(self, k):
        self.target.update(cur_nimg=k * self.batch, batch_size=self.batch)

    def average(self):
        got = self.target.get()
        return model_flat(got[0][0] if isinstance(got, list) else got)


class Optax(Library):
    def __init__(self, case):
        super().__init__(case)
        import jax.numpy as jnp
        import optax
        self.jnp = jnp
        self.target = optax.ema(**case["args"])
        self.state = self.target.init(self.tree())
        self.shown = self.state.ema

    def tree(self):
        flat = self.online()
        return {r["name"]: self.jnp.asarray(Keras.part(flat, r)) for r in LAYOUT if r["dtype"] != "int64"}

    def step(self, k):
        self.shown, self.state = self.target.update(self.tree(), self.state)

    def average(self):
        return np.concatenate([np.asarray(self.shown[r["name"]], dtype=np.float64).reshape(-1)
                               if r["name"] in self.shown else np.full(r["numel"], np.nan) for r in LAYOUT])


# ------------------------------------------------------------------ two that run their own loop
def run_ignite(case, observe):
    from ignite.engine import Engine, Events
    from ignite.handlers import EMAHandler
    args = dict(case["args"])
    every = args.pop("every", 1)
    model = Tiny()
    load_flat(model, THETA[0])
    handler = EMAHandler(model, **args)
    engine = Engine(lambda engine, k: load_flat(model, THETA[k]))
    handler.attach(engine, event=Events.ITERATION_COMPLETED(every=every))
    observe(0, model_flat(handler.ema_model), None, None)
    engine.add_event_handler(Events.ITERATION_COMPLETED, lambda engine: observe(
        engine.state.iteration, model_flat(handler.ema_model), model_flat(model),
        1.0 - engine.state.ema_momentum))
    engine.run(range(1, CALLS + 1), max_epochs=1)


def run_lightning(case, observe, averaging=None):
    import lightning.pytorch as pl
    from lightning.pytorch.callbacks import EMAWeightAveraging
    epoch_steps = case.get("run", {}).get("steps_per_epoch", CALLS)
    averaging = averaging or EMAWeightAveraging(**case["args"])

    class Module(pl.LightningModule):
        def __init__(self):
            super().__init__()
            self.net = Tiny()
            self.automatic_optimization = False

        def training_step(self, batch, index):
            self.optimizers().step()
            load_flat(self.net, THETA[self.trainer.global_step])

        def configure_optimizers(self):
            return torch.optim.SGD([p for p in self.parameters() if p.requires_grad], lr=0.0)

        def train_dataloader(self):
            return torch.utils.data.DataLoader(torch.zeros(epoch_steps, 1), batch_size=1)

    class Observer(pl.Callback):
        def look(self, module):
            observe(self.step, model_flat(averaging._average_model.module.net), model_flat(module.net), None)

        def on_train_start(self, trainer, module):
            self.step = 0
            observe(0, model_flat(averaging._average_model.module.net), None, None)

        def on_train_batch_end(self, trainer, module, outputs, batch, index):
            self.step += 1
            if self.step % epoch_steps:
                self.look(module)

        def on_train_epoch_end(self, trainer, module):
            self.look(module)

    module = Module()
    load_flat(module.net, THETA[0])
    pl.Trainer(accelerator="cpu", max_epochs=CALLS // epoch_steps, logger=False, enable_checkpointing=False,
               enable_progress_bar=False, enable_model_summary=False,
               callbacks=[averaging, Observer()]).fit(module)


# ------------------------------------------------------------------ reading an update off the values
class Record:
    def __init__(self, case):
        self.actions, self.decay, self.snapshots, self.online_after = [], [], {}, {}
        self.previous, self.shown = None, False
        self.feedback = case.get("feedback", False)
        self.first = case.get("first", 1)
        self.begins = case.get("begins")

    def observe(self, k, average, online, decay, before=None):
        """After call k: the averaged and the online state; `before`, the online one before the call."""
        if k:
            updated = online if before is None else before
            letter, measured = self.update(average[TRAINABLE], updated[TRAINABLE])
            if self.feedback and not np.array_equal(online[TRAINABLE], updated[TRAINABLE]):
                letter = {"L": "l", "S": "f", "C": "C"}[letter]
            if k == self.begins:
                letter, measured = "C", 0.0
            if decay is not None and letter in "Ll":
                assert abs(decay - measured) < 2e-6, (k, decay, measured)
                self.shown, measured = True, decay
            self.actions.append(letter)
            self.decay.append(measured)
            if k in SNAPSHOTS and k >= self.first:
                self.snapshots[k] = average
                if self.feedback:
                    self.online_after[k] = online
        self.previous = np.where(np.isnan(average), THETA[0], average)[TRAINABLE]

    def update(self, now, online):
        if np.all(np.abs(now - online) <= 2e-7 * np.maximum(1, np.abs(online))):  # a copy averaged with itself rounds
            return "C", 0.0
        if np.array_equal(now, self.previous):
            return "S", None
        apart = self.previous - online
        return "L", float(np.dot(now - online, apart) / np.dot(apart, apart))


def next_state(library, k, feedback):
    """The online state before call k: with feedback that of now, moved by the difference of the recorded ones."""
    if not feedback:
        return THETA[k]
    step = (THETA[k].astype(np.float32) - THETA[k - 1].astype(np.float32)).astype(np.float32)
    return np.where(IS_FLOAT, library.online().astype(np.float32) + step, THETA[k])


def run_library(library, record):
    record.observe(0, library.average(), None, None)
    for k in range(1, CALLS + 1):
        for edit in library.case.get("edits", []):
            if edit["before_call"] == k:
                for name, value in edit["set"].items():
                    setattr(library.target, name, value)
        library.set_online(next_state(library, k, record.feedback))
        before = library.online() if record.feedback else None
        decay = library.step(k)
        record.observe(k, library.average(), library.online(), decay, before)


LIBRARIES = {"pytorch-ema": TorchEma, "k-diffusion": KDiffusion, "ultralytics": Ultralytics, "keras": Keras,
             "nemo": Nemo, "composer": Composer, "mmengine": Mmengine, "optax": Optax, "trl-bema": Trl, "edm2": Edm2}
LOOPS = {"ignite": run_ignite, "lightning": run_lightning}

CASES = [
    dict(id="decay_0.9", preset="pytorch-ema", args=dict(decay=0.9)),
    dict(id="cap_not_reached", preset="pytorch-ema", args=dict(decay=0.995)),
    dict(id="constant", preset="pytorch-ema", args=dict(decay=0.99, use_num_updates=False)),
    dict(id="live_decay", preset="pytorch-ema", args=dict(decay=0.95),
         edits=[dict(before_call=200, set=dict(decay=0.6)), dict(before_call=300, set=dict(decay=0.98))]),
    dict(id="defaults", preset="k-diffusion", args={}),
    dict(id="capped", preset="k-diffusion", args=dict(power=0.75, max_value=0.95)),
    dict(id="floor_from_the_first_call", preset="k-diffusion", args=dict(power=0.75, min_value=0.5, inv_gamma=2.0)),
    dict(id="start_at", preset="k-diffusion", args=dict(power=2 / 3, start_at=20)),
    dict(id="floor_above_cap", preset="k-diffusion", args=dict(min_value=0.95, max_value=0.9)),
    dict(id="last_epoch", preset="k-diffusion", args=dict(power=0.75, last_epoch=30)),
    dict(id="live_edit", preset="k-diffusion", args=dict(power=0.75, max_value=0.99),
         edits=[dict(before_call=100, set=dict(power=0.5)), dict(before_call=200, set=dict(max_value=0.8)),
                dict(before_call=300, set=dict(start_at=350))]),
    dict(id="defaults", preset="ultralytics", args={}),
    dict(id="decay_0.99_tau_50", preset="ultralytics", args=dict(decay=0.99, tau=50)),
    dict(id="updates_100", preset="ultralytics", args=dict(decay=0.999, tau=100, updates=100)),
    dict(id="defaults", preset="keras", args={}),
    dict(id="momentum_0.9", preset="keras", args=dict(ema_momentum=0.9)),
    dict(id="overwrite_every_20", preset="keras", args=dict(ema_momentum=0.95, ema_overwrite_frequency=20),
         feedback=True),
    dict(id="decay_0.99", preset="nemo", args=dict(decay=0.99)),
    dict(id="every_7", preset="nemo", args=dict(decay=0.9, every_n_steps=7)),
    dict(id="half_life_20", preset="composer", args=dict(half_life="20ba"),
         values=dict(half_life=20), run=dict(steps=CALLS)),
    dict(id="interval_10", preset="composer", args=dict(half_life="100ba", update_interval="10ba"),
         values=dict(half_life=100, update_interval=10), run=dict(steps=CALLS)),
    dict(id="smoothing_start_0.25", preset="composer",
         args=dict(half_life=None, smoothing=0.95, ema_start="0.25dur", update_interval="3ba"),
         values=dict(smoothing=0.95, ema_start=0.25, update_interval=3), run=dict(steps=CALLS)),
    dict(id="start_batch_51", preset="composer", args=dict(half_life="20ba", ema_start="51ba"),
         values=dict(half_life=20, ema_start=51, ema_start_unit=1), run=dict(steps=CALLS)),
    dict(id="epochs", preset="composer", args=dict(half_life="4ep", ema_start="3ep", update_interval="2ep"),
         values=dict(half_life=4, time_unit=1, update_interval=2, ema_start=3, ema_start_unit=2),
         run=dict(steps=CALLS, steps_per_epoch=20)),
    dict(id="live_smoothing", preset="composer", args=dict(half_life=None, smoothing=0.9, update_interval="1ba"),
         values=dict(smoothing=0.9), run=dict(steps=CALLS),
         edits=[dict(before_call=200, set=dict(smoothing=0.99))]),
    dict(id="copy", preset="ignite", args=dict(momentum=0.01)),
    dict(id="update_every_5", preset="ignite", args=dict(momentum=0.05, handle_buffers="update", every=5),
         values=dict(momentum=0.05, handle_buffers=1, every=5), first=5),
    dict(id="ema_train", preset="ignite", args=dict(momentum=0.01, handle_buffers="ema_train"),
         values=dict(momentum=0.01, handle_buffers=2)),
    dict(id="copy_every_4", preset="ignite", args=dict(momentum=0.1, every=4), first=4),
    dict(id="warmup_down", preset="ignite", args=dict(momentum=0.002, momentum_warmup=0.2, warmup_iters=100)),
    dict(id="warmup_up_every_3", preset="ignite",
         args=dict(momentum=0.2, momentum_warmup=0.01, warmup_iters=50, every=3), first=3),
    dict(id="momentum_0.01", preset="mmengine", args=dict(momentum=0.01)),
    dict(id="interval_7", preset="mmengine", args=dict(momentum=0.1, interval=7)),
    dict(id="buffers_interval_3", preset="mmengine", args=dict(momentum=0.05, interval=3, update_buffers=True)),
    dict(id="annealing", preset="mmengine", args=dict(ema_type="MomentumAnnealingEMA", momentum=0.01, gamma=10),
         values=dict(ema_type=1, momentum=0.01, gamma=10)),
    dict(id="annealing_interval_5_from_50", preset="mmengine",
         args=dict(ema_type="MomentumAnnealingEMA", momentum=0.0002, gamma=100, interval=5, begin_iter=50),
         values=dict(ema_type=1, momentum=0.0002, gamma=100, interval=5, begin_iter=50), first=50),
    dict(id="mean_interval_4", preset="mmengine", args=dict(ema_type="StochasticWeightAverage", interval=4),
         values=dict(ema_type=2, interval=4)),
    dict(id="from_epoch_3", preset="mmengine", args=dict(momentum=0.02, begin_epoch=3), first=81,
         run=dict(steps=CALLS, steps_per_epoch=40)),
    dict(id="start_epoch", preset="composer", args=dict(half_life="60ba", ema_start="3ep", update_interval="1ba"),
         values=dict(half_life=60, update_interval=1, ema_start=3, ema_start_unit=2),
         run=dict(steps=CALLS, steps_per_epoch=20)),
    dict(id="start_epoch_interval_3", preset="composer",
         args=dict(half_life=None, smoothing=0.9, ema_start="2ep", update_interval="3ba"),
         values=dict(half_life=None, smoothing=0.9, update_interval=3, ema_start=2, ema_start_unit=2),
         run=dict(steps=CALLS, steps_per_epoch=16)),
    dict(id="warmup_from_zero", preset="ignite", args=dict(momentum=0.3, momentum_warmup=0.0, warmup_iters=40)),
    dict(id="warmup_of_no_iters", preset="ignite", args=dict(momentum=0.2, momentum_warmup=0.01, warmup_iters=0, every=2),
         values=dict(momentum=0.2, momentum_warmup=0.01, warmup_iters=0, every=2)),
    dict(id="warmup_without_iters", preset="ignite", args=dict(momentum=0.1, momentum_warmup=0.01, warmup_iters=None)),
    dict(id="buffers_before_the_first_event", preset="ignite", args=dict(momentum=0.1, every=6)),
    dict(id="averaged_buffers_before_the_first_event", preset="ignite",
         args=dict(momentum=0.1, handle_buffers="update", every=10),
         values=dict(momentum=0.1, handle_buffers=1, every=10)),
    dict(id="transient_buffers_before_begin_iter", preset="mmengine", args=dict(momentum=0.02, begin_iter=21)),
    dict(id="averaged_buffers_from_21", preset="mmengine",
         args=dict(momentum=0.05, interval=2, update_buffers=True, begin_iter=21)),
    dict(id="every_5", preset="trl-bema", args=dict(update_freq=5), hide_decay=True),
    dict(id="from_12", preset="trl-bema", hide_decay=True, begins=12,
         args=dict(update_freq=4, update_after=12, lag=3, multiplier=0.5, ema_power=0.8, bias_power=0.6,
                   min_ema_multiplier=0.1)),
    dict(id="no_fading", preset="trl-bema", hide_decay=True, begins=1,
         args=dict(update_freq=1, update_after=1, bias_power=0.0, lag=20)),
    dict(id="power_function_0.1", preset="edm2",
         args=dict(class_name="PowerFunctionEMA", stds=[0.1], batch_size=64), values=dict(std=0.1, batch_size=64)),
    dict(id="power_function_0.28", preset="edm2",
         args=dict(class_name="PowerFunctionEMA", stds=[0.28], batch_size=2048), values=dict(std=0.28, batch_size=2048)),
    dict(id="half_life_ramp", preset="edm2",
         args=dict(class_name="TraditionalEMA", halflife_Mimg=0.001, batch_size=100),
         values=dict(class_name=1, halflife_Mimg=0.001, batch_size=100)),
    dict(id="half_life_without_ramp", preset="edm2",
         args=dict(class_name="TraditionalEMA", halflife_Mimg=0.002, rampup_ratio=None, batch_size=100),
         values=dict(class_name=1, halflife_Mimg=0.002, rampup_ratio=None, batch_size=100)),
    dict(id="ramp_alone", preset="edm2",
         args=dict(class_name="TraditionalEMA", rampup_ratio=0.3, batch_size=512),
         values=dict(class_name=1, rampup_ratio=0.3, batch_size=512)),
    dict(id="debias", preset="optax", args=dict(decay=0.99), hide_decay=True),
    dict(id="zero", preset="optax", args=dict(decay=0.95, debias=False)),
    dict(id="defaults", preset="lightning", args={}),
    dict(id="no_buffers_every_3_from_20", preset="lightning",
         args=dict(decay=0.9, use_buffers=False, update_every_n_steps=3, update_starting_at_step=20)),
    dict(id="steps_and_epochs", preset="lightning",
         args=dict(decay=0.9, update_every_n_steps=5, update_starting_at_step=100, update_starting_at_epoch=2),
         run=dict(steps=CALLS, steps_per_epoch=16)),
    dict(id="epochs_alone", preset="lightning",
         args=dict(decay=0.8, update_every_n_steps=0, update_starting_at_epoch=0),
         run=dict(steps=CALLS, steps_per_epoch=20)),
    dict(id="both_at_once", preset="lightning",
         args=dict(decay=0.9, update_every_n_steps=1, update_starting_at_epoch=1),
         run=dict(steps=CALLS, steps_per_epoch=20)),
]


# ------------------------------------------------------------------ output
def text(x):
    """Weights: the shortest text that becomes the same float32 again; null for what is not held."""
    x = float(x)
    if math.isnan(x):
        return "null"
    if x == int(x):
        return str(int(x))
    return np.format_float_positional(np.float32(x), unique=True, trim="-") if 1e-4 <= abs(x) else repr(x)


def vector(flat):
    return "[" + ",".join(text(x) for x in flat) + "]"


def run_case(case):
    record = Record(case)
    if case["preset"] in LOOPS:
        LOOPS[case["preset"]](case, record.observe)
    else:
        run_library(LIBRARIES[case["preset"]](case), record)
    assert len(record.actions) == CALLS, case["id"]
    values = case.get("values", case["args"])
    head = dict(id=case["id"], preset=case["preset"], args=case["args"], values=values)
    head.update({key: case[key] for key in ("run", "edits", "feedback") if key in case})
    head["actions"] = "".join(record.actions)
    # Three digits more than the tolerance with which values alone tell a decay.
    digits = [None if d is None or case.get("hide_decay") else d if record.shown or d == 0.0 else round(d, 9)
              for d in record.decay]
    head["decay_tolerance"] = 1e-12 if record.shown else 2e-6
    head["decay"] = digits
    lines = [f'  {json.dumps(k)}: {json.dumps(v, separators=(",", ":"))}' for k, v in head.items()]
    for key, states in (("snapshots", record.snapshots), ("online_after", record.online_after)):
        if states:
            rows = ",\n".join(f'   "{k}": {vector(v)}' for k, v in states.items())
            lines.append(f'  "{key}": {{\n{rows}}}')
    print(f'{case["preset"]:14s} {case["id"]:30s} {"".join(record.actions)[:24]} {digits[:3]}')
    return " {\n" + ",\n".join(lines) + "}"


def add(names):
    """Records the cases named and puts them behind those that are in the file."""
    wanted = [case for case in CASES if f'{case["preset"]}/{case["id"]}' in names]
    assert len(wanted) == len(names), names
    made = ",\n".join(run_case(case).replace('",\n', f'",\n  "torch": "{torch.__version__}",\n', 1) for case in wanted)
    file = HERE / "libraries.json"
    head, end = file.read_text().rsplit("]}", 1)
    file.write_text(head + ",\n" + made + "]}" + end)


def main():
    if sys.argv[1:2] == ["--add"]:
        return add(sys.argv[2:])
    versions = {name: importlib.metadata.version(name) for name in PACKAGES}
    cases = ",\n".join(run_case(case) for case in CASES)
    (HERE / "libraries.json").write_text(
        f'{{"format": "ema-golden-2",\n "versions": {json.dumps(versions)},\n "cases": [\n{cases}]}}\n')


if __name__ == "__main__":
    main()

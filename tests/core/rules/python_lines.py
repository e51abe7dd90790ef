#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Executes the Python lines of tracks on the states of tests/golden/online.json.

    python_lines.py JOBS.json > RESULTS.json

A job has the lines, and the averages that they must give after some calls: within 2e-5 times the larger of 1 and
the value, which is float32 over 400 calls. Without torch a class of plain PyTorch runs on tensors of this file, in
double. Where a library is missing, the arguments in its lines are compared with those of the recording. A result is
"passed", "failed" or "skipped", with the reason.
"""
import ast
import copy
import importlib.util
import json
import os
import re
import sys
import types
import warnings
from pathlib import Path

os.environ["CUDA_VISIBLE_DEVICES"] = ""
warnings.filterwarnings("ignore")
GOLDEN = Path(__file__).resolve().parents[2] / "golden"
ONLINE = json.loads((GOLDEN / "online.json").read_text())
LAYOUT, THETA, CALLS = ONLINE["layout"], ONLINE["theta"], ONLINE["calls"]
TOLERANCE = 2e-5
UPDATE, TRAINER = "# After each optimizer step", "# The trainer updates it."
CHANGES, EVALUATE = "# Changes during the run", "# To evaluate with the averaged weights:"
PAUSE = "# evaluate the model here"


class Skip(Exception):
    pass


def has(module):
    if module in sys.modules:
        return sys.modules[module].__spec__ is not None  # else it is the one of without_torch()
    return importlib.util.find_spec(module) is not None


# ------------------------------------------------------------------ tensors without torch
class Tensor:
    """A list of doubles with what the lines use."""

    def __init__(self, values, requires_grad=False, floating=True):
        self.values, self.requires_grad, self.floating = list(values), requires_grad, floating

    def is_floating_point(self):
        return self.floating

    def detach(self):
        return self

    def clone(self):
        return Tensor(self.values, False, self.floating)

    def copy_(self, other):
        self.values = list(other.values)
        return self

    def lerp_(self, other, weight):
        self.values = [a + weight * (b - a) for a, b in zip(self.values, other.values)]
        return self

    def add_(self, other, alpha=1):
        self.values = [a + alpha * b for a, b in zip(self.values, other.values)]
        return self

    def __add__(self, other):
        return Tensor([a + b for a, b in zip(self.values, other.values)])

    def __radd__(self, zero):
        return self

    def __sub__(self, other):
        return Tensor([a - b for a, b in zip(self.values, other.values)])

    def __truediv__(self, number):
        return Tensor([a / number for a in self.values])


class Module:
    def __init__(self):
        self.held = {}
        for row in LAYOUT:
            floating = row["dtype"] != "int64"
            values = [0.0] * row["numel"]
            self.held[row["name"]] = (row["kind"], Tensor(values, row["requires_grad"], floating))

    def named(self, kind):
        return [(name, tensor) for name, (of, tensor) in self.held.items() if of == kind]

    def named_parameters(self):
        return self.named("parameter")

    def named_buffers(self):
        return self.named("buffer")

    def requires_grad_(self, on):
        for _, tensor in self.named_parameters():
            tensor.requires_grad = on
        return self


def without_torch():
    torch = types.ModuleType("torch")
    torch.no_grad = lambda: lambda function: function
    sys.modules["torch"] = torch


# ------------------------------------------------------------------ the model of the recording
def torch_model():
    import torch
    from torch import nn

    class Tiny(nn.Module):
        def __init__(self, config=None):
            super().__init__()
            self.config = config
            self.frozen = nn.Parameter(torch.zeros(2), requires_grad=False)
            self.temp = nn.Parameter(torch.zeros(()))
            self.lin = nn.Linear(2, 3)
            self.bn = nn.BatchNorm1d(3)
            self.register_buffer("scratch", torch.zeros(2), persistent=False)

    return Tiny()


def tensors(model):
    return [t for _, t in [*model.named_parameters(), *model.named_buffers()]]


def values_of(tensor):
    return tensor.values if isinstance(tensor, Tensor) else tensor.detach().double().reshape(-1).tolist()


def put(tensor, values):
    if isinstance(tensor, Tensor):
        tensor.values = list(values)
    else:
        import torch
        with torch.no_grad():
            tensor.copy_(torch.tensor(values, dtype=torch.float64).reshape(tensor.shape))


def load(model, call, feedback):
    """State `call`, or from the state of now by the difference of that state and the one before."""
    for row, tensor in zip(LAYOUT, tensors(model)):
        part = slice(row["offset"], row["offset"] + row["numel"])
        new = THETA[call][part]
        if feedback and row["dtype"] != "int64":
            new = [now + (b - a) for now, a, b in zip(values_of(tensor), THETA[call - 1][part], new)]
        put(tensor, new)


# ------------------------------------------------------------------ the lines
def parts(text):
    """Setup, update, edits by step and evaluation."""
    setup, update, edits, evaluate, at, step = [], [], {}, [], "setup", None
    for line in text.splitlines():
        if line.startswith(UPDATE) or line == TRAINER:
            at = "update"
        elif line.startswith(CHANGES):
            at = "edits"
        elif line == EVALUATE:
            at = "evaluate"
        elif at == "edits":
            if head := re.match(r"# step (\d+)", line):
                step = int(head[1])
                edits.setdefault(step, [])
            elif line.startswith("#     "):
                edits[step].append(line[6:])
        else:
            {"setup": setup, "update": update, "evaluate": evaluate}[at].append(line)
    return "\n".join(setup), "\n".join(update), {k: "\n".join(v) for k, v in edits.items()}, "\n".join(evaluate)


def calls_in(text):
    """The calls of the lines with a keyword argument: name and arguments as source."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and node.keywords:
            found.append((ast.unparse(node.func), {k.arg: ast.unparse(k.value) for k in node.keywords}))
    return found


def check_arguments(job):
    """The arguments in the lines are the recorded ones, and the library's own where none was recorded."""
    recorded = dict(job["arguments"])
    for aside in ("mode", "foreach", "use_foreach", "reset_n_averaged_until_call", "pass_step", "batch_size", "every"):
        recorded.pop(aside, None)
    setup = parts(job["text"])[0]
    if "class_name" in recorded:
        assert recorded.pop("class_name") + "(" in setup
    written = max((a for _, a in calls_in(setup)), key=len)
    if "multi_avg_fn" in written:
        recorded["multi_avg_fn"] = recorded.pop("decay")
    recorded.pop("sigma_rel", None)  # the lines give gamma
    plain = max((a for _, a in calls_in(parts(job["plain"])[0])), key=len)
    for name, text in written.items():
        value = eval(text, {"float": float, "get_ema_multi_avg_fn": lambda decay: decay})
        if name in recorded:
            wanted = recorded.pop(name)
            if isinstance(wanted, list) and isinstance(value, set):
                wanted = set(wanted)
            assert value == wanted, f"{name}={text}, recorded {wanted}"
        elif name != "gamma":
            assert text == plain.get(name, text), f"{name}={text} was not recorded"
    assert not recorded, f"not in the lines: {recorded}"


# ------------------------------------------------------------------ runs
def loose(job):
    """Tensors in which a library may differ from a schedule: frozen parameters and counters."""
    ours = job["library"] == ""
    return ours and "class Average" not in job["text"]


def compare(job, call, got):
    wanted = job["snapshots"][str(call)]
    for row, tensor in zip(LAYOUT, got):
        if loose(job) and (row["dtype"] == "int64" or row["name"] == "frozen"):
            continue
        if tensor is None:
            continue
        for i, value in enumerate(values_of(tensor)):
            right = wanted[row["offset"] + i]
            integer = row["dtype"] == "int64"
            if right is None:
                continue
            limit = 0 if integer else TOLERANCE * max(1.0, abs(right))
            assert abs(value - right) <= limit, f'call {call}, {row["name"]}[{i}]: {value}, not {right}'


def look(job, call, names, evaluate):
    """Compares after the lines that evaluate; what follows their pause is executed, too."""
    before, _, after = evaluate.partition(PAUSE)
    exec(before, names)
    if after:  # only the parameters are in the model
        count = len(list(names["model"].parameters()))
        held = tensors(names["model"])
        compare(job, call, held[:count] + [None] * (len(held) - count))
        exec(after, names)
    else:
        compare(job, call, tensors(names["averaged"]))


def run_loop(job, model):
    setup, update, edits, evaluate = parts(job["text"])
    per_epoch = int(job["steps_per_epoch"]) or CALLS
    load(model, 0, False)
    names = {"model": model, "loader": range(per_epoch), "steps": CALLS, "__name__": "lines"}
    exec(setup, names)
    for call in range(1, CALLS + 1):
        names.update(step=call, epoch=(call - 1) // per_epoch, batch=(call - 1) % per_epoch)
        if call in edits:
            change, _, later = edits[call].partition("# from then on, after each optimizer step:")
            assert "not expressible" not in change, change
            exec(change, names)
            update = later or update
        load(model, call, job["feedback"])
        exec(update, names)
        if str(call) in job["snapshots"]:
            look(job, call, names, evaluate)


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


RUNS = {"ignite": run_ignite, "mmengine": run_mmengine, "trl-bema": run_trl}
ARGUMENTS_ALONE = {"keras", "lightning", "nemo", "composer", "optax", "edm2", "torchtitan"}


def run(job, torch_there):
    compile(job["text"], "lines", "exec")
    of_library = job["library"] != ""
    assert job["snapshots"]
    if of_library and job["arguments"] is not None and job["rule"] != "torchvision":
        check_arguments(job)
    if job["rule"] in ARGUMENTS_ALONE:
        raise Skip("its arguments are the recorded ones; not run, because its own trainer makes the updates")
    needed = [m[1] for m in re.finditer(r"^(?:from|import) (\w+)", parts(job["text"])[0], re.M)]
    for module in needed:
        if module == "torch" and not torch_there and "class Average" in job["text"]:
            continue
        if not has(module) or (module != "copy" and not torch_there and of_library):
            raise Skip(f"Python has no {module if not has(module) else 'torch'} (EMASCOPE_PYTHON names another one)")
    RUNS.get(job["rule"], run_loop)(job, torch_model() if torch_there else Module())


def main():
    torch_there = has("torch")
    if not torch_there:
        without_torch()
    results = {}
    only = sys.argv[2] if len(sys.argv) > 2 else ""
    for name, job in json.loads(Path(sys.argv[1]).read_text())["jobs"].items():
        if only not in name:
            continue
        try:
            run(job, torch_there)
            results[name] = {"status": "passed", "why": ""}
        except Skip as skip:
            results[name] = {"status": "skipped", "why": str(skip)}
        except Exception as error:
            results[name] = {"status": "failed", "why": f"{type(error).__name__}: {error}"}
    json.dump(results, sys.stdout)


if __name__ == "__main__":
    main()

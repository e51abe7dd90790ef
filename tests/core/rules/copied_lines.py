# SPDX-License-Identifier: Apache-2.0
"""The parts of copied lines, their execution at each step, and the comparison of what they give with the recorded averages."""
import re

from plain_torch import CALLS, LAYOUT, THETA, Tensor, tensors

TOLERANCE = 2e-5
UPDATE, TRAINER = "# After each optimizer step", "# The trainer updates it."
CHANGES, EVALUATE = "# Changes during the run", "# To evaluate with the averaged weights:"
PAUSE = "# evaluate the model here"


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


def loose(job):
    """Tensors in which a library may differ from a schedule: frozen parameters and counters."""
    return job["library"] == "" and job["stands_for"] != ""


def compare(job, call, got):
    """`got` has the tensors of LAYOUT, or lists of their values; None for one that is not compared."""
    wanted = job["snapshots"][str(call)]
    for row, tensor in zip(LAYOUT, got):
        if loose(job) and (row["dtype"] == "int64" or row["name"] == "frozen"):
            continue
        if tensor is None:
            continue
        for i, value in enumerate(tensor if isinstance(tensor, list) else values_of(tensor)):
            right = wanted[row["offset"] + i]
            integer = row["dtype"] == "int64"
            if right is None:
                continue
            limit = 0 if integer else TOLERANCE * max(1.0, abs(right))
            assert abs(value - right) <= limit, f'call {call}, {row["name"]}[{i}]: {value}, not {right}'


def named(held):
    """The tensors of a dictionary in the order of LAYOUT."""
    return [held.get(row["name"]) for row in LAYOUT]


def look(job, call, names, evaluate):
    """Compares after the lines that evaluate; what follows their pause is executed, too."""
    before, _, after = evaluate.partition(PAUSE)
    model = names["model"]
    exec(before, names)
    if after:  # only the parameters are in the model
        compare(job, call, named(dict(model.named_parameters())))
        exec(after, names)
        load_check(model, call, job["feedback"])
    elif isinstance(names["averaged"], dict):
        compare(job, call, named(names["averaged"]))
    else:
        compare(job, call, tensors(names["averaged"]))


def load_check(model, call, feedback):
    """The raw weights are back."""
    for row, tensor in zip(LAYOUT, tensors(model)):
        wanted = THETA[call][row["offset"] : row["offset"] + row["numel"]]
        close = [abs(a - b) <= TOLERANCE * max(1.0, abs(b)) for a, b in zip(values_of(tensor), wanted)]
        assert feedback or all(close), f'call {call}: {row["name"]} is not restored'


def run_loop(job, model, before_step=lambda names, call: None, update_by=None, look_at=look):
    """Executes the lines at each step; `update_by` is called where a trainer updates."""
    setup, update, edits, evaluate = parts(job["text"])
    per_epoch = int(job["steps_per_epoch"]) or CALLS
    load(model, 0, False)
    names = {"model": model, "loader": range(per_epoch), "steps": CALLS, "__name__": "lines"}
    before_step(names, 0)
    exec(setup, names)
    for call in range(1, CALLS + 1):
        names.update(step=call, epoch=(call - 1) // per_epoch, batch=(call - 1) % per_epoch)
        before_step(names, call)
        if call in edits:
            change, _, later = edits[call].partition("# from then on, after each optimizer step:")
            assert "not expressible" not in change, change
            exec(change, names)
            update = later or update
        load(model, call, job["feedback"] and update_by is None)
        exec(update, names)
        if update_by is not None and not update:
            update_by()
        if str(call) in job["snapshots"]:
            look_at(job, call, names, evaluate)

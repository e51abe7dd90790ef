# SPDX-License-Identifier: Apache-2.0
"""Plays back what was recorded of one case to the objects that copied lines make of a library."""
import inspect
import types

from plain_torch import Module, tensors


def arguments(signature, positional, named, partial=False):
    """The values of all parameters, with the defaults; partial: without those that are required and missing."""
    signature = inspect.signature(eval(f"lambda {signature}: 0", {"float": float, "set": set}))
    bound = (signature.bind_partial if partial else signature.bind)(*positional, **named)
    bound.apply_defaults()
    return dict(bound.arguments)


class Play:
    """What was recorded of one case, and what the lines have done so far."""

    def __init__(self, job, model):
        self.job, self.model = job, model
        self.step = 0  # that is being made
        self.updates = 0
        self.changes = {}  # of attributes, since the last update
        self.trainer = types.SimpleNamespace()  # where the lines do not construct one
        self.trained = False  # whether a trainer calls what the lines made

    def made(self, standin, positional, named):
        """Checks the arguments of a constructor."""
        given = arguments(standin.signature, positional, named)
        wanted = arguments(standin.signature, (), standin.recorded(dict(self.job["arguments"])), partial=True)
        for name in ("model", "net", "parameters"):
            if name in given:
                self.same_model(given.pop(name))
                wanted.pop(name, None)
        given, wanted = standin.complete(given), standin.complete(wanted)
        for name in {**given, **wanted}:
            assert name in wanted, f"{name}={given[name]} was not recorded"
            assert given.get(name) == wanted[name], f"{name}={given.get(name)}, recorded {wanted[name]}"
        self.trained = not standin.needs_trainer

    def same_model(self, model):
        """The model, or its parameters."""
        if not isinstance(model, Module):
            assert list(map(id, model)) == list(map(id, self.model.parameters())), "not the parameters of the model"
            return
        assert model is self.model, "not the model"

    def change(self, name, value):
        self.changes[name] = value

    def update(self, model=None):
        """An update call at this step."""
        if model is not None:
            self.same_model(model)
        assert self.updates == self.step - 1, f"update {self.updates + 1} is at step {self.step}"
        wanted = {}
        for edit in self.job["edits"]:
            if edit["before_call"] == self.step:
                wanted.update(edit["set"])
        assert self.changes == wanted, f"changed before step {self.step}: {self.changes}, recorded {wanted}"
        self.changes = {}
        self.updates += 1

    def train(self):
        """What a trainer does at this step."""
        assert self.trained, "no trainer knows of it"
        self.update()

    def values(self):
        """The recorded average, None where there is none."""
        assert self.updates == self.step, f"evaluated at step {self.step} after {self.updates} updates"
        return self.job["snapshots"][str(self.step)]

    def write(self, targets):
        """Puts the recorded average into tensors, the first of LAYOUT."""
        at = 0
        for tensor in targets:
            values = self.values()[at : at + len(tensor.values)]
            at += len(tensor.values)
            if None not in values:
                tensor.values = list(values)

    def average(self):
        module = Module()
        self.write(tensors(module))
        return module


class Standin:
    """An object of a library. An attribute that is set later is an edit; one that the library does not have is missing."""

    signature = ""  # of the constructor, as recorded
    needs_trainer = False  # whether the lines hand it to a trainer

    def __init__(self, *positional, **named):
        self._play.made(self, positional, named)

    def __setattr__(self, name, value):
        if name.startswith("_"):
            object.__setattr__(self, name, value)
        else:
            self._play.change(name, value)

    def recorded(self, recorded):
        """The recorded arguments as those of the constructor; without those that change nothing in the average."""
        return {k: v for k, v in recorded.items() if k not in ("foreach", "use_foreach")}

    def complete(self, values):
        """Arguments as what they mean."""
        return values

# SPDX-License-Identifier: Apache-2.0
"""Averaging libraries that play back what tests/golden recorded of them, for a Python that lacks the real ones.

playing(job, model) puts modules into sys.modules whose classes have the names, signatures, methods and attributes that the
lines of a job use, and no others. An object requires the arguments of the recording, by value; one update at each step,
on the right model; and each recorded edit before the update of its step. It then gives the recorded average. Anything
else raises, which says what is wrong. Every recording made one call at each step. signature_differences() compares with
the real library.
"""
import contextlib
import functools
import importlib
import inspect
import sys
import types
from unittest import mock

from recorded_play import Play, Standin
from recorded_standins import LIBRARIES


def bound(member, play):
    """A member of a module that knows what is played."""
    if not inspect.isclass(member):
        return functools.partial(member, play)
    inner = {name: bound(each, play) for name, each in vars(member).items() if inspect.isclass(each)}
    return type(member.__name__, (member,), {"_play": play, **inner})


@contextlib.contextmanager
def playing(job, model):
    """Within this, imports find the library of a job as it was recorded."""
    play = Play(job, model)
    with contextlib.ExitStack() as stack:
        for path, members in LIBRARIES[job["stands_for"]].items():
            module = types.ModuleType(path)
            for name, member in members.items():
                setattr(module, name, bound(member, play))
            stack.enter_context(mock.patch.dict(sys.modules, {path: module}))
            while "." in path:
                path, _, name = path.rpartition(".")
                if path not in sys.modules:
                    stack.enter_context(mock.patch.dict(sys.modules, {path: types.ModuleType(path)}))
                stack.enter_context(mock.patch.object(sys.modules[path], name, module, create=True))
                module = sys.modules[path]
        yield play


# ------------------------------------------------------------------ the real library
def parameters_of(callable_, skip=0):
    return [(p.name, p.kind, p.default) for p in inspect.signature(callable_).parameters.values()][skip:]


def signature_differences(stands_for):
    """What the installed library has otherwise than its stand-in."""
    differences = []

    def compare(name, real, own):
        if real != own:
            differences.append(f"{name}: {real}, the stand-in has {own}")

    for path, members in LIBRARIES[stands_for].items():
        module = importlib.import_module(path)
        for name, member in members.items():
            real = getattr(module, name)
            if not inspect.isclass(member):
                compare(name, parameters_of(real), parameters_of(member, skip=1))
            if not hasattr(member, "signature"):
                continue
            own = eval(f"lambda {member.signature}: 0", {"float": float, "set": set})
            constructor = parameters_of(real.__init__, skip=1) if inspect.isclass(real) else parameters_of(real)
            compare(name, constructor, parameters_of(own))
            for method, function in inspect.getmembers(member, inspect.isfunction):
                if inspect.isclass(real) and not method.startswith("_") and not hasattr(Standin, method):
                    wanted = [p for p in parameters_of(function) if p[0] != "event"]
                    compare(f"{name}.{method}", [p for p in parameters_of(getattr(real, method)) if p[0] != "event"], wanted)
    return differences

# SPDX-License-Identifier: Apache-2.0
"""The classes and functions of averaging libraries that copied lines use, with their signatures; see recorded_library.py."""
import math
import types

from plain_torch import tensors
from recorded_play import Standin


# ------------------------------------------------------------------ updated by a line after each step
class TorchEma(Standin):
    signature = "parameters, decay, use_num_updates=True"

    def update(self, parameters=None):
        self._play.update(parameters)

    def store(self, parameters=None):
        self._stored = [list(tensor.values) for tensor in self._play.model.parameters()]

    def copy_to(self, parameters=None):
        self._play.write(self._play.model.parameters())

    def restore(self, parameters=None):
        for tensor, values in zip(self._play.model.parameters(), self._stored):
            tensor.values = values


class Diffusers(TorchEma):
    signature = (
        "parameters, decay=0.9999, min_decay=0.0, update_after_step=0, use_ema_warmup=False, inv_gamma=1.0, power=2/3, "
        "foreach=False, model_cls=None, model_config=None, **kwargs"
    )
    update = None

    def step(self, parameters):
        self._play.update(parameters)

    def store(self, parameters):
        self._play.same_model(parameters)
        super().store()

    def copy_to(self, parameters):
        self._play.same_model(parameters)
        super().copy_to()

    def restore(self, parameters):
        self._play.same_model(parameters)
        super().restore()


class EmaPytorch(Standin):
    signature = (
        "model, ema_model=None, beta=0.9999, update_after_step=100, update_every=10, inv_gamma=1.0, power=2/3, "
        "min_value=0.0, param_or_buffer_names_no_ema=set(), ignore_names=set(), ignore_startswith_names=set(), "
        "include_online_model=True, allow_different_devices=False, use_foreach=False, "
        "update_model_with_ema_every=None, update_model_with_ema_beta=0.0, forward_method_names=(), "
        "move_ema_to_online_device=False, coerce_dtype=False, lazy_init_ema=False"
    )

    def complete(self, values):
        return {name: set(value) if isinstance(value, list) else value for name, value in values.items()}

    def update(self):
        self._play.update()

    def copy_params_from_model_to_ema(self):
        self._play.change("reseed", 1)

    @property
    def ema_model(self):
        return self._play.average()


class Karras(EmaPytorch):
    signature = (
        "model, sigma_rel=None, gamma=None, ema_model=None, update_every=100, frozen=False, "
        "param_or_buffer_names_no_ema=set(), ignore_names=set(), ignore_startswith_names=set(), "
        "allow_different_devices=False, move_ema_to_online_device=False"
    )
    copy_params_from_model_to_ema = None

    def complete(self, values):
        values = super().complete(values)
        gamma = values.pop("gamma")
        if gamma is not None:
            values["sigma_rel"] = math.sqrt((gamma + 1) / (gamma + 3)) / (gamma + 2)
        values["sigma_rel"] = round(values["sigma_rel"], 12)
        return values


class TimmV2(Standin):
    signature = "model, decay=0.9999, device=None"

    def update(self, model):
        self._play.update(model)

    @property
    def module(self):
        return self._play.average()


class TimmV3(TimmV2):
    signature = (
        "model, decay=0.9999, min_decay=0.0, update_after_step=0, use_warmup=False, warmup_gamma=1.0, "
        "warmup_power=2/3, device=None, dtype=None, stochastic_rounding=True, stochastic_rounding_seed=0, foreach=True, "
        "exclude_buffers=False"
    )

    def recorded(self, recorded):
        self._step = recorded.pop("pass_step", True)
        return super().recorded(recorded)

    def update(self, model, step=None):
        wanted = self._play.step if self._step else None
        assert step == wanted, f"step={step} at step {wanted}"
        self._play.update(model)


class Decay:
    """A function of AveragedModel that is an EMA with this decay; the mean if it is None."""

    def __init__(self, decay=None):
        self.decay = decay if decay is None else round(decay, 12)

    def __eq__(self, other):
        return self.decay == other.decay

    def __repr__(self):
        return "the mean" if self.decay is None else f"an EMA with decay {self.decay}"


def get_ema_multi_avg_fn(_, decay=0.999):
    return Decay(decay)


def get_swa_avg_fn(_):
    return Decay()


class AveragedModel(TimmV2):
    signature = "model, device=None, avg_fn=None, multi_avg_fn=None, use_buffers=False"
    update = None

    def recorded(self, recorded):
        mode = recorded.get("mode", "")
        if mode == "torchvision":
            scale = recorded["world_size"] * recorded["batch_size"] * recorded["model_ema_steps"] / recorded["epochs"]
            decay = 1.0 - min(1.0, (1.0 - recorded["decay"]) * scale)
            return {"multi_avg_fn": Decay(decay), "use_buffers": True}
        decay = recorded["decay"] if mode.startswith("ema") else None
        return {"multi_avg_fn": Decay(decay), "use_buffers": recorded["use_buffers"]}

    def complete(self, values):
        values = dict(values)
        function, several = values.pop("avg_fn"), values.pop("multi_avg_fn")
        if several is None and function is not None and not isinstance(function, Decay):
            assert abs(function(1.0, 0.0, 7) + function(0.0, 1.0, 7) - 1.0) < 1e-12, "the weights do not sum to 1"
            function = Decay(function(1.0, 0.0, 7))
        return {**values, "average": several or function or Decay()}

    def __setattr__(self, name, value):
        super().__setattr__("decay" if name == "multi_avg_fn" else name, getattr(value, "decay", value))

    def update_parameters(self, model):
        step = self._play.step
        copies = step == 1 or getattr(self, "_filled", 0) == step - 1
        assert copies == (self._play.job["actions"][step - 1] == "C"), f"step {step} copies: {copies}"
        self._play.update(model)

    @property
    def n_averaged(self):
        """Of which the lines only set the count to 0, so that the next update copies."""
        def fill(value):
            assert value == 0
            self._filled = self._play.step

        return types.SimpleNamespace(fill_=fill)


class Ultralytics(TimmV2):
    signature = "model, decay=0.9999, tau=2000, updates=0"
    module = None

    @property
    def ema(self):
        return self._play.average()


class EmaWarmup(Standin):
    signature = "inv_gamma=1.0, power=1.0, min_value=0.0, max_value=1.0, start_at=0, last_epoch=0"

    def __init__(self, *positional, **named):
        self._steps = 0
        super().__init__(*positional, **named)

    def get_value(self):
        return types.SimpleNamespace(steps=self._steps)

    def step(self):
        self._steps += 1


def ema_update(play, model, averaged_model, decay):
    assert decay.steps == play.updates, f"the decay of step {decay.steps + 1} is used at step {play.step}"
    assert averaged_model is not play.model, "the model itself is averaged"
    play.update(model)
    if str(play.step) in play.job["snapshots"]:
        play.write(tensors(averaged_model))


class PowerFunctionEma(Standin):
    signature = "net, stds=[0.050, 0.100]"
    of_recording = "PowerFunctionEMA"

    def recorded(self, recorded):
        self._batch = recorded.pop("batch_size")
        assert recorded.pop("class_name") == self.of_recording
        return recorded

    def update(self, cur_nimg, batch_size):
        assert batch_size == self._batch, f"batch_size={batch_size}, recorded {self._batch}"
        assert cur_nimg == self._play.step * batch_size, f"cur_nimg={cur_nimg} at step {self._play.step}"
        self._play.update()

    def get(self):
        return [(self._play.average(), "")]


class TraditionalEma(PowerFunctionEma):
    signature = "net, halflife_Mimg=float('inf'), rampup_ratio=0.09"
    of_recording = "TraditionalEMA"

    def get(self):
        return self._play.average()


class Optax(Standin):
    signature = "decay, debias=True, accumulator_dtype=None"

    def init(self, params):
        self._state = types.SimpleNamespace()
        return self._state

    def update(self, updates, state, params=None):
        model = dict(self._play.model.named_parameters() + self._play.model.named_buffers())
        assert all(updates[name] is model[name] for name in updates), "not the model's tree of arrays"
        assert state is self._state, "not the state of the last update"
        self._play.update()
        if str(self._play.step) not in self._play.job["snapshots"]:
            return None, self.init(updates)
        average = self._play.average()
        return dict(average.named_parameters() + average.named_buffers()), self.init(updates)


# ------------------------------------------------------------------ updated by a trainer
class Keras(Standin):
    signature = (
        "learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-07, amsgrad=False, weight_decay=None, clipnorm=None, "
        "clipvalue=None, global_clipnorm=None, use_ema=False, ema_momentum=0.99, ema_overwrite_frequency=None, "
        "loss_scale_factor=None, gradient_accumulation_steps=None, name=None, **kwargs"
    )

    def recorded(self, recorded):
        return {"use_ema": True, **recorded}

    def finalize_variable_values(self, var_list):
        average = dict(self._play.average().named_parameters())
        for name, tensor in self._play.model.named_parameters():
            if any(tensor is each for each in var_list):
                tensor.values = average[name].values


class Nemo(Standin):
    signature = "decay, validate_original_weights=False, every_n_steps=1, cpu_offload=False"
    needs_trainer = True


class Lightning(Standin):
    signature = (
        "device=None, use_buffers=True, decay=0.999, update_every_n_steps=1, update_starting_at_step=None, "
        "update_starting_at_epoch=None, **kwargs"
    )
    needs_trainer = True


class Trainer:
    """That of Lightning, with the one parameter that the lines use."""

    def __init__(self, *, callbacks=None):
        self._play.trained = any(isinstance(each, Standin) for each in callbacks)


class Composer(Standin):
    signature = "half_life='1000ba', smoothing=None, ema_start='0.0dur', update_interval=None"

    def complete(self, values):
        """With numbers in the times, and the interval that is used."""
        interval = values["update_interval"] or "1" + (values["half_life"] or "ba")[-2:]
        times = {**values, "update_interval": interval}
        for name in ("half_life", "ema_start", "update_interval"):
            if times[name] is not None:
                number = times[name].rstrip("abcdefghijklmnopqrstuvwxyz")
                times[name] = (float(number), times[name][len(number) :])
        return times

    def get_ema_model(self, model):
        assert model is not self._play.model, "overwrites the model"
        self._play.write(tensors(model))
        return model


class Ignite(Standin):
    signature = "model, momentum=0.0002, momentum_warmup=None, warmup_iters=None, handle_buffers='copy'"
    needs_trainer = True

    def recorded(self, recorded):
        self._every = recorded.pop("every", 1)
        return recorded

    def attach(self, engine, name="ema_momentum", warn_if_exists=True, event=None):
        assert engine is self._play.trainer, "not the trainer"
        assert event.times == self._every, f"every={event.times}, recorded {self._every}"
        self._play.trained = True

    @property
    def ema_model(self):
        return self._play.average()


class Event:
    def __init__(self, times):
        self.times = times

    def __call__(self, every):
        return Event(every)


class Events:
    ITERATION_COMPLETED = Event(1)


class Mmengine(Standin):
    signature = "ema_type='ExponentialMovingAverage', strict_load=False, begin_iter=0, begin_epoch=0, **kwargs"

    def complete(self, values):
        values = dict(values)
        used = {"interval": 1, "update_buffers": False}
        if values["ema_type"] != "StochasticWeightAverage":
            used["momentum"] = 0.0002
        if values["ema_type"] == "MomentumAnnealingEMA":
            used["gamma"] = 100
        return {**values, **used, **values.pop("kwargs", {}), "kwargs": {}}

    @property
    def ema_model(self):
        return types.SimpleNamespace(module=self._play.average())


class Trl(Standin):
    signature = (
        "update_freq=400, ema_power=0.5, bias_power=0.2, lag=10, update_after=0, multiplier=1.0, "
        "min_ema_multiplier=0.0, device='cpu'"
    )

    @property
    def running_model(self):
        return self._play.average()


class Torchtitan:
    """Of which the lines fill the configuration."""

    class Config(Standin):
        signature = (
            "*, decay=None, half_life_fraction=0.05, start_step=0, step_bias=0, update_every_n_steps=1, "
            "offload_to_cpu=False, buffer_patterns=()"
        )


SWA_UTILS = {"AveragedModel": AveragedModel, "get_ema_multi_avg_fn": get_ema_multi_avg_fn, "get_swa_avg_fn": get_swa_avg_fn}
LIGHTNING = {"lightning.pytorch": {"Trainer": Trainer}}
# By preset: the module, and what the lines take from it.
LIBRARIES = {
    "composer": {"composer.algorithms": {"EMA": Composer}},
    "diffusers": {"diffusers.training_utils": {"EMAModel": Diffusers}},
    "edm2": {"training.phema": {"PowerFunctionEMA": PowerFunctionEma, "TraditionalEMA": TraditionalEma}},
    "ema-pytorch": {"ema_pytorch": {"EMA": EmaPytorch}},
    "ema-pytorch-karras": {"ema_pytorch": {"KarrasEMA": Karras}},
    "ignite": {"ignite.engine": {"Events": Events}, "ignite.handlers": {"EMAHandler": Ignite}},
    "k-diffusion": {"k_diffusion.utils": {"EMAWarmup": EmaWarmup, "ema_update": ema_update}},
    "keras": {"keras.optimizers": {"Adam": Keras}},
    "lightning": {**LIGHTNING, "lightning.pytorch.callbacks": {"EMAWeightAveraging": Lightning}},
    "mmengine": {"mmengine.hooks": {"EMAHook": Mmengine}},
    "nemo": {**LIGHTNING, "nemo.collections.common.callbacks": {"EMA": Nemo}},
    "optax": {"optax": {"ema": Optax}},
    "pytorch-ema": {"torch_ema": {"ExponentialMovingAverage": TorchEma}},
    "timm-v2": {"timm.utils": {"ModelEmaV2": TimmV2}},
    "timm-v3": {"timm.utils": {"ModelEmaV3": TimmV3}},
    "torch-ema": {"torch.optim.swa_utils": SWA_UTILS},
    "torch-swa": {"torch.optim.swa_utils": SWA_UTILS},
    "torchtitan": {"torchtitan.components.ema": {"EMA": Torchtitan}},
    "torchvision": {"torch.optim.swa_utils": SWA_UTILS},
    "trl-bema": {"trl": {"BEMACallback": Trl}},
    "ultralytics": {"ultralytics.utils.torch_utils": {"ModelEMA": Ultralytics}},
}

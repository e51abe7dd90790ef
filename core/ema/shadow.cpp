// SPDX-License-Identifier: Apache-2.0
#include "core/ema/shadow.h"

#include <algorithm>
#include <utility>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/view_as_complex.h>
#include <c10/core/InferenceMode.h>

namespace emascope {
namespace {

/// A copy, usable outside inference mode even if the caller is in it.
at::Tensor ownCopy(const at::Tensor& tensor) {
  const c10::InferenceMode normal(false);
  const at::NoGradGuard no_grad;
  return tensor.detach().clone();
}

}  // namespace

struct Shadow::Core {
  EmaRule rule = {};
  RunLength run = {};
  std::vector<LiveTensor> tensors = {};
  std::vector<at::Tensor> initial = {};  ///< values at registration; empty once averages are made
  std::unique_ptr<TensorEma> averages = {};
  bool applied = false;
  std::vector<at::Tensor> raw = {};  ///< while applied: the values to restore
  Applied* guard = nullptr;          ///< while applied

  Core() = default;
  Core(const Core&) = delete;
  Core& operator=(const Core&) = delete;
  ~Core() { restore(); }

  Status begin() {
    if (averages) return Ok{};
    auto made = TensorEma::make([this] { return tensors; }, {.rules = {rule}, .run = run}, initial);
    if (!made) return made.error();
    averages = std::make_unique<TensorEma>(std::move(made).value());
    initial.clear();
    return Ok{};
  }

  Status ready(const char* what) {
    if (applied) return Error{what, "the averages are applied", "call restore() first"};
    return begin();
  }

  void restore() noexcept {
    if (!std::exchange(applied, false)) return;
    const at::NoGradGuard no_grad;
    for (std::size_t i = 0; i < raw.size(); ++i) {
      at::Tensor& live = tensors[i].tensor;
      try {
        live.copy_(raw[i]);
      } catch (const std::exception&) {  // its shape has changed meanwhile
        live.set_data(raw[i]);
      }
    }
    raw.clear();
    if (guard != nullptr) guard->core_ = nullptr;
    guard = nullptr;
  }
};

Shadow::Applied::Applied(Core& core) : core_(&core) { core.guard = this; }

Shadow::Applied::Applied(Applied&& other) noexcept : core_(std::exchange(other.core_, nullptr)) {
  if (core_ != nullptr) core_->guard = this;
}

Shadow::Applied::~Applied() {
  if (core_ != nullptr) core_->restore();
}

Result<Shadow> Shadow::make(const EmaRule& rule, const RunLength& run) {
  if (auto resolved = resolveRule(rule, run, "shadow"); !resolved) return resolved.error();
  auto core = std::make_unique<Core>();
  core->rule = rule;
  core->run = run;
  return Shadow(std::move(core));
}

Shadow::Shadow(std::unique_ptr<Core> core) : core_(std::move(core)) {}
Shadow::Shadow(Shadow&&) noexcept = default;
Shadow::~Shadow() = default;

Status Shadow::registerTensor(std::string name, at::Tensor tensor) {
  if (core_->averages)
    return Error{name, "is registered after the averages were started",
                 "register all tensors before the first update()"};
  const auto same = [&](const LiveTensor& one) { return one.name == name; };
  if (std::any_of(core_->tensors.begin(), core_->tensors.end(), same))
    return Error{name, "is already registered", "unique names"};
  if (Status fine = checkLive({name, tensor}); !fine) return fine;
  const TensorKind kind = tensor.is_floating_point() || tensor.is_complex() ? TensorKind::kTrainable
                                                                            : TensorKind::kInteger;
  core_->initial.push_back(ownCopy(tensor));
  core_->tensors.push_back({std::move(name), std::move(tensor), kind});
  return Ok{};
}

Result<Updated> Shadow::update(double elapsed) {
  if (Status ready = core_->ready("update"); !ready) return ready.error();
  return core_->averages->update(elapsed);
}

Status Shadow::set(const ParamSettings& changes) {
  if (Status begun = core_->begin(); !begun) return begun;
  return core_->averages->set(changes);
}

Result<at::Tensor> Shadow::get(std::string_view name) {
  if (Status begun = core_->begin(); !begun) return begun.error();
  if (auto average = core_->averages->average(name)) return *average;
  return Error{std::string(name), "is not registered", ""};
}

Result<Shadow::Applied> Shadow::apply() {
  if (Status ready = core_->ready("apply"); !ready) return ready.error();
  if (Status same = core_->averages->checkTensors(); !same) return same.error();
  std::vector<at::Tensor> raw;
  for (const LiveTensor& one : core_->tensors) raw.push_back(ownCopy(one.tensor));
  core_->raw = std::move(raw);
  core_->applied = true;
  Applied guard(*core_);
  core_->averages->writeTo(core_->tensors);
  return guard;
}

Status Shadow::restore() {
  if (!applied()) return Error{"restore", "nothing is applied", "call apply() first"};
  core_->restore();
  return Ok{};
}

bool Shadow::applied() const { return core_->applied; }

Status Shadow::save(const std::string& path) {
  if (Status ready = core_->ready("save"); !ready) return ready;
  return core_->averages->save(path);
}

Result<Loaded> Shadow::load(const std::string& path, Prefer prefer) {
  if (Status ready = core_->ready("load"); !ready) return ready.error();
  return core_->averages->load(path, prefer);
}

}  // namespace emascope

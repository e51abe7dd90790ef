// SPDX-License-Identifier: Apache-2.0
//
// TensorEma::to(), which moves tensors and averages, and TensorEma::apply(), which puts the
// averages in the tensors temporarily.
#include "core/ema/tensor_ema.h"

#include <exception>
#include <utility>

#include <ATen/core/grad_mode.h>
#include <c10/core/InferenceMode.h>
#include <c10/core/ScalarType.h>
#include <c10/util/Exception.h>

namespace emascope {
namespace {

/// New type of a tensor of `now` if floats become `wanted`.
at::ScalarType typeAfter(at::ScalarType now, std::optional<at::ScalarType> wanted) {
  if (!wanted) return now;
  if (c10::isFloatingType(now)) return *wanted;
  if (!c10::isComplexType(now)) return now;
  return *wanted == at::kBFloat16 ? at::kComplexFloat : c10::toComplexType(*wanted);
}

bool sharesMemory(const at::Tensor& a, const at::Tensor& b) {
  return a.numel() > 0 && a.const_data_ptr() == b.const_data_ptr() && a.sizes() == b.sizes() &&
         a.strides() == b.strides();
}

/// The tensors' previous values; the destructor restores them.
struct RawValues {
  std::vector<LiveTensor> tensors = {};
  std::vector<at::Tensor> values = {};

  explicit RawValues(std::vector<LiveTensor> of) : tensors(std::move(of)) {
    const c10::InferenceMode normal(false);
    const at::NoGradGuard no_grad;
    for (const LiveTensor& one : tensors) values.push_back(one.tensor.detach().clone());
  }
  RawValues(const RawValues&) = delete;
  RawValues& operator=(const RawValues&) = delete;
  ~RawValues() {
    const at::NoGradGuard no_grad;
    for (std::size_t i = 0; i < values.size(); ++i) {
      at::Tensor& live = tensors[i].tensor;
      try {
        live.copy_(values[i]);
      } catch (const std::exception&) {  // its shape has changed meanwhile
        live.set_data(values[i]);
      }
    }
  }
};

}  // namespace

std::vector<at::Tensor> movedTensors(const std::vector<LiveTensor>& tensors,
                                     std::optional<at::Device> device,
                                     std::optional<at::ScalarType> type) {
  const c10::InferenceMode normal(false);
  const at::NoGradGuard no_grad;
  std::vector<at::Tensor> moved;
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    const at::Tensor& tensor = tensors[i].tensor;
    std::size_t first = 0;
    while (first < i && !sharesMemory(tensors[first].tensor, tensor)) ++first;
    moved.push_back(first < i ? moved[first]
                              : tensor.detach().to(device.value_or(tensor.device()),
                                                   typeAfter(tensor.scalar_type(), type)));
  }
  return moved;
}

Status TensorEma::to(std::optional<at::Device> device, std::optional<at::ScalarType> type) {
  if (Status raw = checkNotApplied("to"); !raw) return raw;
  if (type && !c10::isFloatingType(*type))
    return Error{"to", std::string(c10::toString(*type)) + " is not a floating-point type",
                 "a type such as at::kFloat, at::kHalf or at::kBFloat16"};
  const std::vector<LiveTensor> now = list_();
  if (Status kinds = live_.checkKinds(now); !kinds) return kinds;
  std::vector<at::Tensor> moved;
  try {
    moved = movedTensors(now, device, type);
  } catch (const c10::Error& error) {
    return Error{"to", error.what_without_backtrace(), "a device that can hold the tensors"};
  }
  std::vector<LiveTensor> after = now;
  for (std::size_t i = 0; i < after.size(); ++i) after[i].tensor = moved[i];
  auto live = LiveTensors::layOut(after);
  if (!live) return live.error();
  if (!live->laidOutAs(live_)) return Error{"model", "its tensors are tied differently now", ""};
  std::vector<TrackRule> rules;
  for (std::size_t k = 0; k < size(); ++k) rules.push_back(averager_->rule(k));
  auto averager = std::make_unique<Averager>(live->online(), std::move(rules), options_.run);
  averager->setThreads(options_.threads);
  for (std::size_t k = 0; k < size(); ++k) {
    const at::Tensor& floats = averager->floats(k);
    const at::Tensor& counters = averager->counters(k);
    std::vector<at::Tensor> hidden = averager_->hidden(k);
    for (at::Tensor& one : hidden) one = one.to(floats.device());
    averager->restore(k, averager_->clock(k).state(), averager_->floats(k).to(floats.device()),
                      averager_->counters(k).to(counters.device()), hidden);
  }
  const at::NoGradGuard no_grad;
  for (std::size_t i = 0; i < now.size(); ++i) {
    at::Tensor tensor = now[i].tensor;
    tensor.set_data(moved[i]);
  }
  calls_before_ = calls();
  averager_ = std::move(averager);
  live_ = std::move(live).value();
  ++generation_;
  return Ok{};
}

void TensorEma::moveCopy(const std::vector<LiveTensor>& copy, std::optional<at::Device> device,
                         std::optional<at::ScalarType> type) const {
  if (options_.copies == CopyTypes::kFloat32) type.reset();
  const std::vector<at::Tensor> moved = movedTensors(copy, device, type);
  const at::NoGradGuard no_grad;
  for (std::size_t i = 0; i < copy.size(); ++i) {
    at::Tensor tensor = copy[i].tensor;
    tensor.set_data(moved[i]);
  }
}

Result<TensorEma::Applied> TensorEma::apply(std::vector<LiveTensor> tensors, std::size_t track) {
  if (Status there = checkTrack(track); !there) return there.error();
  if (Status alike = live_.checkCopy(tensors); !alike) return alike.error();
  const auto now = listed();
  if (!now) return now.error();
  bool online = false;
  for (std::size_t i = 0; i < tensors.size(); ++i)
    online = online || sharesMemory(tensors[i].tensor, (*now)[i].tensor);
  if (online) {
    if (Status raw = checkNotApplied("apply"); !raw) return raw.error();
  }
  auto raw = std::make_shared<RawValues>(std::move(tensors));
  Applied guard(raw);
  live_.scatter(averager_->floats(track), averager_->counters(track), raw->tensors);
  if (online) applied_ = guard.raw_;
  return guard;
}

Result<TensorEma::Applied> TensorEma::apply(std::size_t track) { return apply(list_(), track); }

}  // namespace emascope

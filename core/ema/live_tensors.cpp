// SPDX-License-Identifier: Apache-2.0
#include "core/ema/live_tensors.h"

#include "core/ema/type_name.h"

#include <algorithm>
#include <cstring>
#include <functional>
#include <tuple>

#include <ATen/core/grad_mode.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/view_as_complex.h>
#include <ATen/ops/view_as_real.h>
#include <ATen/ops/zeros.h>
#include <c10/core/ScalarType.h>

namespace emascope {
namespace {

constexpr std::int64_t kPlaceStep = 64;  ///< values: 256 bytes of float32
constexpr const char* kSameTensors = "the same tensors as when the average started";
constexpr const char* kMoved =
    "the same tensors as when the average started; use the average's to() to move or convert the "
    "model together with its averages";

bool isWeight(TensorKind kind) {
  return kind == TensorKind::kTrainable || kind == TensorKind::kFrozen;
}

/// float32, float16, int64, …; ATen's name for rare types.
std::string shapeText(at::IntArrayRef shape) {
  std::string text = "[";
  for (std::size_t i = 0; i < shape.size(); ++i) {
    text += (i == 0 ? "" : ",") + std::to_string(shape[i]);
  }
  return text + "]";
}

std::string typeAndShapeText(at::ScalarType type, at::IntArrayRef shape, const at::Device& device) {
  return typeName(type) + shapeText(shape) + (device.is_cpu() ? "" : " on " + device.str());
}

std::string typeAndShapeOf(const at::Tensor& tensor) {
  return typeAndShapeText(tensor.scalar_type(), tensor.sizes(), tensor.device());
}

std::vector<TensorSignature> signaturesOf(const std::vector<LiveTensor>& tensors) {
  std::vector<TensorSignature> signatures;
  for (const LiveTensor& one : tensors)
    signatures.push_back({one.name, typeAndShapeOf(one.tensor)});
  return signatures;
}

/// Complex numbers as pairs of reals.
at::Tensor realView(const at::Tensor& tensor) {
  return tensor.is_complex() ? at::view_as_real(tensor) : tensor;
}

using Memory = std::tuple<const void*, std::vector<std::int64_t>, std::vector<std::int64_t>>;

Memory memoryOf(const at::Tensor& tensor) {
  return {tensor.const_data_ptr(), tensor.sizes().vec(), tensor.strides().vec()};
}

bool sameMemory(const at::Tensor& a, const at::Tensor& b) {
  return a.const_data_ptr() == b.const_data_ptr() && a.sizes() == b.sizes() &&
         a.strides() == b.strides();
}

}  // namespace

Status checkLive(const LiveTensor& one) {
  const at::Tensor& tensor = one.tensor;
  if (!tensor.defined()) return Error{one.name, "is an undefined tensor", ""};
  if (tensor.layout() != at::kStrided || tensor.is_quantized() || tensor.is_meta()) {
    return Error{one.name, "is sparse, quantized or on the meta device", "dense tensors"};
  }
  return Ok{};
}

TensorKind kindOf(const at::Tensor& tensor, bool parameter) {
  if (!tensor.is_floating_point() && !tensor.is_complex()) return TensorKind::kInteger;
  if (!parameter) return TensorKind::kBuffer;
  return tensor.requires_grad() ? TensorKind::kTrainable : TensorKind::kFrozen;
}

Result<LiveTensors> LiveTensors::layOut(const std::vector<LiveTensor>& tensors) {
  LiveTensors laid;
  std::map<Memory, std::size_t> known;
  for (const LiveTensor& one : tensors) {
    if (Status fine = checkLive(one); !fine) return fine.error();
    const std::size_t index = laid.places_.size();
    if (!laid.by_name_.try_emplace(one.name, index).second)
      return Error{one.name, "appears twice", "unique names"};
    Place place{.name = one.name,
                .kind = one.kind,
                .type = one.tensor.scalar_type(),
                .device = one.tensor.device(),
                .shape = one.tensor.sizes().vec(),
                .first = index};
    place.average_shape = place.shape;
    if (one.tensor.is_complex()) place.average_shape.push_back(2);
    place.count = one.tensor.numel() * (one.tensor.is_complex() ? 2 : 1);
    if (place.count > 0) place.first = known.try_emplace(memoryOf(one.tensor), index).first->second;
    laid.places_.push_back(std::move(place));
  }
  laid.makeArrays();
  laid.gather(tensors);
  return laid;
}

void LiveTensors::makeArrays() {
  std::int64_t floats = 0;
  std::int64_t counters = 0;
  const auto lay = [this](std::int64_t& end, auto chosen) {
    for (Place& place : places_) {
      if (!chosen(place.kind)) continue;
      if (const Place& first = places_[place.first]; &first != &place) {
        place.offset = first.offset;
        continue;
      }
      place.offset = end;
      online_.slots.push_back({place.name, place.kind, place.offset, place.count});
      of_slot_.push_back(place.first);
      end += (place.count + kPlaceStep - 1) / kPlaceStep * kPlaceStep;
    }
  };
  lay(floats, isWeight);
  online_.weights = floats;
  lay(floats, [](TensorKind kind) { return !isWeight(kind) && !isInteger(kind); });
  lay(counters, isInteger);
  const at::Device device = places_.empty() ? at::Device(at::kCPU) : places_.front().device;
  online_.floats = flatFloats(floats, device);
  online_.counters = at::zeros({counters}, at::TensorOptions().dtype(at::kLong).device(device));
  for (std::size_t i = 0; i < places_.size(); ++i) {
    places_[i].values = averageOf(i, online_.floats, online_.counters);
  }
}

std::vector<std::size_t> LiveTensors::averaged() const {
  std::vector<std::size_t> indices;
  for (std::size_t i = 0; i < places_.size(); ++i) {
    if (places_[i].first == i) indices.push_back(i);
  }
  return indices;
}

std::optional<std::size_t> LiveTensors::indexOf(std::string_view name) const {
  const auto found = by_name_.find(name);
  if (found == by_name_.end()) return std::nullopt;
  return found->second;
}

std::vector<TensorSignature> LiveTensors::averageSignatures() const {
  std::vector<TensorSignature> signatures;
  for (const std::size_t i : averaged()) {
    const Place& place = places_[i];
    signatures.push_back(
        {place.name, typeAndShapeText(isInteger(place.kind) ? at::kLong : at::kFloat,
                                      place.average_shape, at::Device(at::kCPU))});
  }
  return signatures;
}

at::Tensor LiveTensors::averageOf(std::size_t index, const at::Tensor& floats,
                                  const at::Tensor& counters) const {
  const Place& place = places_[index];
  return (isInteger(place.kind) ? counters : floats)
      .narrow(0, place.offset, place.count)
      .view(place.average_shape);
}

Status LiveTensors::check(const std::vector<LiveTensor>& now) const {
  bool same = now.size() == places_.size();
  for (std::size_t i = 0; same && i < now.size(); ++i) {
    const at::Tensor& tensor = now[i].tensor;
    const Place& place = places_[i];
    same = now[i].name == place.name && tensor.defined() && tensor.sizes() == place.shape &&
           tensor.scalar_type() == place.type && tensor.device() == place.device;
  }
  std::string why;
  if (!same) {
    std::vector<TensorSignature> before;
    for (const Place& place : places_)
      before.push_back({place.name, typeAndShapeText(place.type, place.shape, place.device)});
    why = signatureDifference(before, "in the average", signaturesOf(now), "in the model now");
    if (why.empty()) why = "its tensors are in a different order";
    return Error{"model", why, checkCopy(now) ? kMoved : kSameTensors};
  }
  for (std::size_t i = 0; i < now.size(); ++i) {
    const std::size_t first = places_[i].first;
    if (first == i || sameMemory(now[i].tensor, now[first].tensor)) continue;
    why += (why.empty() ? "" : "; ") + now[i].name + " is no longer tied to " + now[first].name;
  }
  if (why.empty()) return Ok{};
  return Error{"model", why, kSameTensors};
}

Status LiveTensors::checkKinds(const std::vector<LiveTensor>& now) const {
  const auto kind = [](bool integer, std::size_t average_dims, at::IntArrayRef shape) {
    const bool complex = average_dims > shape.size();
    return (integer ? "integers" : complex ? "complex" : "floats") + shapeText(shape);
  };
  std::vector<TensorSignature> before;
  for (const Place& one : places_) {
    before.push_back({one.name, kind(isInteger(one.kind), one.average_shape.size(), one.shape)});
  }
  std::vector<TensorSignature> found;
  for (const LiveTensor& one : now) {
    if (Status fine = checkLive(one); !fine) return fine;
    const std::size_t more = one.tensor.is_complex() ? 1 : 0;
    const std::size_t dims = static_cast<std::size_t>(one.tensor.dim()) + more;
    found.push_back({one.name, kind(isInteger(one.kind), dims, one.tensor.sizes())});
  }
  if (before == found) return Ok{};
  std::string why = signatureDifference(before, "in the average", found, "in the model now");
  if (why.empty()) why = "its tensors are in a different order";
  return Error{"model", why, kSameTensors};
}

bool LiveTensors::laidOutAs(const LiveTensors& other) const {
  const auto same = [](const Place& a, const Place& b) {
    return a.first == b.first && a.offset == b.offset && a.count == b.count;
  };
  return std::equal(places_.begin(), places_.end(), other.places_.begin(), other.places_.end(),
                    same);
}

std::string LiveTensors::unfrozen(const std::vector<LiveTensor>& now) const {
  for (std::size_t i = 0; i < now.size(); ++i) {
    if (places_[i].kind == TensorKind::kFrozen && now[i].kind == TensorKind::kTrainable)
      return now[i].name;
  }
  return "";
}

void LiveTensors::gatherOne(const Place& place, const at::Tensor& tensor) {
  if (place.count == 0) return;
  if (tensor.is_cpu() && place.values.is_cpu() && tensor.is_contiguous() &&
      tensor.scalar_type() == place.values.scalar_type()) {
    std::memcpy(place.values.mutable_data_ptr(), tensor.const_data_ptr(), tensor.nbytes());
  } else {
    place.values.copy_(realView(tensor));
  }
}

void LiveTensors::gather(const std::vector<LiveTensor>& now) {
  const at::NoGradGuard no_grad;
  for (const std::size_t i : of_slot_) gatherOne(places_[i], now[i].tensor);
}

std::vector<const float*> LiveTensors::gatherOthers(const std::vector<LiveTensor>& now) {
  const at::NoGradGuard no_grad;
  std::vector<const float*> starts(of_slot_.size(), nullptr);
  for (std::size_t slot = 0; slot < of_slot_.size(); ++slot) {
    const Place& place = places_[of_slot_[slot]];
    const at::Tensor& tensor = now[of_slot_[slot]].tensor;
    const bool as_it_is =
        tensor.is_cpu() && tensor.scalar_type() == at::kFloat && tensor.is_contiguous();
    if (!as_it_is) gatherOne(place, tensor);
    if (!isInteger(place.kind))
      starts[slot] = (as_it_is ? tensor : place.values).const_data_ptr<float>();
  }
  return starts;
}

void LiveTensors::scatter(const at::Tensor& floats, const at::Tensor& counters,
                          const std::vector<LiveTensor>& now) const {
  const at::NoGradGuard no_grad;
  for (const std::size_t i : averaged()) {
    if (places_[i].count == 0) continue;
    const at::Tensor values = averageOf(i, floats, counters);
    const at::Tensor live = realView(now[i].tensor);
    const at::Tensor own = live.to(values.device(), values.scalar_type());
    if (!at::equal(own, values)) live.copy_(values);
  }
}

Status LiveTensors::checkCopy(const std::vector<LiveTensor>& copy) const {
  const auto shapes = [](const auto& list, auto shape_of) {
    std::vector<TensorSignature> signatures;
    for (const auto& one : list) signatures.push_back({one.name, shapeText(shape_of(one))});
    return signatures;
  };
  const auto wanted = shapes(places_, [](const Place& one) { return at::IntArrayRef(one.shape); });
  const auto found = shapes(copy, [](const LiveTensor& one) { return one.tensor.sizes(); });
  if (wanted == found) return Ok{};
  std::string why = signatureDifference(wanted, "in the model", found, "in its copy");
  if (why.empty()) why = "its tensors are in a different order";
  return Error{"copy of the model", why, "a model of the same structure"};
}

LiveTensors::Refreshes LiveTensors::bind(const std::vector<LiveTensor>& copy,
                                         const at::Tensor& floats, const at::Tensor& counters,
                                         CopyTypes types) const {
  const at::NoGradGuard no_grad;
  Refreshes refreshes;
  for (std::size_t i = 0; i < copy.size(); ++i) {
    at::Tensor tensor = copy[i].tensor;
    if (tensor.is_leaf()) tensor.set_requires_grad(false);
    at::Tensor view = averageOf(i, floats, counters);
    const bool as_kept = types == CopyTypes::kFloat32 && tensor.is_floating_point();
    if (tensor.scalar_type() == at::kComplexFloat) view = at::view_as_complex(view);
    const bool same_type = tensor.scalar_type() == view.scalar_type();
    if (as_kept || (same_type && tensor.device() == view.device())) {
      tensor.set_data(view);
    } else {
      refreshes.emplace_back(realView(tensor), realView(view));
    }
  }
  return refreshes;
}

void refresh(const LiveTensors::Refreshes& refreshes) {
  const at::NoGradGuard no_grad;
  for (const auto& [to, from] : refreshes) to.copy_(from);
}

}  // namespace emascope

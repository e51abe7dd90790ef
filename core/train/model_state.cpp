// SPDX-License-Identifier: Apache-2.0
#include "core/train/model_state.h"

#include "core/ema/kernels.h"

#include <array>
#include <cmath>
#include <cstring>
#include <limits>
#include <stdexcept>

#include <ATen/ops/linalg_vector_norm.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/zeros.h>
#include <c10/core/InferenceMode.h>

namespace emascope {
namespace {

constexpr std::array<std::string_view, 5> kParts = {"loss", "gradient", "buffers", "weights",
                                                    "optimizer state"};

constexpr float kInfinity = std::numeric_limits<float>::infinity();

bool below(float limit, const at::Tensor& flat, std::int64_t begin, std::int64_t count) {
  return allBelow(flat.const_data_ptr<float>() + begin, static_cast<std::size_t>(count), limit);
}

/// Tied tensors share a slot and are listed once.
template <typename KindOf>
void addSlots(std::vector<TensorSlot>& slots, const ArenaLayout& layout, std::int64_t begin,
              const KindOf& kind_of) {
  std::int64_t end = -1;
  for (std::size_t i = 0; i < layout.slots.size(); ++i) {
    const Slot& slot = layout.slots[i];
    if (slot.offset < end) continue;
    slots.push_back({slot.name, kind_of(i), begin + slot.offset, slot.count});
    end = slot.offset + slot.count;
  }
}

std::vector<NamedTensor> ofType(const std::vector<NamedTensor>& tensors, at::ScalarType type) {
  std::vector<NamedTensor> chosen;
  for (const NamedTensor& named : tensors) {
    if (named.tensor.scalar_type() == type) chosen.push_back(named);
  }
  return chosen;
}

at::Tensor counterArray(std::int64_t count, const at::Device& device) {
  return at::zeros({count}, at::TensorOptions().dtype(at::kLong).device(device));
}

}  // namespace

ModelState::ModelState(const Model& model, int moments, const at::Device& device)
    : parameters_(model.parameters()),
      float_buffers_(ofType(model.buffers(), at::kFloat)),
      counter_buffers_(ofType(model.buffers(), at::kLong)),
      weights_(layoutOf(parameters_, at::kFloat)),
      buffers_(layoutOf(float_buffers_, at::kFloat)),
      counts_(layoutOf(counter_buffers_, at::kLong)),
      moments_(moments),
      floats_(flatFloats(weights_.size * (1 + moments) + buffers_.size, device)),
      gradients_(flatFloats(weights_.size, device)),
      counters_(counterArray(counts_.size, device)),
      saved_floats_(flatFloats(floats_.numel(), device)),
      saved_counters_(counterArray(counts_.size, device)) {
  layInto(weights_, parameters_, weights(), Contents::kTake);
  layInto(buffers_, float_buffers_, floats_.narrow(0, weights_.size, buffers_.size),
          Contents::kTake);
  layInto(counts_, counter_buffers_, counters_, Contents::kTake);
  layGradients(weights_, parameters_, gradients_);
}

OnlineState ModelState::online() const {
  OnlineState state{floats_.narrow(0, 0, weights_.size + buffers_.size), weights_.size, counters_};
  addSlots(state.slots, weights_, 0, [this](std::size_t i) {
    return parameters_[i].tensor.requires_grad() ? TensorKind::kTrainable : TensorKind::kFrozen;
  });
  addSlots(state.slots, buffers_, weights_.size, [](std::size_t) { return TensorKind::kBuffer; });
  addSlots(state.slots, counts_, 0, [](std::size_t) { return TensorKind::kInteger; });
  return state;
}

std::vector<ModelState::Place> ModelState::places() const {
  std::vector<Place> places;
  const auto add = [&places](const ArenaLayout& layout, std::int64_t begin, bool counter) {
    std::int64_t end = -1;
    for (const Slot& slot : layout.slots) {
      if (slot.offset < end) continue;  // tied
      places.push_back({slot.name, slot.shape, begin + slot.offset, slot.count, counter});
      end = slot.offset + slot.count;
    }
  };
  add(weights_, 0, false);
  add(buffers_, weights_.size, false);
  add(counts_, 0, true);
  return places;
}

at::Tensor ModelState::moment(int index) const {
  if (index >= moments_) return {};
  return floats_.narrow(0, weights_.size * (1 + index) + buffers_.size, weights_.size);
}

void ModelState::bindView(const Model& model, const at::Tensor& floats,
                          const at::Tensor& counters) const {
  layInto(weights_, model.parameters(), floats, Contents::kReplace);
  bindBuffers(model, {floats.narrow(0, weights_.size, buffers_.size), counters});
}

void ModelState::bindBuffers(const Model& model, const BufferArrays& arrays) const {
  const auto buffers = model.buffers();
  layInto(buffers_, ofType(buffers, at::kFloat), arrays.floats, Contents::kReplace);
  layInto(counts_, ofType(buffers, at::kLong), arrays.counters, Contents::kReplace);
}

BufferArrays ModelState::newBuffers() const {
  return {flatFloats(buffers_.size, floats_.device()),
          counterArray(counts_.size, floats_.device())};
}

void ModelState::zeroGradients() {
  if (gradients_.is_cpu()) {
    std::memset(gradients_.mutable_data_ptr(), 0, gradients_.nbytes());
  } else {
    const c10::InferenceMode guard;
    gradients_.zero_();
  }
}

void ModelState::save() {
  const c10::InferenceMode guard;
  copyFlat(saved_floats_, floats_);
  copyFlat(saved_counters_, counters_);
}

void ModelState::restore() {
  const c10::InferenceMode guard;
  copyFlat(floats_, saved_floats_);
  copyFlat(counters_, saved_counters_);
}

BufferArrays ModelState::saved() const {
  return {saved_floats_.narrow(0, 0, weights_.size + buffers_.size), saved_counters_};
}

std::string_view ModelState::firstNonFinite(const at::Tensor& loss, double& value) const {
  if (!floats_.is_cpu()) return firstNonFiniteOnDevice(loss, value);
  value = static_cast<double>(*loss.const_data_ptr<float>());
  const std::int64_t averaged = weights_.size + buffers_.size;
  if (!std::isfinite(value)) return kParts[0];
  if (!below(kInfinity, gradients_, 0, gradients_.numel())) return kParts[1];
  if (!below(kLargestAveraged, floats_, weights_.size, buffers_.size)) return kParts[2];
  if (!below(kLargestAveraged, floats_, 0, weights_.size)) return kParts[3];
  if (!below(kInfinity, floats_, averaged, floats_.numel() - averaged)) return kParts[4];
  return "";
}

// A part's largest magnitude is NaN or infinite if any of its values is. All are read back
// together.
std::string_view ModelState::firstNonFiniteOnDevice(const at::Tensor& loss, double& value) const {
  const c10::InferenceMode guard;
  const auto largest = [this](const at::Tensor& flat) {
    return flat.numel() == 0
               ? at::zeros({}, floats_.options())
               : at::linalg_vector_norm(flat, std::numeric_limits<double>::infinity());
  };
  const std::int64_t moments_begin = weights_.size + buffers_.size;
  const at::Tensor found =
      at::stack({loss, largest(gradients_),
                 largest(floats_.narrow(0, weights_.size, buffers_.size)), largest(weights()),
                 largest(floats_.narrow(0, moments_begin, floats_.numel() - moments_begin))})
          .cpu();
  const float* values = found.const_data_ptr<float>();
  value = static_cast<double>(values[0]);
  for (std::size_t i = 0; i < kParts.size(); ++i) {
    const float limit = i == 2 || i == 3 ? kLargestAveraged : kInfinity;
    if (!(std::abs(values[i]) < limit)) return kParts[i];
  }
  return "";
}

void ModelState::checkBinding() const {
  if (liesIn(weights_, parameters_, floats_) && gradientsLieIn(weights_, parameters_, gradients_)) {
    return;
  }
  throw std::logic_error("the model has replaced one of its weights or gradients");
}

}  // namespace emascope

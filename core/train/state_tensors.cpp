// SPDX-License-Identifier: Apache-2.0
#include "core/train/state_tensors.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include <ATen/ops/empty.h>
#include <ATen/ops/zeros.h>
#include <c10/core/InferenceMode.h>
#include <c10/util/Exception.h>

namespace emascope {
namespace {

ScalarType sealedType(at::ScalarType type) {
  switch (type) {
    case at::kFloat:
      return ScalarType::kF32;
    case at::kHalf:
      return ScalarType::kF16;
    case at::kDouble:
      return ScalarType::kF64;
    case at::kLong:
      return ScalarType::kI64;
    default:
      TORCH_CHECK(false, "no state has tensors of this type");
  }
}

template <typename Size>
std::string shapeText(const std::vector<Size>& shape) {
  std::string text = "[";
  for (const Size size : shape) text += (text.size() == 1 ? "" : ", ") + std::to_string(size);
  return text + "]";
}

std::string formText(ScalarType type, const std::string& shape) {
  return std::string(scalarTypeText(type)) + " " + shape;
}

template <typename Number>
SealedTensor sealedArray(std::string name, ScalarType type, const std::vector<Number>& numbers) {
  return {
      std::move(name),
      type,
      {numbers.size()},
      std::string(reinterpret_cast<const char*>(numbers.data()), numbers.size() * sizeof(Number))};
}

/// Whether its bytes are those of a flat array.
bool isFlat(const SealedTensor& tensor) {
  return tensor.shape.size() == 1 && tensor.bytes.size() % bytesOf(tensor.type) == 0 &&
         tensor.shape.front() == tensor.bytes.size() / bytesOf(tensor.type);
}

template <typename Number>
std::vector<Number> numbersIn(const SealedTensor& tensor) {
  std::vector<Number> numbers(tensor.bytes.size() / sizeof(Number));
  std::memcpy(numbers.data(), tensor.bytes.data(), numbers.size() * sizeof(Number));
  return numbers;
}

}  // namespace

SealedTensor sealedTensor(std::string name, const at::Tensor& tensor) {
  const c10::InferenceMode guard;
  const at::Tensor here = tensor.detach().cpu().contiguous();
  SealedTensor sealed{std::move(name), sealedType(here.scalar_type())};
  for (const std::int64_t size : here.sizes()) {
    sealed.shape.push_back(static_cast<std::uint64_t>(size));
  }
  sealed.bytes.assign(static_cast<const char*>(here.const_data_ptr()), here.nbytes());
  return sealed;
}

SealedTensor sealedNumbers(std::string name, const std::vector<double>& numbers) {
  return sealedArray(std::move(name), ScalarType::kF64, numbers);
}

SealedTensor sealedNumbers(std::string name, const std::vector<std::int64_t>& numbers) {
  return sealedArray(std::move(name), ScalarType::kI64, numbers);
}

void addPlaces(std::vector<SealedTensor>& tensors, const std::string& prefix,
               const std::vector<ModelState::Place>& places, const at::Tensor& floats,
               const at::Tensor& counters) {
  const c10::InferenceMode guard;
  const at::Tensor floats_here = floats.cpu();
  const at::Tensor counters_here = counters.defined() ? counters.cpu() : counters;
  for (const ModelState::Place& place : places) {
    const at::Tensor& flat = place.counter ? counters_here : floats_here;
    tensors.push_back(sealedTensor(prefix + place.name,
                                   flat.narrow(0, place.offset, place.count).view(place.shape)));
  }
}

StateTensors::StateTensors(const std::vector<SealedTensor>& tensors) {
  for (const SealedTensor& tensor : tensors) {
    if (!by_name_.emplace(tensor.name, Entry{&tensor}).second) {
      note("tensor '" + tensor.name + "' appears twice");
    }
  }
}

const SealedTensor* StateTensors::find(const std::string& name, ScalarType type) {
  const auto found = by_name_.find(name);
  if (found == by_name_.end()) {
    note("tensor '" + name + "' is missing in the checkpoint");
    return nullptr;
  }
  found->second.taken = true;
  const SealedTensor* tensor = found->second.tensor;
  if (tensor->type == type) return tensor;
  note("tensor '" + name + "' is " + std::string(scalarTypeText(tensor->type)) +
       " in the checkpoint and " + std::string(scalarTypeText(type)) + " here");
  return nullptr;
}

at::Tensor StateTensors::take(const std::string& name, at::ScalarType type,
                              const std::vector<std::int64_t>& shape) {
  const ScalarType wanted = sealedType(type);
  const SealedTensor* tensor = find(name, wanted);
  if (tensor == nullptr) return {};
  std::size_t bytes = bytesOf(wanted);
  for (const std::int64_t size : shape) bytes *= static_cast<std::size_t>(size);
  const bool same =
      std::ranges::equal(tensor->shape, shape, [](std::uint64_t theirs, std::int64_t ours) {
        return theirs == static_cast<std::uint64_t>(ours);
      });
  if (!same || tensor->bytes.size() != bytes) {
    note("tensor '" + name + "' is " + formText(wanted, shapeText(tensor->shape)) +
         " in the checkpoint and " + formText(wanted, shapeText(shape)) + " here");
    return {};
  }
  at::Tensor copy = at::empty(shape, type);
  if (bytes > 0) std::memcpy(copy.mutable_data_ptr(), tensor->bytes.data(), bytes);
  return copy;
}

std::vector<double> StateTensors::takeDoubles(const std::string& name) {
  const SealedTensor* tensor = find(name, ScalarType::kF64);
  if (tensor == nullptr) return {};
  if (isFlat(*tensor)) return numbersIn<double>(*tensor);
  note("tensor '" + name + "' is not flat");
  return {};
}

std::vector<std::int64_t> StateTensors::takeIntegers(const std::string& name) {
  const SealedTensor* tensor = find(name, ScalarType::kI64);
  if (tensor == nullptr) return {};
  if (isFlat(*tensor)) return numbersIn<std::int64_t>(*tensor);
  note("tensor '" + name + "' is not flat");
  return {};
}

BufferArrays StateTensors::takePlaces(const std::string& prefix,
                                      const std::vector<ModelState::Place>& places,
                                      std::int64_t floats, std::int64_t counters) {
  const c10::InferenceMode guard;
  BufferArrays arrays{at::zeros({floats}, at::kFloat), at::zeros({counters}, at::kLong)};
  for (const ModelState::Place& place : places) {
    const at::Tensor values =
        take(prefix + place.name, place.counter ? at::kLong : at::kFloat, place.shape);
    if (!values.defined()) continue;
    const at::Tensor& flat = place.counter ? arrays.counters : arrays.floats;
    flat.narrow(0, place.offset, place.count).copy_(values.view({place.count}));
  }
  return arrays;
}

void StateTensors::noteRest(std::string_view prefix) {
  std::vector<std::string> rest;
  for (const auto& [name, entry] : by_name_) {
    if (!entry.taken && name.starts_with(prefix)) rest.push_back(name);
  }
  std::ranges::sort(rest);
  for (const std::string& name : rest) {
    note("tensor '" + name + "' of the checkpoint does not exist here");
  }
}

std::string listedDifferences(const std::vector<std::string>& differences, std::size_t most) {
  std::string text;
  for (std::size_t i = 0; i < std::min(most, differences.size()); ++i) {
    text += (i == 0 ? "" : "; ") + differences[i];
  }
  if (differences.size() > most) {
    text += "; and " + std::to_string(differences.size() - most) + " more";
  }
  return text;
}

}  // namespace emascope

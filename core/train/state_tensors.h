// SPDX-License-Identifier: Apache-2.0
//
// Tensors of a saved state: copies of LibTorch's as plain bytes, and back. Reading trusts nothing
// and collects everything that differs, so that one error can list it all.
#pragma once

#include "core/store/sealed_file.h"
#include "core/train/model_state.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <ATen/core/Tensor.h>

namespace emascope {

/// A copy. `tensor` is float32, float16, float64 or int64, on any device.
[[nodiscard]] SealedTensor sealedTensor(std::string name, const at::Tensor& tensor);
/// A copy of a flat array of numbers.
[[nodiscard]] SealedTensor sealedNumbers(std::string name, const std::vector<double>& numbers);
[[nodiscard]] SealedTensor sealedNumbers(std::string name,
                                         const std::vector<std::int64_t>& numbers);

/// Adds one tensor for each of `places`, which are in `floats` and `counters`; their names begin
/// with `prefix`.
void addPlaces(std::vector<SealedTensor>& tensors, const std::string& prefix,
               const std::vector<ModelState::Place>& places, const at::Tensor& floats,
               const at::Tensor& counters);

/// The tensors of a state, each of which is taken once.
class StateTensors {
 public:
  /// `tensors` outlives this.
  explicit StateTensors(const std::vector<SealedTensor>& tensors);

  [[nodiscard]] bool has(const std::string& name) const { return by_name_.contains(name); }
  /// A copy on the CPU. Undefined, with a difference noted, if there is no such tensor or it has
  /// another type or shape.
  [[nodiscard]] at::Tensor take(const std::string& name, at::ScalarType type,
                                const std::vector<std::int64_t>& shape);
  /// The same for a flat array of any length.
  [[nodiscard]] std::vector<double> takeDoubles(const std::string& name);
  [[nodiscard]] std::vector<std::int64_t> takeIntegers(const std::string& name);
  /// What addPlaces() has added, in flat arrays of the given sizes; padding is 0.
  [[nodiscard]] BufferArrays takePlaces(const std::string& prefix,
                                        const std::vector<ModelState::Place>& places,
                                        std::int64_t floats, std::int64_t counters);

  /// Notes the tensors that begin with `prefix` and were not taken.
  void noteRest(std::string_view prefix);
  void note(std::string difference) { differences_.push_back(std::move(difference)); }
  [[nodiscard]] const std::vector<std::string>& differences() const { return differences_; }

 private:
  struct Entry {
    const SealedTensor* tensor = nullptr;
    bool taken = false;
  };
  [[nodiscard]] const SealedTensor* find(const std::string& name, ScalarType type);

  std::unordered_map<std::string, Entry> by_name_;
  std::vector<std::string> differences_;
};

/// "a; b; c", at most `most` of them and how many more there are.
[[nodiscard]] std::string listedDifferences(const std::vector<std::string>& differences,
                                            std::size_t most = 20);

}  // namespace emascope

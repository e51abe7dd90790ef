// SPDX-License-Identifier: Apache-2.0
//
// The tensors of a program, of any type and wherever they lie, beside the flat arrays that are
// averaged: values are read from them into the arrays and written back, and a second set of tensors
// (a copy of the model) can be made views of an average. The program's own tensors keep their
// memory. Refuses sparse and quantised tensors, and a list that has changed since it was laid out.
#pragma once

#include "core/base/result.h"
#include "core/ema/averager.h"
#include "core/ema/tensor_signatures.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <ATen/core/Tensor.h>

namespace emascope {

struct LiveTensor {
  std::string name = {};
  at::Tensor tensor = {};
  TensorKind kind = TensorKind::kTrainable;
};

/// The kind of a parameter or buffer, by its type and requires_grad.
[[nodiscard]] TensorKind kindOf(const at::Tensor& tensor, bool parameter);

/// Refuses what cannot be averaged: sparse and quantised tensors, and none at all.
[[nodiscard]] Status checkLive(const LiveTensor& tensor);

/// What the tensors of a copy hold.
enum class CopyTypes {
  kOnline,   ///< the types and devices of the online model; what is not float32 is rounded
  kFloat32,  ///< the averages as they are kept; complex tensors and integers keep their type
};

/// [trainer-thread]
class LiveTensors {
 public:
  /// Tensors that begin at the same place with the same shape and strides are tied: they share one
  /// average, under the first name. Arrays are made on the device of the first tensor.
  [[nodiscard]] static Result<LiveTensors> layOut(const std::vector<LiveTensor>& tensors);

  [[nodiscard]] const OnlineState& online() const { return online_; }
  /// Name, type and shape as an average is kept, in the order of averaged().
  [[nodiscard]] std::vector<TensorSignature> averageSignatures() const;
  /// The average of tensor `index` within arrays laid out as online(): float32 or int64, in the
  /// tensor's shape; a complex tensor's has a last dimension of 2.
  [[nodiscard]] at::Tensor averageOf(std::size_t index, const at::Tensor& floats,
                                     const at::Tensor& counters) const;
  /// Indices of the tensors that have an average of their own: all that are not tied to one before.
  [[nodiscard]] std::vector<std::size_t> averaged() const;
  [[nodiscard]] std::optional<std::size_t> indexOf(std::string_view name) const;

  /// Ok if `now` is what layOut() saw: names, types, shapes, devices and ties, in that order. The
  /// error tells all that differs.
  [[nodiscard]] Status check(const std::vector<LiveTensor>& now) const;
  /// Ok if `now` has these names, shapes and kinds of number, whatever their types and devices.
  [[nodiscard]] Status checkKinds(const std::vector<LiveTensor>& now) const;
  /// Whether the arrays of both have each tensor at the same place, with the same ties.
  [[nodiscard]] bool laidOutAs(const LiveTensors& other) const;
  /// Name of the first parameter that is trained now and was frozen then; "" if there is none.
  [[nodiscard]] std::string unfrozen(const std::vector<LiveTensor>& now) const;

  /// Values into the arrays of online(). @pre check(now)
  void gather(const std::vector<LiveTensor>& now);
  /// Values of arrays laid out as online() into those tensors whose own, so rounded, differ.
  /// @pre check(now)
  void scatter(const at::Tensor& floats, const at::Tensor& counters,
               const std::vector<LiveTensor>& now) const;

  /// Ok if `copy` has the names and shapes of the tensors here, in that order.
  [[nodiscard]] Status checkCopy(const std::vector<LiveTensor>& copy) const;
  /// What is to be copied into a tensor whenever it is wanted, because it cannot be a view.
  using Refreshes = std::vector<std::pair<at::Tensor, at::Tensor>>;  ///< to, from
  /// Makes the tensors of `copy` views of the average; without gradients. @pre checkCopy(copy)
  [[nodiscard]] Refreshes bind(const std::vector<LiveTensor>& copy, const at::Tensor& floats,
                               const at::Tensor& counters, CopyTypes types) const;

 private:
  struct Place {
    std::string name = {};
    TensorKind kind = TensorKind::kTrainable;
    at::ScalarType type = at::kFloat;
    at::Device device = at::kCPU;
    std::vector<std::int64_t> shape = {};
    std::vector<std::int64_t> average_shape = {};
    std::size_t first = 0;    ///< index of the place it is tied to, or its own
    std::int64_t offset = 0;  ///< in the array of its kind
    std::int64_t count = 0;   ///< values there
    at::Tensor values = {};   ///< view of online_, in average_shape
  };

  LiveTensors() = default;
  void makeArrays();

  std::vector<Place> places_;
  std::map<std::string, std::size_t, std::less<>> by_name_;
  OnlineState online_;
};

void refresh(const LiveTensors::Refreshes& refreshes);

}  // namespace emascope

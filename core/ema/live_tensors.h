// SPDX-License-Identifier: Apache-2.0
//
// Connects a program's tensors, of any type and device, to the flat arrays that are averaged:
// gathers values into the arrays, scatters them back, and makes a second set of tensors (a copy of
// the model) views of an average. The program's tensors keep their memory. Rejects sparse and
// quantized tensors, and a list that has changed since layOut().
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

/// One of the program's tensors.
struct LiveTensor {
  std::string name = {};                     ///< unique in its list
  at::Tensor tensor = {};                    ///< any device, dense
  TensorKind kind = TensorKind::kTrainable;  ///< see kindOf()
};

/// The kind of a parameter or buffer, by its type and requires_grad.
[[nodiscard]] TensorKind kindOf(const at::Tensor& tensor, bool parameter);

/// Fails for tensors that cannot be averaged: sparse, quantized or undefined.
[[nodiscard]] Status checkLive(const LiveTensor& tensor);

/// Types of a copy's tensors.
enum class CopyTypes {
  kOnline,   ///< types and devices of the online model; narrower floats are rounded
  kFloat32,  ///< float32, as the averages are kept; complex and integer types unchanged
};

/// [trainer-thread]
class LiveTensors {
 public:
  /// Tensors with the same start address, shape and strides are tied: they share one average, under
  /// the first name. Arrays are allocated on the first tensor's device.
  [[nodiscard]] static Result<LiveTensors> layOut(const std::vector<LiveTensor>& tensors);

  /// The flat arrays, for an Averager.
  [[nodiscard]] const OnlineState& online() const { return online_; }
  /// Name, type and shape of each kept average, in the order of averaged().
  [[nodiscard]] std::vector<TensorSignature> averageSignatures() const;
  /// The average of tensor `index` within arrays laid out as online(), in the tensor's shape:
  /// float32 or int64; complex tensors get a last dimension of 2.
  [[nodiscard]] at::Tensor averageOf(std::size_t index, const at::Tensor& floats,
                                     const at::Tensor& counters) const;
  /// Indices of the tensors with an average of their own: all that are not tied to an earlier one.
  [[nodiscard]] std::vector<std::size_t> averaged() const;
  /// Index of the tensor with that name in the list given to layOut(), if there is one.
  [[nodiscard]] std::optional<std::size_t> indexOf(std::string_view name) const;

  /// Ok if `now` matches the list given to layOut() in names, types, shapes, devices, ties and
  /// order. The error lists all differences.
  [[nodiscard]] Status check(const std::vector<LiveTensor>& now) const;
  /// Ok if `now` has the same names, shapes and kinds of number; types and devices may differ.
  [[nodiscard]] Status checkKinds(const std::vector<LiveTensor>& now) const;
  /// Whether both lay out each tensor at the same position, with the same ties.
  [[nodiscard]] bool laidOutAs(const LiveTensors& other) const;
  /// Name of the first parameter that was frozen in layOut() and is trained now; "" if there is
  /// none.
  [[nodiscard]] std::string unfrozen(const std::vector<LiveTensor>& now) const;

  /// Copies values into the arrays of online(). @pre check(now)
  void gather(const std::vector<LiveTensor>& now);
  /// The same, except for contiguous float32 tensors on the CPU, which need no copy. Returns the
  /// start of each slot's floats, in the tensor or in online(); null for integers.
  [[nodiscard]] std::vector<const float*> gatherOthers(const std::vector<LiveTensor>& now);
  /// Copies values of arrays laid out as online() into the tensors of `now`. Tensors that already
  /// hold the same values, after rounding to their type, are not written.
  /// @pre check(now)
  void scatter(const at::Tensor& floats, const at::Tensor& counters,
               const std::vector<LiveTensor>& now) const;

  /// Ok if `copy` has the names and shapes of the tensors here, in the same order.
  [[nodiscard]] Status checkCopy(const std::vector<LiveTensor>& copy) const;
  /// Copies to make before each use of a bound copy, for tensors that cannot be views.
  using Refreshes = std::vector<std::pair<at::Tensor, at::Tensor>>;  ///< to, from
  /// Makes the tensors of `copy` views of the average, without gradients. @pre checkCopy(copy)
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
    std::size_t first = 0;    ///< index of the first tensor it is tied to, or its own
    std::int64_t offset = 0;  ///< offset in the array of its kind
    std::int64_t count = 0;   ///< number of values there
    at::Tensor values = {};   ///< view of online_, in average_shape
  };

  LiveTensors() = default;
  void makeArrays();
  static void gatherOne(const Place& place, const at::Tensor& tensor);

  std::vector<Place> places_;
  std::vector<std::size_t> of_slot_;  ///< index of each slot's place
  std::map<std::string, std::size_t, std::less<>> by_name_;
  OnlineState online_;
};

/// Makes the copies that LiveTensors::bind() returned.
void refresh(const LiveTensors::Refreshes& refreshes);

}  // namespace emascope

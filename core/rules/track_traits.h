// SPDX-License-Identifier: Apache-2.0
//
// How a track treats the tensors of a model: which are averaged, which are copied, which are left
// alone, at an update that copies and at one that blends. Libraries differ in this more than in
// their decays. Plain values; the tensors themselves are core/ema's.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

enum class TensorUse {
  kAverage,       ///< e <- beta e + (1 - beta) w
  kCopy,          ///< e <- w
  kIgnore,        ///< e stays
  kTruncate,      ///< integers only: beta e + (1 - beta) w in float32, then truncated toward zero
  kTruncateMean,  ///< integers only: e + (w - e)/n in float32 with n = 1/(1 - beta), truncated
};

/// By kind of tensor. "Transient" buffers are the non-persistent ones, absent from a state_dict.
struct TensorUses {
  TensorUse trainable = TensorUse::kAverage;
  TensorUse frozen = TensorUse::kCopy;  ///< parameters with requires_grad false
  TensorUse buffers = TensorUse::kAverage;
  TensorUse transient_buffers = TensorUse::kAverage;
  TensorUse integers = TensorUse::kCopy;
  TensorUse transient_integers = TensorUse::kCopy;
  friend bool operator==(const TensorUses&, const TensorUses&) = default;
};

inline constexpr TensorUses kCopyAll = {TensorUse::kCopy, TensorUse::kCopy, TensorUse::kCopy,
                                        TensorUse::kCopy, TensorUse::kCopy, TensorUse::kCopy};

/// How the average is made from the online weights.
enum class AverageKind {
  kRecursive,      ///< e <- beta e + (1 - beta) w
  kLastSnapshots,  ///< the mean of the last `snapshots` states; one is taken at each copy or blend
  kBema,  ///< a recursive average, shown plus EmaAction::correction * (w - w at the last copy)
};

struct TrackTraits {
  AverageKind form = AverageKind::kRecursive;
  TensorUses at_copy = kCopyAll;
  TensorUses at_blend = {};
  /// False: copies, and the hard feedback into the model, do not look at name rules (ema-pytorch).
  bool names_at_copy = true;
  /// What a blend copies is copied at a skip too: the library holds none of it, or keeps it in
  /// step.
  bool copies_at_skip = false;
  bool starts_at_zero = false;  ///< the average begins as 0, not as the weights at construction
  bool debias = false;          ///< divided by the weight it has gathered; implies starts_at_zero
  std::int64_t estimate_batches = 0;  ///< > 0: BatchNorm statistics from so many training batches
  std::int64_t snapshots = 0;         ///< for kLastSnapshots
};

/// A key of a track that selects tensors by name, and what becomes of those it selects. A name that
/// several keys select follows the first.
struct NameKey {
  std::string key = {};  ///< "ignore", "ignore_startswith_names"
  TensorUse use = TensorUse::kIgnore;
  bool prefix = false;  ///< the pattern is the beginning of a name; otherwise a shell glob
};

/// As typed: `pattern` under the key `key`.
struct NameSelection {
  std::string key = {};
  std::string pattern = {};
  friend bool operator==(const NameSelection&, const NameSelection&) = default;
};

/// Whether `name` is selected: fnmatch(3) without special treatment of '.' and '/'; "lin.*" is all
/// of lin's.
[[nodiscard]] bool nameMatches(std::string_view pattern, bool prefix, std::string_view name);

/// What `selections` make of `name`; `otherwise` if none of them selects it.
[[nodiscard]] TensorUse useOf(std::string_view name, const std::vector<NameKey>& keys,
                              const std::vector<NameSelection>& selections, TensorUse otherwise);

}  // namespace emascope

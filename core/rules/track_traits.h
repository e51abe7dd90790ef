// SPDX-License-Identifier: Apache-2.0
//
// How a track treats a model's tensors (average, copy or ignore), at updates that copy and at
// updates that blend. Libraries differ in this more than in their decays. Plain values; core/ema
// handles the tensors themselves.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

/// What an update does to the average e of a tensor w.
enum class TensorUse {
  kAverage,       ///< e <- beta e + (1 - beta) w
  kCopy,          ///< e <- w
  kIgnore,        ///< e is unchanged
  kTruncate,      ///< integers only: beta e + (1 - beta) w in float32, then truncated toward zero
  kTruncateMean,  ///< integers only: e + (w - e)/n in float32 with n = 1/(1 - beta), truncated
};

/// Uses by kind of tensor. "Transient" buffers are non-persistent ones, absent from the state_dict.
struct TensorUses {
  TensorUse trainable = TensorUse::kAverage;          ///< parameters with requires_grad true
  TensorUse frozen = TensorUse::kCopy;                ///< parameters with requires_grad false
  TensorUse buffers = TensorUse::kAverage;            ///< floating-point, in the state_dict
  TensorUse transient_buffers = TensorUse::kAverage;  ///< floating-point, not in it
  TensorUse integers = TensorUse::kCopy;              ///< integer, in the state_dict
  TensorUse transient_integers = TensorUse::kCopy;    ///< integer, not in it
  friend bool operator==(const TensorUses&, const TensorUses&) = default;
};

/// Copies every tensor, of whatever kind.
inline constexpr TensorUses kCopyAll = {TensorUse::kCopy, TensorUse::kCopy, TensorUse::kCopy,
                                        TensorUse::kCopy, TensorUse::kCopy, TensorUse::kCopy};

/// How the average is computed from the online weights.
enum class AverageKind {
  kRecursive,      ///< e <- beta e + (1 - beta) w
  kLastSnapshots,  ///< the mean of the last `snapshots` states, taken at each copy or blend
  kBema,           ///< a recursive average plus EmaAction::correction * (w - w at the last copy)
};

/// How a track treats tensors with the current values of its rule.
struct TrackTraits {
  AverageKind kind = AverageKind::kRecursive;  ///< how the average is computed
  TensorUses at_copy = kCopyAll;               ///< at an update that copies
  TensorUses at_blend = {};                    ///< at an update that blends
  /// False: copies, and hard feedback into the model, ignore name rules (ema-pytorch).
  bool names_at_copy = true;
  /// Tensors that a blend copies are copied at a skip, too: the library does not hold them, or
  /// keeps them in sync.
  bool copies_at_skip = false;
  bool starts_at_zero = false;  ///< the average starts at 0, not at the weights at construction
  bool debias = false;          ///< divide by the accumulated weight; implies starts_at_zero
  /// > 0: estimate BatchNorm statistics from that many training batches.
  std::int64_t estimate_batches = 0;
  std::int64_t snapshots = 0;  ///< for kLastSnapshots
};

/// A key under which a track selects tensors by name, and the use of the selected tensors. A name
/// selected by several keys follows the first.
struct NameKey {
  std::string key = {};                ///< "ignore", "ignore_startswith_names"
  TensorUse use = TensorUse::kIgnore;  ///< of the selected tensors
  bool prefix = false;                 ///< the pattern is a name prefix; otherwise a shell glob
};

/// A selection as typed: `pattern` under the key `key`.
struct NameSelection {
  std::string key = {};      ///< one of the rule's NameKey::key
  std::string pattern = {};  ///< a glob or a prefix of tensor names
  friend bool operator==(const NameSelection&, const NameSelection&) = default;
};

/// Whether `pattern` selects `name`, by fnmatch(3) without special treatment of '.' and '/':
/// "lin.*" selects everything in lin.
[[nodiscard]] bool nameMatches(std::string_view pattern, bool prefix, std::string_view name);

/// The use of `name` by `selections`; `otherwise` if none selects it.
[[nodiscard]] TensorUse useOf(std::string_view name, const std::vector<NameKey>& keys,
                              const std::vector<NameSelection>& selections, TensorUse otherwise);

}  // namespace emascope

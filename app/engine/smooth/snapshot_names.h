// SPDX-License-Identifier: Apache-2.0
//
// What the name of a snapshot says: when it was taken, and of which average. A pattern is a text in
// which {step}, {kimg}, {index}, {sigma_rel} and {gamma} stand for numbers and * for any text.
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

struct SnapshotName {
  double step = 0.0;  ///< steps; for {kimg} thousands of images
  std::optional<std::size_t> index = {};
  std::optional<double> sigma_rel = {};
  std::optional<double> gamma = {};
};

/// Immutable.
class SnapshotPattern {
 public:
  /// Refuses a pattern without exactly one of {step} and {kimg}, with more than one of {index},
  /// {sigma_rel} and {gamma}, with two numbers side by side, or with more than two *.
  [[nodiscard]] static Result<SnapshotPattern> parse(std::string_view text, std::string_view where);

  /// What `name` says, which is without its ending (.pt). None if it does not fit the pattern.
  [[nodiscard]] std::optional<SnapshotName> match(std::string_view name) const;

  [[nodiscard]] const std::string& text() const { return text_; }
  /// Whether steps are thousands of images.
  [[nodiscard]] bool inImages() const;
  [[nodiscard]] bool hasIndex() const { return has(Kind::kIndex); }
  /// Whether the names say the width of their average.
  [[nodiscard]] bool hasWidth() const { return has(Kind::kSigmaRel) || has(Kind::kGamma); }

 private:
  enum class Kind { kText, kAny, kStep, kKimg, kIndex, kSigmaRel, kGamma };
  struct Part {
    Kind kind = Kind::kText;
    std::string text = {};
  };
  /// Matches the parts from `part` on against `rest`, whose first byte follows `before`.
  [[nodiscard]] bool matchFrom(std::size_t part, std::string_view rest, char before,
                               SnapshotName& name) const;
  [[nodiscard]] bool has(Kind kind) const;

  std::string text_ = {};
  std::vector<Part> parts_ = {};
};

/// Thousands of images behind the whole number in a name. EDM2 counts images in multiples of 1024
/// and cuts the fraction off; a number that is no such multiple is returned as it is.
[[nodiscard]] double exactKimg(double kimg);

/// `name` without the ending of a file of tensors or of an index of shards, and without the number
/// of a shard: "model" for "model-00001-of-00002.safetensors" and "model.safetensors.index.json".
/// None for files of other names.
[[nodiscard]] std::optional<std::string> snapshotStem(std::string_view name);

}  // namespace emascope

// SPDX-License-Identifier: Apache-2.0
//
// Tracks over files of tensors: the averages of what is averaged, and from which file comes what is
// copied or left.
#pragma once

#include "app/engine/fixed_elements.h"
#include "app/engine/smooth_plan.h"
#include "app/engine/tensor_pieces.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace emascope {

class CheckpointAverage {
 public:
  /// `parts` are all tensors of the files, as partsOfTensors() has them.
  CheckpointAverage(const SmoothPlan& plan, std::vector<BankPart> parts);

  /// The state of checkpoint number `number`, the next; a line on what each track did, or none if
  /// it was the state at construction.
  [[nodiscard]] Result<std::string> take(std::size_t number);

  /// Ok if there is something to write.
  [[nodiscard]] Status checkTaken() const;
  /// What the track makes of the tensors, written behind the header of the last file.
  [[nodiscard]] Status write(std::size_t track, const std::string& path,
                             std::vector<SafetensorsWriter>& writers);

 private:
  /// Which checkpoints a track's copied and ignored tensors are from.
  struct Origins {
    std::size_t copied = 0;     ///< the last that copied what a blend copies
    std::size_t last_copy = 0;  ///< the last that was copied whole, or the first
  };

  [[nodiscard]] Result<std::unique_ptr<TensorSource>> open(std::size_t number) const;
  [[nodiscard]] Result<std::string> nonFinite(const TensorSource& source);
  [[nodiscard]] Result<bool> isFixed(const std::string& tensor, std::size_t element);
  using Into =
      std::function<void(std::size_t part, std::size_t first, std::span<const double> numbers)>;
  /// Hands on all tensors of a file, in pieces.
  [[nodiscard]] Status bring(const TensorSource& source, const Into& into);
  [[nodiscard]] Status update(std::size_t number, const TensorSource& source,
                              const std::string& bad);
  [[nodiscard]] Status reseed();
  void noteOrigins(std::size_t number);
  [[nodiscard]] std::string words(std::size_t number, const std::string& bad) const;
  [[nodiscard]] Status writeAveraged(std::size_t track, std::size_t part, const TensorInfo& tensor,
                                     SafetensorsWriter& writer);
  [[nodiscard]] Status writeFrom(std::size_t number, const std::string& tensor,
                                 SafetensorsWriter& writer);
  /// The checkpoint that a tensor's bytes are from; none: it is averaged.
  [[nodiscard]] std::optional<std::size_t> originOf(std::size_t track, std::size_t part) const;

  std::vector<Checkpoint> checkpoints_;
  TensorOptions options_;
  bool first_is_initial_;
  bool skip_non_finite_;
  TrackBank bank_;
  TensorIndex part_of_ = {};                 ///< orders may differ
  std::vector<Origins> origins_;             ///< by track
  std::optional<FixedElements> fixed_ = {};  ///< found when first needed
  std::optional<std::size_t> first_ = {};    ///< the first that was taken
  std::optional<std::size_t> last_ = {};     ///< the last that was taken
  TensorPieces pieces_ = {};
  std::vector<std::byte> bytes_ = {};
  std::vector<double> numbers_ = {};
};

}  // namespace emascope

// SPDX-License-Identifier: Apache-2.0
//
// Averages files of tensors by several tracks. Keeps the averages, and for copied or ignored
// tensors the file that they come from.
#pragma once

#include "app/engine/smooth/fixed_elements.h"
#include "app/engine/smooth/smooth_plan.h"
#include "app/engine/smooth/tensor_pieces.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace emascope {

class CheckpointAverage {
 public:
  /// `parts` are all tensors of the files, from partsOfTensors().
  CheckpointAverage(const SmoothPlan& plan, std::vector<BankPart> parts);

  /// Averages the next checkpoint, which has the index `number`. Returns a line that says what each
  /// track did, empty for the state at construction.
  [[nodiscard]] Result<std::string> take(std::size_t number);

  /// Ok if every track has something to write.
  [[nodiscard]] Status checkTaken() const;
  /// Writes the tensors of the track, with the header of the last file. The caller commits the
  /// file.
  [[nodiscard]] Result<SafetensorsWriter> write(std::size_t track, const std::string& path);

 private:
  /// The checkpoints that the copied and ignored tensors of a track come from.
  struct Origins {
    std::size_t copied = 0;     ///< the last whose update copied the tensors that a blend copies
    std::size_t last_copy = 0;  ///< the last that was copied completely, or the first
  };

  [[nodiscard]] Result<std::unique_ptr<TensorSource>> open(std::size_t number) const;
  [[nodiscard]] Result<std::string> nonFinite(const TensorSource& source);
  [[nodiscard]] Result<bool> isFixed(const std::string& tensor, std::size_t element);
  using Into =
      std::function<void(std::size_t part, std::size_t first, std::span<const double> numbers)>;
  /// Passes all tensors of a file to `into`, in pieces.
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
  /// The checkpoint that a tensor's bytes come from; none if it is averaged.
  [[nodiscard]] std::optional<std::size_t> originOf(std::size_t track, std::size_t part) const;

  std::vector<WeightsCheckpoint> checkpoints_;
  TensorOptions options_;
  bool first_is_initial_;
  bool skip_non_finite_;
  TrackBank bank_;
  TensorIndex part_of_ = {};                 ///< files may order their tensors differently
  std::vector<Origins> origins_;             ///< by track
  std::optional<FixedElements> fixed_ = {};  ///< computed when first needed
  std::optional<std::size_t> first_ = {};    ///< the first one used
  std::optional<std::size_t> last_ = {};     ///< the last one used
  TensorPieces pieces_ = {};
  std::vector<std::byte> bytes_ = {};
  std::vector<double> numbers_ = {};
};

}  // namespace emascope

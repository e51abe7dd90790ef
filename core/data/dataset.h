// SPDX-License-Identifier: Apache-2.0
//
// A user's data set, independent of its file format: the number and shape of the samples, their
// targets, and the float32 numbers of any sample on request. Targets are in memory; samples may
// still be in the file. Does not depend on LibTorch. Data that cannot be trained on (one sample,
// one class, labels out of range) is refused before a Dataset is made.
#pragma once

#include "core/base/result.h"
#include "core/data/table_column.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace emascope {

enum class TaskKind { kClassification, kRegression };
enum class Split : std::uint8_t { kTrain, kValidation, kTest };
/// Treatment of samples with exactly the same numbers as another; see duplicates.h.
enum class Duplicates { kKeep, kDrop, kRefuse };

/// A folder of pictures of one split, relative to the data set's folder.
struct SplitFolder {
  Split split = Split::kTrain;
  std::string folder = {};
};

struct DatasetHead;

struct DataOptions {
  std::string path = {};
  std::string target = {};  ///< column or member, by name or number from 1; empty: default
  std::string labels = {};  ///< file with the targets, if `path` has none
  /// Validation or test samples in separate files, read like `path`.
  struct Others {
    std::string path = {};    ///< empty: none
    std::string labels = {};  ///< as above
  };
  Others validation = {};
  Others test = {};
  /// Columns or arrays to leave out. With several files, each must be in one of them.
  std::vector<std::string> ignore = {};
  std::string split_column = {};             ///< column with train, validation or test
  std::optional<TaskKind> task = {};         ///< none: determined from the targets
  std::optional<std::int64_t> classes = {};  ///< labels are 0 to classes - 1, including absent ones
  enum class Header { kAuto, kYes, kNo } header = Header::kAuto;
  /// Separator of a table's columns; ' ' means any run of spaces and tabs. None: detected from the
  /// file.
  std::optional<char> delimiter = {};
  std::optional<bool> decimal_comma = {};  ///< in a table's numbers; none: detected
  enum class Texts { kAuto, kOneHot, kOrdinal } texts = Texts::kAuto;  ///< their encoding
  /// Head of the training data if this is a validation or test file, which is read with its codes
  /// and offsets.
  const DatasetHead* alike = nullptr;
  /// Axis order of an array's samples (n: samples, h: rows, w: columns, c: channels). kAuto: see
  /// axis_order.h; kAsIs: not pictures.
  enum class Layout { kAuto, kNhwc, kNchw, kNhw, kAsIs } layout = Layout::kAuto;
  std::vector<std::string> arrays = {};  ///< roles in an archive: "train.x=NAME", see npz_roles.h
  bool impute = false;                   ///< reads missing numbers as NaN instead of refusing them
  bool skip_corrupt = false;             ///< leaves out unreadable samples instead of refusing them
  std::uint32_t image_size = 0;      ///< side in pixels; 0: that of the images, if all are equal
  std::uint32_t image_channels = 0;  ///< 1 or 3; 0: 1 if all images are gray
  std::uint64_t memory_budget = std::uint64_t{2} << 30U;  ///< memory limit of a source, in bytes
  /// Picture folders that are splits; empty: none are. Not set: determined by their names.
  std::optional<std::vector<SplitFolder>> splits = {};
  Duplicates duplicates = Duplicates::kKeep;

  /// Whether validation or test samples are in separate files.
  [[nodiscard]] bool ofSeveralFiles() const {
    return !validation.path.empty() || !test.path.empty();
  }
};

struct Targets {
  TaskKind task = TaskKind::kClassification;
  std::string name = {};
  std::vector<std::string> classes = {};  ///< names by label; sorted, numbers numerically
  std::vector<std::int64_t> labels = {};  ///< classification: one per sample, below classes.size()
  std::vector<float> values = {};         ///< regression: [samples][width], finite
  std::size_t width = 1;                  ///< numbers per sample in `values`
  bool classes_said = false;              ///< by their number: some may have no sample
  bool classes_guessed = false;           ///< from whole numbers of which few differ
  /// Regression: what was subtracted of each of `width` numbers in double, before they became
  /// float32; empty: nothing.
  std::vector<double> offsets = {};
  /// Target `index` as in the file. @pre regression
  [[nodiscard]] double value(std::uint64_t index) const {
    return double{values[index]} + (offsets.empty() ? 0.0 : offsets[index % width]);
  }
};

/// Everything in a Dataset except the samples' numbers.
struct DatasetHead {
  std::string path = {};
  std::string format = {};
  std::vector<std::uint64_t> shape = {};   ///< of a sample; pictures: [channels, rows, columns]
  std::vector<std::string> features = {};  ///< names, if each number of a sample has one
  std::vector<TableColumn> columns = {};   ///< of a table; the features are made from them
  /// Offsets that read() subtracts from a sample's numbers, in double, before they become float32:
  /// one for each feature group, or for each number; see offsetOf(). Add them only for display.
  /// Empty: none.
  std::vector<double> offsets = {};
  Targets targets = {};
  std::vector<Split> splits = {};  ///< of each sample, if the files define splits; else empty
  std::vector<std::string> left_out = {};  ///< samples left out as unusable
  /// Names in DataOptions::ignore that the file does not have, if there are several files.
  std::vector<std::string> not_ignored = {};
  /// Non-obvious decisions made while reading, and findings that deserve attention. Each is a
  /// sentence without a period: "arrays are rows x columns x 3, read as channels-last".
  std::vector<std::string> notes = {};
  /// The first axis is a guessed channel axis of length 1; see Dataset::dropChannel().
  bool channel_guessed = false;

  /// The offset of number `index` of a sample with `numbers` numbers.
  [[nodiscard]] double offsetOf(std::size_t index, std::size_t numbers) const {
    return offsets.empty() ? 0.0 : offsets[index / (numbers / offsets.size())];
  }
};

class Dataset {
 public:
  virtual ~Dataset() = default;
  Dataset(const Dataset&) = delete;
  Dataset& operator=(const Dataset&) = delete;

  [[nodiscard]] const DatasetHead& head() const { return head_; }
  [[nodiscard]] std::uint64_t size() const { return stored_.size(); }
  [[nodiscard]] std::size_t sampleFloats() const { return sample_floats_; }  ///< product of shape

  /// Reads the numbers of sample `index` minus head().offsets; missing ones are NaN. Errors name
  /// the file and place. Infinite numbers are errors, and missing ones unless allowed.
  /// [any-thread], also concurrently.
  /// @pre index < size(), sample.size() == sampleFloats()
  [[nodiscard]] Status read(std::uint64_t index, std::span<float> sample) const;
  /// Human-readable origin of sample `index`: "line 7", "cat/12.png".
  [[nodiscard]] std::string place(std::uint64_t index) const;

  /// Removes samples. @pre `indices` are below size() and ascending
  void leaveOut(std::span<const std::uint64_t> indices);
  /// Sets whether read() accepts NaN as a missing number. Default: refused.
  void allowMissing(bool allowed) { missing_allowed_ = allowed; }
  /// Removes the guessed channel axis, so that the shape is [rows, columns]. The numbers do not
  /// change.
  /// @pre head().channel_guessed
  void dropChannel();
  /// Adds a sentence to head().notes.
  void note(std::string sentence);
  /// Sets head().not_ignored.
  void lacksIgnored(std::vector<std::string> names) { head_.not_ignored = std::move(names); }

  /// Makes a table's texts that occur in none of the samples `training` unknown, since nothing can
  /// be learned about them. Adds a note with the number of samples that have such texts. @pre
  /// `training` are below size()
  void knowTextsOf(std::span<const std::uint64_t> training);

  /// Whether a text is known, by column of the head and by code.
  using KnownTexts = std::vector<std::vector<bool>>;
  /// Marks the texts of sample `index` as known.
  void markTexts(std::uint64_t index, KnownTexts& known) const {
    markStored(stored_[index], known);
  }
  /// Makes texts that are not `known` unknown. Adds the number of samples with such texts to
  /// `counts`, by column.
  virtual void forgetTexts(const KnownTexts& /*known*/, std::vector<std::uint64_t>& /*counts*/) {}

 protected:
  /// @pre head.targets has `samples` entries; head.splits has as many or none
  Dataset(DatasetHead head, std::uint64_t samples);

 private:
  [[nodiscard]] virtual Status readStored(std::uint64_t stored, std::span<float> sample) const = 0;
  [[nodiscard]] virtual std::string storedPlace(std::uint64_t stored) const = 0;
  virtual void markStored(std::uint64_t /*stored*/, KnownTexts& /*known*/) const {}
  [[nodiscard]] Status checkNumbers(std::uint64_t index, std::span<const float> sample) const;

  DatasetHead head_;
  std::size_t sample_floats_ = 1;
  bool missing_allowed_ = false;
  std::vector<std::uint64_t> stored_;  ///< index in the file of each sample
};

/// "3 x 32 x 32"
[[nodiscard]] std::string shapeWords(std::span<const std::uint64_t> shape);

/// Number of groups of a sample's numbers that share a meaning: each number of a table row, each
/// channel of [channels, rows, columns]; otherwise, and beyond 100,000 numbers, a single group.
/// Groups are consecutive and of equal size.
[[nodiscard]] std::size_t featureGroups(std::span<const std::uint64_t> shape);

/// Number of floats of a sample. Refuses axes of length 0 and more than kMostSampleFloats.
[[nodiscard]] Result<std::size_t> countSampleFloats(std::span<const std::uint64_t> shape,
                                                    const std::string& where);
inline constexpr std::uint64_t kMostSampleFloats = std::uint64_t{1} << 26U;

}  // namespace emascope

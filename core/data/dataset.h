// SPDX-License-Identifier: Apache-2.0
//
// A set of samples that somebody brought along, whatever file it came from: how many there are, of
// what shape, what is to be learned of each, and the float32 numbers of any one on request. Targets
// are in memory; samples may still be in the file. Knows no LibTorch. What cannot be trained on
// (one sample, one class, labels out of range) has been refused before there is a Dataset.
#pragma once

#include "core/base/result.h"
#include "core/data/table_column.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace emascope {

enum class TaskKind { kClassification, kRegression };
enum class Part : std::uint8_t { kTrain, kValidation, kTest };
/// What becomes of samples whose numbers are the same as another's; see duplicates.h.
enum class Duplicates { kKeep, kDrop, kRefuse };

/// A folder of pictures of one part, relative to the data set's folder.
struct PartFolder {
  Part part = Part::kTrain;
  std::string folder = {};
};

struct DatasetHead;

struct DataOptions {
  std::string path = {};
  std::string target = {};  ///< column or member, by name or by number from 1; empty: the source's
  std::string labels = {};  ///< file with the targets, where `path` has none
  /// Samples that validate or test, in files of their own, read as `path` is.
  struct Others {
    std::string path = {};    ///< empty: none
    std::string labels = {};  ///< as above
  };
  Others validation = {};
  Others test = {};
  std::vector<std::string> ignore = {};      ///< columns that are left out
  std::string split_column = {};             ///< says train, validation or test in each row
  std::optional<TaskKind> task = {};         ///< none: from what the targets are
  std::optional<std::int64_t> classes = {};  ///< labels are 0 to classes - 1, also absent ones
  enum class Header { kAuto, kYes, kNo } header = Header::kAuto;
  /// Between a table's columns; ' ' stands for any run of blanks and tabs. None: told from the
  /// file.
  std::optional<char> delimiter = {};
  std::optional<bool> decimal_comma = {};  ///< in a table's numbers. None: told from the file
  enum class Texts { kAuto, kOneHot, kOrdinal } texts = Texts::kAuto;  ///< a table's, as numbers
  /// The training samples' head, where this is a file of others: read with its codes and offsets.
  const DatasetHead* alike = nullptr;
  /// The axes of an array's samples: rows, columns and channels in this order. kAuto: see
  /// axis_order.h; kAsIs: no pictures.
  enum class Layout { kAuto, kNhwc, kNchw, kNhw, kAsIs } layout = Layout::kAuto;
  std::vector<std::string> arrays = {};  ///< of an archive: "train.x=NAME", see npz_roles.h
  bool impute = false;                   ///< missing numbers are read as NaN and not refused
  bool skip_corrupt = false;         ///< samples that cannot be read are left out and not refused
  std::uint32_t image_size = 0;      ///< side in pixels; 0: that of the images, if all have one
  std::uint32_t image_channels = 0;  ///< 1 or 3; 0: 1 if all images are gray
  std::uint64_t memory_budget = std::uint64_t{2} << 30U;  ///< bytes a source may hold
  /// Folders of pictures that are parts; empty: no folder is one. None: by their names.
  std::optional<std::vector<PartFolder>> parts = {};
  Duplicates duplicates = Duplicates::kKeep;
};

struct Targets {
  TaskKind task = TaskKind::kClassification;
  std::string name = {};
  std::vector<std::string> classes = {};  ///< by label; sorted, numbers as numbers
  std::vector<std::int64_t> labels = {};  ///< classification: one a sample, below classes.size()
  std::vector<float> values = {};         ///< regression: [samples][width], finite
  std::size_t width = 1;                  ///< of values
  bool classes_said = false;              ///< by their number: some may have no sample
  /// Regression: what was subtracted of each of `width` numbers in double, before they became
  /// float32; empty: nothing.
  std::vector<double> offsets = {};
  /// The file's number. @pre regression
  [[nodiscard]] double value(std::uint64_t index) const {
    return double{values[index]} + (offsets.empty() ? 0.0 : offsets[index % width]);
  }
};

/// All of a Dataset but its samples' numbers.
struct DatasetHead {
  std::string path = {};
  std::string format = {};
  std::vector<std::uint64_t> shape = {};   ///< of a sample; [channels, rows, columns] of a picture
  std::vector<std::string> features = {};  ///< names, where each number of a sample has one
  std::vector<TableColumn> columns = {};   ///< of a table: what the features are made of
  /// What read() subtracts of each feature group's numbers, in double, before they become float32:
  /// to be added for people alone. Empty: nothing.
  std::vector<double> offsets = {};
  Targets targets = {};
  std::vector<Part> parts = {};            ///< of each sample, if the files say so; else empty
  std::vector<std::string> left_out = {};  ///< what could not be used, and was asked to be skipped
  /// How the files were read where it was not obvious, and what deserves a second look. Each is a
  /// sentence without its full stop: "arrays are rows x columns x 3, read as channels-last".
  std::vector<std::string> notes = {};
  /// The first axis, of one channel, was added by a guess: see Dataset::dropChannel().
  bool channel_guessed = false;
};

class Dataset {
 public:
  virtual ~Dataset() = default;
  Dataset(const Dataset&) = delete;
  Dataset& operator=(const Dataset&) = delete;

  [[nodiscard]] const DatasetHead& head() const { return head_; }
  [[nodiscard]] std::uint64_t size() const { return stored_.size(); }
  [[nodiscard]] std::size_t sampleFloats() const { return sample_floats_; }  ///< product of shape

  /// The numbers of sample `index`, less head().offsets; NaN where one is missing. An error names
  /// the file and place: also of a number that is infinite, or missing where that was not allowed.
  /// [any-thread], also at the same time.
  /// @pre index < size(), sample.size() == sampleFloats()
  [[nodiscard]] Status read(std::uint64_t index, std::span<float> sample) const;
  /// Where sample `index` comes from, for people: "line 7", "cat/12.png".
  [[nodiscard]] std::string place(std::uint64_t index) const;

  /// @pre `indices` are below size() and rise
  void leaveOut(std::span<const std::uint64_t> indices);
  /// Whether a NaN is a missing number, and not refused by read(). It is, to begin with, refused.
  void allowMissing(bool allowed) { missing_allowed_ = allowed; }
  /// Takes the guessed channel of the shape away: [rows, columns] again. The numbers stay.
  /// @pre head().channel_guessed
  void dropChannel();
  /// Adds to head().notes.
  void note(std::string sentence);

  /// Texts of a table's columns that none of the samples `training` has are unknown from now on:
  /// what is learned of them could only be chance. How many samples have such texts is noted in the
  /// head. @pre `training` are below size()
  void knowTextsOf(std::span<const std::uint64_t> training);

  /// By column of the head and by code: whether a text is known.
  using KnownTexts = std::vector<std::vector<bool>>;
  /// Marks the texts of sample `index` as known.
  void markTexts(std::uint64_t index, KnownTexts& known) const {
    markStored(stored_[index], known);
  }
  /// Makes unknown what is not `known`; adds the samples with such texts to `counts`, by column.
  virtual void forgetTexts(const KnownTexts& /*known*/, std::vector<std::uint64_t>& /*counts*/) {}

 protected:
  /// @pre head.targets have `samples` entries, head.parts too or none
  Dataset(DatasetHead head, std::uint64_t samples);

 private:
  [[nodiscard]] virtual Status readStored(std::uint64_t stored, std::span<float> sample) const = 0;
  [[nodiscard]] virtual std::string storedPlace(std::uint64_t stored) const = 0;
  virtual void markStored(std::uint64_t /*stored*/, KnownTexts& /*known*/) const {}
  [[nodiscard]] Status checkNumbers(std::uint64_t index, std::span<const float> sample) const;

  DatasetHead head_;
  std::size_t sample_floats_ = 1;
  bool missing_allowed_ = false;
  std::vector<std::uint64_t> stored_;  ///< which of the file's samples each one is
};

/// "3 x 32 x 32"
[[nodiscard]] std::string shapeWords(std::span<const std::uint64_t> shape);

/// Groups of a sample's numbers that mean the same: each number of a table's row, each channel of
/// [channels, rows, columns]; else, and beyond 100,000 numbers, all are one. The groups are of one
/// size and lie one behind the other.
[[nodiscard]] std::size_t featureGroups(std::span<const std::uint64_t> shape);

/// Floats of one sample. Refuses axes of length 0 and what is beyond kMostSampleFloats.
[[nodiscard]] Result<std::size_t> countSampleFloats(std::span<const std::uint64_t> shape,
                                                    const std::string& where);
inline constexpr std::uint64_t kMostSampleFloats = std::uint64_t{1} << 26U;

}  // namespace emascope

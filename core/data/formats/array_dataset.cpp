// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/array_dataset.h"

#include "core/base/counted.h"
#include "core/base/missing_words.h"
#include "core/base/numbers.h"
#include "core/data/axis_order.h"
#include "core/data/formats/array_offsets.h"
#include "core/data/formats/csv_table.h"
#include "core/data/formats/idx.h"
#include "core/data/formats/target_column.h"
#include "core/data/option_use.h"
#include "core/data/source.h"
#include "core/series/npy_header.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <limits>
#include <string_view>
#include <utility>

namespace emascope {
namespace {

constexpr std::string_view kMember = ", member ";

/// Name of an archive member, or of the file without its folder.
std::string shortName(const RawArray& array) {
  const auto member = array.name().rfind(kMember);
  if (member != std::string::npos) return array.name().substr(member + kMember.size());
  return std::filesystem::path(array.name()).filename();
}

class ArrayDataset : public Dataset {
 public:
  ArrayDataset(DatasetHead head, std::vector<ArraySegment> segments,
               std::optional<std::uint64_t> target_column, std::uint64_t samples)
      : Dataset(std::move(head), samples),
        segments_(std::move(segments)),
        target_column_(target_column) {}

 private:
  struct Place {
    const ArraySegment* segment;
    std::uint64_t row;
  };
  [[nodiscard]] Place find(std::uint64_t stored) const {
    const ArraySegment* segment = segments_.data();
    while (stored >= segment->samples.layout().rows) {
      stored -= segment->samples.layout().rows;
      ++segment;
    }
    return {segment, stored};
  }

  [[nodiscard]] Status readStored(std::uint64_t stored, std::span<float> sample) const override {
    const auto [segment, row] = find(stored);
    std::vector<double> numbers(sample.size() + (target_column_ ? 1 : 0));
    if (auto status = segment->samples.readRow(row, numbers); !status) return status;
    std::size_t next = 0;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      if (target_column_ == i) continue;
      sample[next] = static_cast<float>(numbers[i] - head().offsetOf(next, sample.size()));
      ++next;
    }
    return Ok{};
  }
  [[nodiscard]] std::string storedPlace(std::uint64_t stored) const override {
    const auto [segment, row] = find(stored);
    const std::string place = "sample " + std::to_string(row + 1);
    return segments_.size() == 1 ? place : shortName(segment->samples) + ": " + place;
  }

  std::vector<ArraySegment> segments_;
  std::optional<std::uint64_t> target_column_;
};

/// Gathers the targets of all segments.
class Gathering {
 public:
  Gathering(const std::string& path, const std::vector<ArraySegment>& segments,
            const DataOptions& options)
      : path_(path), segments_(segments), options_(options) {}

  Status check() {
    const ArrayLayout& first = segments_.front().samples.layout();
    for (const ArraySegment& segment : segments_) {
      const ArrayLayout& samples = segment.samples.layout();
      if (samples.shape != first.shape) {
        return Error{segment.samples.name(), "has samples of " + shapeWords(samples.shape),
                     shapeWords(first.shape) + ", as " + segments_.front().samples.name()};
      }
      if (segment.targets && segment.targets->layout().rows != samples.rows) {
        return Error{segment.targets->name(),
                     "has " + counted(segment.targets->layout().rows, "target", "targets") +
                         " for " + counted(samples.rows, "sample", "samples"),
                     "one target per sample"};
      }
      if (__builtin_add_overflow(samples_, samples.rows, &samples_)) samples_ = UINT64_MAX;
    }
    // Bytes kept per sample: target as number and as label, and place.
    constexpr std::uint64_t kKept = 32;
    if (samples_ > options_.memory_budget / kKept) {
      return Error{path_, "has " + std::to_string(samples_) + " samples",
                   "at most " + std::to_string(options_.memory_budget / kKept) + "; see --memory"};
    }
    return segments_.front().targets ? Status(Ok{}) : chooseColumn(first);
  }

  Result<Targets> targets() {
    const std::string name = segments_.front().targets ? shortName(*segments_.front().targets)
                                                       : "column " + std::to_string(*column_ + 1);
    const RawArray& first = source(segments_.front());
    const std::uint64_t width = column_ ? 1 : first.layout().rowNumbers();
    if (width > 1) return wideTargets(name, width);
    TargetColumn column;
    std::vector<double> numbers(first.layout().rowNumbers());
    std::vector<std::uint64_t> kept;
    std::uint64_t index = 0;
    for (const ArraySegment& segment : segments_) {
      for (std::uint64_t row = 0; row < segment.samples.layout().rows; ++row, ++index) {
        if (auto status = source(segment).readRow(row, numbers); !status) return status.error();
        const double number = numbers[column_.value_or(0)];
        if (leaveOut(number, index, source(segment), row)) continue;
        column.addNumber(number);
        kept.push_back(index);
      }
    }
    if (auto status = checkLeftOut(); !status) return status.error();
    auto targets =
        column.finish(name, options_, source(segments_.front()).name(),
                      [&kept](std::uint64_t i) { return "sample " + std::to_string(kept[i] + 1); });
    if (!targets) return targets;
    // Bytes are what labels are stored in.
    if (first.layout().type == ScalarType::kU8) targets.value().classes_guessed = false;
    if (!left_out_.empty()) fillUp(kept, targets.value());
    return targets;
  }

  /// Samples without a target, which have any until they are left out; rising.
  [[nodiscard]] const std::vector<std::uint64_t>& leftOut() const { return left_out_; }
  [[nodiscard]] const std::vector<Error>& whyLeftOut() const { return why_left_out_; }
  [[nodiscard]] std::uint64_t samples() const { return samples_; }
  [[nodiscard]] std::optional<std::uint64_t> column() const { return column_; }

 private:
  [[nodiscard]] static const RawArray& source(const ArraySegment& segment) {
    return segment.targets ? *segment.targets : segment.samples;
  }

  /// If `number`, a target, is none.
  bool leaveOut(double number, std::uint64_t index, const RawArray& array, std::uint64_t row) {
    if (std::isfinite(number)) return false;
    left_out_.push_back(index);
    why_left_out_.push_back(
        {array.name(),
         "sample " + std::to_string(row + 1) + ": the target " +
             (std::isnan(number) ? "is missing (NaN)" : "is infinite"),
         "a finite target for each sample; --skip-corrupt leaves such samples out"});
    return true;
  }

  [[nodiscard]] Status checkLeftOut() const {
    if (left_out_.empty() || options_.skip_corrupt) return Ok{};
    Error error = why_left_out_.front();
    const std::size_t more = left_out_.size() - 1;
    if (more == 1) error.why += ", and that of 1 more sample";
    if (more > 1) error.why += ", and those of " + std::to_string(more) + " more samples";
    return error;
  }

  /// Gives the samples that are not `kept` a target, so that each has one.
  void fillUp(const std::vector<std::uint64_t>& kept, Targets& targets) const {
    const auto fill = [&]<typename T>(std::vector<T>& values) {
      if (values.empty()) return;
      std::vector<T> all(samples_);
      for (std::size_t i = 0; i < kept.size(); ++i) all[kept[i]] = values[i];
      values = std::move(all);
    };
    fill(targets.labels);
    fill(targets.values);
  }

  Status chooseColumn(const ArrayLayout& layout) {
    if (layout.shape.size() != 1 || layout.shape.front() < 2) {
      return Error{path_, "has samples of " + shapeWords(layout.shape) + " and no targets",
                   "a table with a target column, or --labels FILE"};
    }
    if (options_.target.empty()) {
      column_ = layout.shape.front() - 1;
      return Ok{};
    }
    const auto number = parseInteger(options_.target, "--target");
    if (!number || *number < 1 || static_cast<std::uint64_t>(*number) > layout.shape.front()) {
      return Error{path_, "has no column '" + options_.target + "'",
                   "1 to " + std::to_string(layout.shape.front())};
    }
    column_ = static_cast<std::uint64_t>(*number) - 1;
    return Ok{};
  }

  Status chooseOffsets(std::vector<double>& offsets, std::uint64_t width) const {
    if (options_.alike != nullptr) {
      // Another width is refused later, by both files' names.
      if (options_.alike->targets.width == width) offsets = options_.alike->targets.offsets;
      return Ok{};
    }
    std::vector<const RawArray*> arrays;
    for (const ArraySegment& segment : segments_) arrays.push_back(&*segment.targets);
    auto found = arrayOffsets(arrays, {.count = width}, std::nullopt);
    if (!found) return found.error();
    offsets = std::move(found).value();
    return Ok{};
  }

  Result<Targets> wideTargets(const std::string& title, std::uint64_t width) {
    const std::string& name = segments_.front().targets->name();
    if (auto status = checkMask(segments_.front().targets->layout(), name); !status) {
      return status.error();
    }
    Targets targets;
    targets.task = TaskKind::kRegression;
    targets.name = title;
    targets.width = width;
    if (options_.task == TaskKind::kClassification) {
      return Error{name, "has " + std::to_string(width) + " numbers per sample",
                   "one label per sample, or --task regression"};
    }
    if (samples_ > options_.memory_budget / sizeof(float) / width) {
      return Error{name, "does not fit the memory budget", "a file that fits --memory"};
    }
    for (const ArraySegment& segment : segments_) {
      if (segment.targets->layout().rowNumbers() == width) continue;
      return Error{segment.targets->name(), "has targets of a different shape",
                   std::to_string(width) + " numbers per sample"};
    }
    if (auto status = chooseOffsets(targets.offsets, width); !status) return status.error();
    std::vector<double> numbers(width);
    std::uint64_t index = 0;
    for (const ArraySegment& segment : segments_) {
      for (std::uint64_t row = 0; row < segment.samples.layout().rows; ++row, ++index) {
        if (auto status = segment.targets->readRow(row, numbers); !status) return status.error();
        const auto none =
            std::ranges::find_if(numbers, [](double number) { return !std::isfinite(number); });
        if (none != numbers.end() && leaveOut(*none, index, *segment.targets, row)) {
          targets.values.insert(targets.values.end(), width, 0.0F);
          continue;
        }
        for (std::size_t i = 0; i < width; ++i) {
          const double offset = targets.offsets.empty() ? 0.0 : targets.offsets[i];
          targets.values.push_back(static_cast<float>(numbers[i] - offset));
          if (std::isfinite(targets.values.back())) continue;
          return Error{segment.targets->name(),
                       "sample " + std::to_string(row + 1) + " is not finite in float32",
                       "finite numbers"};
        }
      }
    }
    if (auto status = checkLeftOut(); !status) return status.error();
    if (!options_.task && std::ranges::all_of(targets.values, isZeroOrOne)) {
      return Error{name, "has " + std::to_string(width) + " zeros and ones per sample",
                   "one class number per sample (the argmax), or --task regression to learn them "
                   "as numbers"};
    }
    return targets;
  }

  static bool isZeroOrOne(float value) { return value == 0.0F || value == 1.0F; }

  /// Integers in two or more axes are segmentation masks: classes of a picture's pixels.
  [[nodiscard]] Status checkMask(const ArrayLayout& layout, const std::string& name) const {
    if (options_.task || layout.shape.size() < 2 || isFloating(layout.type)) return Ok{};
    return Error{
        name,
        "has " + shapeWords(layout.shape) + " whole numbers per sample, like segmentation masks",
        "one label per sample, or --task regression to learn them as numbers"};
  }

  const std::string& path_;
  const std::vector<ArraySegment>& segments_;
  const DataOptions& options_;
  std::uint64_t samples_ = 0;
  std::optional<std::uint64_t> column_ = {};
  std::vector<std::uint64_t> left_out_ = {};
  std::vector<Error> why_left_out_ = {};
};

Result<RawArray> openCsvLabels(const std::string& path, const DataOptions& options) {
  auto table = CsvTable::open(path, options);
  if (!table) return table.error();
  std::size_t column = table->columns().size() - 1;
  if (!options.target.empty()) {
    const auto found = findColumn(table->columns(), options.target, path);
    if (!found) return found.error();
    column = *found;
  }
  std::vector<double> numbers;
  while (true) {
    const auto there = table.value().next();
    if (!there) return there.error();
    if (!*there) break;
    double number = std::numeric_limits<double>::quiet_NaN();
    if (!isMissingWord(table->fields()[column]) &&
        readCsvNumber(table->fields()[column], number, table->layout()) != CsvNumber::kNumber) {
      return table->problem("column '" + table->columns()[column] +
                                "': " + quotedField(table->fields()[column]) + " is not a number",
                            "a number for each sample");
    }
    if (numbers.size() >= options.memory_budget / sizeof(double)) {
      return table->problem("the table does not fit the memory budget",
                            "a table that fits --memory");
    }
    numbers.push_back(number);
  }
  ArrayLayout layout;
  layout.type = ScalarType::kF64;
  layout.rows = numbers.size();
  layout.row_stride = sizeof(double);
  std::vector<std::byte> bytes(numbers.size() * sizeof(double));
  std::memcpy(bytes.data(), numbers.data(), bytes.size());
  return RawArray::inMemory(path, std::move(bytes), std::move(layout));
}

}  // namespace

Result<std::unique_ptr<Dataset>> makeArrayDataset(const std::string& path, std::string format,
                                                  std::vector<ArraySegment> segments,
                                                  const DataOptions& options,
                                                  std::vector<std::string> class_names) {
  Gathering gathering(path, segments, options);
  if (auto status = gathering.check(); !status) return status.error();
  auto targets = gathering.targets();
  if (!targets) return targets.error();
  DatasetHead head;
  head.format = std::move(format);
  const ArraySegment& first = segments.front();
  const auto order = axisOrder(first.samples.layout().shape, options.layout, first.samples.name());
  if (!order) return order.error();
  for (ArraySegment& segment : segments) segment.samples.reorder(*order);
  if (!order->note.empty()) head.notes.push_back(order->note);
  head.channel_guessed = order->adds_channel && options.layout == DataOptions::Layout::kAuto;
  head.shape = first.samples.layout().shape;
  if (gathering.column()) {
    --head.shape.front();
    for (std::uint64_t i = 0; i <= head.shape.front() && head.shape.front() < kMostColumns; ++i) {
      if (i != *gathering.column()) head.features.push_back("column " + std::to_string(i + 1));
    }
  }
  head.targets = std::move(targets).value();
  if (options.alike != nullptr) {
    head.offsets = options.alike->offsets;
  } else {
    std::vector<const RawArray*> arrays;
    for (const ArraySegment& segment : segments) arrays.push_back(&segment.samples);
    auto offsets = arrayOffsets(arrays, offsetGroups(head.shape), gathering.column());
    if (!offsets) return offsets.error();
    head.offsets = std::move(offsets).value();
  }
  if (!class_names.empty() && head.targets.task == TaskKind::kClassification) {
    head.targets.classes = std::move(class_names);
  }
  for (const ArraySegment& segment : segments) {
    if (segment.split)
      head.splits.insert(head.splits.end(), segment.samples.layout().rows, *segment.split);
  }
  const std::uint64_t samples = gathering.samples();
  const auto column = gathering.column();
  head.path = path;
  for (const Error& error : gathering.whyLeftOut()) {
    head.left_out.push_back(error.where + ": " + error.why);
  }
  auto dataset =
      std::make_unique<ArrayDataset>(std::move(head), std::move(segments), column, samples);
  dataset->leaveOut(gathering.leftOut());
  return std::unique_ptr<Dataset>(std::move(dataset));
}

Result<RawArray> openLabelFile(const std::string& path, const DataOptions& options) {
  const auto head = probePath(path);
  if (!head) return head.error();
  if (head->folder) return Error{path, "is a folder", "a label file: NPY, IDX or CSV"};
  if (looksLikeIdx(*head)) {
    if (auto status = checkLabelOptions(path, "IDX", options); !status) return status.error();
    return openIdx(*head, options.memory_budget);
  }
  if (head->begin.starts_with(kNpyMagic)) {
    if (auto status = checkLabelOptions(path, "NPY", options); !status) return status.error();
    auto file = InputStream::openFile(path);
    if (!file) return file.error();
    return openNpyArray(std::move(file).value());
  }
  if (looksLikeText(*head)) return openCsvLabels(path, options);
  if (auto error = nulByteIn(*head)) return *std::move(error);
  return Error{path, "is no file of labels", "NPY, IDX (also .gz) or CSV"};
}

}  // namespace emascope

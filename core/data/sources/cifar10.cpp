// SPDX-License-Identifier: Apache-2.0
//
// CIFAR-10's binary version: one file, or its folder, of which test_batch.bin is the test part.
// A record is a label byte and 3 x 32 x 32 bytes of brightness, which are divided by 255.
#include "core/data/array_dataset.h"
#include "core/data/source.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

namespace emascope {
namespace {

constexpr std::uint64_t kSide = 32;
constexpr std::uint64_t kRecord = 1 + 3 * kSide * kSide;
constexpr double kBrightest = 255.0;

std::vector<std::string> batchesIn(const std::string& folder) {
  std::vector<std::string> files;
  for (const char* const name : {"data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin",
                                 "data_batch_4.bin", "data_batch_5.bin", "test_batch.bin"}) {
    std::error_code ignored;
    const auto path = std::filesystem::path(folder) / name;
    if (std::filesystem::exists(path, ignored)) files.push_back(path);
  }
  return files;
}

bool recognises(const PathHead& head) {
  return head.folder ? !batchesIn(head.path).empty() : head.path.ends_with(".bin");
}

Result<RawArray> part(const std::string& path, std::uint64_t offset,
                      std::vector<std::uint64_t> shape, double divisor) {
  auto file = InputStream::openFile(path);
  if (!file) return file.error();
  const std::uint64_t bytes = file->size().value_or(0);
  if (bytes == 0 || bytes % kRecord != 0) {
    return Error{path, "has " + std::to_string(bytes) + " bytes",
                 "records of " + std::to_string(kRecord) + " bytes, as CIFAR-10's binary version"};
  }
  ArrayLayout layout;
  layout.type = ScalarType::kU8;
  layout.rows = bytes / kRecord;
  layout.shape = std::move(shape);
  layout.offset = offset;
  layout.row_stride = kRecord;
  layout.divisor = divisor;
  return RawArray::inFile(std::move(file).value(), std::move(layout));
}

Result<std::unique_ptr<Dataset>> open(const PathHead& head, const DataOptions& options) {
  if (!options.labels.empty() || !options.target.empty()) {
    return Error{options.labels.empty() ? "--target" : "--labels", "CIFAR-10 holds its labels", ""};
  }
  const auto files = head.folder ? batchesIn(head.path) : std::vector<std::string>{head.path};
  const bool tested = files.size() > 1 && files.back().ends_with("test_batch.bin");
  std::vector<ArraySegment> segments;
  for (const std::string& file : files) {
    auto pixels = part(file, 1, {3, kSide, kSide}, kBrightest);
    if (!pixels) return pixels.error();
    auto labels = part(file, 0, {}, 1.0);
    if (!labels) return labels.error();
    std::optional<Part> which;
    if (tested) which = file == files.back() ? Part::kTest : Part::kTrain;
    segments.push_back({std::move(pixels).value(), std::move(labels).value(), which});
  }
  DataOptions with_classes = options;
  with_classes.classes = 10;
  return makeArrayDataset(
      head.path, "CIFAR-10, binary", std::move(segments), with_classes,
      {"airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"});
}

}  // namespace

void registerSourceCifar10(SourceRegistry& registry) {
  registry.push_back(
      {"CIFAR-10", "CIFAR-10's binary version, a .bin file or the folder", recognises, open});
}

}  // namespace emascope

// SPDX-License-Identifier: Apache-2.0
//
// CIFAR-10's binary version: a single file, its folder, in which test_batch.bin is the test set,
// or the folder in which its archive was extracted. A record is a label byte and 3 x 32 x 32 bytes
// of brightness, which are divided by 255. batches.meta.txt next to the files names the classes.
#include "core/base/utf8.h"
#include "core/data/formats/array_dataset.h"
#include "core/data/source.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

namespace emascope {
namespace {

constexpr std::uint64_t kSide = 32;
constexpr std::uint64_t kRecord = 1 + 3 * kSide * kSide;
constexpr double kBrightest = 255.0;

constexpr std::size_t kClasses = 10;
/// As in CIFAR-10's batches.meta.txt.
constexpr std::array<const char*, kClasses> kClassNames = {
    "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"};
constexpr const char* kArchiveFolder = "cifar-10-batches-bin";

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

/// The batch files in the folder itself, or in the folder that the archive creates in it.
std::vector<std::string> batchesBelow(const std::string& folder) {
  auto files = batchesIn(folder);
  return files.empty() ? batchesIn(std::filesystem::path(folder) / kArchiveFolder) : files;
}

/// Detects the Python version, which uses the same names without an extension.
bool hasPickles(const std::string& folder) {
  std::error_code ignored;
  for (const char* const name : {"data_batch_1", "cifar-10-batches-py/data_batch_1"}) {
    if (std::filesystem::is_regular_file(std::filesystem::path(folder) / name, ignored))
      return true;
  }
  return false;
}

bool recognizes(const PathHead& head) {
  if (!head.folder) return head.path.ends_with(".bin");
  return !batchesBelow(head.path).empty() || hasPickles(head.path);
}

struct ClassNames {
  std::vector<std::string> names = {kClassNames.begin(), kClassNames.end()};
  std::vector<std::string> notes = {};
};

/// Reads batches.meta.txt in `folder`, one name per line. Uses the standard names if the file does
/// not exist, or, with a note, if it does not have ten names.
ClassNames readClassNames(const std::filesystem::path& folder) {
  ClassNames classes;
  const std::filesystem::path path = folder / "batches.meta.txt";
  std::ifstream file(path);
  if (!file) return classes;
  std::vector<std::string> names;
  for (std::string line; names.size() <= kClasses && std::getline(file, line);) {
    const auto end = line.find_last_not_of(" \t\r");
    if (end != std::string::npos) names.push_back(utf8OrLatin1(line.substr(0, end + 1)));
  }
  const std::set<std::string> different(names.begin(), names.end());
  if (names.size() == kClasses && different.size() == kClasses) {
    classes.names = std::move(names);
  } else {
    classes.notes.push_back(path.string() +
                            " does not have 10 names; the classes have the standard names");
  }
  return classes;
}

Result<RawArray> part(const std::string& path, std::uint64_t offset,
                      std::vector<std::uint64_t> shape, double divisor) {
  auto file = InputStream::openFile(path);
  if (!file) return file.error();
  const std::uint64_t bytes = file->size().value_or(0);
  if (bytes == 0 || bytes % kRecord != 0) {
    return Error{
        path, "has " + std::to_string(bytes) + " bytes",
        "records of " + std::to_string(kRecord) + " bytes, as in CIFAR-10's binary version"};
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
    return Error{options.labels.empty() ? "--target" : "--labels",
                 head.path + " is CIFAR-10, which holds its labels", ""};
  }
  if (options.splits) {
    return Error{"--parts",
                 "applies to folders of pictures, but " + head.path +
                     " is CIFAR-10, which has its own test set",
                 ""};
  }
  const auto files = head.folder ? batchesBelow(head.path) : std::vector<std::string>{head.path};
  if (files.empty()) {
    return Error{head.path, "is CIFAR-10's Python version, which consists of pickles (programs)",
                 "the extracted binary version, cifar-10-binary.tar.gz"};
  }
  const bool tested = files.size() > 1 && files.back().ends_with("test_batch.bin");
  std::vector<ArraySegment> segments;
  for (const std::string& file : files) {
    auto pixels = part(file, 1, {3, kSide, kSide}, kBrightest);
    if (!pixels) return pixels.error();
    auto labels = part(file, 0, {}, 1.0);
    if (!labels) return labels.error();
    std::optional<Split> which;
    if (tested) which = file == files.back() ? Split::kTest : Split::kTrain;
    segments.push_back({std::move(pixels).value(), std::move(labels).value(), which});
  }
  DataOptions with_classes = options;
  with_classes.classes = kClasses;
  ClassNames classes = readClassNames(std::filesystem::path(files.front()).parent_path());
  auto dataset = makeArrayDataset(head.path, "CIFAR-10, binary", std::move(segments), with_classes,
                                  std::move(classes.names));
  if (!dataset) return dataset;
  for (std::string& note : classes.notes) (*dataset)->note(std::move(note));
  return dataset;
}

}  // namespace

void registerSourceCifar10(SourceRegistry& registry) {
  registry.push_back({.format = "CIFAR-10",
                      .accepts = "CIFAR-10's binary version, a .bin file or the folder",
                      .recognizes = recognizes,
                      .open = open});
}

}  // namespace emascope

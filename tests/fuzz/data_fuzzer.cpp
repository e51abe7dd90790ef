// SPDX-License-Identifier: Apache-2.0
//
// Files of data from anywhere (CSV, NPY, NPZ, IDX, gzip, pictures): any bytes are opened or refused
// in words, and whatever opens can be read to its last sample within the memory it was given.
#include "core/data/formats/image_file.h"
#include "core/data/source.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <sys/mman.h>
#include <unistd.h>
#include <vector>

namespace {

constexpr std::uint64_t kBudget = std::uint64_t{16} << 20U;
constexpr std::uint64_t kMostRead = 2000;  ///< samples

/// The bytes as a file that has a path.
class MemoryFile {
 public:
  MemoryFile(const std::uint8_t* data, std::size_t size) : descriptor_(memfd_create("data", 0)) {
    if (write(descriptor_, data, size) != static_cast<ssize_t>(size)) std::abort();
  }
  ~MemoryFile() { close(descriptor_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

 private:
  int descriptor_;
};

void requireWords(const emascope::Error& error) {
  if (error.why.empty()) std::abort();
}

void readAsDataset(const std::string& path, bool lenient) {
  const auto dataset = emascope::openDataset(
      {.path = path, .impute = lenient, .skip_corrupt = lenient, .memory_budget = kBudget});
  if (!dataset) return requireWords(dataset.error());
  std::vector<float> sample((*dataset)->sampleFloats());
  for (std::uint64_t i = 0; i < std::min((*dataset)->size(), kMostRead); ++i) {
    if (const auto status = (*dataset)->read(i, sample); !status)
      return requireWords(status.error());
    if ((*dataset)->place(i).empty()) std::abort();
  }
}

void readAsImage(const std::string& path) {
  constexpr std::uint32_t kSide = 8;
  const auto info = emascope::inspectImage(path);
  if (!info) requireWords(info.error());
  std::vector<float> planes(3 * kSide * kSide);
  if (const auto status = emascope::readImage(path, kSide, 3, planes); !status) {
    return requireWords(status.error());
  }
  for (const float value : planes) {
    if (!(value >= 0.0F && value <= 1.0F)) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const MemoryFile file(data, size);
  readAsDataset(file.path(), size % 2 == 0);
  readAsImage(file.path());
  return 0;
}

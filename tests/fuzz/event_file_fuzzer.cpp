// SPDX-License-Identifier: Apache-2.0
//
// Event files: any bytes, as a whole and in two pieces, are read to their end or refused with the
// place; both ways give the same points, which ascend. The first byte says where the file is cut
// and whether its checksums are made right, without which nearly every input would be refused at
// its first record.
#include "core/interchange/event_log.h"
#include "core/interchange/masked_crc32c.h"
#include "core/interchange/proto.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <sys/mman.h>
#include <unistd.h>

namespace emascope {
namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

/// `bytes` with the right checksums, as far as its lengths say where they are.
std::string withChecksums(std::string bytes) {
  constexpr std::size_t kFrame = kEventHeaderBytes + 4;
  const auto put = [&bytes](std::size_t at, std::string_view of) {
    std::string sum;
    appendLittleEndian(sum, maskedCrc32c(of), 4);
    bytes.replace(at, 4, sum);
  };
  std::size_t at = 0;
  while (bytes.size() - at >= kFrame) {
    std::string_view rest = std::string_view(bytes).substr(at);
    const std::uint64_t length = ProtoReader::takeFixed(rest, 8).value_or(0);
    put(at + 8, std::string(bytes, at, 8));
    if (length > bytes.size() - at - kFrame) break;
    const auto size = static_cast<std::size_t>(length);
    put(at + kEventHeaderBytes + size, std::string(bytes, at + kEventHeaderBytes, size));
    at += kFrame + size;
  }
  return bytes;
}

void fill(int file, std::string_view bytes) {
  require(::ftruncate(file, 0) == 0);
  require(::pwrite(file, bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size()));
}

ImportedRun readInPieces(int file, std::string_view bytes, std::size_t cut) {
  const std::string path = "/proc/self/fd/" + std::to_string(file);
  auto log = EventLog::open(path);
  require(log.ok());
  for (const std::size_t length : {cut, bytes.size()}) {
    fill(file, bytes.substr(0, length));
    const auto count = log.value().readMore();
    require(count.ok() || !count.error().why.empty());
  }
  return log->run();
}

/// Values may be NaN, which equals nothing.
bool alike(const ImportedRun& a, const ImportedRun& b) {
  return std::ranges::equal(a.series, b.series, [](const LogSeries& one, const LogSeries& other) {
    return one.tag == other.tag && one.steps == other.steps;
  });
}

}  // namespace
}  // namespace emascope

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace emascope;
  if (size == 0) return 0;
  static const int file = ::memfd_create("events", 0);
  std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  if ((data[0] & 1U) != 0) bytes = withChecksums(std::move(bytes));
  const std::size_t cut = bytes.size() * (data[0] >> 1U) / 128U;
  const ImportedRun whole = readInPieces(file, bytes, bytes.size());
  const ImportedRun pieces = readInPieces(file, bytes, cut);
  require(alike(whole, pieces));
  require(whole.damage == pieces.damage);
  for (const LogSeries& one : whole.series) {
    require(std::ranges::is_sorted(one.steps));
    require(std::ranges::adjacent_find(one.steps) == one.steps.end());
    require(one.values.size() == one.steps.size() && one.seconds.size() == one.steps.size());
  }
  return 0;
}

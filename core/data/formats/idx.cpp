// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/idx.h"

#include "core/data/gzip_file.h"
#include "core/data/text_input.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace emascope {
namespace {

constexpr std::size_t kFixedBytes = 4;  ///< size of the header before the axis lengths
constexpr std::size_t kMostAxes = 4;
constexpr std::size_t kMostHeader = kFixedBytes + 4 * kMostAxes;

std::optional<ScalarType> typeOf(unsigned code) {
  switch (code) {
    case 0x08:
      return ScalarType::kU8;
    case 0x09:
      return ScalarType::kI8;
    case 0x0B:
      return ScalarType::kI16;
    case 0x0C:
      return ScalarType::kI32;
    case 0x0D:
      return ScalarType::kF32;
    case 0x0E:
      return ScalarType::kF64;
    default:
      return std::nullopt;
  }
}

struct IdxHeader {
  ArrayLayout layout = {};
  std::uint64_t data_bytes = 0;
};

/// `begin`: the first kMostHeader bytes, or the entire file.
Result<IdxHeader> parseHeader(std::span<const std::byte> begin, const std::string& name) {
  const auto byte = [&](std::size_t i) { return std::to_integer<unsigned>(begin[i]); };
  const char* const form = "IDX, the format of MNIST's files";
  if (begin.size() < kFixedBytes) return Error{name, "ends within its header", form};
  if (byte(0) != 0 || byte(1) != 0) return Error{name, "does not start with two zero bytes", form};
  const auto type = typeOf(byte(2));
  if (!type) {
    return Error{name, "has the number type " + std::to_string(byte(2)), "8, 9, 11, 12, 13, 14"};
  }
  const std::size_t axes = byte(3);
  if (axes == 0 || axes > kMostAxes) {
    return Error{name, "has " + std::to_string(axes) + " axes", "1 to 4"};
  }
  if (begin.size() < kFixedBytes + 4 * axes) return Error{name, "ends within its header", form};
  IdxHeader header;
  header.layout.type = *type;
  header.layout.big_endian = true;
  header.layout.offset = kFixedBytes + 4 * axes;
  for (std::size_t axis = 0; axis < axes; ++axis) {
    std::uint64_t length = 0;
    for (std::size_t i = 0; i < 4; ++i) length = length << 8U | byte(kFixedBytes + 4 * axis + i);
    if (axis == 0) {
      header.layout.rows = length;
    } else {
      header.layout.shape.push_back(length);
    }
  }
  const auto numbers = countSampleFloats(header.layout.shape, name);
  if (!numbers) return numbers.error();
  header.layout.row_stride = *numbers * bytesOf(*type);
  if (__builtin_mul_overflow(header.layout.row_stride, header.layout.rows, &header.data_bytes)) {
    return Error{name, "announces more than 2^64 bytes", form};
  }
  return header;
}

Error wrongDataSize(const std::string& name, std::uint64_t announced, const std::string& has) {
  return {name, "announces " + bytesWords(announced) + " of numbers but has " + has,
          "a complete file without trailing data"};
}

Result<RawArray> openPlain(const std::string& path) {
  auto file = InputStream::openFile(path);
  if (!file) return file.error();
  const std::uint64_t size = file->size().value_or(0);
  std::vector<std::byte> begin(std::min<std::uint64_t>(size, kMostHeader));
  if (auto status = file->readAt(0, begin); !status) return status.error();
  auto header = parseHeader(begin, path);
  if (!header) return header.error();
  const std::uint64_t there = size - header->layout.offset;
  if (header->data_bytes != there)
    return wrongDataSize(path, header->data_bytes, bytesWords(there));
  return RawArray::inFile(std::move(file).value(), std::move(header).value().layout);
}

/// Reserves all memory at once, so that nothing is copied later; pages use memory only once filled.
Result<std::vector<std::byte>> unpack(GzipFile& file, std::uint64_t announced,
                                      const std::string& path) {
  constexpr std::uint64_t kStep = std::uint64_t{1} << 22U;
  std::vector<std::byte> bytes;
  bytes.reserve(announced);
  while (bytes.size() < announced) {
    const std::size_t before = bytes.size();
    bytes.resize(std::min(announced, before + kStep));
    const auto got = file.read(std::span(bytes).subspan(before));
    if (!got) return got.error();
    if (before + *got < bytes.size())
      return wrongDataSize(path, announced, bytesWords(before + *got));
  }
  std::byte surplus{};
  const auto got = file.read(std::span(&surplus, 1));
  if (!got) return got.error();
  if (*got != 0) return wrongDataSize(path, announced, "more");
  return bytes;
}

Result<RawArray> openCompressed(const PathHead& head, std::uint64_t memory_budget) {
  const std::string& path = head.path;
  auto file = GzipFile::open(path);
  if (!file) return file.error();
  std::vector<std::byte> begin(kFixedBytes);
  auto got = file.value().read(begin);
  if (!got) return got.error();
  begin.resize(*got);
  if (*got == kFixedBytes) {
    const std::size_t axes = std::min<std::size_t>(std::to_integer<unsigned>(begin[3]), kMostAxes);
    begin.resize(kFixedBytes + 4 * axes);
    got = file.value().read(std::span(begin).subspan(kFixedBytes));
    if (!got) return got.error();
    begin.resize(kFixedBytes + *got);
  }
  auto header = parseHeader(begin, path);
  if (!header) return header.error();
  if (header->data_bytes > memory_budget) {
    return Error{path, "decompresses to " + bytesWords(header->data_bytes),
                 "at most " + bytesWords(memory_budget) +
                     " (--memory); an uncompressed file is read in place"};
  }
  if (header->data_bytes > mostUnpacked(head.bytes)) {
    return wrongDataSize(path, header->data_bytes,
                         "at most " + bytesWords(mostUnpacked(head.bytes)) + ", for its size");
  }
  auto bytes = unpack(file.value(), header->data_bytes, path);
  if (!bytes) return bytes.error();
  ArrayLayout layout = std::move(header).value().layout;
  layout.offset = 0;
  return RawArray::inMemory(path, std::move(bytes).value(), std::move(layout));
}

}  // namespace

bool isGzip(const PathHead& head) { return head.begin.starts_with("\x1F\x8B"); }

bool looksLikeIdx(const PathHead& head) {
  if (head.folder) return false;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(head.begin[i]); };
  if (isGzip(head)) return !looksLikeText(head) && !nulByteIn(head);
  return head.begin.size() >= kFixedBytes && byte(0) == 0 && byte(1) == 0 && typeOf(byte(2)) &&
         byte(3) >= 1 && byte(3) <= kMostAxes;
}

Result<RawArray> openIdx(const PathHead& head, std::uint64_t memory_budget) {
  return isGzip(head) ? openCompressed(head, memory_budget) : openPlain(head.path);
}

}  // namespace emascope

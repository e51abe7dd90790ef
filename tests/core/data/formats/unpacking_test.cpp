// SPDX-License-Identifier: Apache-2.0
//
// Compressed files are unpacked into what they announce and nothing beside it, and what cannot be
// in them is refused before it is unpacked.
#include "core/data/formats/idx.h"
#include "core/data/formats/zip_members.h"
#include "tests/support/peak_memory.h"
#include "tests/support/temporary_folder.h"

#include <array>
#include <zlib.h>

#include <gmock/gmock.h>

namespace emascope {
namespace {

using testing::HasSubstr;

constexpr std::uint64_t kMib = std::uint64_t{1} << 20U;
constexpr std::uint32_t kRows = 96;  ///< of 1 MiB

/// `head` and `zeros` zero bytes, deflated; `window` is zlib's windowBits.
std::string deflated(const std::string& head, std::uint64_t zeros, int window) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 9, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string packed;
  std::array<char, 1 << 16> out{};
  const std::string block(kMib, '\0');
  const auto feed = [&](const std::string& bytes, std::uint64_t count, int flush) {
    std::string copy = bytes.substr(0, count);
    stream.next_in = reinterpret_cast<Bytef*>(copy.data());
    stream.avail_in = static_cast<uInt>(copy.size());
    do {
      stream.next_out = reinterpret_cast<Bytef*>(out.data());
      stream.avail_out = out.size();
      deflate(&stream, flush);
      packed.append(out.data(), out.size() - stream.avail_out);
    } while (stream.avail_out == 0);
  };
  feed(head, head.size(), Z_NO_FLUSH);
  for (std::uint64_t left = zeros; left > 0; left -= std::min(left, kMib)) {
    feed(block, std::min(left, kMib), Z_NO_FLUSH);
  }
  feed("", 0, Z_FINISH);
  deflateEnd(&stream);
  return packed;
}

/// An IDX file of `rows` times 1 MiB that holds `zeros` bytes.
std::string compressedIdx(std::uint32_t rows, std::uint64_t zeros) {
  constexpr int kGzip = 15 + 16;
  std::string head("\0\0\x08\x03", 4);
  for (const std::uint32_t length : {rows, 1024U, 1024U}) {
    for (const unsigned shift : {24U, 16U, 8U, 0U}) {
      head += static_cast<char>(length >> shift & 0xFFU);
    }
  }
  return deflated(head, zeros, kGzip);
}

std::string little(std::uint64_t value, int bytes) {
  std::string text;
  for (int i = 0; i < bytes; ++i) text += static_cast<char>(value >> (8 * i) & 0xFFU);
  return text;
}

/// An archive of one member that claims to be of `claimed` bytes and holds `zeros`.
std::string archive(std::uint64_t claimed, std::uint64_t zeros) {
  const std::string packed = deflated("", zeros, -15);
  uLong sum = crc32(0, nullptr, 0);
  const std::string block(kMib, '\0');
  for (std::uint64_t left = zeros; left > 0; left -= std::min(left, kMib)) {
    sum = crc32_z(sum, reinterpret_cast<const Bytef*>(block.data()), std::min(left, kMib));
  }
  // Version, flags, method 8 (deflate), time, date; sum, sizes; lengths of name and extra.
  const std::string facts = little(20, 2) + little(0, 2) + little(8, 2) + little(0, 4) +
                            little(sum, 4) + little(packed.size(), 4) + little(claimed, 4) +
                            little(1, 2) + little(0, 2);
  const std::string local = "PK\x03\x04" + facts + "x" + packed;
  const std::string central = "PK\x01\x02" + little(20, 2) + facts + little(0, 2) + little(0, 2) +
                              little(0, 2) + little(0, 4) + little(0, 4) + "x";
  return local + central + "PK\x05\x06" + little(0, 4) + little(1, 2) + little(1, 2) +
         little(central.size(), 4) + little(local.size(), 4) + little(0, 2);
}

Result<RawArray> openArray(const std::string& path, std::uint64_t budget) {
  const auto head = probePath(path);
  EXPECT_TRUE(head);
  return openIdx(*head, budget);
}

TEST(Unpacking, AnIdxFileTakesWhatItAnnounces) {
  EMASCOPE_SKIP_WITH_SANITIZERS();
  const TemporaryFolder folder;
  const std::string path = folder.file("x.gz", compressedIdx(kRows, kRows * kMib));
  const PeakMemory peak;
  const auto array = openArray(path, 2048 * kMib);
  ASSERT_TRUE(array) << array.error().message();
  EXPECT_EQ(array->layout().rows, kRows);
  EXPECT_LT(peak.mib(), kRows + 8.0);
  EXPECT_GT(peak.mib(), kRows - 8.0) << "else nothing was measured";
}

TEST(Unpacking, AMemberOfAnArchiveTakesWhatItClaims) {
  EMASCOPE_SKIP_WITH_SANITIZERS();
  const TemporaryFolder folder;
  const std::string path = folder.file("x.npz", archive(kRows * kMib, kRows * kMib));
  auto members = ZipMembers::open(path);
  ASSERT_TRUE(members) << members.error().message();
  const PeakMemory peak;
  const auto bytes = members.value().read(0, 2048 * kMib);
  ASSERT_TRUE(bytes) << bytes.error().message();
  EXPECT_EQ(bytes->size(), kRows * kMib);
  EXPECT_LT(peak.mib(), kRows + 8.0);
  EXPECT_GT(peak.mib(), kRows - 8.0) << "else nothing was measured";
}

TEST(Unpacking, SurplusAndShortfallAreRefused) {
  const TemporaryFolder folder;
  EXPECT_THAT(
      openArray(folder.file("x.gz", compressedIdx(2, 2 * kMib + 1)), 9 * kMib).error().message(),
      HasSubstr("x.gz: announces 2 MiB of numbers but has more"));
  EXPECT_THAT(
      openArray(folder.file("y.gz", compressedIdx(2, 2 * kMib - 4096)), 9 * kMib).error().message(),
      HasSubstr("y.gz: announces 2 MiB of numbers but has 1.996 MiB"));
  const auto member = [&](std::uint64_t claimed, std::uint64_t zeros) {
    auto members = ZipMembers::open(folder.file("z.npz", archive(claimed, zeros)));
    EXPECT_TRUE(members);
    return members.value().read(0, 9 * kMib).error().message();
  };
  EXPECT_THAT(member(kMib, kMib + 1), HasSubstr("z.npz, member x: "));
  EXPECT_THAT(member(2 * kMib, kMib), HasSubstr("z.npz, member x: "));
}

TEST(Unpacking, WhatCannotBeInAFileIsRefusedWithoutUnpacking) {
  EMASCOPE_SKIP_WITH_SANITIZERS();
  const TemporaryFolder folder;
  const std::string idx = folder.file("x.gz", compressedIdx(1000, 4 * kMib));
  const std::string npz = folder.file("x.npz", archive(1000 * kMib, 4 * kMib));
  auto members = ZipMembers::open(npz);
  ASSERT_TRUE(members);
  const PeakMemory peak;
  EXPECT_THAT(openArray(idx, 2048 * kMib).error().message(),
              testing::MatchesRegex(".*announces 1000 MiB of numbers but has at most .*for its "
                                    "size; allowed: .*"));
  EXPECT_THAT(members.value().read(0, 2048 * kMib).error().message(),
              HasSubstr("claims 1000 MiB but holds at most "));
  EXPECT_THAT(members.value().read(0, 999 * kMib).error().message(),
              HasSubstr("claims to decompress to 1000 MiB; allowed: at most 999 MiB (--memory)"));
  EXPECT_LT(peak.mib(), 2.0);
}

}  // namespace
}  // namespace emascope

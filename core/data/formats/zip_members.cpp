// SPDX-License-Identifier: Apache-2.0
#include "core/data/formats/zip_members.h"

#include "core/data/gzip_file.h"
#include "core/data/raw_array.h"
#include "core/store/zip_archive.h"

#include <algorithm>
#include <utility>
#include <zip.h>

namespace emascope {
namespace {

constexpr std::int64_t kMostMembers = 10'000;

struct CloseMember {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

Error wrongMemberSize(const std::string& where, std::uint64_t claimed, const std::string& holds) {
  return {where, "claims " + bytesWords(claimed) + " but holds " + holds, "a complete archive"};
}

/// Reserves all memory at once, so that nothing is copied later; pages use memory only once filled.
Result<std::vector<std::byte>> unpack(zip_file_t& file, std::uint64_t claimed,
                                      const std::string& where) {
  constexpr std::uint64_t kStep = std::uint64_t{1} << 22U;
  const auto damaged = [&] {
    return Error{where, std::string("is damaged: ") + zip_error_strerror(zip_file_get_error(&file)),
                 "a complete archive"};
  };
  std::vector<std::byte> bytes;
  bytes.reserve(claimed);
  while (bytes.size() < claimed) {
    const std::size_t before = bytes.size();
    const std::uint64_t room = std::min(kStep, claimed - before);
    bytes.resize(before + room);
    const zip_int64_t got = zip_fread(&file, bytes.data() + before, room);
    if (got < 0) return damaged();
    bytes.resize(before + static_cast<std::size_t>(got));
    if (got == 0) return wrongMemberSize(where, claimed, bytesWords(bytes.size()));
  }
  // libzip compares the checksum only when the end is reached.
  std::byte surplus{};
  const zip_int64_t got = zip_fread(&file, &surplus, 1);
  if (got < 0) return damaged();
  if (got != 0) return wrongMemberSize(where, claimed, "more");
  return bytes;
}

}  // namespace

struct ZipMembers::State {
  ZipArchive archive;
};

Result<ZipMembers> ZipMembers::open(const std::string& path) {
  auto archive = ZipArchive::open(path, kMostMembers, "a complete archive");
  if (!archive) return archive.error();
  return ZipMembers(std::make_unique<State>(State{std::move(archive).value()}));
}

ZipMembers::ZipMembers(std::unique_ptr<State> state) : state_(std::move(state)) {}
ZipMembers::ZipMembers(ZipMembers&& other) noexcept = default;
ZipMembers& ZipMembers::operator=(ZipMembers&& other) noexcept = default;
ZipMembers::~ZipMembers() = default;

const std::vector<std::string>& ZipMembers::names() const { return state_->archive.names(); }

Result<std::vector<std::byte>> ZipMembers::read(std::size_t index, std::uint64_t most_bytes) {
  const std::string where = state_->archive.where(index);
  zip_stat_t info;
  zip_stat_init(&info);
  if (zip_stat_index(state_->archive.handle(), index, 0, &info) != 0 ||
      (info.valid & ZIP_STAT_SIZE) == 0) {
    return Error{where, "does not state its size", "a complete archive"};
  }
  if (info.size > most_bytes) {
    return Error{where, "claims to decompress to " + bytesWords(info.size),
                 "at most " + bytesWords(most_bytes) + " (--memory); an NPY file is read in place"};
  }
  constexpr zip_uint64_t kNeeded = ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD;
  if ((info.valid & kNeeded) == kNeeded && info.comp_method == ZIP_CM_DEFLATE &&
      info.size > mostUnpacked(info.comp_size)) {
    return wrongMemberSize(where, info.size, "at most " + bytesWords(mostUnpacked(info.comp_size)));
  }
  const std::unique_ptr<zip_file_t, CloseMember> file(
      zip_fopen_index(state_->archive.handle(), index, 0));
  if (!file) {
    return Error{where,
                 std::string("cannot be decompressed: ") + zip_strerror(state_->archive.handle()),
                 "members that are stored or deflated, without a password"};
  }
  return unpack(*file, info.size, where);
}

}  // namespace emascope

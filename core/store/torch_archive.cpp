// SPDX-License-Identifier: Apache-2.0
#include "core/store/torch_archive.h"

#include "core/base/utf8.h"
#include "core/store/zip_archive.h"

#include <limits>
#include <utility>
#include <zip.h>

namespace emascope {
namespace {

constexpr std::int64_t kMostMembers = 1'000'000;
constexpr std::uint64_t kNone = std::numeric_limits<std::uint64_t>::max();
constexpr const char* kWhole = "a complete file written by torch.save";

}  // namespace

struct TorchArchive::State {
  ZipArchive archive;
  zip_file_t* open = nullptr;  ///< the member read last
  std::uint64_t open_index = kNone;
  std::uint64_t open_at = 0;

  explicit State(ZipArchive opened) : archive(std::move(opened)) {}
  ~State() { close(); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  void close() {
    if (open != nullptr) zip_fclose(std::exchange(open, nullptr));
    open_index = kNone;
  }
  /// Positions `open` at byte `first` of the member.
  bool reach(std::uint64_t index, std::uint64_t first) {
    if (open_index != index) {
      close();
      open = zip_fopen_index(archive.handle(), index, 0);
      if (open == nullptr) return false;
      open_index = index;
      open_at = 0;
    }
    if (open_at == first) return true;
    if (zip_fseek(open, static_cast<zip_int64_t>(first), SEEK_SET) != 0) return false;
    open_at = first;
    return true;
  }
};

Result<TorchArchive> TorchArchive::open(const std::string& path) {
  auto archive = ZipArchive::open(path, kMostMembers, kWhole);
  if (!archive) return archive.error();
  return TorchArchive(std::make_unique<State>(std::move(archive).value()));
}

TorchArchive::TorchArchive(std::unique_ptr<State> state) : state_(std::move(state)) {}
TorchArchive::TorchArchive(TorchArchive&& other) noexcept = default;
TorchArchive::~TorchArchive() = default;

const std::string& TorchArchive::path() const { return state_->archive.path(); }
const std::vector<std::string>& TorchArchive::names() const { return state_->archive.names(); }

Result<TorchArchive::Member> TorchArchive::find(const std::string& name) const {
  const std::string where = path() + ", member " + asUtf8(name);
  const zip_int64_t index = zip_name_locate(state_->archive.handle(), name.c_str(), ZIP_FL_ENC_RAW);
  if (index < 0) return Error{where, "is missing", kWhole};
  zip_stat_t info;
  zip_stat_init(&info);
  const zip_uint64_t needed = ZIP_STAT_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
  if (zip_stat_index(state_->archive.handle(), static_cast<zip_uint64_t>(index), 0, &info) != 0 ||
      (info.valid & needed) != needed) {
    return Error{where, "does not declare its size", kWhole};
  }
  if (info.comp_method != ZIP_CM_STORE || info.encryption_method != ZIP_EM_NONE) {
    return Error{where, "is compressed or encrypted", kWhole};
  }
  return Member{static_cast<std::uint64_t>(index), info.size};
}

Status TorchArchive::read(const Member& member, std::uint64_t first,
                          std::span<std::byte> bytes) const {
  const auto failed = [&](const std::string& why) {
    state_->close();
    return Error{state_->archive.where(member.index), why, kWhole};
  };
  if (bytes.empty()) return Ok{};
  if (!state_->reach(member.index, first)) {
    return failed("cannot be read: " +
                  (state_->open == nullptr ? std::string(zip_strerror(state_->archive.handle()))
                                           : zip_error_strerror(zip_file_get_error(state_->open))));
  }
  while (!bytes.empty()) {
    const zip_int64_t got = zip_fread(state_->open, bytes.data(), bytes.size());
    if (got < 0) {
      return failed(std::string("is damaged: ") +
                    zip_error_strerror(zip_file_get_error(state_->open)));
    }
    if (got == 0) return failed("was cut short while it was read");
    state_->open_at += static_cast<std::uint64_t>(got);
    bytes = bytes.subspan(static_cast<std::size_t>(got));
  }
  return Ok{};
}

}  // namespace emascope

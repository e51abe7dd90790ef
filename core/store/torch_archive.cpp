// SPDX-License-Identifier: Apache-2.0
#include "core/store/torch_archive.h"

#include "core/base/utf8.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <limits>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <zip.h>

namespace emascope {
namespace {

constexpr zip_int64_t kMostMembers = 1'000'000;
constexpr std::uint64_t kNone = std::numeric_limits<std::uint64_t>::max();
constexpr const char* kWhole = "a whole file that torch.save has written";

std::string zipWords(int code) {
  zip_error_t error;
  zip_error_init_with_code(&error, code);
  std::string text = zip_error_strerror(&error);
  zip_error_fini(&error);
  return text;
}

}  // namespace

struct TorchArchive::State {
  std::string path;
  zip_t* archive;
  std::vector<std::string> names = {};
  zip_file_t* open = nullptr;  ///< the member that was read last
  std::uint64_t open_index = kNone;
  std::uint64_t open_at = 0;

  State(std::string file, zip_t* opened) : path(std::move(file)), archive(opened) {}
  ~State() {
    close();
    zip_discard(archive);
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  void close() {
    if (open != nullptr) zip_fclose(std::exchange(open, nullptr));
    open_index = kNone;
  }
  /// Brings `open` to byte `first` of the member.
  bool reach(std::uint64_t index, std::uint64_t first) {
    if (open_index != index) {
      close();
      open = zip_fopen_index(archive, index, 0);
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
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  struct stat info {};
  if (descriptor < 0) {
    return Error{path, std::string("cannot be read: ") + std::strerror(errno), ""};
  }
  if (::fstat(descriptor, &info) != 0 || !S_ISREG(info.st_mode)) {
    ::close(descriptor);
    return Error{path, "is not a regular file", kWhole};
  }
  int code = ZIP_ER_OK;
  zip_t* const archive = zip_fdopen(descriptor, 0, &code);
  if (archive == nullptr) {
    ::close(descriptor);
    return Error{path, "cannot be read as a zip archive: " + zipWords(code), kWhole};
  }
  auto state = std::make_unique<State>(path, archive);
  const zip_int64_t count = zip_get_num_entries(archive, 0);
  if (count > kMostMembers) {
    return Error{path, "has " + std::to_string(count) + " members",
                 "at most " + std::to_string(kMostMembers)};
  }
  for (zip_int64_t i = 0; i < count; ++i) {
    const char* const name = zip_get_name(archive, static_cast<zip_uint64_t>(i), ZIP_FL_ENC_RAW);
    state->names.emplace_back(name == nullptr ? "" : name);
  }
  return TorchArchive(std::move(state));
}

TorchArchive::TorchArchive(std::unique_ptr<State> state) : state_(std::move(state)) {}
TorchArchive::TorchArchive(TorchArchive&& other) noexcept = default;
TorchArchive::~TorchArchive() = default;

const std::string& TorchArchive::path() const { return state_->path; }
const std::vector<std::string>& TorchArchive::names() const { return state_->names; }

Result<TorchArchive::Member> TorchArchive::find(const std::string& name) const {
  const std::string where = state_->path + ", member " + asUtf8(name);
  const zip_int64_t index = zip_name_locate(state_->archive, name.c_str(), ZIP_FL_ENC_RAW);
  if (index < 0) return Error{where, "is not there", kWhole};
  zip_stat_t info;
  zip_stat_init(&info);
  const zip_uint64_t needed = ZIP_STAT_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
  if (zip_stat_index(state_->archive, static_cast<zip_uint64_t>(index), 0, &info) != 0 ||
      (info.valid & needed) != needed) {
    return Error{where, "does not say its size", kWhole};
  }
  if (info.comp_method != ZIP_CM_STORE || info.encryption_method != ZIP_EM_NONE) {
    return Error{where, "is compressed or encrypted", kWhole};
  }
  return Member{static_cast<std::uint64_t>(index), info.size};
}

Status TorchArchive::read(const Member& member, std::uint64_t first,
                          std::span<std::byte> bytes) const {
  const auto failed = [&](const std::string& why) {
    const std::string name = asUtf8(state_->names[member.index]);
    state_->close();
    return Error{state_->path + ", member " + name, why, kWhole};
  };
  if (bytes.empty()) return Ok{};
  if (!state_->reach(member.index, first)) {
    return failed("cannot be read: " +
                  (state_->open == nullptr ? std::string(zip_strerror(state_->archive))
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

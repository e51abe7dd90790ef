// SPDX-License-Identifier: Apache-2.0
#include "core/session/checkpoint_places.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string_view>
#include <system_error>
#include <unistd.h>

namespace emascope {
namespace {

/// Four hexadecimal digits that tell apart what begins in the same minute.
std::string anyDigits() {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::random_device device;
  std::string digits;
  for (int i = 0; i < 4; ++i) digits += kDigits[device() % kDigits.size()];
  return digits;
}

}  // namespace

std::string defaultCheckpointRoot() {
  const char* const data = std::getenv("XDG_DATA_HOME");
  if (data != nullptr && *data == '/') return std::string(data) + "/emascope/checkpoints";
  const char* const home = std::getenv("HOME");
  if (home == nullptr || *home != '/') return {};
  return std::string(home) + "/.local/share/emascope/checkpoints";
}

Result<std::string> newRunFolder(const std::string& root, const std::string& preset,
                                 std::time_t now) {
  std::error_code error;
  std::filesystem::create_directories(root, error);
  if (error) return Error{root, error.message(), "a folder that can be written"};
  if (access(root.c_str(), W_OK | X_OK) != 0) {
    return Error{root, std::generic_category().message(errno), "a folder that can be written"};
  }
  std::tm local = {};
  localtime_r(&now, &local);
  std::array<char, 32> date = {};
  std::strftime(date.data(), date.size(), "%Y-%m-%d-%H%M", &local);
  const std::string begin = root + "/" + date.data() + "-" + preset + "-";
  std::string folder = begin + anyDigits();
  while (std::filesystem::exists(folder, error)) folder = begin + anyDigits();
  return folder;
}

}  // namespace emascope

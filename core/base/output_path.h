// SPDX-License-Identifier: Apache-2.0
//
// Names of files that a program writes: what a name leads to, and whether two names are one file.
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>

namespace emascope {

/// The file that `path` leads to, with links followed and in a folder without links; it need not
/// exist yet. Pipes, devices and folders are returned as given. Fails for circular links, missing
/// folders, and names longer than the file system allows.
[[nodiscard]] Result<std::string> outputTarget(const std::string& path);

/// "out/" of "out/run.csv"; "" of "run.csv".
[[nodiscard]] std::string folderOf(const std::string& path);

/// Identifies a file, whatever its names: device and inode number; for a file that does not exist
/// yet, those of its folder plus its name there.
struct FileIdentity {
  std::uint64_t device = 0;
  std::uint64_t number = 0;
  std::string name = {};
  friend bool operator==(const FileIdentity&, const FileIdentity&) = default;
  friend bool operator<(const FileIdentity& a, const FileIdentity& b) {
    return std::tie(a.device, a.number, a.name) < std::tie(b.device, b.number, b.name);
  }
};

/// Empty if neither the file nor its folder exists.
[[nodiscard]] std::optional<FileIdentity> identityOf(const std::string& path);

/// Changes if a file is replaced or written to. The number of a file that is gone may be given to
/// another one, so its time and size count too; those of pipes and devices are 0.
struct FileState {
  FileIdentity identity = {};
  std::int64_t size = 0;
  std::int64_t written = 0;  ///< nanoseconds
  friend bool operator==(const FileState&, const FileState&) = default;
};

/// Empty if there is no such file.
[[nodiscard]] std::optional<FileState> stateOf(const std::string& path);
[[nodiscard]] std::optional<FileState> stateOf(int descriptor);

/// "out/run-2.csv" of "out/run.csv" and 2.
[[nodiscard]] std::string numberedPath(const std::string& path, int number);

}  // namespace emascope

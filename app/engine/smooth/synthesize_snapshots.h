// SPDX-License-Identifier: Apache-2.0
//
// Post-hoc averages from folders of snapshots that other programs have kept: finds the snapshots,
// solves for their coefficients, adds their tensors, and writes the result as safetensors. Nothing
// in a file is executed.
#pragma once

#include "app/engine/smooth/snapshot_folder.h"

#include <optional>
#include <string>
#include <vector>

namespace emascope {

/// Option values as typed.
struct SynthesizeOptions {
  SnapshotFolderOptions snapshots = {};
  std::optional<std::string> sigma_rel = {};  ///< of the result; or gamma
  std::optional<std::string> gamma = {};
  std::optional<std::string> step = {};  ///< by default that of the newest snapshot
  std::optional<std::string> key = {};
  std::vector<std::string> strip = {};  ///< each may be a list with commas
  std::vector<std::string> copy = {};   ///< likewise; globs
  std::string save = {};
};

/// Returns the exit code. Prints the snapshots with their coefficients and how well they represent
/// the requested average on standard output, notes and errors on standard error. A request that the
/// snapshots cannot represent is refused before any tensor is read. SIGINT, SIGTERM and SIGHUP end
/// it after the current file, without writing anything.
[[nodiscard]] int synthesizeSnapshots(const SynthesizeOptions& options);

}  // namespace emascope

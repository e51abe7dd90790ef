// SPDX-License-Identifier: Apache-2.0
//
// Finds the snapshots of a post-hoc average in a folder, by their names: those of ema-pytorch's
// PostHocEMA (INDEX.STEP.pt), those of EDM2 (PREFIX-KIMG-STD.…), or by a pattern.
#pragma once

#include "app/engine/smooth/checkpoint_files.h"

#include <optional>
#include <string>
#include <vector>

namespace emascope {

/// A power-function average of a run, in a file or in shards.
struct Snapshot {
  WeightsCheckpoint checkpoint = {};
  std::string name = {};  ///< of the file, without the folder
  double step = 0.0;      ///< above 0; thousands of images if SnapshotFolder::in_images
  double gamma = 0.0;     ///< exponent of its weights, at least 0
};

/// Option values as typed.
struct SnapshotFolderOptions {
  std::string folder = {};
  std::optional<std::string> names = {};     ///< pattern; by default a known one
  std::vector<std::string> sigma_rels = {};  ///< by index; a single one: of all
  std::vector<std::string> gammas = {};      ///< as sigma_rels, but exponents
};

struct SnapshotFolder {
  std::vector<Snapshot> snapshots = {};  ///< by step, then by width, the narrowest first
  std::string pattern = {};              ///< that the names fit
  bool in_images = false;                ///< steps are thousands of images
  std::vector<std::string> notes = {};   ///< what was left out, and what is missing
};

/// "step 400", or "1024 kimg" for thousands of images, as in the names.
[[nodiscard]] std::string stepWords(double step, bool in_images);

/// Reads names only, and the index of shards. Files of tensors of other names are left out and
/// noted, and so are snapshots of step 0, from before the first update. Fails if there are no
/// snapshots, for two of the same step and width, if the width of one is not known or out of range,
/// and for files that are not read here, such as the pickles of EDM2.
[[nodiscard]] Result<SnapshotFolder> findSnapshots(const SnapshotFolderOptions& options);

}  // namespace emascope

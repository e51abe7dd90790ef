// SPDX-License-Identifier: Apache-2.0
//
// The sets of weights in a checkpoint of a run: raw.NAME are the raw weights, average.LABEL.NAME
// those of a track. Everything else in the file belongs to training and is left out here. A
// checkpoint is a sealed file: verifySealedFile() says whether it is intact.
#pragma once

#include "core/base/result.h"
#include "core/store/safetensors.h"

#include <cstddef>
#include <string>
#include <vector>

namespace emascope {

/// Whether the file is a checkpoint of a run, by its metadata; also if one of the names there is
/// damaged.
[[nodiscard]] bool isRunCheckpoint(const SafetensorsHeader& header);

struct RunWeight {
  std::size_t index = 0;  ///< of SafetensorsHeader::tensors
  std::string name = {};  ///< in the network: without the prefix
};

/// The tensors of one set, in file order. `of`: "raw" or a track's label; empty: raw. An error,
/// about the file at `path`, names the sets that it has. @pre isRunCheckpoint(header)
[[nodiscard]] Result<std::vector<RunWeight>> weightsOfRun(const SafetensorsHeader& header,
                                                          const std::string& of,
                                                          const std::string& path);

}  // namespace emascope

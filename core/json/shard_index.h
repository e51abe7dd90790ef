// SPDX-License-Identifier: Apache-2.0
//
// The index of weights that are divided into several files, as Hugging Face writes it: a JSON file
// with "weight_map", from the name of each tensor to that of its file. Reads the index, and looks
// whether the files are there.
#pragma once

#include "core/base/result.h"

#include <string>
#include <vector>

namespace emascope {

/// The files listed by an index (model.safetensors.index.json), in order, without duplicates. They
/// are in the same folder. Fails for more than 64 MiB, a name that is listed twice, and missing
/// files. [any-thread]
[[nodiscard]] Result<std::vector<std::string>> filesOfIndex(const std::string& path);

}  // namespace emascope

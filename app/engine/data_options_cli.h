// SPDX-License-Identifier: Apache-2.0
//
// A person's own data on the command line: how a file is to be read.
#pragma once

#include "core/base/result.h"
#include "core/data/dataset.h"

#include <cstdint>
#include <string>

namespace CLI {
class App;
}

namespace emascope {

/// As typed; dataOptions() makes sense of it.
struct TypedDataOptions {
  DataOptions data = {};  ///< what needs no further reading
  std::string task = {};
  std::string header = "auto";
  std::int64_t classes = 0;
  std::uint64_t memory_mib = 2048;
  std::uint32_t threads = 0;  ///< 0: one a processor, at most 8
};

/// Adds all but the path.
void addDataOptions(CLI::App& app, TypedDataOptions& options);

[[nodiscard]] DataOptions dataOptions(const TypedDataOptions& options);
[[nodiscard]] std::uint32_t readingThreads(const TypedDataOptions& options);

}  // namespace emascope

// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/options/checkpoint_options.h"

#include "core/base/numbers.h"

#include <cstddef>
#include <cstdint>
#include <iterator>

namespace emascope {
namespace {

Status readWhole(const std::optional<std::string>& typed, const char* where, std::int64_t& value) {
  if (!typed) return Ok{};
  const auto parsed = parseInteger(*typed, where);
  if (!parsed) return Error{where, parsed.error().why, "a whole number such as 100"};
  value = *parsed;
  return Ok{};
}

}  // namespace

Status readCheckpoints(const CheckpointOptions& options, CheckpointSettings& settings) {
  if (options.folder) {
    if (options.folder->empty()) return Error{"checkpoints", "is empty", "a folder"};
    settings.folder = *options.folder;
  }
  const std::optional<std::string>* const intervals[] = {&options.minutes, &options.evaluations,
                                                         &options.every};
  const char* const names[] = {"checkpoint-minutes", "checkpoint-evaluations", "checkpoint-every"};
  for (std::size_t i = 0; i < std::size(names); ++i) {
    if (*intervals[i] && settings.folder.empty()) {
      return Error{names[i], "no checkpoints are written",
                   "together with --checkpoints DIR or --keep"};
    }
  }
  if (options.minutes) {
    const auto parsed = parseNumber(*options.minutes, names[0]);
    if (!parsed) return parsed.error();
    settings.minutes = *parsed;
  }
  if (auto status = readWhole(options.evaluations, names[1], settings.evaluations); !status) {
    return status;
  }
  return readWhole(options.every, names[2], settings.steps);
}

}  // namespace emascope

// SPDX-License-Identifier: Apache-2.0
//
// Resolves the user's choice of a network into a factory: a built-in architecture sized to the
// data, an architecture file or a TorchScript file. Refuses a network that does not accept the
// samples or whose outputs do not fit the objective.
#pragma once

#include "core/base/result.h"
#include "core/models/network.h"
#include "core/models/objective.h"
#include "core/protocol/spec/user_task_options.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace emascope {

struct NetworkChoice {
  std::string title = {};   ///< "mlp 13-64-64-3"
  std::string source = {};  ///< a file or "built-in mlp": how errors name it
  std::int64_t parameters = 0;
  std::int64_t buffers = 0;  ///< floats
  std::function<std::unique_ptr<Network>(std::uint64_t seed)> make = {};
  /// Number of tokens of the embedding at the start: it accepts integers in [0, tokens). 0: no
  /// embedding. -1: unknown.
  std::int64_t tokens = 0;
  /// As ModelEntry::save_script.
  std::function<Status(const std::vector<NamedTensor>& tensors, const std::string& path)>
      save_script = {};
  std::vector<std::string> notes = {};  ///< as ModelInfo::notes
};

/// `input`: shape of a sample; `outputs`: required number of outputs per sample.
[[nodiscard]] Result<NetworkChoice> chooseNetwork(const UserTaskOptions& user_task,
                                                  const std::vector<std::int64_t>& input,
                                                  std::int64_t outputs);

}  // namespace emascope

// SPDX-License-Identifier: Apache-2.0
//
// Which network a person wants for their data, as something that makes it: a built-in architecture
// sized to the data, one that a file describes, or a TorchScript file. Refuses what cannot take
// such samples, or does not give what the objective needs.
#pragma once

#include "core/base/result.h"
#include "core/models/network.h"
#include "core/models/objective.h"
#include "core/protocol/user_task_options.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace emascope {

struct NetworkChoice {
  std::string title = {};  ///< "mlp 13-64-64-3"
  std::int64_t parameters = 0;
  std::int64_t buffers = 0;  ///< floats
  std::function<std::unique_ptr<Network>(std::uint64_t seed)> make = {};
  /// It begins with an embedding, and takes whole numbers from 0 to below this; 0: it has none. -1:
  /// how many it takes is not known.
  std::int64_t tokens = 0;
  /// As ModelEntry::save_script.
  std::function<Status(const std::vector<NamedTensor>& tensors, const std::string& path)>
      save_script = {};
  std::vector<std::string> notes = {};  ///< as ModelInfo::notes
};

/// `input`: shape of a sample; `outputs`: numbers that are wanted of it.
[[nodiscard]] Result<NetworkChoice> chooseNetwork(const UserTaskOptions& user_task,
                                                  const std::vector<std::int64_t>& input,
                                                  std::int64_t outputs);

}  // namespace emascope

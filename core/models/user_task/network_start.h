// SPDX-License-Identifier: Apache-2.0
//
// The start of a described network as chosen by options: a new head (--head, --cut), weights from a
// file (--weights, --weights-partial) and frozen parameters (--freeze). Refuses options that
// require another one, and everything that transfer.h and weights_file.h refuse.
#pragma once

#include "core/base/result.h"
#include "core/models/architecture/shapes.h"
#include "core/models/model.h"
#include "core/protocol/spec/user_task_options.h"

#include <string>
#include <vector>

namespace emascope {

struct NetworkStart {
  ShapedArchitecture architecture = {};
  std::vector<NamedTensor> weights = {};  ///< empty: all are randomly initialized
  std::string words = {};  ///< suffix of the network's title: ", with 2 of 4 tensors …"
};

[[nodiscard]] Result<NetworkStart> startNetwork(const UserTaskOptions& user_task,
                                                const Architecture& architecture,
                                                const SampleShape& input);

}  // namespace emascope

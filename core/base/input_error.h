// SPDX-License-Identifier: Apache-2.0
//
// An Error thrown where no Result can be returned: for example, if a file that a run reads turns
// out to be damaged during training. Caught where the run ends.
#pragma once

#include "core/base/result.h"

#include <stdexcept>
#include <utility>

namespace emascope {

class InputError : public std::runtime_error {
 public:
  explicit InputError(Error error)
      : std::runtime_error(error.message()), error_(std::move(error)) {}

  [[nodiscard]] const Error& error() const { return error_; }

 private:
  Error error_;
};

}  // namespace emascope

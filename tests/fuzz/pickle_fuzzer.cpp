// SPDX-License-Identifier: Apache-2.0
//
// Pickles of any bytes: read or refused in words, with no more values than bytes; and each value
// that says it is a tensor is one or is refused.
#include "core/store/pickle.h"
#include "core/store/torch_names.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto pickle = emascope::readPickle({reinterpret_cast<const char*>(data), size}, "file");
  if (!pickle) {
    if (pickle.error().why.empty()) std::abort();
    return 0;
  }
  if (pickle->values.size() > size || pickle->root >= pickle->values.size()) std::abort();
  for (const emascope::PickleValue& value : pickle->values) {
    for (const std::uint32_t item : value.items) {
      if (item >= pickle->values.size()) std::abort();
    }
    static_cast<void>(emascope::describe(*pickle, value));
    if (!emascope::isTorchTensor(*pickle, value)) continue;
    const auto tensor = emascope::torchTensor(*pickle, value);
    if (!tensor) {
      if (tensor.error().why.empty()) std::abort();
      continue;
    }
    if (tensor->shape.size() != tensor->strides.size()) std::abort();
    static_cast<void>(tensor->contiguous());
  }
  return 0;
}

// SPDX-License-Identifier: Apache-2.0
//
// Descriptions of networks: any bytes are read or refused in words; what is read can be written and
// read back, and fits samples of a shape within the limits or is refused in words.
#include "core/models/architecture/architecture.h"
#include "core/models/architecture/shapes.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using emascope::SampleShape;
  const std::string_view json(reinterpret_cast<const char*>(data), size);
  const auto read = emascope::parseArchitecture(json, "net");
  if (!read) {
    if (read.error().why.empty()) std::abort();
    return 0;
  }
  const auto again = emascope::parseArchitecture(emascope::architectureText(*read), "net");
  // Written without blanks it is shorter, unless numbers are spelled longer than they were.
  if (again ? !(*again == *read) : again.error().why.find("bytes") == std::string::npos) {
    std::abort();
  }
  for (const SampleShape& shape : {SampleShape{12}, SampleShape{5, 12}, SampleShape{3, 12, 7}}) {
    const auto shaped = emascope::checkArchitecture(*read, shape);
    if (!shaped && shaped.error().why.empty()) std::abort();
    if (!shaped) continue;
    if (shaped->parameters < 0 || shaped->parameters > emascope::kMostParameters) std::abort();
    for (const std::int64_t length : shaped->output) {
      if (length < 1 || length > emascope::kMostActivations) std::abort();
    }
  }
  return 0;
}

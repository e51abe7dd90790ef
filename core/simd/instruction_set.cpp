// SPDX-License-Identifier: Apache-2.0
#include "core/simd/instruction_set.h"

#include <cstdlib>
#include <optional>
#include <string_view>

namespace emascope {
namespace {

constexpr InstructionSet kWidestFirst[] = {InstructionSet::kAvx512, InstructionSet::kAvx2,
                                           InstructionSet::kPortable};

/// The usable set that EMASCOPE_INSTRUCTION_SET names.
std::optional<InstructionSet> requested() {
  const char* const wanted = std::getenv("EMASCOPE_INSTRUCTION_SET");
  if (wanted == nullptr) return std::nullopt;
  for (const InstructionSet set : kWidestFirst) {
    if (std::string_view(wanted) == nameOf(set) && isUsable(set)) return set;
  }
  return std::nullopt;
}

/// Read once.
const std::optional<InstructionSet>& request() {
  static const std::optional<InstructionSet> set = requested();
  return set;
}

}  // namespace

bool isUsable(InstructionSet set) {
  if (set == InstructionSet::kPortable) return true;
#if EMASCOPE_WIDE_ISAS
  __builtin_cpu_init();
  const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  return avx2 && (set == InstructionSet::kAvx2 || __builtin_cpu_supports("avx512f"));
#else
  return false;
#endif
}

InstructionSet widestInstructionSet() {
  if (request()) return *request();
  for (const InstructionSet set : kWidestFirst) {
    if (isUsable(set)) return set;
  }
  return InstructionSet::kPortable;
}

bool isInstructionSetRequested() { return request().has_value(); }

const char* nameOf(InstructionSet set) {
  switch (set) {
    case InstructionSet::kPortable:
      return "portable";
    case InstructionSet::kAvx2:
      return "avx2";
    case InstructionSet::kAvx512:
      return "avx512";
  }
  return "";
}

}  // namespace emascope

// SPDX-License-Identifier: Apache-2.0
//
// The instruction sets that the kernels of this folder exist for.
#pragma once

namespace emascope::kernels {

enum class InstructionSet { kBaseline, kAvx2, kAvx512 };

/// Built into this program and offered by this processor; kBaseline always is.
[[nodiscard]] bool isUsable(InstructionSet set);

/// The widest that is usable.
[[nodiscard]] InstructionSet widestInstructionSet();

}  // namespace emascope::kernels

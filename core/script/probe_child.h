// SPDX-License-Identifier: Apache-2.0
//
// The child process that examines a TorchScript file: its request, and the order in which it
// restricts itself before it touches a byte. By then LibTorch is loaded; it starts no thread before
// it computes. Does not depend on LibTorch: the inspection function is a parameter.
#pragma once

#include "core/script/script_report.h"

#include <functional>
#include <string>
#include <vector>

namespace emascope {

/// The engine's internal subcommand.
inline constexpr const char* kProbeChildCommand = "probe-child";

struct ProbeWishes {
  std::vector<std::int64_t> input_shape = {};  ///< shape of one sample; empty: deduce it
  bool trust = false;                          ///< inspect even if the program cannot be contained
  Limits limits = {};
  friend bool operator==(const ProbeWishes&, const ProbeWishes&) = default;
};

/// Encodes the request as one command-line argument.
[[nodiscard]] std::string toText(const ProbeWishes& wishes);
/// Decodes the output of toText().
[[nodiscard]] Result<ProbeWishes> wishesOf(const std::string& text);

using Inspect =
    std::function<void(std::string bytes, const std::vector<std::int64_t>& input_shape,
                       ScriptReport report, const std::function<void(const ScriptReport&)>& tell)>;

/// Never returns; ends the process with _exit. Without protections and without trust it reports
/// that and does not inspect.
[[noreturn]] void probeAsChild(const ProbeWishes& wishes, const Inspect& inspect);

}  // namespace emascope

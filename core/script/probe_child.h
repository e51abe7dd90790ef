// SPDX-License-Identifier: Apache-2.0
//
// The limited child that looks at a TorchScript file: what its parent asks of it, and the order in
// which it gives things up before it touches a byte. LibTorch has been loaded by then, and starts
// no thread before it computes. Knows no LibTorch: what looks is given.
#pragma once

#include "core/script/script_report.h"

#include <functional>
#include <string>
#include <vector>

namespace emascope {

/// The engine's subcommand that nobody types.
inline constexpr const char* kProbeChildCommand = "probe-child";

struct ProbeWishes {
  std::vector<std::int64_t> input_shape = {};  ///< of one sample; empty to deduce it
  bool trust = false;                          ///< look even if nothing contains it
  Limits limits = {};
  friend bool operator==(const ProbeWishes&, const ProbeWishes&) = default;
};

/// One word of a command line.
[[nodiscard]] std::string toText(const ProbeWishes& wishes);
/// Throws std::exception for what toText() has not written.
[[nodiscard]] ProbeWishes wishesOf(const std::string& text);

using Inspect =
    std::function<void(std::string bytes, const std::vector<std::int64_t>& input_shape,
                       ScriptReport report, const std::function<void(const ScriptReport&)>& tell)>;

/// Never returns: ends the process, by _exit. Without protections and without trust it says so and
/// looks at nothing.
[[noreturn]] void probeAsChild(const ProbeWishes& wishes, const Inspect& inspect);

}  // namespace emascope

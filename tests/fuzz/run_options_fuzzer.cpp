// SPDX-License-Identifier: Apache-2.0
//
// --track, --set, --do, --optimizer and --lr-schedule, one a line: any bytes are read or refused in
// words, and what is read is given back by its replay options.
#include "core/protocol/options/run_options.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace emascope {
namespace {

Catalog catalog() {
  RunConfig demo;
  demo.lr = 0.02;
  demo.tracks = {{.label = "main", .params = {{"beta", 0.995}}}};
  return {.presets = {{.id = demo.preset, .config = demo}},
          .schedules = scheduleInfos(),
          .run_params = {{.id = "lr", .max = 1e9, .min_open = true}}};
}

/// Lines that begin with "s" are edits, with "d" actions, with "o" the optimizer, with "r" its
/// rate's schedule, the others tracks.
RunOptions read(std::string_view text) {
  RunOptions options;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(line.size() == text.size() ? line.size() : line.size() + 1);
    if (line.empty()) continue;
    if (line.front() == 'o' || line.front() == 'r') {
      (line.front() == 'o' ? options.optimizer : options.lr_schedule) = line.substr(1);
      continue;
    }
    auto& list = line.front() == 's'   ? options.sets
                 : line.front() == 'd' ? options.dos
                                       : options.tracks;
    list.emplace_back(line.substr(1));
  }
  return options;
}

RunOptions reread(const RunConfig& config) {
  RunOptions options;
  const auto words = replayOptions(config);
  for (std::size_t i = 0; i + 1 < words.size(); i += 2) {
    if (words[i] == "--track") options.tracks.push_back(words[i + 1]);
    if (words[i] == "--set") options.sets.push_back(words[i + 1]);
    if (words[i] == "--optimizer") options.optimizer = words[i + 1];
    if (words[i] == "--lr-schedule") options.lr_schedule = words[i + 1];
    if (words[i] == "--do") options.dos.push_back(words[i + 1]);
  }
  return options;
}

}  // namespace
}  // namespace emascope

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const emascope::Catalog known = emascope::catalog();
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto config = emascope::resolve(emascope::read(text), known);
  if (!config) {
    if (config.error().why.empty()) std::abort();
    return 0;
  }
  const auto again = emascope::resolve(emascope::reread(*config), known);
  if (!again || !(*again == *config)) std::abort();
  return 0;
}

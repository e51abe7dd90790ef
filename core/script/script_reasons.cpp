// SPDX-License-Identifier: Apache-2.0
#include "core/script/script_reasons.h"

#include "core/script/script_report.h"

#include <optional>

namespace emascope {
namespace {

constexpr const char* kSaved = "a file from torch.jit.save or Module.save";

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// The text between `begin` and the next occurrence of `ends`; "" without `begin`.
std::string_view between(std::string_view text, std::string_view begin, std::string_view ends) {
  const std::size_t at = text.find(begin);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = text.substr(at + begin.size());
  return rest.substr(0, rest.find_first_of(ends));
}

std::optional<std::string> outOfMemory(std::string_view what) {
  if (const auto bytes = between(what, "you tried to allocate ", " "); !bytes.empty()) {
    return "requests " + printable(bytes) + " bytes of memory, more than the limit";
  }
  if (has(what, "bad_alloc")) return "requests more memory than the limit";
  return std::nullopt;
}

std::string_view firstLine(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \n\t");
  if (begin == std::string_view::npos) return {};
  text.remove_prefix(begin);
  return text.substr(0, text.find('\n'));
}

}  // namespace

std::string interpreterReason(std::string_view what) {
  if (auto memory = outOfMemory(what)) return *memory;
  for (const std::string_view begin : {"RuntimeError: ", "AssertionError: ", "Error: "}) {
    const std::size_t at = what.rfind(begin);
    if (at != std::string_view::npos) return printable(firstLine(what.substr(at + begin.size())));
  }
  return printable(firstLine(what));
}

Error loadingReason(std::string_view what) {
  if (auto memory = outOfMemory(what)) return {"", *memory, ""};
  if (const auto op = between(what, "Unknown builtin op: ", ".\n "); !op.empty()) {
    return {"", "needs the operator " + printable(op) + ", which this LibTorch does not have",
            "operators of LibTorch itself"};
  }
  if (const auto version = between(what, "PyTorch file with version ", ", "); !version.empty()) {
    const auto most = between(what, "supported version for reading is ", ". ");
    if (!most.empty()) {
      return {"", "was saved by a newer PyTorch: its format is version " + printable(version),
              "up to version " + printable(most)};
    }
  }
  if (has(what, "constants.pkl")) {
    return {"", "is a PyTorch file but not TorchScript: torch.save writes weights or pickles",
            kSaved};
  }
  if (has(what, "StreamReader failed") || has(what, "istream reader failed")) {
    return {"", "is damaged, truncated or not TorchScript", kSaved};
  }
  return {"", "cannot be loaded: " + interpreterReason(what), kSaved};
}

}  // namespace emascope

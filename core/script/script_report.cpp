// SPDX-License-Identifier: Apache-2.0
#include "core/script/script_report.h"

#include "core/base/utf8.h"

namespace emascope {

std::string sizesText(const std::vector<std::int64_t>& shape) {
  std::string text;
  for (const std::int64_t size : shape) text += (text.empty() ? "" : "×") + std::to_string(size);
  return text.empty() ? "a number" : text;
}

std::string printable(std::string_view text, std::size_t most) {
  const std::string line = asOneLine(text.substr(0, most));
  return text.size() > most ? line + "…" : line;
}

Result<ScriptReport> lastReport(std::string_view text) {
  std::optional<Error> newest;
  for (std::size_t end = text.rfind('\n'); end != std::string_view::npos && end > 0;) {
    const std::size_t before = text.rfind('\n', end - 1);
    const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
    const std::string_view line = text.substr(begin, end - begin);
    auto report = reportOfLine(line);
    if (report) return report;
    if (!newest && !line.empty()) newest = report.error();
    end = before;
  }
  return newest.value_or(Error{"report", "is missing", ""});
}

}  // namespace emascope

// SPDX-License-Identifier: Apache-2.0
//
// JSON from outside the program: any bytes are read or refused with a reason that can be printed,
// whatever type a reader asks for; the parser agrees on what is JSON. A report of the inspection is
// the example of a whole reader.
#include "core/base/utf8.h"
#include "core/json/read_json.h"
#include "core/script/script_report.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace {

using emascope::Fields;

void require(bool holds) {
  if (!holds) std::abort();
}

bool isPrintable(const std::string& text) {
  return emascope::isUtf8(text) &&
         std::none_of(text.begin(), text.end(), [](unsigned char byte) { return byte < ' '; });
}

/// Reads `text` by `read` and returns whether there was no error.
bool accepted(std::string_view text, const std::function<void(const Fields&)>& read) {
  const emascope::Status status = emascope::readJson(text, "f", {}, read);
  if (status) return true;
  require(!status.error().why.empty() && isPrintable(status.error().message()));
  return false;
}

/// Reads every field of `in`, and of what it holds, as the type that it has.
void readAll(const Fields& in) {
  for (const std::string& key : in.keys()) {
    const nlohmann::json* value = in.find(key);
    require(value != nullptr);
    if (value->is_object()) readAll(in.map(key));
    if (value->is_array() && value->size() > 0 && value->front().is_object()) in.list(key, readAll);
    if (value->is_string()) (void)in.text(key);
    if (value->is_number()) (void)in.number(key);
    if (value->is_boolean()) (void)in.flag(key);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const bool is_object = accepted(text, [](const Fields&) {});
  if (is_object) require(nlohmann::json::parse(text, nullptr, false).is_object());
  accepted(text, readAll);
  const std::function<void(const Fields&, const std::string&)> reads[] = {
      [](const Fields& in, const std::string& key) { (void)in.integer(key, -5, 5); },
      [](const Fields& in, const std::string& key) { (void)in.natural(key); },
      [](const Fields& in, const std::string& key) { (void)in.number(key, 0.0, 0.5); },
      [](const Fields& in, const std::string& key) { (void)in.integers(key, 0); },
      [](const Fields& in, const std::string& key) { (void)in.numbersOrNull(key, -1.0); },
      [](const Fields& in, const std::string& key) { (void)in.texts(key); },
      [](const Fields& in, const std::string& key) { (void)in.numbersByKey(key, -1.0); },
      [](const Fields& in, const std::string& key) { (void)in.textsByKey(key); },
      [](const Fields& in, const std::string& key) { in.map(key).only({"a"}); }};
  for (const auto& read : reads) {
    accepted(text, [&](const Fields& in) {
      for (const std::string& key : in.keys()) read(in, key);
    });
  }
  if (const auto report = emascope::reportOfLine(text)) {
    for (const std::string& note : report->notes) require(isPrintable(note));
    require(emascope::reportOfLine(emascope::toJsonLine(*report)).ok());
  } else {
    require(!report.error().why.empty() && isPrintable(report.error().message()));
  }
  return 0;
}

// SPDX-License-Identifier: Apache-2.0
//
// JSON from outside the program: any bytes are read or refused with a reason that can be printed,
// whatever type a reader asks for; the parser agrees on what is JSON. An error by line names a line
// that the text has, and keys are found in their order. A report of the inspection is the example
// of a whole reader.
#include "core/base/utf8.h"
#include "core/json/json_places.h"
#include "core/json/read_json.h"
#include "core/json/read_json_lines.h"
#include "core/script/script_report.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

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

/// The same by readJsonLines(), whose errors name a line.
bool acceptedByLine(std::string_view text, const std::function<void(const Fields&)>& read) {
  const emascope::Status status = emascope::readJsonLines(text, "f", {}, read);
  if (status) return true;
  const std::string& where = status.error().where;
  require(isPrintable(status.error().message()));
  if (!where.starts_with("f:")) return false;  // too long or too deep: nothing was looked at
  const std::size_t line = std::strtoul(where.c_str() + 2, nullptr, 10);
  const auto breaks = std::count(text.begin(), text.end(), '\n');
  require(line == 0 || line <= static_cast<std::size_t>(breaks) + 1);
  return false;
}

/// Every key of `in`, and of what it holds, has its place in the text.
void findAll(std::string_view text, const Fields& in, const std::string& path) {
  const std::vector<std::string> keys = in.keys();
  require(emascope::inDocumentOrder(text, path, keys).size() == keys.size());
  for (const std::string& key : keys) {
    const std::string place = path + (path.empty() ? "" : ".") + key;
    require(emascope::lineOf(text, place) >= 1);
    if (in.find(key)->is_object()) findAll(text, in.map(key), place);
  }
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
  require(acceptedByLine(text, [](const Fields&) {}) == is_object);
  constexpr std::size_t kShort = 4096;  // each place is found by a walk through the text
  if (size < kShort) acceptedByLine(text, [&](const Fields& in) { findAll(text, in, ""); });
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
    const auto read_all = [&](const Fields& in) {
      for (const std::string& key : in.keys()) read(in, key);
    };
    require(accepted(text, read_all) == acceptedByLine(text, read_all));
  }
  if (const auto report = emascope::reportOfLine(text)) {
    for (const std::string& note : report->notes) require(isPrintable(note));
    require(emascope::reportOfLine(emascope::toJsonLine(*report)).ok());
  } else {
    require(!report.error().why.empty() && isPrintable(report.error().message()));
  }
  return 0;
}

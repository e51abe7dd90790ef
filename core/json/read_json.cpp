// SPDX-License-Identifier: Apache-2.0
#include "core/json/read_json.h"

#include "core/json/json_places.h"
#include "core/json/json_scan.h"
#include "core/json/read_json_lines.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

namespace emascope {
namespace {

using nlohmann::json;

/// Follows the parser without storing values, and stops it at the first error. A parser that stores
/// values would silently keep the last of several fields with the same key.
class TextCheck : public nlohmann::json_sax<json> {
 public:
  explicit TextCheck(std::string source) : source_(std::move(source)) {}

  /// The first error, if there is one.
  std::optional<Error> problem = {};
  /// What the line of the error is found by: the path of the value, or the byte of a syntax error.
  std::string path_of_line = {};
  std::optional<std::size_t> byte_of_line = {};

  bool null() override { return value(); }
  bool boolean(bool /*value*/) override { return value(); }
  bool number_integer(number_integer_t /*value*/) override { return value(); }
  bool number_unsigned(number_unsigned_t /*value*/) override { return value(); }
  bool number_float(number_float_t /*value*/, const string_t& /*text*/) override { return value(); }
  bool string(string_t& /*text*/) override { return value(); }
  bool binary(binary_t& /*bytes*/) override { return value(); }

  bool start_object(std::size_t /*size*/) override { return open(false); }
  bool end_object() override { return close(); }
  bool start_array(std::size_t /*size*/) override { return open(true); }
  bool end_array() override { return close(); }

  bool key(string_t& key) override {
    Container& object = open_.back();
    if (!object.keys.insert(key).second) {
      object.key = key;
      path_of_line = path();
      open_.pop_back();
      problem = Error{place(), quotedText(key) + " appears twice", "once"};
      return false;
    }
    object.key = key;
    return true;
  }

  bool parse_error(std::size_t position, const std::string& token,
                   const nlohmann::detail::exception& error) override {
    constexpr int kNumberOverflow = 406;
    path_of_line = path();
    if (error.id == kNumberOverflow) {
      problem = Error{place(), "is " + shownText(token), "at most 1.8e308"};
    } else {
      byte_of_line = position;
      problem = Error{source_, "is not JSON (byte " + std::to_string(position) + ")", "an object"};
    }
    return false;
  }

 private:
  struct Container {
    bool is_array = false;
    std::size_t index = 0;  ///< of the element that comes next
    std::string key = {};   ///< of the field that was begun last
    std::set<std::string, std::less<>> keys = {};
  };

  bool value() {
    if (!open_.empty()) ++open_.back().index;
    return true;
  }
  bool open(bool is_array) {
    open_.push_back({is_array});
    return true;
  }
  bool close() {
    open_.pop_back();
    return value();
  }

  /// Source and path of the value that the parser is at.
  [[nodiscard]] std::string place() const {
    const std::string here = path();
    return here.empty() ? source_ : source_ + ": " + here;
  }

  [[nodiscard]] std::string path() const {
    std::string path;
    for (const Container& container : open_) {
      if (container.is_array) {
        path += "[" + std::to_string(container.index) + "]";
      } else {
        path += (path.empty() ? "" : ".") + shownText(container.key);
      }
    }
    return path;
  }

  std::string source_;
  std::vector<Container> open_ = {};
};

/// The path in the place of an error: "a.b" of "f.json: a.b".
std::string_view pathIn(const Error& error, const std::string& source) {
  const std::string head = source + ": ";
  const std::string_view where = error.where;
  return where.starts_with(head) ? where.substr(head.size()) : std::string_view();
}

/// What a refusal becomes: itself, or with the line of the value at `path`, or of `byte`.
using Located =
    std::function<Error(Error error, std::string_view path, std::optional<std::size_t>)>;

Status readLocated(std::string_view text, const std::string& source, const JsonLimits& limits,
                   const std::function<void(const Fields&)>& read, const Located& located) {
  if (auto status = scanJson(text, limits.longest, limits.deepest, source); !status) return status;
  TextCheck check(source);
  if (!json::sax_parse(text, &check)) {
    return located(*check.problem, check.path_of_line, check.byte_of_line);
  }
  const json value = json::parse(text, nullptr, /*allow_exceptions=*/false);
  std::optional<Error> error;
  const Fields fields(value, "", error, source);
  if (!error) read(fields);
  if (!error) return Ok{};
  return located(*error, pathIn(*error, source), std::nullopt);
}

}  // namespace

Status readJson(std::string_view text, const std::string& source, const JsonLimits& limits,
                const std::function<void(const Fields&)>& read) {
  return readLocated(
      text, source, limits, read,
      [](Error error, std::string_view, std::optional<std::size_t>) { return error; });
}

Status readJsonLines(std::string_view text, const std::string& source, const JsonLimits& limits,
                     const std::function<void(const Fields&)>& read) {
  return readLocated(text, source, limits, read,
                     [&](Error error, std::string_view path, std::optional<std::size_t> byte) {
                       const std::size_t line =
                           byte ? lineAt(text, std::max<std::size_t>(*byte, 1) - 1)
                                : lineOf(text, path);
                       if (error.where.starts_with(source)) {
                         error.where.insert(source.size(), ":" + std::to_string(line));
                       }
                       return error;
                     });
}

}  // namespace emascope

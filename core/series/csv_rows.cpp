// SPDX-License-Identifier: Apache-2.0
#include "core/series/csv_rows.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <csv.h>
#include <system_error>
#include <utility>

namespace emascope {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
/// Growth step of libcsv's field buffer; its default of 128 bytes takes quadratic time for long
/// fields.
constexpr std::size_t kFieldGrowth = std::size_t{1} << 18U;

/// "1234,5" of "1.234,5"; nothing if the signs do not stand between groups of three digits.
std::optional<std::string> withoutThousands(std::string_view field, const CsvLayout& layout) {
  constexpr std::size_t kGroup = 3;
  const std::size_t first = field.find_first_not_of("+-");
  const std::size_t end = std::min(field.find(layout.decimal_comma ? ',' : '.'), field.size());
  if (first == std::string_view::npos || first > 1 || first >= end || field[first] == '0') {
    return std::nullopt;
  }
  std::string plain(field.substr(0, first));
  std::string_view rest = field.substr(first, end - first);
  for (bool leading = true;; leading = false) {
    const std::size_t size = std::min(rest.find(layout.thousands), rest.size());
    const std::string_view group = rest.substr(0, size);
    if (size == 0 || size > kGroup || (!leading && size != kGroup) ||
        group.find_first_not_of("0123456789") != std::string_view::npos) {
      return std::nullopt;
    }
    plain += group;
    if (size == rest.size()) break;
    rest.remove_prefix(size + 1);
  }
  return plain.append(field.substr(end));
}

}  // namespace

std::string delimiterWords(char delimiter) {
  switch (delimiter) {
    case ',':
      return "commas";
    case ';':
      return "semicolons";
    case '\t':
      return "tabs";
    case '|':
      return "vertical bars";
    case ' ':
      return "blanks";
    default:
      return std::string("'") + delimiter + "' signs";
  }
}

std::optional<char> typedDelimiter(std::string_view typed) {
  constexpr std::array<std::pair<std::string_view, char>, 5> kNamed = {
      {{"comma", ','}, {"semicolon", ';'}, {"tab", '\t'}, {"pipe", '|'}, {"blanks", ' '}}};
  const auto named = std::ranges::find(kNamed, typed, &std::pair<std::string_view, char>::first);
  if (named != kNamed.end()) return named->second;
  constexpr unsigned char kAscii = 0x80;
  const bool usable = typed.size() == 1 &&
                      typed.find_first_of(std::string_view("\"\r\n\0", 4)) == std::string::npos &&
                      static_cast<unsigned char>(typed.front()) < kAscii;
  return usable ? std::optional(typed.front()) : std::nullopt;
}

CsvNumber readCsvNumber(std::string_view field, double& value, bool decimal_comma) {
  constexpr std::size_t kLongestNumber = 400;  // more digits than a double has
  if (decimal_comma && field.size() <= kLongestNumber) {
    if (field.find('.') != std::string_view::npos) return CsvNumber::kText;
    if (const auto comma = field.find(','); comma != std::string_view::npos) {
      std::string pointed(field);
      pointed[comma] = '.';
      return readCsvNumber(pointed, value);
    }
  }
  if (field.starts_with('+') && !field.starts_with("+-")) field.remove_prefix(1);
  const char* const end = field.data() + field.size();
  const auto [stop, failure] = std::from_chars(field.data(), end, value);
  if (field.empty() || stop != end || failure == std::errc::invalid_argument) {
    return CsvNumber::kText;
  }
  return failure == std::errc::result_out_of_range ? CsvNumber::kTooLarge : CsvNumber::kNumber;
}

CsvNumber readCsvNumber(std::string_view field, double& value, const CsvLayout& layout) {
  constexpr std::size_t kLongest = 64;  // with signs between thousands
  if (layout.thousands != '\0' && field.size() <= kLongest &&
      field.find(layout.thousands) != std::string_view::npos) {
    const auto plain = withoutThousands(field, layout);
    return plain ? readCsvNumber(*plain, value, layout.decimal_comma) : CsvNumber::kText;
  }
  return readCsvNumber(field, value, layout.decimal_comma);
}

std::string decimalOptionFor(std::string_view field, const CsvLayout& layout) {
  CsvLayout other = layout;
  other.decimal_comma = !other.decimal_comma;
  other.thousands = other.decimal_comma ? '.' : ',';
  double value = 0.0;
  if (readCsvNumber(field, value, other) != CsvNumber::kNumber) {
    other = layout;
    other.thousands = other.decimal_comma ? '.' : ',';
    if (readCsvNumber(field, value, other) != CsvNumber::kNumber) return {};
  }
  return other.decimal_comma ? "--decimal comma" : "--decimal point";
}

class CsvRows::Parser {
 public:
  Parser(InputStream stream, CsvLayout layout)
      : stream_(std::move(stream)), layout_(layout), by_blanks_(layout.delimiter == ' ') {
    // With blanks as delimiters only quoted fields can be empty; libcsv passes the others as null.
    const unsigned empty_is_null = by_blanks_ ? CSV_EMPTY_IS_NULL : 0U;
    csv_init(&parser_, static_cast<unsigned char>(CSV_STRICT | CSV_STRICT_FINI | empty_is_null));
    csv_set_blk_size(&parser_, kFieldGrowth);
    csv_set_delim(&parser_, static_cast<unsigned char>(layout.delimiter));
  }
  ~Parser() { csv_free(&parser_); }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  Status begin() {
    if (stream_.ahead().starts_with(kByteOrderMark.front()) || stream_.ahead().empty()) {
      if (auto status = stream_.fill(kByteOrderMark.size()); !status) return status;
      if (stream_.ahead().starts_with(kByteOrderMark)) stream_.consume(kByteOrderMark.size());
    }
    return Ok{};
  }

  Result<bool> next() {
    fields_.clear();
    complete_ = false;
    std::size_t bytes = 0;
    while (!complete_) {
      if (stream_.ahead().empty()) {
        const auto grown = stream_.more();
        if (!grown) return grown.error();
        if (!*grown) return finish();
      }
      const std::string_view piece = nextPiece();
      if (passOverComment(piece, bytes == 0)) continue;
      const bool blank = bytes == 0 && piece.find_first_not_of(" \t\r\n") == std::string_view::npos;
      if (bytes == 0) row_line_ = line_;
      if (!blank) bytes += piece.size();
      if (piece.find('\0') != std::string_view::npos) return nulByte(line_);
      if (bytes > kLongestCsvRow) {
        return problem("is longer than " + std::to_string(kLongestCsvRow) + " bytes",
                       "a table in CSV");
      }
      if (!parse(piece)) return parserProblem();
      countLine(piece);
      stream_.consume(piece.size());
    }
    return true;
  }

  [[nodiscard]] Error problem(const std::string& why, const std::string& allowed) const {
    return {stream_.name(), "line " + std::to_string(row_line_) + ": " + why, allowed};
  }
  [[nodiscard]] Error nulByte(std::uint64_t line) const {
    return {stream_.name(),
            "line " + std::to_string(line) + " holds a NUL byte: the file is binary or damaged",
            "a table in CSV, which is text"};
  }
  [[nodiscard]] const CsvFields& fields() const { return fields_; }
  [[nodiscard]] std::uint64_t line() const { return row_line_; }
  [[nodiscard]] std::uint64_t comments() const { return comments_; }
  [[nodiscard]] const InputStream& stream() const { return stream_; }

 private:
  /// A comment may arrive in several pieces.
  bool passOverComment(std::string_view piece, bool row_not_begun) {
    if (layout_.comment == '\0') return false;
    if (!in_comment_) {
      if (!row_not_begun || !after_line_ || !piece.starts_with(layout_.comment)) return false;
      in_comment_ = true;
      ++comments_;
    }
    if (piece.ends_with('\n') || piece.ends_with('\r')) in_comment_ = false;
    countLine(piece);
    stream_.consume(piece.size());
    return true;
  }

  bool parse(std::string_view piece) {
    if (by_blanks_ && piece.find('\t') != std::string_view::npos) {
      tabless_ = piece;
      std::ranges::replace(tabless_, '\t', ' ');
      piece = tabless_;
    }
    return csv_parse(&parser_, piece.data(), piece.size(), takeField, endRow, this) == piece.size();
  }

  /// The bytes ahead, up to the first line end.
  [[nodiscard]] std::string_view nextPiece() const {
    const std::string_view ahead = stream_.ahead();
    const auto end = ahead.find_first_of("\r\n");
    return ahead.substr(0, end == std::string_view::npos ? end : end + 1);
  }

  /// "\r\n" arrives in two pieces but ends only one line.
  void countLine(std::string_view piece) {
    const bool second_half = after_return_ && piece == "\n";
    after_return_ = piece.ends_with('\r');
    after_line_ = after_return_ || piece.ends_with('\n');
    if (after_return_ || (piece.ends_with('\n') && !second_half)) ++line_;
  }

  Result<bool> finish() {
    if (csv_fini(&parser_, takeField, endRow, this) != 0) return parserProblem();
    return complete_;
  }

  [[nodiscard]] Error parserProblem() {
    if (csv_error(&parser_) != CSV_EPARSE) {
      return problem(csv_strerror(csv_error(&parser_)), "a table in CSV");
    }
    return problem("a quote is out of place or has no end",
                   "fields like 1.5 or \"1.5\", a quote within them doubled, and " +
                       delimiterWords(layout_.delimiter) + " between them");
  }

  static void takeField(void* field, std::size_t bytes, void* parser) {
    Parser& self = *static_cast<Parser*>(parser);
    if (field == nullptr && self.by_blanks_) return;
    self.fields_.add({static_cast<const char*>(field), bytes});
  }
  static void endRow(int, void* parser) {
    Parser& self = *static_cast<Parser*>(parser);
    self.complete_ = self.fields_.count() > 0;
  }

  InputStream stream_;
  CsvLayout layout_;
  bool by_blanks_;
  csv_parser parser_ = {};
  CsvFields fields_ = {};
  bool complete_ = false;
  std::uint64_t line_ = 1;      ///< of the next byte
  std::uint64_t row_line_ = 1;  ///< line at which the row started
  bool after_return_ = false;   ///< the last piece ended with '\r'
  bool after_line_ = true;      ///< the last piece ended a line, or there was none
  bool in_comment_ = false;
  std::uint64_t comments_ = 0;
  std::string tabless_ = {};
};

Result<CsvRows> CsvRows::open(InputStream stream, CsvLayout layout) {
  auto parser = std::make_unique<Parser>(std::move(stream), layout);
  if (const Status status = parser->begin(); !status) return status.error();
  return CsvRows(std::move(parser));
}

CsvRows::CsvRows(std::unique_ptr<Parser> parser) : parser_(std::move(parser)) {}
CsvRows::CsvRows(CsvRows&& other) noexcept = default;
CsvRows::~CsvRows() = default;

Result<bool> CsvRows::next() { return parser_->next(); }
const CsvFields& CsvRows::fields() const { return parser_->fields(); }
std::uint64_t CsvRows::line() const { return parser_->line(); }
std::uint64_t CsvRows::comments() const { return parser_->comments(); }
const InputStream& CsvRows::stream() const { return parser_->stream(); }
Error CsvRows::problem(const std::string& why, const std::string& allowed) const {
  return parser_->problem(why, allowed);
}

}  // namespace emascope

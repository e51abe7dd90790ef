// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/wire/cbor_scan.h"

#include "core/base/utf8.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace emascope {
namespace {

/// The major types of RFC 8949, 3.1.
enum Major : unsigned { kUnsigned, kNegative, kBytes, kText, kArray, kMap, kTag, kSimple };

struct Head {
  unsigned major = 0;
  std::uint64_t argument = 0;
};

class Scanner {
 public:
  explicit Scanner(std::string_view bytes) : bytes_(bytes) {}

  /// `open` counts the items still to come in each open container, innermost last.
  Status run(int deepest) {
    std::vector<std::uint64_t> open = {1};
    std::size_t items = 0;
    while (!open.empty()) {
      if (open.back() == 0) {
        open.pop_back();
        continue;
      }
      --open.back();
      if (++items > kMostItems) return problem("has too many items");
      const auto head = readHead();
      if (!head) return problem("is cut short, or has an item of reserved or indefinite length");
      const std::uint64_t left = bytes_.size() - at_;
      if (head->major == kBytes || head->major == kText) {
        if (head->argument > left) return problem("has a string that is longer than the frame");
        const auto length = static_cast<std::size_t>(head->argument);
        if (head->major == kText && !isUtf8(bytes_.substr(at_, length))) {
          return problem("has a text that is not UTF-8");
        }
        at_ += length;
      } else if (head->major == kArray || head->major == kMap) {
        const std::uint64_t each = head->major == kMap ? 2 : 1;
        if (head->argument > left / each) return problem("announces more items than fit into it");
        if (static_cast<int>(open.size()) > deepest) {
          return Error{"frame", "is nested too deeply", "at most " + std::to_string(deepest)};
        }
        open.push_back(head->argument * each);
      } else if (head->major == kTag) {
        // A tag belongs to the one item after it. Tags on tags could be nested without end.
        const bool nested =
            at_ < bytes_.size() && (static_cast<unsigned char>(bytes_[at_]) >> 5U) == kTag;
        if (nested) return problem("has a tag on a tag");
        ++open.back();
      }
    }
    if (at_ != bytes_.size()) return problem("has bytes after its end");
    return Ok{};
  }

 private:
  [[nodiscard]] Status problem(const char* what) const {
    return Error{"frame", std::string(what) + " (byte " + std::to_string(at_) + ")",
                 "one CBOR map of definite length"};
  }

  std::optional<Head> readHead() {
    if (at_ >= bytes_.size()) return std::nullopt;
    const unsigned first = static_cast<unsigned char>(bytes_[at_]);
    ++at_;
    Head head{first >> 5U, first & 0x1FU};
    if (head.argument < 24) return head;
    if (head.argument > 27) return std::nullopt;
    const std::size_t count = std::size_t{1} << (head.argument - 24);
    if (bytes_.size() - at_ < count) return std::nullopt;
    head.argument = 0;
    for (std::size_t i = 0; i < count; ++i) {
      head.argument = head.argument << 8U | static_cast<unsigned char>(bytes_[at_ + i]);
    }
    at_ += count;
    return head;
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
};

}  // namespace

Status scanCbor(std::string_view bytes, int deepest) { return Scanner(bytes).run(deepest); }

}  // namespace emascope

// SPDX-License-Identifier: Apache-2.0
#include "core/store/pickle.h"

#include "core/base/utf8.h"

#include <optional>
#include <unordered_map>
#include <utility>

namespace emascope {
namespace {

using Kind = PickleValue::Kind;

/// The stack machine that executes pickles (see pickletools.py), with a stack and a memo of values.
/// Any step may fail; problem_ then has the reason.
class Machine {
 public:
  explicit Machine(std::string_view bytes) : bytes_(bytes) {}

  bool run() {
    while (!stopped_) {
      if (at_ == bytes_.size()) return fail("ends before its STOP opcode");
      const auto operation = static_cast<unsigned char>(take(1).front());
      if (!plain(operation) && !text(operation) && !container(operation) && !call(operation) &&
          !memo(operation)) {
        return problem_.empty() ? fail("has the opcode " + std::to_string(operation) +
                                       ", which torch.save does not write")
                                : false;
      }
      if (!problem_.empty()) return false;
      if (pickle_.values.size() > kMostPickleValues) {
        return fail("holds more than " + std::to_string(kMostPickleValues) + " values");
      }
    }
    return true;
  }

  [[nodiscard]] const std::string& problem() const { return problem_; }
  Pickle take() { return std::move(pickle_); }

 private:
  bool fail(std::string why) {
    if (problem_.empty()) problem_ = std::move(why);
    return false;
  }

  /// The next `count` bytes; fails if there are fewer.
  std::string_view take(std::uint64_t count) {
    if (count > bytes_.size() - at_) {
      fail("ends inside a value");
      return {};
    }
    const auto taken = bytes_.substr(at_, count);
    at_ += count;
    return taken;
  }
  std::uint64_t number(std::size_t width) {
    std::uint64_t value = 0;
    const auto taken = take(width);
    for (std::size_t i = taken.size(); i-- > 0;) {
      value = value << 8U | static_cast<unsigned char>(taken[i]);
    }
    return value;
  }
  std::string_view line() {
    const auto end = bytes_.find('\n', at_);
    if (end == std::string_view::npos) {
      fail("ends inside a name");
      return {};
    }
    const auto taken = bytes_.substr(at_, end - at_);
    at_ = end + 1;
    return taken;
  }

  bool push(PickleValue value) {
    stack_.push_back(static_cast<std::uint32_t>(pickle_.values.size()));
    pickle_.values.push_back(std::move(value));
    return true;
  }
  bool pushText(Kind kind, std::string_view text) {
    return push({.kind = kind, .text = std::string(text)});
  }
  bool pushInteger(std::int64_t value) { return push({.kind = Kind::kInteger, .number = value}); }
  std::uint32_t pop() {
    if (stack_.size() <= floor()) {
      fail("refers to a missing value");
      return 0;
    }
    const std::uint32_t top = stack_.back();
    stack_.pop_back();
    return top;
  }
  /// The stack must not be popped below the last mark.
  [[nodiscard]] std::size_t floor() const { return marks_.empty() ? 0 : marks_.back(); }
  PickleValue* top() {
    if (stack_.size() > floor()) return &pickle_.values[stack_.back()];
    fail("changes a missing value");
    return nullptr;
  }
  /// Pops the values above the last mark, and the mark.
  std::vector<std::uint32_t> marked() {
    if (marks_.empty()) {
      fail("refers to a missing mark");
      return {};
    }
    const auto begin = stack_.begin() + static_cast<std::ptrdiff_t>(marks_.back());
    std::vector<std::uint32_t> items(begin, stack_.end());
    stack_.erase(begin, stack_.end());
    marks_.pop_back();
    return items;
  }

  /// An integer in two's complement; integers above 64 bits are not needed here.
  bool pushLong(std::uint64_t width) {
    const auto taken = take(width);
    if (taken.size() != width || width > 8) return push({.kind = Kind::kOther});
    std::uint64_t value = 0;
    if (width > 0 && static_cast<unsigned char>(taken.back()) >= 0x80U) value = ~std::uint64_t{0};
    for (std::size_t i = taken.size(); i-- > 0;) {
      value = value << 8U | static_cast<unsigned char>(taken[i]);
    }
    return pushInteger(static_cast<std::int64_t>(value));
  }

  bool plain(unsigned char operation) {
    switch (operation) {
      case 0x80:  // PROTO
        return checkProtocol(number(1));
      case 0x95:  // FRAME
        take(8);
        return true;
      case '.':  // STOP
        pickle_.root = pop();
        stopped_ = true;
        return true;
      case 'N':
        return push({});
      case 0x88:  // NEWTRUE
      case 0x89:  // NEWFALSE
        return push({.kind = Kind::kBool, .number = operation == 0x88 ? 1 : 0});
      case 'J':  // BININT
        return pushInteger(static_cast<std::int32_t>(static_cast<std::uint32_t>(number(4))));
      case 'K':  // BININT1
        return pushInteger(static_cast<std::int64_t>(number(1)));
      case 'M':  // BININT2
        return pushInteger(static_cast<std::int64_t>(number(2)));
      case 0x8a:  // LONG1
        return pushLong(number(1));
      case 0x8b:  // LONG4
        return pushLong(number(4));
      case 'G':  // BINFLOAT
        take(8);
        return push({.kind = Kind::kFloat});
      default:
        return false;
    }
  }

  bool checkProtocol(std::uint64_t protocol) {
    constexpr std::uint64_t kFirst = 2;
    constexpr std::uint64_t kLast = 5;
    if (protocol >= kFirst && protocol <= kLast) return true;
    return fail("has protocol " + std::to_string(protocol) + "; supported are 2 to 5");
  }

  bool text(unsigned char operation) {
    switch (operation) {
      case 'X':  // BINUNICODE
      case 'T':  // BINSTRING
        return pushText(Kind::kText, take(number(4)));
      case 0x8c:  // SHORT_BINUNICODE
      case 'U':   // SHORT_BINSTRING
        return pushText(Kind::kText, take(number(1)));
      case 0x8d:  // BINUNICODE8
        return pushText(Kind::kText, take(number(8)));
      case 'B':  // BINBYTES
        return pushText(Kind::kBytes, take(number(4)));
      case 'C':  // SHORT_BINBYTES
        return pushText(Kind::kBytes, take(number(1)));
      case 0x8e:  // BINBYTES8
      case 0x96:  // BYTEARRAY8
        return pushText(Kind::kBytes, take(number(8)));
      default:
        return false;
    }
  }

  bool container(unsigned char operation) {
    switch (operation) {
      case '(':  // MARK
        marks_.push_back(stack_.size());
        return true;
      case ')':
        return push({.kind = Kind::kTuple});
      case ']':
        return push({.kind = Kind::kList});
      case '}':
        return push({.kind = Kind::kDict});
      case 0x8f:  // EMPTY_SET
        return push({.kind = Kind::kOther});
      case 't':  // TUPLE
        return push({.kind = Kind::kTuple, .items = marked()});
      case 'l':  // LIST
        return push({.kind = Kind::kList, .items = marked()});
      case 'd':  // DICT
        return pushDict(marked());
      case 0x91:  // FROZENSET
        marked();
        return push({.kind = Kind::kOther});
      case 0x85:  // TUPLE1
      case 0x86:
      case 0x87:
        return pushTuple(operation - 0x84U);
      default:
        return filling(operation);
    }
  }

  bool filling(unsigned char operation) {
    switch (operation) {
      case 'a':  // APPEND
        return append({pop()}, Kind::kList);
      case 'e':  // APPENDS
        return append(marked(), Kind::kList);
      case 0x90:  // ADDITEMS
        return append(marked(), Kind::kOther);
      case 's': {  // SETITEM
        const std::uint32_t value = pop();
        const std::uint32_t key = pop();
        return append({key, value}, Kind::kDict);
      }
      case 'u':  // SETITEMS
        return append(marked(), Kind::kDict);
      case '0':  // POP
        if (stack_.size() == floor() && !marks_.empty()) {
          marks_.pop_back();
        } else {
          pop();
        }
        return true;
      case '1':  // POP_MARK
        marked();
        return true;
      default:
        return false;
    }
  }

  bool pushTuple(std::size_t count) {
    std::vector<std::uint32_t> items(count);
    for (std::size_t i = count; i-- > 0;) items[i] = pop();
    return push({.kind = Kind::kTuple, .items = std::move(items)});
  }
  bool pushDict(std::vector<std::uint32_t> items) {
    if (items.size() % 2 != 0) return fail("has a key without a value");
    return push({.kind = Kind::kDict, .items = std::move(items)});
  }
  /// Items set on objects of other classes are ignored.
  bool append(const std::vector<std::uint32_t>& items, Kind kind) {
    PickleValue* const into = top();
    if (into == nullptr) return false;
    if (kind == Kind::kDict && items.size() % 2 != 0) return fail("has a key without a value");
    if (into->kind != kind || kind == Kind::kOther) return true;
    into->items.insert(into->items.end(), items.begin(), items.end());
    return true;
  }

  bool call(unsigned char operation) {
    switch (operation) {
      case 'c': {  // GLOBAL
        const std::string module(line());
        return pushText(Kind::kGlobal, module + "." + std::string(line()));
      }
      case 0x93: {  // STACK_GLOBAL
        const std::uint32_t name = pop();
        const std::uint32_t module = pop();
        if (!problem_.empty()) return false;
        return pushText(Kind::kGlobal,
                        pickle_.values[module].text + "." + pickle_.values[name].text);
      }
      case 'R':     // REDUCE
      case 0x81: {  // NEWOBJ
        const std::uint32_t arguments = pop();
        return pushCall(pop(), arguments);
      }
      case 0x92: {  // NEWOBJ_EX
        pop();
        const std::uint32_t arguments = pop();
        return pushCall(pop(), arguments);
      }
      case 'b':  // BUILD: the attributes of an object
        pop();
        return top() != nullptr;
      case 'Q':  // BINPERSID
        return push({.kind = Kind::kPersistent, .items = {pop()}});
      default:
        return false;
    }
  }

  bool pushCall(std::uint32_t function, std::uint32_t arguments) {
    if (!problem_.empty()) return false;
    const PickleValue& called = pickle_.values[function];
    if (called.kind == Kind::kGlobal && called.text == "collections.OrderedDict" &&
        pickle_.values[arguments].items.empty()) {
      return push({.kind = Kind::kDict});
    }
    return push({.kind = Kind::kCall, .items = {function, arguments}});
  }

  bool memo(unsigned char operation) {
    switch (operation) {
      case 'q':  // BINPUT
        return remember(number(1));
      case 'r':  // LONG_BINPUT
        return remember(number(4));
      case 0x94:  // MEMOIZE
        return remember(memo_.size());
      case 'h':  // BINGET
        return recall(number(1));
      case 'j':  // LONG_BINGET
        return recall(number(4));
      case '2':  // DUP
        if (top() == nullptr) return false;
        stack_.push_back(stack_.back());
        return true;
      default:
        return false;
    }
  }

  bool remember(std::uint64_t number) {
    if (top() == nullptr) return false;
    memo_[number] = stack_.back();
    return true;
  }
  bool recall(std::uint64_t number) {
    const auto found = memo_.find(number);
    if (found == memo_.end()) return fail("refers to a missing memo entry");
    stack_.push_back(found->second);
    return true;
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  Pickle pickle_ = {};
  std::vector<std::uint32_t> stack_ = {};
  std::vector<std::size_t> marks_ = {};  ///< stack heights
  std::unordered_map<std::uint64_t, std::uint32_t> memo_ = {};
  bool stopped_ = false;
  std::string problem_ = {};
};

}  // namespace

Result<Pickle> readPickle(std::string_view bytes, const std::string& where) {
  Machine machine(bytes);
  if (machine.run()) return machine.take();
  return Error{where, "its pickle " + machine.problem(), "a file written by torch.save"};
}

std::string describe(const Pickle& pickle, const PickleValue& value) {
  switch (value.kind) {
    case Kind::kNone:
      return "None";
    case Kind::kBool:
    case Kind::kInteger:
    case Kind::kFloat:
      return "a number";
    case Kind::kText:
      return "a text";
    case Kind::kBytes:
      return "bytes";
    case Kind::kTuple:
    case Kind::kList:
      return "a list";
    case Kind::kDict:
      return "a dict";
    case Kind::kCall:
      if (pickle.item(value, 0).kind == Kind::kGlobal) {
        if (pickle.item(value, 0).text.starts_with("torch._utils._rebuild_")) return "a tensor";
        return "an object of " + asUtf8(pickle.item(value, 0).text);
      }
      return "an object";
    case Kind::kGlobal:
    case Kind::kPersistent:
    case Kind::kOther:
      return "an object";
  }
  return "an object";
}

}  // namespace emascope

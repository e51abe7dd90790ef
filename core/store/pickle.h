// SPDX-License-Identifier: Apache-2.0
//
// Parses Python pickles as data, never as a program: a pickle can name any function to be called
// with any arguments; here such a call is just a value, and is never made. Reads binary pickles of
// protocols 2 to 5, as torch.save writes them. Memory use is proportional to the input size.
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace emascope {

inline constexpr std::size_t kMostPickleBytes = std::size_t{64} << 20U;
inline constexpr std::size_t kMostPickleValues = 2'000'000;

struct PickleValue {
  enum class Kind {
    kNone,
    kBool,
    kInteger,
    kFloat,
    kText,
    kBytes,
    kTuple,
    kList,
    kDict,        ///< a dict or an OrderedDict: `items` are key, value, key, value, …
    kGlobal,      ///< `text` is "module.name"
    kCall,        ///< `items`: the function that would be called, and its arguments
    kPersistent,  ///< `items`: one id, under which the data is stored elsewhere
    kOther
  };
  Kind kind = Kind::kNone;
  std::int64_t number = 0;
  std::string text = {};
  std::vector<std::uint32_t> items = {};  ///< indices in Pickle::values
};

struct Pickle {
  std::vector<PickleValue> values = {};
  std::uint32_t root = 0;

  [[nodiscard]] const PickleValue& at(std::uint32_t index) const { return values[index]; }
  [[nodiscard]] const PickleValue& item(const PickleValue& of, std::size_t number) const {
    return values[of.items[number]];
  }
};

/// `where` names the file in the error.
[[nodiscard]] Result<Pickle> readPickle(std::string_view bytes, const std::string& where);

/// "a number", "a list", "an object of my.Class": for messages.
[[nodiscard]] std::string describe(const Pickle& pickle, const PickleValue& value);

}  // namespace emascope

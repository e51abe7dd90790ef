// SPDX-License-Identifier: Apache-2.0
//
// One of several ways to do something, chosen by name and tuned by numbers: an optimizer, a
// learning-rate schedule. As typed, as sent, and what there is to choose from.
#pragma once

#include "core/base/result.h"
#include "core/rules/param_spec.h"

#include <string>
#include <string_view>
#include <vector>

namespace emascope {

struct MethodSpec {
  std::string kind = {};    ///< MethodInfo::id
  ParamValues params = {};  ///< an absent one has its initial value
  friend bool operator==(const MethodSpec&, const MethodSpec&) = default;
};

struct MethodInfo {
  std::string id = {};      ///< "one-cycle"
  std::string label = {};   ///< for people: "one cycle"
  std::string source = {};  ///< whose rule it is
  std::vector<ParamSpec> params = {};
  friend bool operator==(const MethodInfo&, const MethodInfo&) = default;
};

[[nodiscard]] const MethodInfo* findMethod(const std::vector<MethodInfo>& methods,
                                           std::string_view id);

/// "cosine" or "cosine,warmup=100,floor=0.01", checked. `where` names the option in errors.
[[nodiscard]] Result<MethodSpec> readMethod(std::string_view text,
                                            const std::vector<MethodInfo>& methods,
                                            const std::string& where);

/// What readMethod() reads as `spec` again.
[[nodiscard]] std::string methodOption(const MethodSpec& spec,
                                       const std::vector<MethodInfo>& methods);

/// Refuses a kind that is not among `methods`, parameters it does not have and values out of range.
[[nodiscard]] Status checkMethod(const MethodSpec& spec, const std::vector<MethodInfo>& methods,
                                 const std::string& where);

/// The value in force of a parameter of `info`. @pre info has it
[[nodiscard]] double methodValue(const MethodSpec& spec, const MethodInfo& info,
                                 std::string_view id);

/// `spec` with every parameter present. @pre checkMethod() is ok
[[nodiscard]] MethodSpec completed(MethodSpec spec, const std::vector<MethodInfo>& methods);

}  // namespace emascope

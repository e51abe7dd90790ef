// SPDX-License-Identifier: Apache-2.0
//
// A method chosen by name, with numeric parameters: an optimizer or a learning-rate schedule.
// MethodSpec is the choice, MethodInfo describes one of the methods available.
#pragma once

#include "core/base/result.h"
#include "core/rules/param_spec.h"

#include <string>
#include <string_view>
#include <vector>

namespace emascope {

struct MethodSpec {
  std::string kind = {};    ///< MethodInfo::id
  ParamValues params = {};  ///< absent = the initial value
  friend bool operator==(const MethodSpec&, const MethodSpec&) = default;
};

struct MethodInfo {
  std::string id = {};      ///< "one-cycle"
  std::string label = {};   ///< for people: "one cycle"
  std::string source = {};  ///< its class in a library, or its paper
  std::vector<ParamSpec> params = {};
  friend bool operator==(const MethodInfo&, const MethodInfo&) = default;
};

[[nodiscard]] const MethodInfo* findMethod(const std::vector<MethodInfo>& methods,
                                           std::string_view id);

/// "cosine" or "cosine,warmup=100,floor=0.01", checked. The kind may have capital letters, and
/// commas may have blanks after them: "SGD, momentum=0.9". `where` names the option in errors.
[[nodiscard]] Result<MethodSpec> readMethod(std::string_view text,
                                            const std::vector<MethodInfo>& methods,
                                            const std::string& where);

/// The text that readMethod() parses back into `spec`.
[[nodiscard]] std::string methodOption(const MethodSpec& spec,
                                       const std::vector<MethodInfo>& methods);

/// Refuses a kind that is not in `methods`, parameters it does not have and values out of range.
[[nodiscard]] Status checkMethod(const MethodSpec& spec, const std::vector<MethodInfo>& methods,
                                 const std::string& where);

/// A parameter's value in `spec`, or its initial value. @pre info has the parameter
[[nodiscard]] double methodValue(const MethodSpec& spec, const MethodInfo& info,
                                 std::string_view id);

/// `spec` with every parameter present. @pre checkMethod() is ok
[[nodiscard]] MethodSpec completed(MethodSpec spec, const std::vector<MethodInfo>& methods);

}  // namespace emascope

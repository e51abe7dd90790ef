// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/spec/method_spec.h"

#include "core/protocol/spec/catalog.h"
#include "core/protocol/spec/key_values.h"

#include <algorithm>
#include <utility>

namespace emascope {
namespace {

constexpr const char* kMethodForm = "KIND{,key=value}";

const ParamSpec* findParam(const MethodInfo& info, std::string_view id) {
  const auto found = std::find_if(info.params.begin(), info.params.end(),
                                  [&](const ParamSpec& spec) { return spec.id == id; });
  return found == info.params.end() ? nullptr : &*found;
}

Error unknown(std::string_view kind, const std::vector<MethodInfo>& methods,
              const std::string& where) {
  std::string known;
  for (const MethodInfo& info : methods) known += (known.empty() ? "" : ", ") + info.id;
  return {where, "'" + std::string(kind) + "' is not known", known};
}

/// As findMethod(), but capital letters are as good: "AdamW".
const MethodInfo* findTyped(const std::vector<MethodInfo>& methods, std::string_view typed) {
  std::string id(typed);
  for (char& c : id) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return findMethod(methods, id);
}

}  // namespace

const MethodInfo* findMethod(const std::vector<MethodInfo>& methods, std::string_view id) {
  const auto found = std::find_if(methods.begin(), methods.end(),
                                  [&](const MethodInfo& info) { return info.id == id; });
  return found == methods.end() ? nullptr : &*found;
}

Result<MethodSpec> readMethod(std::string_view text, const std::vector<MethodInfo>& methods,
                              const std::string& where) {
  const auto comma = text.find(',');
  const MethodInfo* info = findTyped(methods, text.substr(0, comma));
  if (info == nullptr) return unknown(text.substr(0, comma), methods, where);
  MethodSpec spec{.kind = info->id};
  if (comma != std::string_view::npos) {
    const auto items = readKeyValues(text.substr(comma + 1), where, kMethodForm);
    if (!items) return items.error();
    for (const KeyValue& item : *items) {
      const ParamSpec* param = findParam(*info, item.key);
      spec.params[item.key] = 0.0;
      if (param == nullptr) break;  // refused below
      const auto value = readValue(*param, item.value, where + ": " + item.key);
      if (!value) return value.error();
      spec.params[item.key] = *value;
    }
  }
  if (const auto status = checkMethod(spec, methods, where); !status) return status.error();
  return spec;
}

std::string methodOption(const MethodSpec& spec, const std::vector<MethodInfo>& methods) {
  const MethodInfo* info = findMethod(methods, spec.kind);
  std::string text = spec.kind;
  for (const auto& [id, value] : spec.params) {
    const ParamSpec* param = info ? findParam(*info, id) : nullptr;
    text += "," + id + "=" + valueText(param ? *param : ParamSpec{}, value);
  }
  return text;
}

Status checkMethod(const MethodSpec& spec, const std::vector<MethodInfo>& methods,
                   const std::string& where) {
  const MethodInfo* info = findMethod(methods, spec.kind);
  if (info == nullptr) return unknown(spec.kind, methods, where);
  return checkParams(info->params, spec.params, where + " " + spec.kind, spec.kind);
}

double methodValue(const MethodSpec& spec, const MethodInfo& info, std::string_view id) {
  const auto given = spec.params.find(id);
  return given != spec.params.end() ? given->second : findParam(info, id)->initial;
}

MethodSpec completed(MethodSpec spec, const std::vector<MethodInfo>& methods) {
  for (const ParamSpec& param : findMethod(methods, spec.kind)->params) {
    spec.params.try_emplace(param.id, param.initial);
  }
  return spec;
}

}  // namespace emascope

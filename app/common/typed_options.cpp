// SPDX-License-Identifier: Apache-2.0
#include "app/common/typed_options.h"

#include <CLI/CLI.hpp>

namespace emascope {

CLI::Option* addTypedList(CLI::App& app, const char* name, std::vector<std::string>& values,
                          const char* form, const char* help) {
  return app.add_option(name, values, help)
      ->type_name(form)
      ->expected(1)
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

CLI::Option* addTypedText(CLI::App& app, const char* name, std::optional<std::string>& value,
                          const char* form, const char* help) {
  return app
      .add_option_function<std::string>(
          name, [&value](const std::string& typed) { value = typed; }, help)
      ->type_name(form)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
}

}  // namespace emascope

// SPDX-License-Identifier: Apache-2.0
#include "app/common/usage_error.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <numeric>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

namespace emascope {
namespace {

/// The number of letters to insert, remove or replace (Levenshtein's distance).
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row.back();
}

/// The long options of the app and of the subcommands that were chosen.
std::vector<std::string> optionsOf(const CLI::App& app) {
  std::vector<std::string> names;
  std::vector<const CLI::App*> apps = {&app};
  for (const CLI::App* chosen : app.get_subcommands()) apps.push_back(chosen);
  for (const CLI::App* each : apps) {
    for (const CLI::Option* option : each->get_options()) {
      for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    }
  }
  return names;
}

/// " (did you mean --preset?)", or nothing if no option is close.
std::string suggestion(const CLI::App& app, const std::string& typed) {
  const std::string name = typed.substr(0, typed.find('='));
  std::size_t least = std::max<std::size_t>(2, name.size() / 4) + 1;
  std::string best;
  for (const std::string& option : optionsOf(app)) {
    const std::size_t away = distance(name, option);
    if (away >= least) continue;
    least = away;
    best = option;
  }
  return best.empty() ? "" : " (did you mean " + best + "?)";
}

/// What to say instead of an option for the file that the subcommand takes without one.
std::string withoutOption(const CLI::App& app, std::string_view typed) {
  constexpr std::array<std::string_view, 5> kNames = {"--data", "--file", "--input", "--model",
                                                      "--path"};
  const std::string_view name = typed.substr(0, typed.find('='));
  const auto chosen = app.get_subcommands();
  if (chosen.empty() || std::ranges::find(kNames, name) == kNames.end()) return "";
  for (const CLI::Option* option : chosen.front()->get_options()) {
    if (!option->get_positional()) continue;
    return " (write: " + app.get_name() + " " + chosen.front()->get_name() + " " +
           option->get_name(true) + ")";
  }
  return "";
}

}  // namespace

std::string usageError(const CLI::App& app, const CLI::ParseError& error) {
  if (dynamic_cast<const CLI::ExtrasError*>(&error) == nullptr) return error.what();
  const std::vector<std::string> extra = app.remaining(true);
  const auto option =
      std::ranges::find_if(extra, [](const std::string& word) { return word.starts_with("-"); });
  if (option != extra.end()) {
    const std::string instead = withoutOption(app, *option);
    return "'" + *option + "' is not an option" +
           (instead.empty() ? suggestion(app, *option) : instead);
  }
  return extra.empty() ? error.what() : "'" + extra.front() + "' is not expected";
}

}  // namespace emascope

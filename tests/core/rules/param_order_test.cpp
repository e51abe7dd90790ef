// SPDX-License-Identifier: Apache-2.0
//
// A schedule reads its values by position: values[kBeta]. Its enum must name the parameters in the
// order in which `params` lists them; nothing in C++ ties the two, so this reads the sources.
#include "core/rules/schedule.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include <gtest/gtest.h>

namespace emascope {
namespace {

std::string textOf(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

/// "kUpdateEvery" -> "update_every".
std::string idOf(const std::string& enumerator) {
  std::string id;
  for (const char c : enumerator.substr(1)) {
    if (std::isupper(static_cast<unsigned char>(c)) != 0 && !id.empty()) id += '_';
    id += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return id;
}

std::vector<std::string> enumeratedIds(const std::string& source) {
  std::smatch found;
  if (!std::regex_search(source, found, std::regex(R"(enum Param \{([^}]*)\})"))) return {};
  const std::string names = found[1];
  std::vector<std::string> ids;
  const std::regex name(R"(k\w+)");
  for (std::sregex_iterator it(names.begin(), names.end(), name), end; it != end; ++it)
    ids.push_back(idOf(it->str()));
  return ids;
}

TEST(ParamOrder, IsThatOfTheEnumInEachSchedule) {
  std::size_t read = 0;
  for (const auto& file :
       std::filesystem::directory_iterator(EMASCOPE_SOURCE_DIR "/core/rules/schedules")) {
    if (file.path().extension() != ".cpp") continue;
    ++read;
    std::string id = file.path().stem();
    std::replace(id.begin(), id.end(), '_', '-');
    const auto& params = schedules().at(id).params;
    const auto ids = enumeratedIds(textOf(file.path()));
    ASSERT_FALSE(ids.empty()) << id;
    ASSERT_LE(ids.size(), params.size()) << id;
    for (std::size_t i = 0; i < ids.size(); ++i) EXPECT_EQ(params[i].id, ids[i]) << id;
  }
  EXPECT_EQ(read, schedules().size());
}

}  // namespace
}  // namespace emascope

// SPDX-License-Identifier: Apache-2.0
//
// emascope-engine smooth over the weights that were recorded, against what ema_pytorch.EMA itself
// made of them in float32: the same actions, decays to the library's float32, and averages to 2e-5
// of their size.
#include "tests/app/engine/smooth/smooth_fixture.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <stdexcept>

#include <nlohmann/json.hpp>

namespace emascope {
namespace {

class Recorded : public Smooth, public testing::WithParamInterface<std::string> {};

nlohmann::json golden(const char* name) {
  std::ifstream file(std::string(EMASCOPE_SOURCE_DIR "/tests/golden/") + name);
  return nlohmann::json::parse(file);
}

/// Ids of cases without names of tensors and without feedback into the model.
std::vector<std::string> plainCases() {
  std::vector<std::string> plain;
  const nlohmann::json all = golden("ema_pytorch.json");
  for (const auto& recorded : all.at("cases")) {
    bool listed = recorded.contains("feedback");
    for (const auto& [key, value] : recorded.at("args").items()) {
      listed = listed || value.is_array();
    }
    if (!listed) plain.push_back(recorded.at("id"));
  }
  return plain;
}

nlohmann::json recordedCase(const std::string& id) {
  const nlohmann::json all = golden("ema_pytorch.json");
  for (const auto& recorded : all.at("cases")) {
    if (recorded.at("id") == id) return recorded;
  }
  throw std::out_of_range(id);
}

/// One column for each float; theta[0] is the state at construction.
std::string table(const nlohmann::json& online, std::size_t floats) {
  std::string text;
  for (std::size_t i = 0; i < floats; ++i) text += (i == 0 ? "v" : ",v") + std::to_string(i);
  text += '\n';
  for (const auto& theta : online.at("theta")) {
    for (std::size_t i = 0; i < floats; ++i) text += (i == 0 ? "" : ",") + theta[i].dump();
    text += '\n';
  }
  return text;
}

std::string option(const nlohmann::json& values) {
  std::string text;
  for (const auto& [key, value] : values.items()) {
    if (key != "use_foreach") text += (text.empty() ? "" : ",") + key + "=" + value.dump();
  }
  return text;
}

TEST_P(Recorded, EmaPytorchOverTheRecordedWeights) {
  const nlohmann::json recorded = recordedCase(GetParam());
  constexpr std::size_t kFloats = 26;  // behind them the counter, which the library leaves alone
  std::vector<std::string> arguments = {"--initial", "first-row", "--track",
                                        "t:like=ema-pytorch," + option(recorded.at("args"))};
  for (const auto& edit : recorded.value("edits", nlohmann::json::array())) {
    arguments.insert(arguments.end(),
                     {"--set", edit.at("before_call").dump() + ":t." + option(edit.at("set"))});
  }
  const CsvColumns columns = smoothed(table(golden("online.json"), kFloats), arguments);
  const auto actions = recorded.at("actions").get<std::string>();
  const std::map<char, std::string> words = {{'C', "copy"}, {'L', "blend"}, {'S', "skip"}};
  ASSERT_EQ(columns.at("t.action").size(), actions.size());
  for (std::size_t call = 0; call < actions.size(); ++call) {
    ASSERT_EQ(columns.at("t.action")[call], words.at(actions[call])) << "call " << call + 1;
    if (actions[call] != 'L') continue;
    ASSERT_NEAR(std::stod(columns.at("t.decay")[call]), recorded.at("decay")[call].get<double>(),
                2e-7);
  }
  std::size_t compared = 0;
  for (const auto& [call, snapshot] : recorded.at("snapshots").items()) {
    for (std::size_t i = 0; i < kFloats; ++i) {
      const double expected = snapshot[i].get<double>();
      const double found =
          std::stod(columns.at("v" + std::to_string(i) + ".t")[std::stoul(call) - 1]);
      ASSERT_NEAR(found, expected, 2e-5 * std::max(1.0, std::abs(expected)))
          << "call " << call << ", element " << i;
      ++compared;
    }
  }
  EXPECT_GT(compared, 500U);
}

INSTANTIATE_TEST_SUITE_P(Cases, Recorded, testing::ValuesIn(plainCases()), [](const auto& test) {
  std::string name = test.param;
  for (char& c : name) c = std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
  return name;
});

}  // namespace
}  // namespace emascope

// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/spec/synthesis_spec.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace emascope {
namespace {

TEST(SynthesisSpec, IsReadAndWrittenBothWays) {
  const std::vector<std::pair<std::string, SynthesisSpec>> spellings = {
      {"wide:sigma_rel=0.2", {"wide", "sigma_rel", 0.2, 0}},
      {"a:gamma=6.94,step=400", {"a", "gamma", 6.94, 400}},
      {"b:beta=0.997", {"b", "beta", 0.997, 0}},
      {"c:half_life=138", {"c", "half_life", 138.0, 0}},
      {"d:last=500,step=600", {"d", "last", 500.0, 600}}};
  for (const auto& [text, spec] : spellings) {
    const auto read = readSynthesis(text);
    ASSERT_TRUE(read.ok()) << text << ": " << read.error().message();
    EXPECT_EQ(*read, spec) << text;
    EXPECT_EQ(synthesisOption(spec), text);
  }
  EXPECT_EQ(readSynthesis("sigma_rel=1/10")->label, "posthoc");
  EXPECT_EQ(readSynthesis("sigma_rel=1/10")->value, 0.1);
}

TEST(SynthesisSpec, WhatIsWrongIsNamedWithWhatIsAllowed) {
  const auto message = [](const std::string& text) {
    const auto read = readSynthesis(text);
    return read ? "accepted" : read.error().message();
  };
  EXPECT_EQ(
      message("sigma_rel"),
      "synthesize 'sigma_rel': is not understood; allowed: [LABEL:]PROFILE=VALUE[,step=STEP]");
  EXPECT_EQ(message("a:width=3"),
            "synthesize 'a:width=3': 'width' is not a profile; allowed: sigma_rel, gamma, beta, "
            "half_life, debiased, last");
  EXPECT_NE(message("a:sigma_rel=0.3").find("0.28867"), std::string::npos);
  EXPECT_NE(message("a:beta=1.5").find("allowed"), std::string::npos);
  EXPECT_NE(message("a:beta=0.9,at=3").find("is not understood"), std::string::npos);
  EXPECT_NE(message("a:beta=0.9,step=x").find("not a whole number"), std::string::npos);
  EXPECT_NE(message("raw:beta=0.9").find("'raw' is reserved"), std::string::npos);
}

TEST(SynthesisSpec, AStepOutsideTheRunIsRefused) {
  SynthesisSpec spec{"a", "beta", 0.9, 500};
  EXPECT_TRUE(checkSynthesis(spec, 500).ok());
  spec.step = 501;
  EXPECT_EQ(checkSynthesis(spec, 500).error().message(),
            "synthesize a: step: 501 is not within the run; allowed: 1 to 500, 0 for the last");
}

}  // namespace
}  // namespace emascope

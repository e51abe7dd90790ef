// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/spec/demo_names.h"

#include "core/base/phrase.h"

#include <algorithm>
#include <array>
#include <utility>

namespace emascope {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kDemoNames = {{
    {"two-spirals", words("Two spirals")},
    {"digits", words("Wrong labels")},
    {"curve", words("Noisy targets")},
    {"quadratic-bowl", words("Noisy bowl")},
    {"noisy-signal", words("Noisy signal")},
    {"diffusion", words("Ring of Gaussians")},
    {"transfer", words("Transfer learning")},
    {"characters", words("Next character")},
    {"two-spirals-cosine", words("Rate to zero")},
}};

}  // namespace

std::string_view demoName(std::string_view preset) {
  const auto* const known = std::find_if(kDemoNames.begin(), kDemoNames.end(),
                                         [&](const auto& demo) { return demo.first == preset; });
  return known == kDemoNames.end() ? std::string_view() : known->second;
}

}  // namespace emascope

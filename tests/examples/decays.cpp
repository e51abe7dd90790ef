// SPDX-License-Identifier: Apache-2.0
//
// What rules of averaging do, without LibTorch: the decay at some updates, and what the average is
// then made of. Each argument is the id of a schedule or of a library's preset.
//
//   decays inverse-power ema-pytorch
#include <cstdio>
#include <emascope/rules.h>
#include <string>
#include <vector>

namespace {

void print(const emascope::ScheduleEntry& rule, std::int64_t calls) {
  emascope::RuleClock clock(rule, emascope::orThrow(emascope::orderedValues(rule, {}, rule.id)));
  emascope::WeightProfile profile(clock.traits().starts_at_zero ? emascope::ProfileStart::kZero
                                                                : emascope::ProfileStart::kWeights);
  std::printf("%s: %s\n", rule.id.c_str(), rule.formula.c_str());
  for (std::int64_t call = 1; call <= calls; ++call) {
    profile.append(clock.next());
    if (call % (calls / 4) != 0) continue;
    std::printf(
        "  update %lld: decay %.6f (%s), mean age %.1f, half of it within %lld updates, "
        "as quiet as the mean of %.1f\n",
        static_cast<long long>(call), clock.last().beta,
        std::string(emascope::reasonText(clock.last().reason)).c_str(), profile.meanAge(),
        static_cast<long long>(profile.ageQuantile(0.5)), profile.effectiveSamples());
  }
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> ids(argv + 1, argv + argc);
  if (ids.empty()) ids = {"constant", "inverse-power", "uniform", "ema-pytorch", "timm-v3"};
  for (const std::string& id : ids) {
    const emascope::ScheduleEntry* rule = emascope::findRule(id);
    if (rule == nullptr) {
      std::fprintf(stderr, "there is no rule %s\n", id.c_str());
      return 2;
    }
    print(*rule, 1000);
  }
}

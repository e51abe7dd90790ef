// SPDX-License-Identifier: Apache-2.0
#include "app/common/weights_tables.h"

#include "app/common/text_table.h"
#include "core/base/numbers.h"

namespace emascope {
namespace {

constexpr int kDigits = 4;

std::string testTable(const RunRecord& record) {
  TextTable table({"on the test set", "of step", "loss", record.facts.model.metric});
  for (const event::TestedWeights& one : record.tested) {
    table.add({one.of, std::to_string(one.step), formatShort(one.val.loss, kDigits),
               formatShort(one.val.metric, kDigits)});
  }
  return table.text() + "'best': the weights of the evaluation with the lowest validation loss\n";
}

std::string scanTable(const event::Scanned& scanned, const std::string& metric) {
  TextTable table({"share of " + scanned.spec.track + ", rest raw", "val. loss", metric});
  for (std::size_t i = 0; i < scanned.vals.size(); ++i) {
    table.add({formatNumber(scanned.spec.shares[i]), formatShort(scanned.vals[i].loss, kDigits),
               formatShort(scanned.vals[i].metric, kDigits)});
  }
  return table.text();
}

}  // namespace

std::string weightsTables(const RunRecord& record) {
  std::string text;
  for (const event::Scanned& scanned : record.scans) {
    text += "\n" + scanTable(scanned, record.facts.model.metric);
  }
  if (!record.tested.empty()) text += "\n" + testTable(record);
  return text;
}

}  // namespace emascope

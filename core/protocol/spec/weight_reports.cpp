// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/spec/weight_reports.h"

#include "core/base/numbers.h"
#include "core/protocol/spec/key_values.h"
#include "core/protocol/spec/track_spec.h"

#include <cmath>

namespace emascope {
namespace {

constexpr double kFarthest = 100.0;
constexpr char kShareMark = '@';

std::vector<double> usualShares() {
  constexpr int kFirst = -2;
  constexpr int kLast = 12;
  constexpr double kTenths = 10.0;
  std::vector<double> shares;
  for (int i = kFirst; i <= kLast; ++i) shares.push_back(static_cast<double>(i) / kTenths);
  return shares;
}

}  // namespace

Status checkShare(double share, const std::string& where) {
  if (share >= kLeastShare && share <= kGreatestShare) return Ok{};
  return Error{where, "share " + formatNumber(share) + " is not allowed",
               "-0.5 to 1.5, where 0 is raw and 1 the average"};
}

std::string mixText(const std::string& of, double share) {
  return share == 1.0 ? of : of + kShareMark + formatNumber(share);
}

Status checkScan(const ScanSpec& spec) {
  if (const auto status = checkLabel(spec.track); !status) return status;
  const std::string where = "scan " + spec.track;
  if (spec.shares.empty() || spec.shares.size() > kMostShares) {
    return Error{where, std::to_string(spec.shares.size()) + " shares",
                 "1 to " + std::to_string(kMostShares)};
  }
  for (const double share : spec.shares) {
    if (std::abs(share) <= kFarthest) continue;
    return Error{where, formatNumber(share) + " is not allowed", "shares from -100 to 100"};
  }
  return Ok{};
}

std::optional<std::string> bestLabel(const std::string& of) {
  if (!of.starts_with(kBestPrefix)) return std::nullopt;
  return of.substr(kBestPrefix.size());
}

Status checkSave(const SaveSpec& spec) {
  const std::string label = bestLabel(spec.of).value_or(spec.of);
  if (label != "raw") {
    if (const auto status = checkLabel(label); !status) return status;
  }
  if (const auto status = checkShare(spec.share, "save " + spec.of); !status) return status;
  if (spec.share != 1.0 && (spec.of == "raw" || bestLabel(spec.of))) {
    return Error{"save " + spec.of, "only a track is mixed with raw", "LABEL@SHARE=FILE"};
  }
  if (!spec.path.empty()) return Ok{};
  return Error{"save " + spec.of, "no file is named", "raw=FILE or LABEL=FILE"};
}

Result<ScanSpec> readScan(const std::string& text) {
  const auto equals = text.find('=');
  ScanSpec spec{text.substr(0, equals), usualShares()};
  if (equals != std::string::npos) {
    spec.shares.clear();
    for (const std::string_view part : splitAt(std::string_view(text).substr(equals + 1), ',')) {
      const auto share = parseNumber(part, "scan " + spec.track);
      if (!share) return share.error();
      spec.shares.push_back(*share);
    }
  }
  if (const auto status = checkScan(spec); !status) return status.error();
  return spec;
}

std::string scanOption(const ScanSpec& spec) {
  std::string text = spec.track;
  for (std::size_t i = 0; i < spec.shares.size(); ++i) {
    text += (i == 0 ? "=" : ",") + formatNumber(spec.shares[i]);
  }
  return text;
}

Result<SaveSpec> readSave(const std::string& text) {
  const auto equals = text.find('=');
  if (equals == std::string::npos) {
    return Error{"save", "'" + text + "' names no file", "raw=FILE or LABEL=FILE"};
  }
  SaveSpec spec{text.substr(0, equals), text.substr(equals + 1)};
  if (const auto mark = spec.of.find(kShareMark); mark != std::string::npos) {
    const auto share = parseNumber(spec.of.substr(mark + 1), "save " + spec.of);
    if (!share) return share.error();
    spec.share = *share;
    spec.of.resize(mark);
  }
  if (const auto status = checkSave(spec); !status) return status.error();
  return spec;
}

std::string saveOption(const SaveSpec& spec) {
  return mixText(spec.of, spec.share) + "=" + spec.path;
}

}  // namespace emascope

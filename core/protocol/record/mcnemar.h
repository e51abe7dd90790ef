// SPDX-License-Identifier: Apache-2.0
//
// McNemar's exact test: whether two classifiers that were given the same samples differ in how
// often they are right. Only the samples that exactly one of them gets right count; if the two were
// equally good, each of these would be as likely on one side as on the other. Plain numbers;
// negative counts are taken as 0.
#pragma once

#include <cstdint>
#include <string>

namespace emascope {

/// The two-sided p value, 0 to 1: 2 sum_{i <= min} C(n, i) / 2^n with n = only_first + only_second,
/// at most 1. 1 if both counts are 0. The relative error is below 1e-9 for counts below a million.
/// Takes time proportional to the smaller count.
[[nodiscard]] double mcnemarP(std::int64_t only_first, std::int64_t only_second);

/// "p < 0.001", "p = 0.004", "p = 0.36": three decimals below 0.1, two above;
/// four where three would hide on which side of 0.05 it is.
[[nodiscard]] std::string pText(double p);

}  // namespace emascope

// SPDX-License-Identifier: Apache-2.0
#include "core/protocol/record/mcnemar.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace emascope {

double mcnemarP(std::int64_t only_first, std::int64_t only_second) {
  const std::int64_t a = std::max<std::int64_t>(only_first, 0);
  const std::int64_t b = std::max<std::int64_t>(only_second, 0);
  if (a == b) return 1.0;
  const std::int64_t fewer = std::min(a, b);
  const double n = static_cast<double>(a) + static_cast<double>(b);
  // From the largest term downward, each as a share of the largest, so that nothing underflows.
  const auto k = static_cast<double>(fewer);
  const double largest =
      std::lgamma(n + 1.0) - std::lgamma(k + 1.0) - std::lgamma(n - k + 1.0) - n * std::log(2.0);
  double term = 1.0;
  double sum = 0.0;
  for (double i = k; i >= 0.0 && term > 0.0; --i) {
    sum += term;
    term *= i / (n - i + 1.0);
  }
  return std::min(1.0, 2.0 * std::exp(largest) * sum);
}

std::string pText(double p) {
  if (p < 0.001) return "p < 0.001";
  char text[32];
  const bool near_limit = std::abs(p - 0.05) < 0.0005;  // must not be rounded to the other side
  const double shown = near_limit && p < 0.05 ? std::min(p, 0.0499) : p;
  std::snprintf(text, sizeof text,
                near_limit ? "p = %.4f"
                : p < 0.1  ? "p = %.3f"
                           : "p = %.2f",
                shown);
  return text;
}

}  // namespace emascope

// SPDX-License-Identifier: Apache-2.0
//
// Weights that are in no module: two tensors, fitted to a line by hand, with an average of each by
// name. For an evaluation the averages take the tensors' place; afterwards, whatever happens in it,
// the raw values are back.
#include <cstdio>
#include <emascope/shadow.h>
#include <stdexcept>

#include <ATen/TensorOperators.h>
#include <ATen/ops/rand.h>
#include <ATen/ops/randn_like.h>
#include <ATen/ops/zeros.h>

int main() {
  at::Tensor slope = at::zeros({1});
  at::Tensor offset = at::zeros({1});
  auto shadow = emascope::orThrow(emascope::Shadow::make({"constant", {{"beta", 0.98}}}));
  emascope::orThrow(shadow.registerTensor("slope", slope));
  emascope::orThrow(shadow.registerTensor("offset", offset));

  for (int step = 0; step < 2000; ++step) {
    const at::Tensor x = at::rand({8}) * 2.0 - 1.0;
    const at::Tensor y = 3.0 * x + 1.0;
    const at::Tensor wrong = slope * x + offset - (y + at::randn_like(y));
    slope -= 0.1 * (wrong * x).mean();
    offset -= 0.1 * wrong.mean();
    emascope::orThrow(shadow.update());
  }

  const auto evaluate = [&](const char* which) {
    std::printf("%s: y = %.3f x + %.3f\n", which, slope.item<double>(), offset.item<double>());
  };
  evaluate("raw     ");
  const double raw = slope.item<double>();
  try {
    const auto averaged = emascope::orThrow(shadow.apply());
    evaluate("averaged");
    throw std::runtime_error("an evaluation that fails");
  } catch (const std::runtime_error& failure) {
    std::printf("%s\n", failure.what());
  }
  evaluate("raw     ");
  return slope.item<double>() == raw ? 0 : 1;
}

// SPDX-License-Identifier: Apache-2.0
//
// Compiled once per instruction set; see core/simd/lanes.h.
#include "core/models/kernels/two_spirals_kernels.h"

#include "core/models/kernels/lane_functions.h"

namespace emascope::kernels::EMASCOPE_ISA {
extern const SpiralsKernels kSpirals;

namespace {

constexpr int kHidden = 32;
constexpr int kBlock = 16;                ///< samples processed together
constexpr int kGroups = kBlock / kLanes;  ///< registers per row of samples
constexpr int kRowsAtOnce = kGroups >= 4 ? 2 : 8 / kGroups;

/// Values of one block: [unit][sample].
template <int kUnits>
struct alignas(64) Rows {
  float at[kUnits][kBlock];
};

EMASCOPE_INLINE Lanes rowPart(const float* row, int group) { return load(row + group * kLanes); }

/// out[r] = bias[r] + sum over c of w[r * kRowStride + c * kColumnStride] * in[c]
template <int kUnits, int kColumns, int kRowStride, int kColumnStride>
EMASCOPE_INLINE void multiply(const float* w, const float* bias, const Rows<kColumns>& in,
                              Rows<kUnits>& out) {
  constexpr int kStep = kUnits < kRowsAtOnce ? kUnits : kRowsAtOnce;
  for (int first = 0; first < kUnits; first += kStep) {
    Lanes sum[kStep][kGroups];
    for (int r = 0; r < kStep; ++r) {
      for (int g = 0; g < kGroups; ++g) sum[r][g] = broadcast(bias ? bias[first + r] : 0.0F);
    }
    for (int c = 0; c < kColumns; ++c) {
      Lanes x[kGroups];
      for (int g = 0; g < kGroups; ++g) x[g] = rowPart(in.at[c], g);
      for (int r = 0; r < kStep; ++r) {
        const Lanes factor = broadcast(w[(first + r) * kRowStride + c * kColumnStride]);
        for (int g = 0; g < kGroups; ++g) sum[r][g] += factor * x[g];
      }
    }
    for (int r = 0; r < kStep; ++r) {
      for (int g = 0; g < kGroups; ++g) store(out.at[first + r] + g * kLanes, sum[r][g]);
    }
  }
}

template <int kUnits>
EMASCOPE_INLINE void activate(Rows<kUnits>& rows) {
  for (int r = 0; r < kUnits; ++r) {
    for (int g = 0; g < kGroups; ++g) {
      store(rows.at[r] + g * kLanes, hyperbolicTangent(rowPart(rows.at[r], g)));
    }
  }
}

struct Forward {
  Rows<2> input;
  Rows<kHidden> hidden1;
  Rows<kHidden> hidden2;
  Rows<1> logit;
  Rows<1> target;
  Rows<1> loss;
  int count;  ///< number of samples, at most kBlock; the rest are 0
};

EMASCOPE_INLINE void loadBlock(const SpiralsBatch& batch, std::int64_t first, Forward& f) {
  f.count = batch.count - first < kBlock ? static_cast<int>(batch.count - first) : kBlock;
  for (int p = 0; p < kBlock; ++p) {
    const bool present = p < f.count;
    f.input.at[0][p] = present ? batch.inputs[(first + p) * 2] : 0.0F;
    f.input.at[1][p] = present ? batch.inputs[(first + p) * 2 + 1] : 0.0F;
    f.target.at[0][p] = present ? batch.targets[first + p] : 0.0F;
  }
}

EMASCOPE_INLINE void forward(const SpiralsTensors<const float>& w, Forward& f) {
  multiply<kHidden, 2, 2, 1>(w.weight1, w.bias1, f.input, f.hidden1);
  activate(f.hidden1);
  multiply<kHidden, kHidden, kHidden, 1>(w.weight2, w.bias2, f.hidden1, f.hidden2);
  activate(f.hidden2);
  multiply<1, kHidden, kHidden, 1>(w.weight3, w.bias3, f.hidden2, f.logit);
  for (int g = 0; g < kGroups; ++g) {
    const Lanes z = rowPart(f.logit.at[0], g);
    const Lanes tail = logOnePlus(exponential(-absolute(z)));
    store(f.loss.at[0] + g * kLanes, relu(z) - z * rowPart(f.target.at[0], g) + tail);
  }
}

double sumOfLosses(const Forward& f) {
  double sum = 0.0;
  for (int p = 0; p < f.count; ++p) sum += static_cast<double>(f.loss.at[0][p]);
  return sum;
}

/// Transposes [unit][sample] to [sample][unit], so that gradients are summed along rows.
EMASCOPE_INLINE void transpose(const Rows<kHidden>& from, float (&to)[kBlock][kHidden]) {
  for (int p = 0; p < kBlock; ++p) {
    for (int r = 0; r < kHidden; ++r) to[p][r] = from.at[r][p];
  }
}

/// to[i] += sum over samples of factor[p] * rows[p][i], for i < kHidden
EMASCOPE_INLINE void addOuter(const float* factor, const float (&rows)[kBlock][kHidden],
                              float* to) {
  constexpr int kParts = kHidden / kLanes;
  Lanes sum[kParts];
  for (int i = 0; i < kParts; ++i) sum[i] = load(to + i * kLanes);
  for (int p = 0; p < kBlock; ++p) {
    const Lanes f = broadcast(factor[p]);
    for (int i = 0; i < kParts; ++i) sum[i] += f * load(&rows[p][i * kLanes]);
  }
  for (int i = 0; i < kParts; ++i) store(to + i * kLanes, sum[i]);
}

EMASCOPE_INLINE void addRowSums(const float (&rows)[kBlock][kHidden], float* to) {
  alignas(64) float ones[kBlock];
  for (float& one : ones) one = 1.0F;
  addOuter(ones, rows, to);
}

/// rows *= 1 - activations^2
EMASCOPE_INLINE void throughTanh(const Rows<kHidden>& activations, Rows<kHidden>& rows) {
  for (int r = 0; r < kHidden; ++r) {
    for (int g = 0; g < kGroups; ++g) {
      const Lanes a = rowPart(activations.at[r], g);
      store(rows.at[r] + g * kLanes, rowPart(rows.at[r], g) * (1.0F - a * a));
    }
  }
}

/// d loss / d logit; 0 for absent samples. `share`: 1 / batch size.
EMASCOPE_INLINE void logitGradient(const Forward& f, float share, Rows<1>& out) {
  for (int g = 0; g < kGroups; ++g) {
    const Lanes z = rowPart(f.logit.at[0], g);
    const Lanes e = exponential(-absolute(z));
    const Lanes sigmoid = (z < 0.0F ? e : broadcast(1.0F)) / (e + 1.0F);
    store(out.at[0] + g * kLanes, (sigmoid - rowPart(f.target.at[0], g)) * share);
  }
  for (int p = f.count; p < kBlock; ++p) out.at[0][p] = 0.0F;
}

EMASCOPE_INLINE void backward(const SpiralsTensors<const float>& w,
                              const SpiralsTensors<float>& gradients, const Forward& f,
                              float share) {
  Rows<1> d_logit;
  Rows<kHidden> d_hidden2;
  Rows<kHidden> d_hidden1;
  alignas(64) float turned[kBlock][kHidden];

  logitGradient(f, share, d_logit);
  for (int p = 0; p < kBlock; ++p) *gradients.bias3 += d_logit.at[0][p];
  transpose(f.hidden2, turned);
  addOuter(d_logit.at[0], turned, gradients.weight3);

  multiply<kHidden, 1, 1, 1>(w.weight3, nullptr, d_logit, d_hidden2);
  throughTanh(f.hidden2, d_hidden2);
  transpose(f.hidden1, turned);
  for (int r = 0; r < kHidden; ++r) {
    addOuter(d_hidden2.at[r], turned, gradients.weight2 + r * kHidden);
  }
  transpose(d_hidden2, turned);
  addRowSums(turned, gradients.bias2);

  multiply<kHidden, kHidden, 1, kHidden>(w.weight2, nullptr, d_hidden2, d_hidden1);
  throughTanh(f.hidden1, d_hidden1);
  transpose(d_hidden1, turned);
  addRowSums(turned, gradients.bias1);
  for (int k = 0; k < 2; ++k) {
    alignas(64) float column[kHidden] = {};
    addOuter(f.input.at[k], turned, column);
    for (int r = 0; r < kHidden; ++r) gradients.weight1[r * 2 + k] += column[r];
  }
}

float lossAndGradients(const SpiralsTensors<const float>& weights,
                       const SpiralsTensors<float>& gradients, const SpiralsBatch& batch) {
  Forward f;
  double loss = 0.0;
  const auto count = static_cast<double>(batch.count);
  for (std::int64_t first = 0; first < batch.count; first += kBlock) {
    loadBlock(batch, first, f);
    forward(weights, f);
    loss += sumOfLosses(f);
    backward(weights, gradients, f, static_cast<float>(1.0 / count));
  }
  return static_cast<float>(loss / count);
}

LossSums evaluate(const SpiralsTensors<const float>& weights, const SpiralsBatch& batch) {
  Forward f;
  LossSums sums;
  for (std::int64_t first = 0; first < batch.count; first += kBlock) {
    loadBlock(batch, first, f);
    forward(weights, f);
    sums.loss += sumOfLosses(f);
    for (int p = 0; p < f.count; ++p) {
      sums.correct += (f.logit.at[0][p] > 0.0F) == (f.target.at[0][p] > 0.5F) ? 1.0 : 0.0;
    }
  }
  return sums;
}

}  // namespace

const SpiralsKernels kSpirals = {lossAndGradients, evaluate};

}  // namespace emascope::kernels::EMASCOPE_ISA

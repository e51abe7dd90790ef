// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pictures/surface_image.h"

#include "ui/pictures/picture_arrays.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <vector>

namespace emascope::ui {
namespace {

constexpr double kMostTint = 0.72;
constexpr float kMostLogit = 14.0F;  // beyond it, the color does not change any more
constexpr std::size_t kColors = 2048;

/// The four cells around a place, and their weights (Catmull-Rom). Beyond the edge, that of the
/// edge is repeated.
struct Cubic {
  std::array<std::size_t, 4> cells = {};
  std::array<float, 4> weights = {};
};

/// `at`: in cells, 0 is the first one.
Cubic cubicAt(double at, std::size_t count) {
  const double last = static_cast<double>(count) - 1.0;
  const double inside = std::clamp(at, 0.0, last);
  const double first = std::min(std::floor(inside), std::max(0.0, last - 1.0));
  const double t = inside - first;
  Cubic cubic;
  for (std::size_t k = 0; k < 4; ++k) {
    cubic.cells[k] =
        static_cast<std::size_t>(std::clamp(first + static_cast<double>(k) - 1.0, 0.0, last));
  }
  const double weights[] = {((2.0 - t) * t - 1.0) * t, (3.0 * t - 5.0) * t * t + 2.0,
                            ((4.0 - 3.0 * t) * t + 1.0) * t, (t - 1.0) * t * t};
  for (std::size_t k = 0; k < 4; ++k) cubic.weights[k] = static_cast<float>(0.5 * weights[k]);
  return cubic;
}

/// For each of `pixels` pixels of the part from `begin`, `length` long, the cells around its
/// center.
std::vector<Cubic> cubics(int pixels, double begin, double length, std::size_t cells) {
  std::vector<Cubic> all;
  all.reserve(static_cast<std::size_t>(pixels));
  for (int i = 0; i < pixels; ++i) {
    const double share = begin + length * (i + 0.5) / pixels;
    all.push_back(cubicAt(share * (static_cast<double>(cells) - 1.0), cells));
  }
  return all;
}

float logitOf(float probability) {
  if (!std::isfinite(probability)) return std::nanf("");
  constexpr float kLeast = 1e-6F;
  const float p = std::clamp(probability, kLeast, 1.0F - kLeast);
  return std::log(p / (1.0F - p));
}

QRgb mixed(const QColor& from, const QColor& to, double share) {
  const auto part = [share](int a, int b) {
    return static_cast<int>(std::lround(a + share * (b - a)));
  };
  return qRgb(part(from.red(), to.red()), part(from.green(), to.green()),
              part(from.blue(), to.blue()));
}

/// Colors by logit: the color of the card where both classes are as probable.
std::array<QRgb, kColors> colorTable() {
  std::array<QRgb, kColors> colors = {};
  for (std::size_t i = 0; i < kColors; ++i) {
    const double logit = kMostLogit * (2.0 * static_cast<double>(i) / (kColors - 1) - 1.0);
    const QColor& side = theme().classes[logit < 0.0 ? 0 : 1];
    colors[i] = mixed(theme().card, side, kMostTint * std::abs(std::tanh(0.5 * logit)));
  }
  return colors;
}

QRgb colorOf(const std::array<QRgb, kColors>& colors, float logit) {
  if (!std::isfinite(logit)) return qRgb(0, 0, 0);
  const float share = 0.5F + 0.5F * std::clamp(logit / kMostLogit, -1.0F, 1.0F);
  return colors[static_cast<std::size_t>(std::lround(share * static_cast<float>(kColors - 1)))];
}

}  // namespace

QImage surfaceImage(const TaskPicture& picture, const QRectF& part, const QSize& size) {
  const auto rows = static_cast<std::size_t>(sizeOf(picture, "probability", 0));
  const auto columns = static_cast<std::size_t>(sizeOf(picture, "probability", 1));
  if (rows == 0 || columns == 0 || size.isEmpty()) return {};
  const std::span<const float> probability = numbers(picture, "probability");
  const std::vector<Cubic> across = cubics(size.width(), part.left(), part.width(), columns);
  // The first row of the grid is the lowest one.
  const std::vector<Cubic> down = cubics(size.height(), 1.0 - part.top(), -part.height(), rows);
  const auto wide = static_cast<std::size_t>(size.width());
  std::vector<std::vector<float>> lines(rows);  // rows of the grid in the image's columns
  const auto line = [&](std::size_t row) -> const std::vector<float>& {
    std::vector<float>& made = lines[row];
    if (!made.empty()) return made;
    std::vector<float> logits(columns);
    for (std::size_t c = 0; c < columns; ++c) logits[c] = logitOf(probability[row * columns + c]);
    made.resize(wide);
    for (std::size_t x = 0; x < wide; ++x) {
      const auto& [cells, weights] = across[x];
      made[x] = weights[0] * logits[cells[0]] + weights[1] * logits[cells[1]] +
                weights[2] * logits[cells[2]] + weights[3] * logits[cells[3]];
    }
    return made;
  };
  const std::array<QRgb, kColors> colors = colorTable();
  QImage image(size, QImage::Format_RGB32);
  for (int y = 0; y < size.height(); ++y) {
    const auto& [cells, weights] = down[static_cast<std::size_t>(y)];
    const float* a = line(cells[0]).data();
    const float* b = line(cells[1]).data();
    const float* c = line(cells[2]).data();
    const float* d = line(cells[3]).data();
    auto* to = reinterpret_cast<QRgb*>(image.scanLine(y));
    for (std::size_t x = 0; x < wide; ++x) {
      to[x] = colorOf(
          colors, weights[0] * a[x] + weights[1] * b[x] + weights[2] * c[x] + weights[3] * d[x]);
    }
  }
  return image;
}

}  // namespace emascope::ui

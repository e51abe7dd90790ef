// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/compare/sample_look.h"

#include "ui/compare/agreement.h"
#include "ui/compare/compare_words.h"
#include "ui/run/words.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace emascope::ui {
namespace {

constexpr std::size_t kMostNumbers = 4;

QString percent(float probability) {
  return std::isfinite(probability) ? QString::number(std::lround(100.0F * probability))
                                    : QStringLiteral("?");
}

QString judgmentOf(const event::SamplesCompared& compared, std::size_t i) {
  if (compared.kind == event::SamplesCompared::Kind::kClasses) {
    return CompareWords::tr("%1 → %2").arg(percent(compared.raw_given[i]),
                                           percent(compared.mix_given[i]));
  }
  const auto loss = [](float value) {
    return std::isfinite(value) ? plainNumber(value, 2) : QStringLiteral("?");
  };
  return CompareWords::tr("%1 → %2").arg(loss(compared.raw_loss[i]), loss(compared.mix_loss[i]));
}

QString inWords(const event::SamplesShown& shown, std::size_t first, std::size_t size) {
  QStringList parts;
  for (std::size_t k = 0; k < std::min(size, kMostNumbers); ++k) {
    const QString number = plainNumber(shown.values[first + k], 3);
    parts += k < shown.names.size()
                 ? CompareWords::tr("%1 %2").arg(shownLabel(shown.names[k]), number)
                 : number;
  }
  if (size > kMostNumbers) parts += QStringLiteral("…");
  return parts.join(QStringLiteral(", "));
}

}  // namespace

std::vector<SampleLook> sampleLooks(const event::SamplesCompared& compared,
                                    const event::SamplesShown& shown) {
  const std::size_t size = valuesPerSample(shown);
  if (size == 0) return {};
  std::map<std::int64_t, std::size_t> places;  // the first result of each sample
  for (std::size_t i = 0; i < compared.samples.size(); ++i) {
    places.try_emplace(compared.samples[i] / compared.per_sample, i);
  }
  const bool classes = compared.kind == event::SamplesCompared::Kind::kClasses;
  std::vector<SampleLook> looks;
  for (std::size_t k = 0; k < shown.samples.size(); ++k) {
    const auto found = places.find(shown.samples[k]);
    if (found == places.end()) continue;
    const std::size_t first = k * size;
    SampleLook look{.sample = shown.samples[k], .image = sampleImage(shown, k)};
    if (classes) look.right_class = compared.truth[found->second];
    const bool finite = std::isfinite(shown.values[first]) &&
                        std::isfinite(shown.values[first + (size > 1 ? 1 : 0)]);
    if (size == 2 && finite) look.place = QPointF(shown.values[first], shown.values[first + 1]);
    if (!look.image) look.text = inWords(shown, first, size);
    look.judgment = judgmentOf(compared, found->second);
    look.name = CompareWords::tr("sample %1").arg(grouped(look.sample));
    if (!shown.labels.empty())
      look.name += CompareWords::tr(", %1").arg(shownLabel(shown.labels[k]));
    look.name += CompareWords::tr(", %1").arg(look.judgment);
    looks.push_back(std::move(look));
  }
  return looks;
}

std::vector<SampleLook> farApart(const std::vector<SampleLook>& looks, std::size_t count) {
  if (looks.size() <= count) return looks;
  std::vector<std::size_t> all(looks.size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
  std::vector<std::size_t> some = spread(all, count);
  const bool placed = std::all_of(looks.begin(), looks.end(),
                                  [](const SampleLook& look) { return look.place.has_value(); });
  if (placed && count > 0) {
    // Each next one is the farthest from those before.
    some = {0};
    while (some.size() < count) {
      std::size_t farthest = 0;
      double most = -1.0;
      for (std::size_t i = 0; i < looks.size(); ++i) {
        double nearest = HUGE_VAL;
        for (const std::size_t j : some) {
          const QPointF gap = *looks[i].place - *looks[j].place;
          nearest = std::min(nearest, QPointF::dotProduct(gap, gap));
        }
        if (nearest > most) {
          most = nearest;
          farthest = i;
        }
      }
      some.push_back(farthest);
    }
  }
  std::vector<SampleLook> chosen;
  for (const std::size_t i : some) chosen.push_back(looks[i]);
  return chosen;
}

}  // namespace emascope::ui

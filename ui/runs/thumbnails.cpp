// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/thumbnails.h"

#include "ui/runs/run_shelf.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <optional>
#include <vector>

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QImageReader>
#include <QPainter>
#include <QPointer>
#include <QPolygonF>
#include <QSaveFile>

namespace emascope::ui {
namespace {

constexpr int kScale = 3;  // pixels of the picture per logical one at 100 %
constexpr double kMargin = 2.0;
constexpr double kThumbRawWidth = 0.8;
constexpr double kThumbAverageWidth = 1.8;
constexpr std::size_t kMostAsked = 64;
constexpr qint64 kLargestFile = 200'000;  // bytes
const QLatin1String kFile("thumbnail.png");
const QLatin1String kJournal("events.emaj");

double rawAt(const EvalPoint& point) { return point.raw.loss; }

double mainAt(const EvalPoint& point) {
  return point.tracks.empty() ? std::numeric_limits<double>::quiet_NaN()
                              : point.tracks.front().val.loss;
}

/// The vertical axis of both curves: logarithmic where all losses are above zero.
struct Scale {
  bool logarithmic = true;
  double least = 0.0, most = 1.0;

  explicit Scale(const std::vector<EvalPoint>& points) {
    std::vector<double> values;
    for (const EvalPoint& point : points) {
      for (const double value : {rawAt(point), mainAt(point)}) {
        if (!std::isfinite(value)) continue;
        values.push_back(value);
        logarithmic = logarithmic && value > 0.0;
      }
    }
    if (values.empty()) return;
    std::sort(values.begin(), values.end());
    // One outlier must not flatten the rest.
    const std::size_t beyond = values.size() / 100;
    least = on(values[beyond]);
    most = on(values[values.size() - 1 - beyond]);
    if (!(most > least)) most = least + 1.0;
  }
  [[nodiscard]] double on(double value) const { return logarithmic ? std::log(value) : value; }
  [[nodiscard]] double at(double value) const {
    return std::clamp((on(value) - least) / (most - least), 0.0, 1.0);
  }
};

template <typename Value>
void paintCurve(QPainter& painter, const QRectF& area, const std::vector<EvalPoint>& points,
                const Scale& scale, Value value) {
  const auto first = static_cast<double>(points.front().step);
  const double span = std::max(1.0, static_cast<double>(points.back().step) - first);
  const double columns = area.width() * kScale;
  QPolygonF line;
  double low = 0.0, high = 0.0;
  int column = -1;
  // At most the lowest and the highest of each column of pixels.
  const auto flush = [&] {
    if (column < 0) return;
    const double x = area.left() + area.width() * column / columns;
    line << QPointF(x, area.bottom() - area.height() * low);
    if (high != low) line << QPointF(x, area.bottom() - area.height() * high);
    column = -1;
  };
  for (const EvalPoint& point : points) {
    const double loss = value(point);
    if (!std::isfinite(loss)) {
      flush();
      painter.drawPolyline(line);
      line.clear();
      continue;
    }
    const int at = static_cast<int>(columns * (static_cast<double>(point.step) - first) / span);
    const double y = scale.at(loss);
    if (at != column) {
      flush();
      column = at;
      low = high = y;
    }
    low = std::min(low, y);
    high = std::max(high, y);
  }
  flush();
  painter.drawPolyline(line);
}

/// What the picture of a run shows; another key is another picture.
QString keyOf(const RunRow& row) {
  return QStringLiteral("%1 %2").arg(row.step).arg(static_cast<int>(row.state));
}

/// The file in the run's folder, which may be anything.
std::optional<QImage> readFile(const QString& path) {
  QFile file(path);
  if (file.size() > kLargestFile || !file.open(QIODevice::ReadOnly)) return std::nullopt;
  QImageReader reader(&file, "png");
  if (reader.size() != kThumbnail * kScale) return std::nullopt;
  QImage image = reader.read();
  return image.isNull() ? std::nullopt : std::optional(image);
}

/// Where the folder cannot be written the picture is made anew each time.
void writeFile(const QString& path, const QImage& image) {
  QSaveFile file(path);
  if (!file.open(QIODevice::WriteOnly)) return;
  if (image.save(&file, "PNG")) file.commit();
}

}  // namespace

QImage drawThumbnail(const RunRecord& record, const QColor& raw, const QColor& average) {
  QImage image(kThumbnail * kScale, QImage::Format_ARGB32_Premultiplied);
  image.fill(Qt::transparent);
  if (record.points.size() < 2) return image;
  const Scale scale(record.points);
  const QRectF area =
      QRectF(QPointF(0, 0), QSizeF(kThumbnail)).adjusted(kMargin, kMargin, -kMargin, -kMargin);
  QPainter painter(&image);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.scale(kScale, kScale);
  QPen dashed(raw, kThumbRawWidth);
  dashed.setDashPattern({3.0, 1.5});
  painter.setPen(dashed);
  paintCurve(painter, area, record.points, scale, rawAt);
  painter.setPen(QPen(average, kThumbAverageWidth, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  paintCurve(painter, area, record.points, scale, mainAt);
  return image;
}

Thumbnails::Thumbnails(RunShelf& shelf, QObject* parent) : QObject(parent), shelf_(shelf) {}

QPixmap Thumbnails::of(const RunRow& row) {
  const QString id = QString::fromStdString(row.id);
  const QString key = keyOf(row);
  const Kept* kept = kept_.object(id);
  if (kept == nullptr || kept->of != key) ask(row, key);
  return kept == nullptr ? QPixmap() : kept->picture;  // the one before while it is made anew
}

void Thumbnails::ask(const RunRow& row, const QString& key) {
  const auto asked = asked_.find(row.id);
  if (asked_.size() >= kMostAsked || (asked != asked_.end() && asked->second == key)) return;
  asked_[row.id] = key;
  const QString path = shelf_.pathOf(row);
  const bool over = row.state != StoredState::kRunning;
  // The colors of either theme have contrast on the card of the other, too, so one file is enough.
  const QColor raw = theme().raw;
  const QColor average = theme().ema;
  shelf_.later([shelf = &shelf_, there = QPointer<Thumbnails>(this), id = row.id, key, path, over,
                raw, average] {
    const QString file = path + QLatin1Char('/') + kFile;
    const bool new_enough = QFileInfo(file).lastModified() >=
                            QFileInfo(path + QLatin1Char('/') + kJournal).lastModified();
    std::optional<QImage> image = over && new_enough ? readFile(file) : std::nullopt;
    if (!image) {
      const auto run = readStoredRun(path.toStdString());
      image = run ? drawThumbnail(run->record, raw, average) : QImage();
      if (run && over) writeFile(file, *image);
    }
    QMetaObject::invokeMethod(
        shelf,
        [there, id, key, picture = *image] {
          if (there) there->take(id, key, picture);
        },
        Qt::QueuedConnection);
  });
}

void Thumbnails::take(const std::string& id, const QString& key, const QImage& picture) {
  asked_.erase(id);
  auto kept = std::make_unique<Kept>();
  kept->picture = QPixmap::fromImage(picture);
  kept->picture.setDevicePixelRatio(kScale);
  kept->of = key;
  kept_.insert(QString::fromStdString(id), kept.release());
  Q_EMIT made(id);
}

}  // namespace emascope::ui

// SPDX-License-Identifier: GPL-3.0-or-later
//
// The plot as a picture with title and legend, and its export as PNG, PDF and SVG.
#include "core/base/output_file.h"
#include "ui/plot/loss_plot.h"
#include "ui/plot/loss_plot_private.h"
#include "ui/run/said.h"
#include "ui/run/track_looks.h"
#include "ui/run/words.h"
#include "ui/theme/interface_scale.h"
#include "ui/theme/line_style.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <utility>

#include <QBuffer>
#include <QFileInfo>
#include <QImage>
#include <QPageSize>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

namespace emascope::ui {
namespace {

constexpr ScaledPixels kHeader = {40};
constexpr int kDotsPerInch = 96;
constexpr QSize kSmallest(320, 240);
constexpr QSize kLargest(8192, 8192);

struct LegendEntry {
  QString name;
  QColor color;
  LineStyle style;
};

/// Of the curves that are shown, those with labels in `solid` without their dashes.
std::vector<LegendEntry> legendOf(const RunRecord& record, const std::set<std::string>& hidden,
                                  const std::set<std::string>& solid) {
  std::vector<LegendEntry> entries;
  if (!hidden.contains("raw"))
    entries.push_back({LossPlot::tr("raw"), theme().raw, rawLineStyle()});
  const std::vector<TrackLook> looks = trackLooks(record);
  for (std::size_t track = 0; track < record.alive; ++track) {
    const std::string& label = record.tracks[track].label;
    if (hidden.contains(label)) continue;
    const LineStyle style = trackLineStyle(looks[track].number);
    entries.push_back(
        {QStringLiteral("%1 (%2)").arg(trackName(record, track), scheduleText(record, track)),
         theme().trackColor(looks[track].number),
         solid.contains(label) ? solidInstead(style) : style});
  }
  return entries;
}

/// The title on the left, and as much of the legend as fits on the right.
void paintHeader(QPainter& painter, QSize size, const QString& title, const RunRecord* record,
                 const std::vector<LegendEntry>& legend) {
  painter.setRenderHint(QPainter::Antialiasing);
  painter.fillRect(QRect(QPoint(0, 0), size), theme().card);
  const QRectF line(16, 8, size.width() - 32, kHeader - 12);
  painter.setFont(textFont(14, QFont::DemiBold));
  painter.setPen(theme().text);
  painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, title);
  double left = line.left() + painter.fontMetrics().horizontalAdvance(title) + 14;
  painter.setFont(textFont(12));
  const QFontMetricsF metrics(painter.font());
  if (record != nullptr) {
    const bool own = record->config.preset == kOwnPreset;
    const QString what = LossPlot::tr("%1 · seed %2")
                             .arg(own ? said(record->facts.model.title)
                                      : QString::fromStdString(record->config.preset))
                             .arg(record->config.seed);
    painter.setPen(theme().secondary);
    painter.drawText(QRectF(left, line.top(), line.right() - left, line.height()),
                     Qt::AlignLeft | Qt::AlignVCenter, what);
    left += metrics.horizontalAdvance(what) + 24;
  }
  for (const LegendEntry& entry : legend) {
    const double width = metrics.horizontalAdvance(entry.name);
    if (left + width + 26 > line.right()) break;
    paintSample(painter, QRectF(left, line.top(), 18, line.height()), entry.style, entry.color);
    painter.setPen(theme().secondary);
    painter.drawText(QRectF(left + 24, line.top(), width + 2, line.height()),
                     Qt::AlignLeft | Qt::AlignVCenter, entry.name);
    left += width + 44;
  }
}

Error fileError(const QString& path, const QString& why) {
  return {.where = path.toStdString(), .why = why.toStdString()};
}

Status writeFile(const QString& path, const QByteArray& bytes) {
  return replaceFile(path.toStdString(),
                     {bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

}  // namespace

/// Draws the picture onto a device, then restores the size of the plot.
void LossPlot::Private::drawPicture(QPaintDevice& device, QSize size, double scale, bool vectors) {
  const bool elsewhere = std::exchange(notes.verdict_elsewhere, false);  // not in the picture
  std::vector<LegendEntry> legend;
  if (record != nullptr) legend = legendOf(*record, hidden, solid);
  if (showsLastRun()) {
    legend.push_back({LossPlot::tr("last run"), theme().last_run, lastRunLineStyle()});
  }
  chart.render(
      device, [&](QPainter& painter) { paintHeader(painter, size, q.title(), record, legend); },
      size - QSize(0, kHeader), QPointF(0, kHeader), scale, vectors);
  notes.verdict_elsewhere = elsewhere;
}

QImage LossPlot::picture(QSize size, double scale) {
  size = size.expandedTo(kSmallest).boundedTo(kLargest);
  scale = std::clamp(scale, 1.0, 4.0);
  QImage image(size * scale, QImage::Format_RGB32);
  image.fill(theme().card);
  d_->chart.setPictureScale(scale);
  d_->prepare(size.width());
  d_->drawPicture(image, size, scale, false);
  d_->chart.setPictureScale({});
  d_->prepare(width());
  return image;
}

Status LossPlot::exportPicture(const QString& path, QSize size, double scale) {
  size = size.expandedTo(kSmallest).boundedTo(kLargest);
  const QString ending = QFileInfo(path).suffix().toLower();
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  if (ending == QLatin1String("png")) {
    if (!picture(size, scale).save(&buffer, "PNG")) {
      return fileError(path, tr("the picture cannot be encoded as PNG"));
    }
  } else if (ending == QLatin1String("pdf") || ending == QLatin1String("svg")) {
    d_->chart.setPictureScale(1.0);
    d_->prepare(size.width());
    if (ending == QLatin1String("pdf")) {
      QPdfWriter writer(&buffer);
      writer.setCreator(QStringLiteral("EMAscope"));
      writer.setTitle(title());
      writer.setResolution(kDotsPerInch);
      writer.setPageMargins(QMarginsF());
      writer.setPageSize(QPageSize(QSizeF(size) * 72.0 / kDotsPerInch, QPageSize::Point));
      d_->drawPicture(writer, size, 1.0, true);
    } else {
      QSvgGenerator writer;
      writer.setOutputDevice(&buffer);
      writer.setTitle(title());
      writer.setResolution(kDotsPerInch);
      writer.setSize(size);
      writer.setViewBox(QRect(QPoint(0, 0), size));
      d_->drawPicture(writer, size, 1.0, true);
    }
    d_->chart.setPictureScale({});
    d_->prepare(width());
  } else {
    Error error = fileError(path, tr("\"%1\" is not a supported picture format").arg(ending));
    error.allowed = ".png, .pdf or .svg";
    return error;
  }
  buffer.close();
  return writeFile(path, bytes);
}

}  // namespace emascope::ui

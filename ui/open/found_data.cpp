// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/open/found_data.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace emascope::ui {
namespace {

constexpr qsizetype kMostNames = 1000;
constexpr qsizetype kMostSamples = 24;
constexpr int kMostSide = 256;

/// Gray or color from rows of bytes; null if the sizes do not fit.
QImage imageOf(const QJsonObject& sample) {
  const int rows = sample[QLatin1String("rows")].toInt();
  const int columns = sample[QLatin1String("columns")].toInt();
  const int channels = sample[QLatin1String("channels")].toInt();
  if (rows < 1 || columns < 1 || rows > kMostSide || columns > kMostSide) return {};
  if (channels != 1 && channels != 3) return {};
  const QByteArray pixels =
      QByteArray::fromBase64(sample[QLatin1String("pixels")].toString().toLatin1());
  if (pixels.size() != qsizetype{rows} * columns * channels) return {};
  const auto format = channels == 1 ? QImage::Format_Grayscale8 : QImage::Format_RGB888;
  // The rows of an image are padded.
  QImage image(columns, rows, format);
  for (int row = 0; row < rows; ++row) {
    const qsizetype bytes = qsizetype{columns} * channels;
    std::copy_n(pixels.constData() + row * bytes, bytes,
                reinterpret_cast<char*>(image.scanLine(row)));
  }
  return image;
}

/// The first numbers of some samples, which the images show better.
const QRegularExpression& samplesTable() {
  static const QRegularExpression table(QStringLiteral("\n\nsample .*?(?=\n\n|$)"),
                                        QRegularExpression::DotMatchesEverythingOption);
  return table;
}

void addName(QStringList& names, const QString& name) {
  if (!name.isEmpty() && names.size() < kMostNames && !names.contains(name)) names << name;
}

}  // namespace

FoundData foundData(const QByteArray& json) {
  const QJsonObject answer = QJsonDocument::fromJson(json).object();
  FoundData found;
  found.format = answer[QLatin1String("format")].toString();
  found.report = answer[QLatin1String("report")].toString().trimmed();
  QStringList sizes;
  for (const QJsonValue size : answer[QLatin1String("shape")].toArray()) {
    sizes << QString::number(size.toInteger());
  }
  found.shape = sizes.join(QLatin1Char(','));
  for (const QJsonValue column : answer[QLatin1String("columns")].toArray()) {
    addName(found.names, column[QLatin1String("name")].toString());
  }
  if (!found.names.isEmpty()) addName(found.names, answer[QLatin1String("target")].toString());
  for (const QJsonValue name : answer[QLatin1String("arrays")].toArray()) {
    addName(found.names, name.toString());
  }
  for (const QJsonValue sample : answer[QLatin1String("pictures")].toArray()) {
    QImage image = imageOf(sample.toObject());
    if (image.isNull() || std::ssize(found.samples) == kMostSamples) continue;
    found.samples.push_back({std::move(image), sample[QLatin1String("target")].toString()});
  }
  if (!found.samples.empty()) found.report.remove(samplesTable());
  return found;
}

QStringList pointlessOptions(const QString& format) {
  if (format == QStringLiteral("CSV")) {
    return {QStringLiteral("image-size"), QStringLiteral("image-channels"), QStringLiteral("parts"),
            QStringLiteral("layout"), QStringLiteral("array")};
  }
  if (format == QStringLiteral("folder of pictures")) {
    return {QStringLiteral("target"),  QStringLiteral("split-column"),
            QStringLiteral("header"),  QStringLiteral("delimiter"),
            QStringLiteral("decimal"), QStringLiteral("categorical"),
            QStringLiteral("layout"),  QStringLiteral("array")};
  }
  return {};
}

QStringList namesInError(const QString& error) {
  static const QRegularExpression list(QStringLiteral("(?:one of|it has): (.+)$"),
                                       QRegularExpression::DotMatchesEverythingOption);
  QStringList names;
  for (const QString& name : list.match(error).captured(1).split(QStringLiteral(", "))) {
    addName(names, name);
  }
  return names;
}

SideRange sidesInError(const QString& error) {
  static const QRegularExpression sides(
      QStringLiteral("with sides from ([0-9]{1,6}) to ([0-9]{1,6}) pixels"));
  const auto found = sides.match(error);
  return {found.captured(1).toInt(), found.captured(2).toInt()};
}

int suggestedSide(const SideRange& sides) {
  constexpr int kLeast = 8;
  const double middle = std::sqrt(static_cast<double>(sides.least) * sides.most);
  int side = kLeast;
  while (2 * side <= middle) side *= 2;
  return side;
}

QString labelsBeside(const QString& data) {
  const QFileInfo info(data);
  if (data.isEmpty() || !info.exists()) return {};
  if (info.isDir()) {
    const QDir inside(data);
    for (const QDir& folder : {inside, QFileInfo(inside.absolutePath()).dir()}) {
      const QStringList there = folder.entryList({QStringLiteral("labels.csv")}, QDir::Files);
      if (!there.isEmpty()) return folder.filePath(there.front());
    }
    return {};
  }
  QString name = info.fileName();
  if (!name.contains(QStringLiteral("images")) || !name.contains(QStringLiteral("idx3"))) return {};
  name.replace(QStringLiteral("images"), QStringLiteral("labels"))
      .replace(QStringLiteral("idx3"), QStringLiteral("idx1"));
  const QString labels = info.dir().filePath(name);
  return QFileInfo(labels).isFile() ? labels : QString();
}

}  // namespace emascope::ui

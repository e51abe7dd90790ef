// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/recording.h"

#include "ui/pictures/picture_arrays.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace emascope::ui {
namespace {

constexpr qsizetype kMostBytes = 1 << 20;  // a hundred times what a card needs
constexpr std::int64_t kMostSize = 1 << 16;

double numberIn(const QByteArray& cell) {
  bool good = false;
  const double value = cell.trimmed().toDouble(&good);
  return good ? value : std::numeric_limits<double>::quiet_NaN();
}

Status readCurves(const QByteArray& csv, const std::string& name, Recording& recording) {
  const QList<QByteArray> lines = csv.trimmed().split('\n');
  if (lines.front().trimmed() != "step,raw,ema") {
    return Error{name + ".csv", "does not begin with the names of its columns", "step,raw,ema"};
  }
  for (qsizetype i = 1; i < lines.size(); ++i) {
    const QList<QByteArray> cells = lines[i].split(',');
    const double step = numberIn(cells.front());
    const bool ascends = recording.steps.empty() || step > recording.steps.back();
    if (cells.size() != 3 || !std::isfinite(step) || !ascends) {
      return Error{name + ".csv", "line " + std::to_string(i + 1) + " is damaged",
                   "an ascending step and two losses"};
    }
    recording.steps.push_back(step);
    recording.raw.push_back(numberIn(cells[1]));
    recording.ema.push_back(numberIn(cells[2]));
  }
  if (recording.steps.size() < 2) return Error{name + ".csv", "has no curve", "two evaluations"};
  return Ok{};
}

TaskPicture pictureIn(const QJsonObject& object) {
  TaskPicture picture;
  picture.kind = object[QLatin1String("kind")].toString().toStdString();
  picture.title = object[QLatin1String("title")].toString().toStdString();
  for (const QJsonValue text : object[QLatin1String("texts")].toArray()) {
    picture.texts.push_back(text.toString().toStdString());
  }
  for (const QJsonValue entry : object[QLatin1String("arrays")].toArray()) {
    TaskPicture::Array array;
    array.name = entry[QLatin1String("name")].toString().toStdString();
    for (const QJsonValue size : entry[QLatin1String("shape")].toArray()) {
      array.shape.push_back(std::clamp<std::int64_t>(size.toInteger(0), 0, kMostSize));
    }
    for (const QJsonValue value : entry[QLatin1String("values")].toArray()) {
      array.values.push_back(static_cast<float>(value.toDouble(std::nan(""))));
    }
    picture.arrays.push_back(std::move(array));
  }
  return picture;
}

bool allFinite(const TaskPicture& picture) {
  return std::all_of(picture.arrays.begin(), picture.arrays.end(), [](const auto& array) {
    return std::all_of(array.values.begin(), array.values.end(),
                       [](float value) { return std::isfinite(value); });
  });
}

/// What paintPicture() draws, without gaps.
Status checkRecorded(const TaskPicture& picture, const std::string& name) {
  if (!allFinite(picture)) return Error{name + ".json", "has values that are not numbers", ""};
  return checkPicture(picture);
}

QByteArray contentOf(const QString& path) {
  QFile file(path);
  return file.open(QFile::ReadOnly) ? file.read(kMostBytes) : QByteArray();
}

/// An id is part of a file name.
bool isPlain(const std::string& id) {
  return !id.empty() && id.size() <= 64 && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

}  // namespace

Result<Recording> readRecording(const QByteArray& curves, const QByteArray& picture,
                                const std::string& name) {
  Recording recording;
  if (auto status = readCurves(curves, name, recording); !status) return status.error();
  QJsonParseError problem;
  const QJsonObject object = QJsonDocument::fromJson(picture, &problem).object();
  if (problem.error != QJsonParseError::NoError) {
    return Error{name + ".json", problem.errorString().toStdString(), "JSON"};
  }
  recording.picture = pictureIn(object[QLatin1String("picture")].toObject());
  if (auto status = checkRecorded(recording.picture, name); !status) return status.error();
  const QJsonObject beside = object[QLatin1String("beside")].toObject();
  recording.beside = beside.isEmpty() ? recording.picture : pictureIn(beside);
  if (auto status = checkRecorded(recording.beside, name); !status) return status.error();
  if (recording.beside.kind != recording.picture.kind) {
    return Error{name + ".json", "has pictures of two kinds", recording.picture.kind};
  }
  return recording;
}

Result<Recording> recordingOf(const std::string& id) {
  if (!isPlain(id)) return Error{id, "is no name of a recording", "a-z, 0-9 and -"};
  const QString path = QStringLiteral(":/gallery/") + QString::fromStdString(id);
  return readRecording(contentOf(path + QStringLiteral(".csv")),
                       contentOf(path + QStringLiteral(".json")), id);
}

}  // namespace emascope::ui

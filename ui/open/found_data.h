// SPDX-License-Identifier: GPL-3.0-or-later
//
// What `emascope-engine data --json` found in a person's data: the report for reading, the names
// that a field may take, and a few samples as images. What the answer lacks is empty; it comes from
// a program and is not trusted.
#pragma once

#include <vector>

#include <QImage>
#include <QString>
#include <QStringList>

namespace emascope::ui {

struct FoundSample {
  QImage image;
  QString target;
};

struct FoundData {
  QString report;     ///< for people, several lines
  QString shape;      ///< of one sample: "1,28,28"
  QString format;     ///< as the engine calls it: "CSV"
  QStringList names;  ///< columns of a table or arrays of an archive, the target among them
  std::vector<FoundSample> samples;  ///< at most 24, if the data are images
};

[[nodiscard]] FoundData foundData(const QByteArray& json);

/// Options that mean nothing for data of `format`: those of tables for a folder of images, those of
/// images for a table. None for a format that is not known here.
[[nodiscard]] QStringList pointlessOptions(const QString& format);

/// The names that an error lists: "…; allowed: --target with one of: a, b".
[[nodiscard]] QStringList namesInError(const QString& error);

/// The sides of images of different sizes, "…with sides from 24 to 54 pixels…".
struct SideRange {
  int least = 0;  ///< 0: the error is another one
  int most = 0;
};
[[nodiscard]] SideRange sidesInError(const QString& error);

/// The side to offer: the largest power of two that is not above the geometric mean, at least 8.
[[nodiscard]] int suggestedSide(const SideRange& sides);

/// A file with the targets that lies beside the images at `data`: labels.csv in the folder or next
/// to it, or the labels of an IDX file; empty if there is none or `data` is no local path.
[[nodiscard]] QString labelsBeside(const QString& data);

}  // namespace emascope::ui

// SPDX-License-Identifier: GPL-3.0-or-later
//
// A table for the engine to read in a folder of the test's own, and the lists of the Open page.
#pragma once

#include "tests/ui/open/open_page.h"

#include <string>

#include <QAbstractItemView>
#include <QByteArray>
#include <QComboBox>
#include <QFile>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>
#include <QTest>

namespace emascope::ui {

/// Where a test puts its files.
class OwnFolder {
 protected:
  [[nodiscard]] QString path(const char* name) const {
    return folder_.filePath(QLatin1String(name));
  }

 private:
  QTemporaryDir folder_;
};

inline void write(const QString& path, const QByteArray& content) {
  QFile file(path);
  const bool opened = file.open(QFile::WriteOnly);
  if (!opened || file.write(content) != content.size()) qFatal("cannot write a test's file");
}

/// A table of 40 rows with two classes in its last column.
[[nodiscard]] inline QByteArray table(const QByteArray& head) {
  QByteArray text = head + '\n';
  for (int i = 0; i < 40; ++i) {
    text += QByteArray::number(i) + ',' + QByteArray::number(i * 7 % 11) + ',' + "ab"[i % 2] + '\n';
  }
  return text;
}

/// The entries of the list beside a field.
[[nodiscard]] inline QStringList choices(const Page& page, const char* id) {
  const auto* box = page.part<QComboBox>((std::string("choice_") + id).c_str());
  QStringList items;
  for (int i = 0; i < box->count(); ++i) items << box->itemText(i);
  return items;
}

/// Opens the list and takes an entry with the keyboard.
inline void choose(const Page& page, const char* id, const QString& entry) {
  auto* box = page.part<QComboBox>((std::string("choice_") + id).c_str());
  box->setFocus();
  QTest::keyClick(box, Qt::Key_Down);
  QTRY_VERIFY(box->view()->isVisible());
  for (int presses = 0;
       presses < box->count() && box->view()->currentIndex().data().toString() != entry;
       ++presses) {
    QTest::keyClick(box->view(), Qt::Key_Down);
  }
  QTest::keyClick(box->view(), Qt::Key_Return);
}

}  // namespace emascope::ui

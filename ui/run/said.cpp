// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/said.h"

#include <string>

#include <QCoreApplication>

namespace emascope::ui {

// The contexts are the namespaces, as lupdate files texts outside of classes.
QString said(std::string_view text) {
  // The translation of an empty text would be the head of the file.
  return text.empty() ? QString()
                      : QCoreApplication::translate("emascope", std::string(text).c_str());
}

QString said(const Phrase& phrase) {
  if (phrase.verbatim) return QString::fromStdString(phrase.text);
  std::vector<std::string> values;
  for (const Phrase& value : phrase.values) values.push_back(said(value).toStdString());
  return QString::fromStdString(filled(said(phrase.text).toStdString(), values));
}

QString tr(const char* text) { return QCoreApplication::translate("emascope::ui", text); }

}  // namespace emascope::ui

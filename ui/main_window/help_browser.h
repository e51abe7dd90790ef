// SPDX-License-Identifier: GPL-3.0-or-later
//
// The manual: the Markdown files that resources/help/pages.txt lists, as they are in the
// repository, in a window of its own. Links lead from page to page and to headings; links to other
// sites open in the system's browser.
#pragma once

#include <QHash>
#include <QStringList>
#include <QWidget>

class QListWidget;
class QTextDocument;
class QUrl;

namespace emascope::ui {

class HelpText;

/// [ui-thread]
class HelpBrowser final : public QWidget {
  Q_OBJECT
 public:
  /// A window beside `window`, deleted when it is closed or `window` goes.
  explicit HelpBrowser(QWidget* window);

  /// The pages in their order, by their paths in the repository: "docs/cli.md".
  [[nodiscard]] static QStringList pages();
  /// The text of a page; empty if there is none.
  [[nodiscard]] static QString source(const QString& page);

  /// Shows `page` from its heading `anchor` on, or from its top. False, and nothing changes, if
  /// there is no such page; false, and the page is shown, if it has no such heading.
  bool open(const QString& page, const QString& anchor = {});
  /// As if the link `url` of the page shown were clicked.
  bool follow(const QUrl& url);

  [[nodiscard]] QString page() const { return page_; }
  [[nodiscard]] QTextDocument* document() const;

 protected:
  void changeEvent(QEvent* event) override;

 private:
  bool scrollTo(const QString& anchor);
  void goBack();

  HelpText* text_;
  QListWidget* list_;
  QString page_;
  QStringList visited_;  // before page_, the latest last
};

}  // namespace emascope::ui

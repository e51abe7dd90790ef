// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/help_browser.h"

#include "ui/main_window/help_layout.h"
#include "ui/theme/interface_scale.h"

#include <QAbstractTextDocumentLayout>
#include <QDesktopServices>
#include <QFile>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QImage>
#include <QListWidget>
#include <QPainter>
#include <QRegularExpression>
#include <QScreen>
#include <QScrollBar>
#include <QShortcut>
#include <QSvgRenderer>
#include <QTextBlock>
#include <QTextBrowser>

namespace emascope::ui {
namespace {

const QString& root() {
  static const QString path = QStringLiteral(":/help/");
  return path;
}

QString readResource(const QString& name) {
  QFile file(root() + name);
  return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// What GitHub makes of a heading: small letters, hyphens for blanks, no other signs.
QString anchorOf(const QString& heading) {
  static const QRegularExpression others(QStringLiteral("[^\\w\\- ]"),
                                         QRegularExpression::UseUnicodePropertiesOption);
  return heading.toLower().remove(others).replace(QLatin1Char(' '), QLatin1Char('-'));
}

/// The first heading, without its sign; the path where there is none.
QString titleOf(const QString& page) {
  const QString text = HelpBrowser::source(page);
  if (!text.startsWith(QLatin1String("# "))) return page;
  return text.mid(2, text.indexOf(QLatin1Char('\n')) - 2);
}

QImage picture(const QString& path, int width, qreal ratio) {
  const auto fitted = [&](QSize size) {
    return size.scaled(qRound(std::min(width, size.width()) * ratio), 100000, Qt::KeepAspectRatio);
  };
  QImage image;
  if (path.endsWith(QLatin1String(".svg"))) {
    QSvgRenderer drawing(path);
    if (!drawing.isValid()) return {};
    image = QImage(fitted(drawing.defaultSize()), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    drawing.render(&painter);
  } else {
    image = QImage(path);
    if (image.isNull()) return {};
    image = image.scaled(fitted(image.size()), Qt::KeepAspectRatio, Qt::SmoothTransformation);
  }
  image.setDevicePixelRatio(ratio);
  return image;
}

}  // namespace

class HelpText final : public QTextBrowser {
 public:
  using QTextBrowser::QTextBrowser;

  void show(const QString& page, const QString& text) {
    base_ = QUrl(QStringLiteral("qrc:/help/") + page);
    document()->clear();
    if (!page.endsWith(QLatin1String(".md"))) return setPlainText(text);
    setMarkdown(text);
    layOutHelp(*document());
  }

  /// The page that `url` leads to from the one shown, and the anchor within it.
  [[nodiscard]] std::pair<QString, QString> target(const QUrl& url) const {
    const QUrl there = base_.resolved(url);
    return {there.path().mid(root().size() - 1), there.fragment()};
  }

 protected:
  QVariant loadResource(int type, const QUrl& name) override {
    if (type != QTextDocument::ImageResource) return {};
    constexpr int kWidth = 720;
    return picture(QLatin1Char(':') + base_.resolved(name).path(), scaled(kWidth),
                   devicePixelRatioF());
  }

 private:
  QUrl base_;
};

HelpBrowser::HelpBrowser(QWidget* window)
    : QWidget(window, Qt::Window), text_(new HelpText(this)), list_(new QListWidget(this)) {
  setObjectName(QStringLiteral("help_browser"));
  setAttribute(Qt::WA_DeleteOnClose);
  setWindowTitle(tr("EMAscope manual"));
  const QSize room = screen()->availableSize() - QSize(8, 40);
  resize(QSize(scaled(1040), scaled(760)).boundedTo(room));
  text_->setOpenLinks(false);
  text_->setAccessibleName(tr("Page of the manual"));
  list_->setAccessibleName(tr("Pages of the manual"));
  list_->setFixedWidth(230);
  list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  list_->setTextElideMode(Qt::ElideRight);
  for (const QString& page : pages()) {
    auto* item = new QListWidgetItem(titleOf(page), list_);
    item->setData(Qt::UserRole, page);
  }
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(12, 12, 12, 12);
  row->addWidget(list_);
  row->addWidget(text_, 1);
  connect(list_, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem* item) {
    if (item) open(item->data(Qt::UserRole).toString());
  });
  connect(text_, &QTextBrowser::anchorClicked, this, &HelpBrowser::follow);
  connect(new QShortcut(QKeySequence::Back, this), &QShortcut::activated, this,
          &HelpBrowser::goBack);
  connect(new QShortcut(QKeySequence(Qt::Key_Escape), this), &QShortcut::activated, this,
          &QWidget::close);
}

QStringList HelpBrowser::pages() {
  return readResource(QStringLiteral("pages.txt")).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
}

QString HelpBrowser::source(const QString& page) {
  return pages().contains(page) ? readResource(page) : QString();
}

QTextDocument* HelpBrowser::document() const { return text_->document(); }

bool HelpBrowser::open(const QString& page, const QString& anchor) {
  const auto row = static_cast<int>(pages().indexOf(page));
  if (row < 0) return false;
  if (page != page_) {
    if (!page_.isEmpty()) visited_ << page_;
    page_ = page;
    text_->show(page, source(page));
    list_->setCurrentRow(row);
  }
  return scrollTo(anchor);
}

bool HelpBrowser::follow(const QUrl& url) {
  if (url.scheme().startsWith(QLatin1String("http"))) return QDesktopServices::openUrl(url);
  const auto [page, anchor] = text_->target(url);
  return open(page, anchor);
}

bool HelpBrowser::scrollTo(const QString& anchor) {
  QTextBlock block = document()->begin();
  while (!anchor.isEmpty() && block.isValid() &&
         (block.blockFormat().headingLevel() == 0 || anchorOf(block.text()) != anchor)) {
    block = block.next();
  }
  if (!block.isValid()) return false;
  text_->setTextCursor(QTextCursor(block));
  const QRectF place = document()->documentLayout()->blockBoundingRect(block);
  text_->verticalScrollBar()->setValue(anchor.isEmpty() ? 0 : qRound(place.top()));
  return true;
}

void HelpBrowser::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  // The colors of code and tables are those of the theme.
  if (event->type() == QEvent::PaletteChange && !page_.isEmpty()) {
    const int at = text_->verticalScrollBar()->value();
    text_->show(page_, source(page_));
    text_->verticalScrollBar()->setValue(at);
  }
}

void HelpBrowser::goBack() {
  if (visited_.isEmpty()) return;
  const QString page = visited_.takeLast();
  open(page);
  visited_.removeLast();  // the page that was left
}

}  // namespace emascope::ui

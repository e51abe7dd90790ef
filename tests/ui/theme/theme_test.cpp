// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include <cmath>

#include <QApplication>
#include <QFontInfo>
#include <QLabel>
#include <QTest>

namespace emascope::ui {
namespace {

double luminance(const QColor& color) {
  const auto linear = [](double c) {
    return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) +
         0.0722 * linear(color.blueF());
}

/// WCAG 2.1's contrast ratio, 1 to 21.
double contrast(const QColor& a, const QColor& b) {
  const double la = luminance(a);
  const double lb = luminance(b);
  return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

QList<QColor> textColors(const Theme& t) {
  QList<QColor> colors = {t.text,        t.secondary,   t.raw_text,  t.ema_text,
                          t.accent_text, t.better_text, t.worse_text};
  for (const QColor& color : t.track_texts) colors.append(color);
  return colors;
}

int opaquePixelsOf(const QImage& image, const QColor& color) {
  int count = 0;
  for (int y = 0; y < image.height(); ++y) {
    for (int x = 0; x < image.width(); ++x) {
      const QColor pixel = image.pixelColor(x, y);
      if (pixel.alpha() == 255 && pixel.rgb() == color.rgb()) ++count;
    }
  }
  return count;
}

}  // namespace

class ThemeTest final : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everyTextColorReadsOnWindowAndCard_data() {
    QTest::addColumn<bool>("dark");
    QTest::newRow("light") << false;
    QTest::newRow("dark") << true;
  }
  void everyTextColorReadsOnWindowAndCard() {
    QFETCH(bool, dark);
    applyTheme(*qApp, dark ? ThemeChoice::kDark : ThemeChoice::kLight);
    const Theme& t = theme();
    for (const QColor& color : textColors(t)) {
      for (const QColor& ground : {t.window, t.card}) {
        QVERIFY2(contrast(color, ground) >= 4.5,
                 qPrintable(color.name() + QStringLiteral(" on ") + ground.name()));
      }
    }
    QVERIFY(contrast(t.on_accent, t.accent) >= 4.5);
  }

  void fontsAreTheEmbeddedOnes() {
    applyTheme(*qApp, ThemeChoice::kLight);
    QCOMPARE(QFontInfo(textFont(13)).family(), QStringLiteral("Inter"));
    QCOMPARE(QFontInfo(numberFont(13)).family(), QStringLiteral("JetBrains Mono"));
    QVERIFY(QFontInfo(numberFont(13)).fixedPitch());
  }

  void semiboldIsAFaceOfItsOwn() {
    applyTheme(*qApp, ThemeChoice::kLight);
    const QString text = QStringLiteral("Validation loss");
    QVERIFY(QFontMetricsF(textFont(40, QFont::DemiBold)).horizontalAdvance(text) >
            QFontMetricsF(textFont(40)).horizontalAdvance(text));
  }

  void anIconIsDrawnInTheColorAskedFor() {
    applyTheme(*qApp, ThemeChoice::kDark);
    const QString name = QStringLiteral("media-playback-start");
    QVERIFY(opaquePixelsOf(icon(name).pixmap(32, 32).toImage(), theme().text) > 50);
    QVERIFY(opaquePixelsOf(icon(name, theme().worse).pixmap(32, 32).toImage(), theme().worse) > 50);
  }

  void widgetsAreToldOfAChange() {
    applyTheme(*qApp, ThemeChoice::kLight);
    QLabel label(QStringLiteral("raw"));
    label.show();
    applyTheme(*qApp, ThemeChoice::kDark);
    QCOMPARE(label.palette().color(QPalette::WindowText), theme().text);
  }

  void theSystemsChoiceIsReadAfterAFixedOne() {
    applyTheme(*qApp, ThemeChoice::kSystem);
    const bool system = theme().dark;
    applyTheme(*qApp, system ? ThemeChoice::kLight : ThemeChoice::kDark);
    QCOMPARE(theme().dark, !system);
    applyTheme(*qApp, ThemeChoice::kSystem);
    QCOMPARE(theme().dark, system);
  }
};

}  // namespace emascope::ui

QTEST_MAIN(emascope::ui::ThemeTest)
#include "theme_test.moc"

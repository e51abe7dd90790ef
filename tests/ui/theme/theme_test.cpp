// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include "ui/theme/line_style.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include <QApplication>
#include <QCheckBox>
#include <QFontInfo>
#include <QLabel>
#include <QPainter>
#include <QPalette>
#include <QScrollBar>
#include <QStyle>
#include <QTabBar>
#include <QTableWidget>
#include <QTest>
#include <QToolButton>

namespace emascope::ui {
namespace {

using Triple = std::array<double, 3>;
using Matrix = std::array<Triple, 3>;

Triple linearOf(const QColor& color) {
  const auto linear = [](double c) {
    return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
  };
  return {linear(color.redF()), linear(color.greenF()), linear(color.blueF())};
}

double luminance(const QColor& color) {
  const Triple c = linearOf(color);
  return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2];
}

Triple operator*(const Matrix& matrix, const Triple& v) {
  Triple product = {};
  for (std::size_t i = 0; i < 3; ++i) {
    product[i] = matrix[i][0] * v[0] + matrix[i][1] * v[1] + matrix[i][2] * v[2];
  }
  return product;
}

/// Ottosson's OKLab of a linear color.
Triple okLab(Triple c) {
  for (double& part : c) part = std::clamp(part, 0.0, 1.0);
  constexpr Matrix kCones = {{{0.4122214708, 0.5363325363, 0.0514459929},
                              {0.2119034982, 0.6806995451, 0.1073969566},
                              {0.0883024619, 0.2817188376, 0.6299787005}}};
  constexpr Matrix kLab = {{{0.2104542553, 0.7936177850, -0.0040720468},
                            {1.9779984951, -2.4285922050, 0.4505937099},
                            {0.0259040371, 0.7827717662, -0.8086757660}}};
  Triple cones = kCones * c;
  for (double& part : cones) part = std::cbrt(part);
  return kLab * cones;
}

/// Smallest distance in OKLab x 100 to normal, protanope and deuteranope sight (Viénot, Brettel and
/// Mollon 1999).
double distance(const QColor& a, const QColor& b) {
  static constexpr std::array<Matrix, 3> kSights = {
      {{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
       {{{0.11238, 0.88762, 0}, {0.11238, 0.88762, 0}, {0.00401, -0.00401, 1}}},
       {{{0.29275, 0.70725, 0}, {0.29275, 0.70725, 0}, {-0.02234, 0.02234, 1}}}}};
  double least = 1e9;
  for (const Matrix& sight : kSights) {
    const Triple x = okLab(sight * linearOf(a));
    const Triple y = okLab(sight * linearOf(b));
    least = std::min(least, 100.0 * std::hypot(x[0] - y[0], x[1] - y[1], x[2] - y[2]));
  }
  return least;
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

  void everyLineOfATrackIsSeenOnWindowAndCard_data() { everyTextColorReadsOnWindowAndCard_data(); }
  void everyLineOfATrackIsSeenOnWindowAndCard() {
    QFETCH(bool, dark);
    applyTheme(*qApp, dark ? ThemeChoice::kDark : ThemeChoice::kLight);
    const Theme& t = theme();
    for (const QColor& ground : {t.window, t.card}) {
      for (std::size_t i = 0; i < t.tracks.size(); ++i) {
        QVERIFY2(contrast(t.tracks[i], ground) >= (dark ? 5.4 : 4.1),
                 qPrintable(t.tracks[i].name()));
        QVERIFY2(contrast(t.track_texts[i], ground) >= (dark ? 5.4 : 5.3),
                 qPrintable(t.track_texts[i].name()));
      }
      QVERIFY(contrast(t.raw, ground) >= (dark || ground == t.card ? 3.3 : 3.1));
      QVERIFY(contrast(t.ema, ground) >= 3.0);
    }
  }

  void linesOfTheSameDashesDifferInColorToAnyEye_data() {
    everyTextColorReadsOnWindowAndCard_data();
  }
  void linesOfTheSameDashesDifferInColorToAnyEye() {
    QFETCH(bool, dark);
    applyTheme(*qApp, dark ? ThemeChoice::kDark : ThemeChoice::kLight);
    const Theme& t = theme();
    std::vector<std::pair<QColor, LineStyle>> lines = {{t.raw, rawLineStyle()}};
    for (std::size_t number = 0; number <= t.tracks.size(); ++number) {
      lines.emplace_back(t.trackColor(number), trackLineStyle(number));
    }
    for (const auto& [a, style_a] : lines) {
      for (const auto& [b, style_b] : lines) {
        if (a == b || style_a.dashes != style_b.dashes) continue;
        QVERIFY2(distance(a, b) >= 8.5, qPrintable(a.name() + QStringLiteral(" ") + b.name()));
      }
    }
  }

  void sixtyFourTracksHaveLinesOfTheirOwn() {
    applyTheme(*qApp, ThemeChoice::kLight);
    for (std::size_t a = 0; a < 64; ++a) {
      for (std::size_t b = a + 1; b < 64; ++b) {
        QVERIFY2(theme().trackColor(a) != theme().trackColor(b) ||
                     !(trackLineStyle(a) == trackLineStyle(b)),
                 qPrintable(QStringLiteral("%1 and %2").arg(a).arg(b)));
      }
    }
    QCOMPARE(trackLineStyle(8).symbol, Symbol::kNone);
    QCOMPARE(trackLineStyle(9).symbol, Symbol::kSquare);
  }

  void linesThatAreSolidInsteadOfDashedAreLikeNoOther() {
    applyTheme(*qApp, ThemeChoice::kLight);
    std::vector<std::pair<QColor, LineStyle>> seen;
    for (std::size_t number = 0; number < 64; ++number) {
      const LineStyle style = trackLineStyle(number);
      QVERIFY(style.symbol != Symbol::kCircle);
      std::vector<LineStyle> looks = {style};
      const LineStyle solid = solidInstead(style);
      if (style.dashes.empty()) {
        QVERIFY(solid == style);
      } else {
        QVERIFY(solid.dashes.empty() && solid.symbol != Symbol::kNone);
        looks.push_back(solid);
      }
      for (const LineStyle& look : looks) {
        const std::pair<QColor, LineStyle> line(theme().trackColor(number), look);
        QVERIFY2(std::ranges::find(seen, line) == seen.end(), qPrintable(QString::number(number)));
        seen.push_back(line);
      }
    }
  }

  void everySymbolHasAShapeOfItsOwn() {
    std::vector<QImage> shapes;
    for (int symbol = 1; symbol <= static_cast<int>(Symbol::kCircle); ++symbol) {
      QImage image(24, 24, QImage::Format_RGB32);
      image.fill(Qt::white);
      QPainter painter(&image);
      painter.setRenderHint(QPainter::Antialiasing);
      painter.scale(2.0, 2.0);
      paintSymbol(painter, {6, 6}, static_cast<Symbol>(symbol), Qt::black);
      painter.end();
      QVERIFY(image.pixelColor(12, 12).lightness() < 128);
      for (const QImage& other : shapes) {
        int different = 0;
        for (int y = 0; y < image.height(); ++y) {
          for (int x = 0; x < image.width(); ++x) {
            const int away =
                std::abs(image.pixelColor(x, y).lightness() - other.pixelColor(x, y).lightness());
            different += away > 100 ? 1 : 0;
          }
        }
        QVERIFY2(different >= 8, qPrintable(QString::number(symbol)));
      }
      shapes.push_back(image);
    }
  }

  void theDashesAreTheDesigns() {
    const std::vector<std::vector<double>> dashes = {
        {}, {}, {}, {1.5, 3.5}, {9, 4}, {8, 3, 1.5, 3}, {4, 2}, {1.5, 3.5}};
    QVERIFY(trackLineStyle(0).dashes.empty());
    for (std::size_t i = 0; i < dashes.size(); ++i) {
      QVERIFY2(trackLineStyle(i + 1).dashes == dashes[i], qPrintable(QString::number(i + 1)));
      QVERIFY(trackLineStyle(i + 1).symbol == Symbol::kNone);
    }
  }

  void linesAreAsWideAsDesigned() {
    QCOMPARE(rawLineStyle().width, 1.1);
    QCOMPARE(trackLineStyle(0).width, 2.4);
    QCOMPARE(trackLineStyle(3).width, 1.5);
    QCOMPARE(lastRunLineStyle().width, 1.4);
  }

  void theTokensAreTheDesigns() {
    applyTheme(*qApp, ThemeChoice::kLight);
    const QStringList light = {QStringLiteral("#685800"), QStringLiteral("#5a2e14"),
                               QStringLiteral("#b5307c"), QStringLiteral("#9c2fb0"),
                               QStringLiteral("#7a5cfa"), QStringLiteral("#2e3b8f"),
                               QStringLiteral("#0f5c6b"), QStringLiteral("#3a434e")};
    const auto names = [] {
      QStringList found;
      for (const QColor& color : theme().tracks) found << color.name();
      return found;
    };
    const auto texts = [] {
      QStringList found;
      for (const QColor& color : theme().track_texts) found << color.name();
      return found;
    };
    QCOMPARE(names(), light);
    QStringList light_texts = light;
    light_texts[3] = QStringLiteral("#8e24a2");
    light_texts[4] = QStringLiteral("#6443e0");
    QCOMPARE(texts(), light_texts);
    QCOMPARE(theme().raw.name(), QStringLiteral("#7f8ea1"));
    applyTheme(*qApp, ThemeChoice::kDark);
    QCOMPARE(names().join(u' '),
             QStringLiteral("#e3cb3c #ead9c4 #ff9cc8 #cf6be8 #a48dff #b9c6ff #9be7ee #f2f5f8"));
    QCOMPARE(texts(), names());
    QCOMPARE(theme().trackText(12), theme().track_texts[3]);  // as its line
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

  void whatIsBetweenTwoScrollBarsHasTheColorOfTheCard_data() {
    everyTextColorReadsOnWindowAndCard_data();
  }
  void whatIsBetweenTwoScrollBarsHasTheColorOfTheCard() {
    QFETCH(bool, dark);
    applyTheme(*qApp, dark ? ThemeChoice::kDark : ThemeChoice::kLight);
    QTableWidget table(40, 40);
    table.resize(240, 160);
    table.show();
    const auto* across = table.horizontalScrollBar();
    const auto* down = table.verticalScrollBar();
    QTRY_VERIFY(across->isVisible() && down->isVisible());
    const QPoint corner(down->mapTo(&table, down->rect().center()).x(),
                        across->mapTo(&table, across->rect().center()).y());
    QCOMPARE(table.grab().toImage().pixelColor(corner).name(), theme().card.name());
  }

  void widgetsAreToldOfAChange() {
    applyTheme(*qApp, ThemeChoice::kLight);
    QLabel label(QStringLiteral("raw"));
    label.show();
    applyTheme(*qApp, ThemeChoice::kDark);
    QCOMPARE(label.palette().color(QPalette::WindowText), theme().text);
  }

  void theButtonsThatScrollTabsHaveArrows() {
    const QColor gray(0x7f, 0x8b, 0x98);  // of the icons
    for (const ThemeChoice choice : {ThemeChoice::kLight, ThemeChoice::kDark}) {
      applyTheme(*qApp, choice);
      QTabBar tabs;
      for (int i = 0; i < 12; ++i) tabs.addTab(QStringLiteral("a long title"));
      tabs.resize(240, 36);
      tabs.show();
      QVERIFY(QTest::qWaitForWindowExposed(&tabs));
      int arrows = 0;
      for (QToolButton* button : tabs.findChildren<QToolButton*>()) {
        if (!button->isVisible() || !button->isEnabled()) continue;
        const QImage image = button->grab().toImage();
        int pixels = 0;
        for (int i = 0; i < image.width() * image.height(); ++i) {
          const QColor at = image.pixelColor(i % image.width(), i / image.width());
          const int far = std::abs(at.red() - gray.red()) + std::abs(at.blue() - gray.blue());
          pixels += far < 40 ? 1 : 0;
        }
        QVERIFY2(pixels >= 5, qPrintable(QString::number(pixels)));
        ++arrows;
      }
      QCOMPARE(arrows, 1);  // at the first tab
    }
  }

  void nothingMovesByItself() {
    for (const Qt::UIEffect effect : {Qt::UI_AnimateMenu, Qt::UI_FadeMenu, Qt::UI_AnimateCombo,
                                      Qt::UI_AnimateTooltip, Qt::UI_FadeTooltip}) {
      QApplication::setEffectEnabled(effect, true);  // as a desktop may have it
    }
    applyTheme(*qApp, ThemeChoice::kLight);
    for (const Qt::UIEffect effect : {Qt::UI_AnimateMenu, Qt::UI_FadeMenu, Qt::UI_AnimateCombo,
                                      Qt::UI_AnimateTooltip, Qt::UI_FadeTooltip}) {
      QVERIFY(!QApplication::isEffectEnabled(effect));
    }
    const QLabel label;
    const QCheckBox box;
    for (const QWidget* widget : std::initializer_list<const QWidget*>{nullptr, &label, &box}) {
      const QStyle* style = widget != nullptr ? widget->style() : QApplication::style();
      QCOMPARE(style->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, widget), 0);
      QCOMPARE(style->styleHint(QStyle::SH_Widget_Animate, nullptr, widget), 0);
    }
  }

  void theSystemsChoiceIsReadAfterAFixedOne() {
    applyTheme(*qApp, ThemeChoice::kSystem);
    const bool system = theme().dark;
    applyTheme(*qApp, system ? ThemeChoice::kLight : ThemeChoice::kDark);
    QCOMPARE(theme().dark, !system);
    applyTheme(*qApp, ThemeChoice::kSystem);
    QCOMPARE(theme().dark, system);
  }

  void theDesktopIsReadBehindThePaletteInForce() {
    applyTheme(*qApp, ThemeChoice::kLight);
    const bool desktop = desktopIsDark();
    applyTheme(*qApp, ThemeChoice::kDark);
    const QPalette in_force = QApplication::palette();
    QCOMPARE(desktopIsDark(), desktop);
    QCOMPARE(QApplication::palette(), in_force);
    QVERIFY(!settingPalette());
  }
};

}  // namespace emascope::ui

QTEST_MAIN(emascope::ui::ThemeTest)
#include "theme_test.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include "ui/run/language.h"
#include "ui/theme/interface_scale.h"
#include "ui/theme/style_sheet.h"

#include <algorithm>
#include <utility>

#include <QApplication>
#include <QFontDatabase>
#include <QPalette>
#include <QProxyStyle>
#include <QStyleFactory>
#include <QStyleHints>

namespace emascope::ui {
namespace {

QColor hex(QRgb rgb) { return QColor::fromRgb(rgb); }

/// `share` of `ink` on `ground`.
QColor mixed(const QColor& ink, float share, const QColor& ground) {
  const auto part = [share](float a, float b) { return share * a + (1.0F - share) * b; };
  return QColor::fromRgbF(part(ink.redF(), ground.redF()), part(ink.greenF(), ground.greenF()),
                          part(ink.blueF(), ground.blueF()));
}
constexpr float kLastRun = 0.34F;

Theme lightTheme() {
  Theme t;
  t.window = hex(0xF6F7F9);
  t.card = hex(0xFFFFFF);
  t.border = hex(0xDFE3E8);
  t.chip = hex(0xEEF1F4);
  t.text = hex(0x1B2129);
  t.secondary = hex(0x5B6673);
  t.grid = hex(0xECEFF2);
  t.raw = hex(0x7F8EA1);
  t.ema = hex(0xD55E00);
  t.last_run = mixed(t.ema, kLastRun, t.card);
  t.accent = hex(0x0072B2);
  t.better = hex(0x009E73);
  t.worse = hex(0xC4314B);
  t.tracks = {hex(0x685800), hex(0x5A2E14), hex(0xB5307C), hex(0x9C2FB0),
              hex(0x7A5CFA), hex(0x2E3B8F), hex(0x0F5C6B), hex(0x3A434E)};
  t.classes = {hex(0x3FA39B), hex(0x8E74C8)};
  t.raw_text = hex(0x5F6F82);
  t.ema_text = hex(0xB34D00);
  t.accent_text = hex(0x00609A);
  t.better_text = hex(0x00775A);
  t.worse_text = hex(0xB02A42);
  t.on_accent = hex(0xFFFFFF);
  t.track_texts = t.tracks;
  t.track_texts[3] = hex(0x8E24A2);
  t.track_texts[4] = hex(0x6443E0);
  return t;
}

Theme darkTheme() {
  Theme t;
  t.dark = true;
  t.window = hex(0x14171C);
  t.card = hex(0x1B1F26);
  t.border = hex(0x2C323B);
  t.chip = hex(0x232931);
  t.text = hex(0xE8ECF1);
  t.secondary = hex(0x98A3B0);
  t.grid = hex(0x262C34);
  t.raw = hex(0x8393A7);
  t.ema = hex(0xFF8A3D);
  t.last_run = mixed(t.ema, kLastRun, t.card);
  t.accent = hex(0x4FA8E0);
  t.better = hex(0x2BC79A);
  t.worse = hex(0xF0647A);
  t.tracks = {hex(0xE3CB3C), hex(0xEAD9C4), hex(0xFF9CC8), hex(0xCF6BE8),
              hex(0xA48DFF), hex(0xB9C6FF), hex(0x9BE7EE), hex(0xF2F5F8)};
  t.classes = {hex(0x3FA39B), hex(0x8E74C8)};
  t.raw_text = hex(0x9AA9BB);
  t.ema_text = hex(0xFF9A57);
  t.accent_text = hex(0x6DB9EA);
  t.better_text = hex(0x2BC79A);
  t.worse_text = hex(0xF4808F);
  t.on_accent = hex(0x14171C);
  t.track_texts = t.tracks;
  return t;
}

Theme& current() {
  static Theme in_force = lightTheme();
  return in_force;
}

void loadFonts() {
  static const bool loaded = [] {
    for (const char* file : {"Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf",
                             "JetBrainsMono-Regular.ttf"}) {
      QFontDatabase::addApplicationFont(QStringLiteral(":/fonts/") + QLatin1String(file));
    }
    return true;
  }();
  Q_UNUSED(loaded);
}

QPalette paletteOf(const Theme& t) {
  QPalette palette;
  palette.setColor(QPalette::Window, t.window);
  palette.setColor(QPalette::WindowText, t.text);
  palette.setColor(QPalette::Base, t.card);
  palette.setColor(QPalette::AlternateBase, t.chip);
  palette.setColor(QPalette::Text, t.text);
  palette.setColor(QPalette::PlaceholderText, t.secondary);
  palette.setColor(QPalette::Button, t.card);
  palette.setColor(QPalette::ButtonText, t.text);
  palette.setColor(QPalette::ToolTipBase, t.card);
  palette.setColor(QPalette::ToolTipText, t.text);
  palette.setColor(QPalette::Highlight, t.accent);
  palette.setColor(QPalette::HighlightedText, t.on_accent);
  palette.setColor(QPalette::Link, t.accent_text);
  palette.setColor(QPalette::Disabled, QPalette::Text, t.secondary);
  palette.setColor(QPalette::Disabled, QPalette::WindowText, t.secondary);
  palette.setColor(QPalette::Disabled, QPalette::ButtonText, t.secondary);
  return palette;
}

/// Fusion without movement, whatever the desktop is set to.
class StillStyle final : public QProxyStyle {
 public:
  StillStyle() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) {}
  int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                QStyleHintReturn* more) const override {
    if (hint == SH_Widget_Animation_Duration || hint == SH_Widget_Animate) return 0;
    return QProxyStyle::styleHint(hint, option, widget, more);
  }
};

/// Menus, lists and tool tips appear at once.
void setStill() {
  QApplication::setStyle(new StillStyle);
  for (const Qt::UIEffect effect : {Qt::UI_AnimateMenu, Qt::UI_FadeMenu, Qt::UI_AnimateCombo,
                                    Qt::UI_AnimateTooltip, Qt::UI_FadeTooltip}) {
    QApplication::setEffectEnabled(effect, false);
  }
}

std::function<bool()>& desktopReader() {
  static std::function<bool()> reader;
  return reader;
}

bool& settingNow() {
  static bool now = false;
  return now;
}

/// While it lives, palettes that change are changed here.
class Setting {
 public:
  Setting() : before_(std::exchange(settingNow(), true)) {}
  ~Setting() { settingNow() = before_; }
  Setting(const Setting&) = delete;
  Setting& operator=(const Setting&) = delete;

 private:
  bool before_;
};

}  // namespace

QColor Theme::trackColor(std::size_t number) const {
  return number == 0 ? ema : tracks[(number - 1) % tracks.size()];
}

QColor Theme::trackText(std::size_t number) const {
  return number == 0 ? ema_text : track_texts[(number - 1) % track_texts.size()];
}

const Theme& theme() { return current(); }

bool desktopIsDark() {
  if (desktopReader()) return desktopReader()();
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
  const Qt::ColorScheme scheme = QGuiApplication::styleHints()->colorScheme();
  if (scheme != Qt::ColorScheme::Unknown) return scheme == Qt::ColorScheme::Dark;
#endif
  // The palette of the theme in force hides that of the desktop.
  const Setting setting;
  const QPalette own = QApplication::palette();
  QApplication::setPalette(QPalette());
  const bool dark = QApplication::palette().color(QPalette::Window).lightness() < 128;
  QApplication::setPalette(own);
  return dark;
}

void setDesktopReader(std::function<bool()> dark) { desktopReader() = std::move(dark); }

bool settingPalette() { return settingNow(); }

void applyTheme(QApplication& application, ThemeChoice choice) {
  const Setting setting;
  const bool dark =
      choice == ThemeChoice::kDark || (choice == ThemeChoice::kSystem && desktopIsDark());
  current() = dark ? darkTheme() : lightTheme();
  loadFonts();
  setStill();
  QApplication::setFont(textFont(13));
  QApplication::setPalette(paletteOf(theme()));
  application.setStyleSheet(styleSheet(theme()));
}

QFont textFont(int pixels, QFont::Weight weight) {
  QFont font(QStringList(QStringLiteral("Inter")) + fallbackFamilies());
  font.setPixelSize(scaled(pixels));
  font.setWeight(weight);
  return font;
}

QFont numberFont(int pixels) {
  QFont font(QStringList(QStringLiteral("JetBrains Mono")) + fallbackFamilies());
  font.setPixelSize(scaled(pixels));
  return font;
}

}  // namespace emascope::ui

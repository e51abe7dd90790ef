// SPDX-License-Identifier: GPL-3.0-or-later
//
// Paints the picture "text".
#include "ui/pictures/kinds.h"
#include "ui/theme/theme.h"

#include <QTextLayout>

namespace emascope::ui {
namespace {

constexpr double kInset = 6.0;
constexpr int kText = 11;

QString oneLine(const std::string& text) {
  return QString::fromStdString(text).replace(QLatin1Char('\n'), QChar(0x21B5));
}

/// The prompt in the secondary color, the generated text in the text color; wrapped to `width`.
double layOut(QTextLayout& layout, const TaskPicture& picture, const QFont& font, double width) {
  const QString prompt = oneLine(picture.texts.at(0));
  layout.setFont(font);
  layout.setText(prompt + oneLine(picture.texts.at(1)));
  QTextOption option;
  option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
  layout.setTextOption(option);
  QTextLayout::FormatRange given;
  given.start = 0;
  given.length = static_cast<int>(prompt.size());
  given.format.setForeground(theme().secondary);
  layout.setFormats({given});
  double height = 0.0;
  layout.beginLayout();
  for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
    line.setLineWidth(width);
    line.setPosition({0.0, height});
    height += line.height();
  }
  layout.endLayout();
  return height;
}

}  // namespace

int textHeight(const TaskPicture& picture, int width, const PictureSizes& sizes) {
  const QFont font = sized(numberFont(kText), kText, sizes);
  const double inset = kInset * sizes.scale;
  QTextLayout layout;
  return static_cast<int>(std::ceil(layOut(layout, picture, font, width - 2 * inset) + 2 * inset));
}

void paintText(const PictureCanvas& canvas) {
  const double inset = canvas.px(kInset);
  QTextLayout layout;
  layOut(layout, canvas.picture, sized(numberFont(kText), kText, canvas.sizes),
         canvas.area.width() - 2 * inset);
  canvas.painter.setPen(theme().text);
  layout.draw(&canvas.painter, canvas.area.topLeft() + QPointF(inset, inset));
}

}  // namespace emascope::ui

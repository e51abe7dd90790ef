// SPDX-License-Identifier: GPL-3.0-or-later
//
// The rows of the table of kept runs: what they say, how they are sorted and filtered, and that a
// new list moves nothing that has not changed. Names from files are one line of plain text.
#include "ui/runs/runs_model.h"

#include "tests/ui/runs/kept_library.h"
#include "tests/ui/support/test_program.h"
#include "ui/run/language.h"
#include "ui/runs/run_shelf.h"
#include "ui/runs/run_words.h"
#include "ui/runs/thumbnails.h"

#include <QAbstractItemModelTester>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QScopeGuard>
#include <QSignalSpy>

namespace emascope::ui {
namespace {

struct Rows {
  explicit Rows(const KeptLibrary& library) : shelf(library.folder()) {
    model.setCatalog(fakeCatalog());
    filter.setSourceModel(&model);
    shelf.refresh();
    const bool read = QTest::qWaitFor([&] { return shelf.isRead(); }, 20000);
    Q_ASSERT(read);
  }
  [[nodiscard]] QString text(int row, int column, int role = Qt::DisplayRole) const {
    return filter.index(row, column).data(role).toString();
  }
  [[nodiscard]] QStringList column(int column) const {
    QStringList texts;
    for (int row = 0; row < filter.rowCount(); ++row) texts << text(row, column);
    return texts;
  }

  RunShelf shelf;
  Thumbnails pictures{shelf, nullptr};
  RunsModel model{shelf, pictures, nullptr};
  QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
  RunsFilter filter{nullptr};
};

RunRow rowCalled(const std::string& title) {
  RunRow row;
  row.task = "two-spirals";
  row.notes.title = title;
  return row;
}

}  // namespace

class RunsModelTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void theToolTipOfABranchNamesItsParent() {
    KeptLibrary library;
    const std::string trunk = library.keep({.begun = 1'000'000, .title = "trunk"});
    library.keep({.begun = 2'000'000, .title = "branch", .parent = trunk, .from_step = 250});
    Rows rows(library);
    QCOMPARE(rows.text(0, RunsModel::kTitle), QStringLiteral("branch"));
    QCOMPARE(rows.text(0, RunsModel::kTitle, Qt::ToolTipRole).section(QLatin1Char('\n'), 1, 1),
             QStringLiteral("From step 250 of trunk"));
    QVERIFY(!rows.text(1, RunsModel::kTitle, Qt::ToolTipRole).contains(QStringLiteral("From")));
  }

  void aRowSaysWhatTheRunWas() {
    KeptLibrary library;
    library.keep({.steps = 500});
    Rows rows(library);
    QCOMPARE(rows.filter.rowCount(), 1);
    QCOMPARE(rows.text(0, RunsModel::kTitle), QStringLiteral("Two spirals"));
    QCOMPARE(rows.text(0, RunsModel::kState), QStringLiteral("finished"));
    QCOMPARE(rows.text(0, RunsModel::kSteps), QStringLiteral("500"));
    const RunRow& row = rows.model.run(0);
    const double delta = 100.0 * (*row.best_raw - *row.best_average) / *row.best_raw;
    QVERIFY(delta > 5.0);
    QCOMPARE(rows.text(0, RunsModel::kDelta), QStringLiteral("+%1 %").arg(std::lround(delta)));
  }

  void eachEndHasItsState() {
    KeptLibrary library;
    const std::int64_t day = 86'400'000;
    library.keep({.begun = 5 * day});
    library.keep({.begun = 4 * day, .end = event::StateChanged{RunState::kFailed, 0, "no memory"}});
    library.keep({.begun = 3 * day, .end = std::nullopt});
    const auto goes_on = library.begin({.begun = 2 * day});
    Rows rows(library);
    QCOMPARE(rows.column(RunsModel::kState),
             (QStringList{QStringLiteral("finished"), QStringLiteral("failed"),
                          QStringLiteral("interrupted"), QStringLiteral("running")}));
  }

  void namesFromFilesAreOneLineOfPlainText() {
    const auto shown = [](const std::string& title) {
      return titleOf(rowCalled(title), fakeCatalog());
    };
    QCOMPARE(shown("<b>bold</b> & <img src=x>"), QStringLiteral("<b>bold</b> & <img src=x>"));
    QCOMPARE(shown("two\nlines\tand a tab"), QStringLiteral("two lines and a tab"));
    QCOMPARE(shown("\u202Eturned\u202C"), QStringLiteral("turned"));
    QCOMPARE(shown(std::string(4000, 'w')).size(), 120);
    QCOMPARE(shown("two-spirals"), QStringLiteral("Two spirals"));
    QCOMPARE(shown("two spirals"), QStringLiteral("Two spirals"));  // the title of the data
  }

  void aRunThatWasNotRenamedIsCalledLikeItsDemoInEveryLanguage() {
    const auto english = qScopeGuard([] { installLanguage(QStringLiteral("en")); });
    installLanguage(QStringLiteral("de"));
    KeptLibrary library;
    const RunRow row = library.row(library.keep());
    QCOMPARE(row.notes.title, std::string("Two spirals"));
    QCOMPARE(titleOf(row, fakeCatalog()), QStringLiteral("Zwei Spiralen"));
  }

  void everyColumnSortsAndMissingValuesAreLast() {
    KeptLibrary library;
    library.keep({.steps = 500, .begun = 3'000'000, .factor = 2.0, .title = "b"});
    library.keep({.steps = 1000, .begun = 2'000'000, .factor = 1.0, .title = "a"});
    library.keep({.steps = 75, .begun = 1'000'000, .title = "c"});  // too short for a best mean
    Rows rows(library);
    const auto titles = [&](int column, Qt::SortOrder order) {
      rows.filter.sort(column, order);
      return rows.column(RunsModel::kTitle).join(QString());
    };
    QCOMPARE(titles(RunsModel::kTitle, Qt::AscendingOrder), QStringLiteral("abc"));
    QCOMPARE(titles(RunsModel::kTitle, Qt::DescendingOrder), QStringLiteral("cba"));
    QCOMPARE(titles(RunsModel::kDate, Qt::AscendingOrder), QStringLiteral("cab"));
    QCOMPARE(titles(RunsModel::kSteps, Qt::DescendingOrder), QStringLiteral("abc"));
    QCOMPARE(titles(RunsModel::kRaw, Qt::AscendingOrder), QStringLiteral("abc"));
    QCOMPARE(titles(RunsModel::kRaw, Qt::DescendingOrder), QStringLiteral("bac"));
  }

  void theFilterLooksAtTitleTagsNoteAndState() {
    KeptLibrary library;
    const std::string first = library.keep({.title = "Attempt alpha"});
    library.keep({.end = std::nullopt, .title = "Attempt beta"});
    QVERIFY(library.open().setTags(first, {"paper"}));
    QVERIFY(library.open().setText(first, "learning rate too high"));
    Rows rows(library);
    const auto left = [&](const char* typed) {
      rows.filter.setTyped(QString::fromUtf8(typed));
      return rows.column(RunsModel::kTitle).join(QLatin1Char(','));
    };
    QCOMPARE(left("ATTEMPT").count(QLatin1Char(',')), 1);
    QCOMPARE(left("beta attempt"), QStringLiteral("Attempt beta"));
    QCOMPARE(left("paper"), QStringLiteral("Attempt alpha"));
    QCOMPARE(left("rate high"), QStringLiteral("Attempt alpha"));
    QCOMPARE(left("interrupted"), QStringLiteral("Attempt beta"));
    QCOMPARE(left("neither"), QString());
  }

  void aNewListChangesOnlyWhatDiffers() {
    KeptLibrary library;
    const std::string old = library.keep({.begun = 1'000'000});
    Rows rows(library);
    const QPersistentModelIndex kept = rows.model.index(0, RunsModel::kTitle);
    QSignalSpy reset(&rows.model, &QAbstractItemModel::modelReset);
    QSignalSpy changed(&rows.model, &QAbstractItemModel::dataChanged);
    library.keep({.begun = 2'000'000});
    rows.shelf.refresh();
    QTRY_COMPARE(rows.model.rowCount(), 2);
    QVERIFY(kept.isValid());
    QCOMPARE(kept.row(), 1);
    QCOMPARE(rows.model.run(kept.row()).id, old);
    QVERIFY(reset.isEmpty());
    changed.clear();
    rows.shelf.rename(old, QStringLiteral("new"));
    QTRY_COMPARE(kept.data().toString(), QStringLiteral("new"));
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed[0][0].toModelIndex().row(), 1);
    rows.shelf.trash({old});
    QTRY_COMPARE(rows.model.rowCount(), 1);
    QVERIFY(!kept.isValid());
    QVERIFY(reset.isEmpty());
  }

  void ticksKeepTheirOrderAndGoWithTheirRun() {
    KeptLibrary library;
    std::vector<std::string> ids;
    for (int i = 0; i < 10; ++i) ids.push_back(library.keep({.begun = 1'000'000 - i}));
    Rows rows(library);
    QSignalSpy full(&rows.model, &RunsModel::ticksFull);
    for (const int row : {3, 0, 5}) rows.model.setTicked(row, true);
    QCOMPARE(rows.model.ticked(), (std::vector<std::string>{ids[3], ids[0], ids[5]}));
    rows.model.setTicked(0, false);
    QCOMPARE(rows.model.ticked(), (std::vector<std::string>{ids[3], ids[5]}));
    for (int row = 0; row < 10; ++row) rows.model.setTicked(row, true);
    QCOMPARE(rows.model.ticked().size(), RunsModel::kMostTicked);
    QVERIFY(!full.isEmpty());
    rows.shelf.trash({ids[3]});
    QTRY_COMPARE(rows.model.rowCount(), 9);
    QCOMPARE(rows.model.ticked().front(), ids[5]);
  }

  void theTitleThatIsTypedGoesToTheLibrary() {
    KeptLibrary library;
    const std::string id = library.keep();
    Rows rows(library);
    (void)rows.model.setData(rows.model.index(0, RunsModel::kTitle), QStringLiteral(" My  run "),
                             Qt::EditRole);
    QTRY_COMPARE(rows.text(0, RunsModel::kTitle), QStringLiteral("My run"));
    QCOMPARE(library.row(id).notes.title, std::string("My run"));
  }

  void aPictureIsMadeOnceAndKeptInTheFolder() {
    KeptLibrary library;
    const std::string id = library.keep();
    Rows rows(library);
    QSignalSpy made(&rows.pictures, &Thumbnails::made);
    QVERIFY(rows.pictures.of(rows.model.run(0)).isNull());
    QTRY_COMPARE(made.size(), 1);
    const QImage picture = rows.pictures.of(rows.model.run(0)).toImage();
    QVERIFY(!picture.isNull());
    const QString file = library.pathOf(id) + QStringLiteral("/thumbnail.png");
    QVERIFY(QFile::exists(file));
    // The file is taken as long as it is a picture of that size.
    QImage other(picture.size(), QImage::Format_ARGB32);
    other.fill(Qt::green);
    QVERIFY(other.save(file));
    Thumbnails again(rows.shelf, nullptr);
    (void)again.of(rows.model.run(0));
    QTRY_VERIFY(!again.of(rows.model.run(0)).isNull());
    QCOMPARE(again.of(rows.model.run(0)).toImage().pixelColor(5, 5), QColor(Qt::green));
    QFile damaged(file);
    QVERIFY(damaged.open(QIODevice::WriteOnly));
    damaged.write("no picture");
    damaged.close();
    Thumbnails third(rows.shelf, nullptr);
    (void)third.of(rows.model.run(0));
    QTRY_VERIFY(!third.of(rows.model.run(0)).isNull());
    QCOMPARE(third.of(rows.model.run(0)).toImage(), picture);
  }

  void aPictureHasBothCurves() {
    RunRecord record;
    record.apply(fakeStarted(fakeCatalog()));
    event::Evaluated evaluated;
    for (std::int64_t at = 25; at <= 2000; at += 25) evaluated.points.push_back(fakePoint(at, 3));
    record.apply(evaluated);
    const QImage image = drawThumbnail(record, Qt::blue, Qt::red);
    int blue = 0;
    int red = 0;
    for (int y = 0; y < image.height(); ++y) {
      for (int x = 0; x < image.width(); ++x) {
        const QColor color = image.pixelColor(x, y);
        if (color.alpha() < 128) continue;
        (color.red() > color.blue() ? red : blue) += 1;
      }
    }
    QVERIFY(blue > 50);
    QVERIFY2(red > blue, "the average is bold");
    record.points.clear();
    QCOMPARE(drawThumbnail(record, Qt::blue, Qt::red).pixelColor(9, 9).alpha(), 0);
  }

  void aRunWithoutAJournalHasAnEmptyPicture() {
    KeptLibrary library;
    const std::string id = library.keep();
    Rows rows(library);
    QVERIFY(QFile::remove(library.pathOf(id) + QStringLiteral("/events.emaj")));
    QSignalSpy made(&rows.pictures, &Thumbnails::made);
    (void)rows.pictures.of(rows.model.run(0));
    QTRY_COMPARE(made.size(), 1);
    QVERIFY(rows.pictures.of(rows.model.run(0)).isNull());
  }
};

EMASCOPE_UI_TEST(RunsModelTest);

}  // namespace emascope::ui

#include "runs_model_test.moc"

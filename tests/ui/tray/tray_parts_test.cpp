#include <QSignalSpy>
#include <QXmlStreamReader>

#include "tests/support/suite.h"
#include "tests/ui/support/samples.h"
#include "ui/base/language.h"
#include "ui/tray/single_instance.h"
#include "ui/tray/tray_menu.h"
#include "ui/tray/welcome.h"

using namespace farebox;
using namespace farebox::tests;
using namespace farebox::ui;

class TrayPartsTest : public QObject {
    Q_OBJECT
private:
    static QStringList visible(const QMenu& menu) {
        QStringList texts;
        for (const QAction* action : menu.actions()) {
            if (action->isVisible() && !action->isSeparator()) texts << action->text();
        }
        return texts;
    }

private slots:
    void the_menu_says_and_does_what_the_popover_does() {
        TrayMenu menu;
        menu.setView(PopoverViews::make(sourceOf(pausedSummary())));
        const QStringList texts = visible(menu);
        QVERIFY(texts.contains("Farebox: Paused"));
        QVERIFY(texts.contains("Today $4.20"));
        QVERIFY(texts.contains("Month $83.10 of $150.00 (55 %)"));
        QVERIFY(texts.contains("Override…"));
        QSignalSpy asked(&menu, &TrayMenu::overrideAsked);
        for (QAction* action : menu.actions()) {
            if (action->text() == "Override…") action->trigger();
        }
        QCOMPARE(asked.value(0).value(0).toString(), QString("Payments"));
    }

    void the_menu_offers_only_what_is_possible() {
        TrayMenu menu;
        menu.setView(PopoverViews::make({true, false, std::nullopt, SampleNow}));
        menu.setAutostart(false, false);
        const QStringList texts = visible(menu);
        QVERIFY(!texts.contains("Pause all calls"));
        QVERIFY(!texts.contains("Override…"));
        QVERIFY(!texts.contains("Start at login"));
        QVERIFY(texts.contains("Quit the tray"));
    }

    void a_second_start_opens_the_first() {
        const TempDir dir;
        const QString folder = QString::fromStdString(dir.path());
        SingleInstance first(folder);
        QVERIFY(first.claim(true));
        QSignalSpy asked(&first, &SingleInstance::openAsked);
        SingleInstance second(folder);
        QVERIFY(!second.claim(true));
        QTRY_COMPARE(asked.count(), 1);
        SingleInstance third(folder);
        QVERIFY(!third.claim(false));
        QTest::qWait(50);
        QCOMPARE(asked.count(), 1);
    }

    void the_first_page_asks_once() {
        Welcome welcome(true);
        QSignalSpy finished(&welcome, &Welcome::finished);
        welcome.show();
        welcome.findChild<Switch*>()->click();
        welcome.close();
        QCOMPARE(finished.count(), 1);
        QCOMPARE(finished[0][0].toBool(), false);
    }

    void every_text_is_translated_data() {
        QTest::addColumn<QString>("file");
        QTest::newRow("de") << "farebox_de.ts";
        QTest::newRow("ja") << "farebox_ja.ts";
    }
    void every_text_is_translated() {
        QFETCH(QString, file);
        QFile texts(QStringLiteral(FAREBOX_SOURCE_DIR "/resources/translations/") + file);
        QVERIFY(texts.open(QIODevice::ReadOnly));
        QXmlStreamReader reader(&texts);
        int messages = 0;
        while (!reader.atEnd()) {
            reader.readNext();
            if (!reader.isStartElement()) continue;
            messages += reader.name() == QLatin1String("message");
            if (reader.name() != QLatin1String("translation")) continue;
            QVERIFY2(reader.attributes().value("type") != QLatin1String("unfinished"),
                     qPrintable(QString("line %1").arg(reader.lineNumber())));
        }
        QVERIFY(!reader.hasError());
        QVERIFY(messages > 150);
    }
};

FAREBOX_TEST_CLASS(TrayPartsTest)
#include "tray_parts_test.moc"

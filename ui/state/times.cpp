#include "ui/state/times.h"

#include <QDateTime>
#include <QLocale>

namespace farebox::ui {
namespace {

QDateTime local(UtcNs time) { return QDateTime::fromMSecsSinceEpoch(time / NsPerMs); }

constexpr std::int64_t MinuteNs = 60 * NsPerSecond;
constexpr std::int64_t HourNs = 60 * MinuteNs;

}  // namespace

QString Times::ago(UtcNs now, UtcNs then) {
    const std::int64_t passed = now - then;
    if (passed < MinuteNs) return tr("just now");
    if (passed < HourNs) return tr("%Ln min ago", nullptr, static_cast<int>(passed / MinuteNs));
    if (passed < NsPerDay) return tr("%Ln h ago", nullptr, static_cast<int>(passed / HourNs));
    return tr("%Ln day(s) ago", nullptr, static_cast<int>(passed / NsPerDay));
}

QString Times::until(UtcNs now, UtcNs then) {
    const std::int64_t left = qMax<std::int64_t>(then - now, MinuteNs);
    if (left < HourNs) return tr("%Ln min", nullptr, static_cast<int>(left / MinuteNs));
    if (left < 2 * NsPerDay) return tr("%Ln h", nullptr, static_cast<int>(left / HourNs));
    return tr("%Ln day(s)", nullptr, static_cast<int>(left / NsPerDay));
}

QString Times::when(UtcNs now, UtcNs then) {
    const QDateTime time = local(then);
    const qint64 days = local(now).date().daysTo(time.date());
    const QLocale locale;
    const QString clock = locale.toString(time.time(), QLocale::ShortFormat);
    if (days == 0) return clock;
    if (days > 0 && days < 7) {
        //: A day of the week and a time: "Thu 18:30".
        return tr("%1 %2").arg(locale.dayName(time.date().dayOfWeek(), QLocale::ShortFormat),
                               clock);
    }
    //: A date without its year, in Qt's words: MMM = Nov, d = 22.
    return locale.toString(time.date(), tr("MMM d"));
}

QString Times::exact(UtcNs time) {
    //: A date and time, in Qt's words.
    return QLocale().toString(local(time), tr("MMM d, HH:mm:ss"));
}

QString Times::minute(UtcNs time) {
    //: A date and time without seconds, in Qt's words.
    return QLocale().toString(local(time), tr("MMM d, HH:mm"));
}

QString Times::duration(std::int64_t ms) {
    if (ms < 1000) return tr("%1 ms").arg(QLocale().toString(static_cast<qlonglong>(ms)));
    if (ms < 100'000) {
        return tr("%1 s").arg(QString::number(ms / 1000) + QLocale().decimalPoint() +
                              QString::number(ms % 1000 / 100));
    }
    return tr("%Ln min", nullptr, static_cast<int>(ms / 60'000));
}

}  // namespace farebox::ui

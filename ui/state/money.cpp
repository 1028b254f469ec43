#include "ui/state/money.h"

#include <QLocale>

namespace farebox::ui {
namespace {

constexpr std::int64_t NanoPerCent = NanoPerUsd / 100;

QString grouped(std::int64_t value) { return QLocale().toString(static_cast<qlonglong>(value)); }

/// `value` counts 10^-decimals: scaled(420, 2) = "4.20".
QString scaled(std::int64_t value, int decimals) {
    std::int64_t unit = 1;
    for (int i = 0; i < decimals; ++i) unit *= 10;
    if (decimals == 0) return grouped(value);
    return grouped(value / unit) + QLocale().decimalPoint() +
           QString::number(value % unit).rightJustified(decimals, QLatin1Char('0'));
}

std::int64_t rounded(std::int64_t value, std::int64_t unit) { return (value + unit / 2) / unit; }

}  // namespace

QString Money::shortText(std::int64_t nano) {
    if (nano < 0) return tr("−%1", "a negative amount").arg(shortText(-nano));
    const std::int64_t dollar = NanoPerUsd;
    if (nano > 0 && nano < NanoPerCent / 2) return tr("<$%1").arg(scaled(1, 2));
    const std::int64_t cents = rounded(nano, NanoPerCent);
    if (cents < 100'000) return tr("$%1", "an amount in US dollars").arg(scaled(cents, 2));
    if (rounded(nano, dollar) < 10'000) {
        return tr("$%1", "an amount in US dollars").arg(grouped(rounded(nano, dollar)));
    }
    const std::int64_t hundreds = rounded(nano, 100 * dollar);
    if (hundreds < 10'000) return tr("$%1k", "thousands of US dollars").arg(scaled(hundreds, 1));
    return tr("$%1M", "millions of US dollars").arg(scaled(rounded(nano, 100'000 * dollar), 1));
}

QString Money::exactText(std::int64_t nano) {
    if (nano < 0) return tr("−%1", "a negative amount").arg(exactText(-nano));
    int decimals = 9;
    while (decimals > 2 && nano % 10 == 0) {
        nano /= 10;
        --decimals;
    }
    return tr("$%1", "an amount in US dollars").arg(scaled(nano, decimals));
}

QString Money::shortCount(std::int64_t count) {
    if (count < 10'000) return grouped(count);
    if (rounded(count, 100) < 10'000)
        return tr("%1k", "thousands").arg(scaled(rounded(count, 100), 1));
    return tr("%1M", "millions").arg(scaled(rounded(count, 100'000), 1));
}

QString Money::iconText(std::optional<std::int64_t> nano, std::int64_t calls) {
    if (!nano && calls > 0) return QStringLiteral("–");
    const std::int64_t cents = rounded(nano.value_or(0), NanoPerCent);
    if (cents <= 0) return QStringLiteral("0");
    if (cents < 100) return scaled(cents, 2).mid(1);
    if (cents < 995) return scaled(rounded(cents, 10), 1);
    const std::int64_t dollars = rounded(cents, 100);
    if (dollars < 1'000) return QString::number(dollars);
    if (dollars < 9'950) return tr("%1k", "thousands").arg(scaled(rounded(dollars, 100), 1));
    if (dollars < 999'500) return tr("%1k", "thousands").arg(rounded(dollars, 1'000));
    return tr("%1M", "millions").arg(scaled(rounded(dollars, 100'000), 1));
}

QString Money::exactCount(std::int64_t count) { return grouped(count); }

Amount Money::amount(std::optional<std::int64_t> nano, std::int64_t calls, std::int64_t unpriced) {
    // No call at all is a known nothing; calls that all lack a price are not.
    if (!nano && calls == 0) return {shortText(0), tr("No calls."), {}, true};
    if (!nano) {
        return {dash(), tr("No price is known for %Ln call(s).", nullptr, static_cast<int>(calls)),
                {}, false};
    }
    Amount amount{shortText(*nano), exactText(*nano), {}, true};
    if (unpriced > 0) {
        const int count = static_cast<int>(unpriced);
        amount.note = tr("+ %Ln unpriced", nullptr, count);
        amount.hover = tr("%1, and %Ln call(s) whose price is not known", nullptr, count)
                           .arg(exactText(*nano));
    }
    return amount;
}

Amount Money::amountOfCall(std::optional<std::int64_t> nano, const QString& reason) {
    if (nano) return {shortText(*nano), exactText(*nano), {}, true};
    return {dash(), reason.isEmpty() ? tr("The price is not known.") : reason, {}, false};
}

QString Money::shortOf(BudgetUnit unit, std::int64_t value) {
    if (unit == BudgetUnit::Usd) return shortText(value);
    return tr("%1 tokens").arg(shortCount(value));
}

QString Money::exactOf(BudgetUnit unit, std::int64_t value) {
    if (unit == BudgetUnit::Usd) return exactText(value);
    return tr("%1 tokens").arg(exactCount(value));
}

}  // namespace farebox::ui

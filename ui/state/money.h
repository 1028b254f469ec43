#pragma once
// Amounts as people read them: short on the surface, exact on hover, and a dash with its reason
// where nobody knows. Integers only; the language places sign and point.

#include <QCoreApplication>
#include <QString>

#include <cstdint>
#include <optional>

#include "core/api/summary.h"

namespace farebox::ui {

struct Amount {
    QString text;   ///< "$4.20", "$12.3k", "—"
    QString hover;  ///< exact amount, and why it may be more or is unknown
    QString note;   ///< "+ 2 unpriced", or ""
    bool isKnown = false;

    bool operator==(const Amount&) const = default;
};

class Money {
    Q_DECLARE_TR_FUNCTIONS(Money)
public:
    /// "$0.00", "<$0.01", "$4.20", "$1,234", "$12.3k", "$1.2M". Rounded half up.
    static QString shortText(std::int64_t nano);
    /// All digits that are not zero, two at least: "$4.203125".
    static QString exactText(std::int64_t nano);
    /// "150", "1.2k", "3.4M": tokens.
    static QString shortCount(std::int64_t count);
    /// Few characters, without a sign: ".42", "4.2", "42", "420", "1.2k", "12k", "3.4M"; "–" when not
    /// known. Rounded half up.
    static QString iconText(std::optional<std::int64_t> nano, std::int64_t calls);
    static QString exactCount(std::int64_t count);
    /// `calls` that the sum is of, `unpriced` of them without an amount.
    static Amount amount(std::optional<std::int64_t> nano, std::int64_t calls,
                         std::int64_t unpriced);
    /// One call; `reason` when it has no price.
    static Amount amountOfCall(std::optional<std::int64_t> nano, const QString& reason);
    /// Of a budget: dollars or tokens.
    static QString shortOf(BudgetUnit unit, std::int64_t value);
    static QString exactOf(BudgetUnit unit, std::int64_t value);
    static QString dash() { return QStringLiteral("—"); }
};

}  // namespace farebox::ui

#include "core/control/numbers.h"

#include <algorithm>

#include "core/base/format.h"
#include "core/base/money.h"
#include "core/base/strings.h"

namespace farebox::control {

std::string format_count(std::int64_t number) {
    std::string text = std::to_string(number);
    const std::ptrdiff_t first = number < 0 ? 1 : 0;
    for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > first; at -= 3) {
        text.insert(static_cast<std::size_t>(at), ",");
    }
    return text;
}

std::string count_cell(const std::optional<std::int64_t>& number) {
    return number ? format_count(*number) : Unknown;
}

std::string money_cell(const std::optional<std::int64_t>& nano) {
    return nano ? format_usd({*nano}) : Unknown;
}

std::string amount_text(BudgetUnit unit, std::int64_t amount) {
    return unit == BudgetUnit::Usd ? format_usd({amount}) : format_count(amount) + " tokens";
}

std::string duration_cell(const std::optional<std::int64_t>& ms) {
    if (!ms) return Unknown;
    if (*ms < 1'000) return format("{} ms", *ms);
    if (*ms < 60'000) return format("{}.{} s", *ms / 1'000, *ms % 1'000 / 100);
    const std::string seconds = std::to_string(*ms / 1'000 % 60);
    return format("{} m {}{} s", *ms / 60'000, seconds.size() < 2 ? "0" : "", seconds);
}

std::string span_text(UtcNs from, UtcNs to) {
    const std::int64_t minutes = std::max<std::int64_t>(0, to - from) / NsPerSecond / 60;
    if (minutes < 60) return format("{} min", minutes);
    if (minutes < 48 * 60) return format("{} h {} min", minutes / 60, minutes % 60);
    return format("{} days", minutes / 60 / 24);
}

std::string permille_text(std::int64_t permille) {
    if (permille >= 100 || permille % 10 == 0) return format("{} %", permille / 10);
    return format("{}.{} %", permille / 10, permille % 10);
}

std::optional<std::int64_t> sum_members(const Json& object,
                                        std::initializer_list<const char*> names) {
    std::optional<std::int64_t> sum;
    for (const char* name : names) {
        if (const auto value = find_int(object, name)) sum = sum.value_or(0) + *value;
    }
    return sum;
}

std::optional<std::int64_t> cache_write_tokens(const Json& object) {
    return sum_members(object, {"cache_write_5m_tokens", "cache_write_1h_tokens",
                                "cache_write_other_tokens"});
}

std::int64_t rows_lost(const Json& daemon) {
    const Json* ledger = find_member(daemon, "ledger");
    const auto by_ledger = ledger ? find_int(*ledger, "rows_lost") : std::nullopt;
    return by_ledger.value_or(0) + find_int(daemon, "recorder_rows_lost").value_or(0);
}

std::string text_member(const Json& object, const char* name) {
    return printable(find_string(object, name).value_or(""));
}

}  // namespace farebox::control

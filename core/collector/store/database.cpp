#include "core/collector/store/database.h"

#include "core/base/strings.h"

namespace farebox::collector {

Value value_or_null(const std::optional<std::int64_t>& number) {
    return number ? Value(*number) : Value();
}

Value value_or_null(std::string_view text) { return text.empty() ? Value() : Value(std::string(text)); }

bool Row::is_null(std::size_t column) const {
    return std::holds_alternative<std::monostate>(values_[column]);
}

std::optional<std::int64_t> Row::integer_or_null(std::size_t column) const {
    const Value& value = values_[column];
    if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
    if (const auto* text = std::get_if<std::string>(&value)) return parse_int(*text);
    return std::nullopt;
}

std::int64_t Row::integer(std::size_t column) const { return integer_or_null(column).value_or(0); }

std::string Row::text(std::size_t column) const {
    const Value& value = values_[column];
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
    return {};
}

Result<Transaction> Transaction::begin(Session& session, Purpose purpose) {
    FAREBOX_TRY_VOID(session.begin(purpose));
    return Transaction(session);
}

Transaction::~Transaction() {
    if (session_ != nullptr) session_->rollback();
}

Result<void> Transaction::commit() {
    FAREBOX_TRY_VOID(session_->commit());
    session_ = nullptr;
    return {};
}

}  // namespace farebox::collector

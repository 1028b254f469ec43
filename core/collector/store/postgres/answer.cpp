#include "core/collector/store/postgres/answer.h"

#include "core/base/format.h"
#include "core/base/strings.h"

namespace farebox::collector {
namespace {

// Object ids of PostgreSQL's types (catalog pg_type; they never change).
constexpr Oid Bool = 16;
constexpr Oid Int8 = 20;
constexpr Oid Int2 = 21;
constexpr Oid Int4 = 23;
constexpr Oid Numeric = 1700;

// By the class of the SQLSTATE (PostgreSQL manual, appendix A).
ErrorCode class_of(std::string_view state) {
    if (state == "08P01") return ErrorCode::Internal;  // a parameter too many or too few
    const std::string_view group = state.substr(0, 2);
    if (group == "23") return ErrorCode::Conflict;
    if (group == "22") return ErrorCode::Invalid;
    if (group == "08" || group == "40" || group == "53" || group == "57" || group == "58") {
        return ErrorCode::Unavailable;  // connection, deadlock, resources, shutdown, input and output
    }
    if (state == "55P03" || state == "25P03" || state == "25006") {
        return ErrorCode::Unavailable;  // lock timeout, idle timeout, read-only (a standby)
    }
    return ErrorCode::Internal;
}

Value value_at(const PGresult* answer, int row, int column) {
    if (PQgetisnull(answer, row, column) != 0) return {};
    const std::string_view text(PQgetvalue(answer, row, column),
                                static_cast<std::size_t>(PQgetlength(answer, row, column)));
    switch (PQftype(answer, column)) {
        case Bool: return std::int64_t(text == "t");
        case Int2:
        case Int4:
        case Int8:
        case Numeric:
            if (const auto number = parse_int(text)) return *number;
            break;
        default: break;
    }
    return std::string(text);
}

}  // namespace

bool is_success(const PGresult* answer) {
    const ExecStatusType status = PQresultStatus(answer);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;
}

Error failure_of(PGconn* connection, const PGresult* answer, std::string_view sql) {
    const char* state = answer == nullptr ? nullptr : PQresultErrorField(answer, PG_DIAG_SQLSTATE);
    const char* message =
        answer == nullptr ? nullptr : PQresultErrorField(answer, PG_DIAG_MESSAGE_PRIMARY);
    if (state == nullptr || PQstatus(connection) != CONNECTION_OK) {
        const char* words = message == nullptr ? PQerrorMessage(connection) : message;
        return unavailable(format("the connection to PostgreSQL was lost ({}) in: {}", trim(words),
                                  shorten(trim(sql), 200)));
    }
    return {class_of(state), format("{} (PostgreSQL {}) in: {}", message == nullptr ? "" : message,
                                    state, shorten(trim(sql), 200))};
}

Rows rows_of(const PGresult* answer) {
    Rows rows;
    const int count = PQntuples(answer);
    const int columns = PQnfields(answer);
    rows.rows.reserve(static_cast<std::size_t>(count));
    for (int row = 0; row < count; ++row) {
        std::vector<Value> values(static_cast<std::size_t>(columns));
        for (int column = 0; column < columns; ++column) {
            values[static_cast<std::size_t>(column)] = value_at(answer, row, column);
        }
        rows.rows.emplace_back(std::move(values));
    }
    const std::string_view tag = PQcmdStatus(const_cast<PGresult*>(answer));
    if (!tag.starts_with("SELECT")) {
        rows.changed = parse_int(PQcmdTuples(const_cast<PGresult*>(answer))).value_or(0);
    }
    return rows;
}

}  // namespace farebox::collector

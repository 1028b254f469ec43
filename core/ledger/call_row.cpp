#include "core/ledger/call_row.h"

#include <algorithm>
#include <array>

#include "core/base/json.h"
#include "core/model/call_fields.h"

namespace farebox::ledger {
namespace {

// What a sum never looks at: long texts and the JSON columns, which cost most of the reading.
constexpr std::array<std::string_view, 14> NotForSums = {
    "request_id", "vendor_request_id", "response_id",     "process_path", "cwd",
    "evidence",   "raw_usage",         "cost_components", "price_rule",   "price_book",
    "price_note", "dlp_findings",      "note",            "commit"};

bool is_for_sums(std::string_view name) {
    return std::ranges::find(NotForSums, name) == NotForSums.end();
}

template <class Keep>
std::string column_list(Keep keep, const std::string& prefix = {}) {
    std::string list;
    const Call call;
    visit_fields(call, [&](std::string_view name, const auto&) {
        if (!keep(name)) return;
        if (!list.empty()) list += ", ";
        list += prefix + '"' + std::string(name) + '"';
    });
    return list;
}

void bind_text(Statement& statement, int at, std::string_view text) {
    if (text.empty()) {
        statement.bind_null(at);
    } else {
        statement.bind(at, text);
    }
}

struct Binder {
    Statement& statement;
    RowTexts& texts;
    int at;

    void operator()(const char*, const std::string& text) { bind_text(statement, at++, text); }
    void operator()(const char*, std::int64_t number) { statement.bind(at++, number); }
    void operator()(const char*, bool flag) { statement.bind(at++, std::int64_t(flag)); }
    void operator()(const char*, const std::optional<std::int64_t>& number) {
        number ? statement.bind(at, *number) : statement.bind_null(at);
        ++at;
    }
    void operator()(const char*, const std::vector<Evidence>& list) {
        if (!list.empty() && list != texts.evidence_of) {
            texts.evidence = to_text(to_json(list));
            texts.evidence_of = list;
        }
        bind_text(statement, at++, list.empty() ? std::string_view() : texts.evidence);
    }
    void operator()(const char*, const std::vector<CostComponent>& list) {
        texts.components = list.empty() ? std::string() : to_text(to_json(list));
        bind_text(statement, at++, texts.components);
    }
    template <class Enum>
        requires std::is_enum_v<Enum>
    void operator()(const char*, Enum value) {
        statement.bind(at++, to_text(value));
    }
};

Json list_at(const Statement& statement, int at) {
    return parse_json(statement.text_at(at)).value_or(Json::array());
}

struct Reader {
    const Statement& statement;
    int at;

    void read(std::string& text) { text = statement.text_at(at++); }
    void read(std::int64_t& number) { number = statement.int_at(at++); }
    void read(bool& flag) { flag = statement.int_at(at++) != 0; }
    void read(std::optional<std::int64_t>& number) {
        if (!statement.is_null(at)) number = statement.int_at(at);
        ++at;
    }
    void read(std::vector<Evidence>& list) { list = parse_evidence(list_at(statement, at++)); }
    void read(std::vector<CostComponent>& list) {
        list = parse_cost_components(list_at(statement, at++));
    }
    template <class Enum>
        requires std::is_enum_v<Enum>
    void read(Enum& value) {
        value = parse_enum(statement.text_at(at++), value).value_or(value);
    }
};

}  // namespace

const std::string& call_columns() {
    static const std::string list = column_list([](std::string_view) { return true; });
    return list;
}

std::string qualified_call_columns(std::string_view table) {
    return column_list([](std::string_view) { return true; }, std::string(table) + ".");
}

const std::string& sum_columns() {
    static const std::string list = column_list(is_for_sums);
    return list;
}

int call_column_count() {
    int count = 0;
    const Call call;
    visit_fields(call, [&](const char*, const auto&) { ++count; });
    return count;
}

void bind_call(Statement& statement, const Call& call, int first, RowTexts& texts) {
    visit_fields(call, Binder{statement, texts, first});
}

Call read_call(const Statement& statement, int first) {
    Call call;
    Reader reader{statement, first};
    visit_fields(call, [&](const char*, auto& member) { reader.read(member); });
    return call;
}

Call read_sum_fields(const Statement& statement, int first) {
    Call call;
    Reader reader{statement, first};
    // The choice is made once: comparing 75 names for each of a million rows would cost more
    // than reading them.
    static const std::vector<bool> chosen = [] {
        std::vector<bool> flags;
        const Call any;
        visit_fields(any, [&](std::string_view name, const auto&) { flags.push_back(is_for_sums(name)); });
        return flags;
    }();
    std::size_t field = 0;
    visit_fields(call, [&](const char*, auto& member) {
        if (chosen[field++]) reader.read(member);
    });
    return call;
}

}  // namespace farebox::ledger

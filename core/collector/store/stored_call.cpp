#include "core/collector/store/stored_call.h"

#include <algorithm>
#include <charconv>

namespace farebox::collector {
namespace {

constexpr std::string_view OtherMonth = "other";

/// By place in the field list: is it a column here?
const std::vector<bool>& is_column() {
    static const std::vector<bool> all = [] {
        std::vector<bool> flags;
        const Call call;
        visit_fields(call, [&](std::string_view name, const auto&) {
            flags.push_back(std::ranges::find(LocalFields, name) == LocalFields.end());
        });
        return flags;
    }();
    return all;
}

template <class Stored, class Visitor>
void visit_columns(Stored& stored, Visitor&& visit) {
    std::size_t place = 0;
    visit_fields(stored.call, [&](const char* name, auto& member) {
        if (is_column()[place++]) visit(name, member);
    });
    visit("id_month", stored.id_month);
    visit("day", stored.day);
    visit("posted_month", stored.posted_month);
    visit("received_at", stored.received_at);
    visit("epoch", stored.epoch);
    visit("seq", stored.seq);
    visit("calls", stored.calls);
    visit("flags", stored.flags);
}

// [["input_tokens",1200,3000000,1000000,3600000],...]: the members of CostComponent by position.
// With names, five of these would be half of the row.
std::string compact(const std::vector<CostComponent>& components) {
    std::string text;
    for (const CostComponent& one : components) {
        text += text.empty() ? "[[" : ",[";
        text += json_quote(one.bucket);
        for (const std::int64_t number :
             {one.quantity, one.rate_pico, one.multiplier_ppm, one.amount_nano}) {
            text += ',';
            text += std::to_string(number);
        }
        text += ']';
    }
    return text.empty() ? text : text + ']';
}

std::vector<CostComponent> components_of(std::string_view text) {
    std::vector<CostComponent> components;
    if (text.empty()) return components;
    for (const Json& one : parse_json(text).value_or(Json::array())) {
        if (!one.is_array() || one.size() != 5 || !one[0].is_string()) continue;
        components.push_back({one[0].get<std::string>(), one[1].get<std::int64_t>(),
                              one[2].get<std::int64_t>(), one[3].get<std::int64_t>(),
                              one[4].get<std::int64_t>()});
    }
    return components;
}

struct Writer {
    const StoredCall& stored;
    std::vector<Value>& values;

    void operator()(const char*, const std::string& text) { values.push_back(value_or_null(text)); }
    void operator()(const char*, std::int64_t number) { values.emplace_back(number); }
    void operator()(const char*, bool flag) { values.emplace_back(std::int64_t(flag)); }
    void operator()(const char*, const std::optional<std::int64_t>& number) {
        values.push_back(value_or_null(number));
    }
    void operator()(const char*, const std::vector<Evidence>&) {}
    void operator()(const char*, const std::vector<CostComponent>& list) {
        values.push_back(value_or_null(compact(list)));
    }
    template <class Enum>
        requires std::is_enum_v<Enum>
    void operator()(const char* name, Enum value) {
        values.emplace_back(stored.word(name, to_text(value)));
    }
};

struct Reader {
    StoredCall& stored;
    const Row& row;
    std::size_t at;

    void operator()(const char*, std::string& text) { text = row.text(at++); }
    void operator()(const char*, std::int64_t& number) { number = row.integer(at++); }
    void operator()(const char*, bool& flag) { flag = row.integer(at++) != 0; }
    void operator()(const char*, std::optional<std::int64_t>& number) {
        number = row.integer_or_null(at++);
    }
    void operator()(const char*, std::vector<Evidence>&) {}
    void operator()(const char*, std::vector<CostComponent>& list) {
        list = components_of(row.text(at++));
    }
    template <class Enum>
        requires std::is_enum_v<Enum>
    void operator()(const char* name, Enum& value) {
        const std::string word = row.text(at++);
        if (const auto known = parse_enum(word, value)) {
            value = *known;
        } else if (!word.empty()) {
            value = least_claim(value);
            stored.unknown_words.emplace_back(name, word);
        }
    }
};

}  // namespace

std::string StoredCall::word(std::string_view field, std::string_view known) const {
    for (const auto& [name, word] : unknown_words) {
        if (name == field) return word;
    }
    return std::string(known);
}

std::string id_month_of(std::string_view call_id) {
    // 8-4-4-4-12 digits; the first 48 bits are milliseconds, the 13th digit the version (RFC 9562).
    const bool has_form = call_id.size() == 36 && call_id[8] == '-' && call_id[13] == '-' &&
                          call_id[14] == '7' && call_id[18] == '-' && call_id[23] == '-';
    if (!has_form) return std::string(OtherMonth);
    const std::string digits = std::string(call_id.substr(0, 8)) + std::string(call_id.substr(9, 4));
    std::int64_t ms = 0;
    const auto [end, problem] =
        std::from_chars(digits.data(), digits.data() + digits.size(), ms, 16);
    const bool is_number = problem == std::errc() && end == digits.data() + digits.size();
    constexpr std::int64_t LatestMs = INT64_MAX / NsPerMs;
    if (!is_number || ms > LatestMs) return std::string(OtherMonth);
    const std::string month = format_day(ms * NsPerMs, 0).substr(0, 7);
    return month < "2025-01" || month > "2099-12" ? std::string(OtherMonth) : month;
}

const std::vector<std::string_view>& call_columns() {
    static const std::vector<std::string_view> all = [] {
        std::vector<std::string_view> names;
        const StoredCall stored;
        visit_columns(stored, [&](std::string_view name, const auto&) {
            names.push_back(name == "commit" ? "\"commit\"" : name);
        });
        return names;
    }();
    return all;
}

std::string call_column_list(std::string_view alias) {
    std::string list;
    for (const std::string_view name : call_columns()) {
        if (!list.empty()) list += ", ";
        if (!alias.empty()) list += std::string(alias) + ".";
        list += name;
    }
    return list;
}

std::vector<Value> values_of(const StoredCall& stored) {
    std::vector<Value> values;
    values.reserve(call_columns().size());
    visit_columns(stored, Writer{stored, values});
    return values;
}

StoredCall stored_call_of(const Row& row, std::size_t first) {
    StoredCall stored;
    visit_columns(stored, Reader{stored, row, first});
    return stored;
}

}  // namespace farebox::collector

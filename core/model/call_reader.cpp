// A call from JSON, by the field list. One pass over the members finds the place of each by name;
// a look-up by each of seventy names would cost more than parsing the text.

#include <array>
#include <unordered_map>

#include "core/base/format.h"
#include "core/model/call_fields.h"

namespace farebox {
namespace {

using Places = std::unordered_map<std::string_view, std::size_t>;

const Places& places() {
    static const Places all = [] {
        Places places;
        const Call call;
        visit_fields(call, [&](const char* name, const auto&) {
            places.emplace(name, places.size());
        });
        return places;
    }();
    return all;
}

bool read(const Json& json, std::string& text) {
    if (json.is_string()) text = json.get_ref<const std::string&>();
    return json.is_string();
}

bool read(const Json& json, std::int64_t& number) {
    // Past the range of a signed number the library keeps it unsigned.
    if (json.is_number_unsigned() && json.get<std::uint64_t>() > INT64_MAX) return false;
    if (json.is_number_integer()) number = json.get<std::int64_t>();
    return json.is_number_integer();
}

bool read(const Json& json, std::optional<std::int64_t>& number) {
    std::int64_t value = 0;
    if (!read(json, value)) return false;
    number = value;
    return true;
}

bool read(const Json& json, bool& flag) {
    if (json.is_boolean()) flag = json.get<bool>();
    return json.is_boolean();
}

bool read(const Json& json, std::vector<Evidence>& list) {
    list = parse_evidence(json);
    return json.is_array();
}

bool read(const Json& json, std::vector<CostComponent>& list) {
    list = parse_cost_components(json);
    return json.is_array();
}

struct Reader {
    std::vector<const Json*> members;  // by place; null where absent
    UnknownWords& unknown_words;
    std::size_t place = 0;
    const char* wrong_field = nullptr;

    template <class Member>
    void operator()(const char* name, Member& member) {
        const Json* json = members[place++];
        if (json == nullptr || json->is_null()) return;
        if (!take(name, *json, member) && wrong_field == nullptr) wrong_field = name;
    }

    template <class Member>
    bool take(const char* name, const Json& json, Member& member) {
        if constexpr (std::is_enum_v<Member>) {
            if (!json.is_string()) return false;
            const std::string& word = json.get_ref<const std::string&>();
            const auto value = parse_enum(word, member);
            member = value.value_or(least_claim(member));
            if (!value) unknown_words.emplace_back(name, word);
            return true;
        } else {
            return read(json, member);
        }
    }
};

}  // namespace

std::optional<Channel> parse_enum(std::string_view text, Channel) { return parse_channel(text); }
std::optional<Outcome> parse_enum(std::string_view text, Outcome) { return parse_outcome(text); }
std::optional<CredentialClass> parse_enum(std::string_view text, CredentialClass) {
    return parse_credential_class(text);
}
std::optional<BillingMode> parse_enum(std::string_view text, BillingMode) {
    return parse_billing_mode(text);
}
std::optional<UsageSource> parse_enum(std::string_view text, UsageSource) {
    return parse_usage_source(text);
}
std::optional<PriceStatus> parse_enum(std::string_view text, PriceStatus) {
    return parse_price_status(text);
}

Channel least_claim(Channel) { return Channel::Import; }
Outcome least_claim(Outcome) { return Outcome::Ok; }
CredentialClass least_claim(CredentialClass) { return CredentialClass::None; }
BillingMode least_claim(BillingMode) { return BillingMode::Unknown; }
UsageSource least_claim(UsageSource) { return UsageSource::None; }
PriceStatus least_claim(PriceStatus) { return PriceStatus::Unpriced; }

Result<Call> parse_call(const Json& object, UnknownWords& unknown_words) {
    if (!object.is_object()) return invalid("a call is not a JSON object");
    Reader reader{std::vector<const Json*>(places().size()), unknown_words};
    for (const auto& [name, value] : object.items()) {
        const auto place = places().find(name);
        if (place != places().end()) reader.members[place->second] = &value;
    }
    Call call;
    visit_fields(call, reader);
    if (reader.wrong_field != nullptr) {
        return invalid(format("the field {} of a call has another type", reader.wrong_field));
    }
    return call;
}

}  // namespace farebox

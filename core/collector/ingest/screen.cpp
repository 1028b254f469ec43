#include "core/collector/ingest/screen.h"

#include <algorithm>
#include <array>

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/collector/directory/people.h"
#include "core/collector/store/rollup.h"

namespace farebox::collector {
namespace {

// A million dollars, and a trillion tokens: no call comes near, and nine thousand of the largest fit
// into a sum.
constexpr std::int64_t MostNano = 1'000'000'000'000'000;
constexpr std::int64_t MostTokens = 1'000'000'000'000;
constexpr std::size_t MostComponents = 64;
constexpr std::int64_t MostRevisions = 1'000'000;

// Keys of sums stand in an index, where PostgreSQL takes 2,700 bytes a row.
constexpr std::array<std::string_view, 6> KeyTexts = {
    "developer_id", "agent", "model_requested", "model_served", "provider", "price_rule"};
constexpr std::array<std::string_view, 2> KeyWords = {"service_tier", "bucket"};
constexpr std::size_t LongestWord = 64;
constexpr std::size_t LongestKey = 200;
constexpr std::size_t LongestRepo = 400;
constexpr std::size_t LongestText = 2'000;
constexpr std::size_t LongestUsage = 64'000;

// 2025-01-01: no Farebox is older. A laptop whose battery died says 1970.
constexpr UtcNs FirstCall = 1'735'689'600LL * NsPerSecond;

std::size_t longest(std::string_view field) {
    if (field == "raw_usage") return LongestUsage;
    if (field == "repo" || field == "branch") return LongestRepo;
    if (std::ranges::find(KeyTexts, field) != KeyTexts.end()) return LongestKey;
    return std::ranges::find(KeyWords, field) == KeyWords.end() ? LongestText : LongestWord;
}

void add_flag(StoredCall& stored, std::string_view flag) {
    if (!stored.flags.empty()) stored.flags += ',';
    stored.flags += flag;
}

bool is_control(char c) { return c >= 0 && c < ' '; }

bool is_countable(std::string_view field, std::int64_t number) {
    const bool is_money = field.ends_with("_nano");
    return number >= (is_money ? -MostNano : 0) && number <= (is_money ? MostNano : MostTokens);
}

/// Shortens texts; remembers the first number that no sum could hold.
struct FieldScreen {
    bool was_shortened = false;
    const char* bad_field = nullptr;

    void operator()(const char* name, std::string& text) {
        const std::size_t limit = longest(name);
        was_shortened = was_shortened || text.size() > limit;
        if (text.size() > limit) text = shorten(text, limit);
        // No control characters in what is shown, and no NUL, which no database takes. Between the
        // words of JSON they are blanks.
        if (std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; })) return;
        if (name == std::string_view("raw_usage")) std::ranges::replace_if(text, is_control, ' ');
        text = printable(text);
    }
    void operator()(const char* name, std::optional<std::int64_t>& number) {
        const bool is_summed =
            std::ranges::find(RollupSums, std::string_view(name)) != RollupSums.end();
        if (is_summed && number && !is_countable(name, *number)) note(name);
    }
    void operator()(const char* name, std::vector<CostComponent>& list) {
        if (list.size() > MostComponents) note(name);
        for (CostComponent& one : list) {
            (*this)("bucket", one.bucket);
            if (!is_countable("amount_nano", one.amount_nano)) note(name);
            if (!is_countable("quantity", one.quantity)) note(name);
        }
    }
    void operator()(const char*, std::vector<Evidence>& list) { list.clear(); }
    template <class Other>
    void operator()(const char*, Other&) {}

    void note(const char* name) {
        if (bad_field == nullptr) bad_field = name;
    }
};

RejectedRow refuse(const api::IngestEvent& event, std::string why) {
    return {event.seq, "invalid_row", std::move(why)};
}

bool is_sound_id(std::string_view id) {
    return !id.empty() && id.size() <= 64 &&
           std::ranges::all_of(id, [](char c) { return c > ' ' && c <= '~'; });
}

void set_day(StoredCall& stored, const IngestSender& sender, UtcNs received_at) {
    const UtcNs started_at = stored.call.started_at;
    const UtcNs installed_at = std::max(FirstCall, sender.installed_at.value_or(FirstCall));
    const bool is_future = started_at > received_at + ClockTolerance;
    const bool is_before = started_at < installed_at - ClockTolerance;
    if (is_future) add_flag(stored, "clock_future");
    if (is_before) add_flag(stored, "before_install");
    stored.day = format_day(is_future || is_before ? received_at : started_at, 0);
}

}  // namespace

Screened screen(api::IngestEvent event, const IngestSender& sender, UtcNs received_at) {
    if (!is_sound_id(event.call.call_id)) return refuse(event, "the field call_id is no id");
    if (event.call.revision < 1 || event.call.revision > MostRevisions) {
        return refuse(event, "the field revision is out of range");
    }
    StoredCall stored;
    stored.call = std::move(event.call);
    stored.unknown_words = std::move(event.unknown_words);
    stored.seq = event.seq;
    stored.calls = event.calls;
    FieldScreen fields;
    for (auto& [name, word] : stored.unknown_words) word = printable(shorten(word, LongestWord));
    visit_fields(stored.call, fields);
    if (fields.bad_field != nullptr) {
        return refuse(event, format("the field {} is out of range", fields.bad_field));
    }
    stored.call.device_id = sender.device_id;
    // A bound laptop speaks for its person; any other one's claim is written as the directory
    // compares it.
    stored.call.developer_id = sender.person_id.empty()
                                   ? identity_value("developer_id", stored.call.developer_id)
                                   : sender.person_id;
    set_day(stored, sender, received_at);
    if (event.kind == api::EventKind::Compacted) add_flag(stored, "compacted");
    if (fields.was_shortened) add_flag(stored, "shortened");
    return stored;
}

}  // namespace farebox::collector

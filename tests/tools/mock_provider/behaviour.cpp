// JSON and behaviours: one table of fields serves reading, writing and the error message.
#include "tests/tools/mock_provider/behaviour.h"

#include <array>
#include <utility>
#include <vector>

namespace farebox::mock {
namespace {

template <class E>
using Words = std::vector<std::pair<const char*, E>>;

const Words<Coding> CodingWords{{"none", Coding::None},
                                {"gzip", Coding::Gzip},
                                {"br", Coding::Brotli},
                                {"zstd", Coding::Zstd}};
const Words<Cut> CutWords{{"reset", Cut::Reset}, {"end", Cut::End}};
const Words<Drop> DropWords{{"never", Drop::Never},
                            {"accept", Drop::Accept},
                            {"head", Drop::Head},
                            {"body", Drop::Body}};
const Words<Close> CloseWords{
    {"keep", Close::Keep}, {"announced", Close::Announced}, {"silent", Close::Silent}};
const Words<Lie> LieWords{{"honest", Lie::Honest},
                          {"absent", Lie::Absent},
                          {"zero", Lie::Zero},
                          {"huge", Lie::Huge},
                          {"repeated", Lie::Repeated}};
const Words<ChatUsage> ChatUsageWords{{"as_asked", ChatUsage::AsAsked},
                                      {"always", ChatUsage::Always},
                                      {"never", ChatUsage::Never}};
const Words<Expect> ExpectWords{
    {"continue", Expect::Continue}, {"ignore", Expect::Ignore}, {"refuse", Expect::Refuse}};

/// Calls visit(key, field) for every field; enums come with their words as a third argument.
template <class B, class Visit>
void for_each_field(B& b, Visit visit) {
    visit("events", b.events);
    visit("gap_us", b.gap_us);
    visit("event_bytes", b.event_bytes);
    visit("first_byte_us", b.first_byte_us);
    visit("stamp", b.stamp);
    visit("tool_turn", b.tool_turn);
    visit("terminal", b.terminal);
    visit("stall_at", b.stall_at);
    visit("stall_ms", b.stall_ms);
    visit("cut_at", b.cut_at);
    visit("cut", b.cut, CutWords);
    visit("error_event_at", b.error_event_at);
    visit("error_status", b.error_status);
    visit("error_type", b.error_type);
    visit("error_message", b.error_message);
    visit("retry_after", b.retry_after);
    visit("drop", b.drop, DropWords);
    visit("early_answer", b.early_answer);
    visit("expect", b.expect, ExpectWords);
    visit("read_bytes", b.read_bytes);
    visit("read_pause_us", b.read_pause_us);
    visit("coding", b.coding, CodingWords);
    visit("trailers", b.trailers);
    visit("http10", b.http10);
    visit("close", b.close, CloseWords);
    visit("websocket_status", b.websocket_status);
    visit("input_tokens", b.usage.input_tokens);
    visit("cache_read_tokens", b.usage.cache_read_tokens);
    visit("cache_write_5m_tokens", b.usage.cache_write_5m_tokens);
    visit("cache_write_1h_tokens", b.usage.cache_write_1h_tokens);
    visit("output_tokens", b.usage.output_tokens);
    visit("reasoning_tokens", b.usage.reasoning_tokens);
    visit("web_search_calls", b.usage.web_search_calls);
    visit("service_tier", b.service_tier);
    visit("served_model", b.served_model);
    visit("lie", b.lie, LieWords);
    visit("chat_usage", b.chat_usage, ChatUsageWords);
    visit("output_at_start", b.output_at_start);
}

/// Reads one JSON value into whichever kind of field carries its name.
struct Setter {
    const std::string& key;
    const Json& value;
    bool known = false;
    bool fits = false;

    void operator()(const char* name, std::int64_t& field) {
        if (!matches(name)) return;
        if ((fits = value.is_number_integer())) field = value.get<std::int64_t>();
    }
    void operator()(const char* name, bool& field) {
        if (!matches(name)) return;
        if ((fits = value.is_boolean())) field = value.get<bool>();
    }
    void operator()(const char* name, std::string& field) {
        if (!matches(name)) return;
        if ((fits = value.is_string())) field = value.get<std::string>();
    }
    template <class E>
    void operator()(const char* name, E& field, const Words<E>& words) {
        if (!matches(name)) return;
        for (const auto& [word, meaning] : words) {
            if (value.is_string() && value.get_ref<const std::string&>() == word) {
                field = meaning;
                fits = true;
            }
        }
    }
    bool matches(const char* name) {
        if (key != name) return false;
        known = true;
        return true;
    }
};

struct Writer {
    Json& out;
    template <class T>
    void operator()(const char* name, const T& field) {
        out[name] = field;
    }
    template <class E>
    void operator()(const char* name, const E& field, const Words<E>& words) {
        for (const auto& [word, meaning] : words) {
            if (meaning == field) out[name] = word;
        }
    }
};

std::optional<std::string> apply_member(Behaviour& behaviour, const std::string& key,
                                        const Json& value) {
    Setter setter{key, value};
    for_each_field(behaviour, [&setter](auto&&... field) { setter(field...); });
    if (!setter.known) return "unknown key " + key;
    if (!setter.fits) return "wrong type or word for " + key;
    return std::nullopt;
}

}  // namespace

Result<Behaviour> apply_json(Behaviour base, const Json& object) {
    if (!object.is_object()) return invalid("a behaviour is a JSON object");
    for (const auto& [key, value] : object.items()) {
        if (key == "times") continue;
        if (const auto wrong = apply_member(base, key, value)) {
            return invalid("behaviour: " + *wrong);
        }
    }
    return base;
}

Json to_json(const Behaviour& behaviour) {
    Json out = Json::object();
    Writer writer{out};
    for_each_field(behaviour, [&writer](auto&&... field) { writer(field...); });
    return out;
}

std::optional<std::string> Behaviours::change(std::string_view text) {
    auto parsed = parse_json(text);
    if (!parsed) return "not JSON";
    Json object = std::move(*parsed);
    if (!object.is_object()) return "not a JSON object";
    if (find_bool(object, "reset").value_or(false)) {
        standing_ = Behaviour{};
        queue_.clear();
    }
    object.erase("reset");
    Json queue = object.value("queue", Json::array());
    object.erase("queue");

    auto changed = apply_json(standing_, object);
    if (!changed) return changed.error().message;
    standing_ = *changed;
    for (const Json& item : queue) {
        auto one_shot = apply_json(standing_, item);
        if (!one_shot) return one_shot.error().message;
        queue_.push_back({*one_shot, find_int(item, "times").value_or(1)});
    }
    return std::nullopt;
}

Behaviour Behaviours::take() {
    if (queue_.empty()) return standing_;
    Behaviour front = queue_.front().behaviour;
    if (--queue_.front().times <= 0) queue_.pop_front();
    return front;
}

bool Behaviours::take_drop_at_accept() {
    const Drop next = queue_.empty() ? standing_.drop : queue_.front().behaviour.drop;
    if (next != Drop::Accept) return false;
    take();
    return true;
}

Json Behaviours::describe() const {
    Json out = to_json(standing_);
    Json queue = Json::array();
    for (const Queued& item : queue_) {
        Json one = to_json(item.behaviour);
        one["times"] = item.times;
        queue.push_back(std::move(one));
    }
    out["queue"] = std::move(queue);
    return out;
}

}  // namespace farebox::mock

#include "core/usage/tally.h"

#include <algorithm>

#include "core/base/strings.h"
#include "core/usage/buckets.h"

namespace farebox::usage {
namespace {

/// Usage objects are a few hundred bytes; the limit only stops a vendor gone mad.
constexpr std::size_t MaxRawBytes = 8 * 1024;
constexpr std::size_t MaxNameBytes = 200;

void keep(std::string& into, const std::string& text) {
    if (!text.empty()) into = text;
}

void keep_object(std::string& into, const std::string& raw) {
    if (raw.empty() || raw.size() > MaxRawBytes || !parse_json(raw)) return;
    into = raw;
}

bool starts_with_response(const Envelope& envelope) {
    return envelope.type.starts_with("response.") || envelope.object.starts_with("response");
}

/// A null never erases a figure that was already seen.
void overlay(Json& base, const Json& later) {
    for (const auto& [key, value] : later.items()) {
        if (!value.is_null()) base[key] = value;
    }
}

/// Names from outside that will reach terminals and tables.
std::string clean(const std::string& name) { return printable(shorten(name, MaxNameBytes)); }

std::string join_raw(const std::vector<std::string>& raw) {
    if (raw.empty()) return {};
    if (raw.size() == 1) return raw.front();
    return "[" + join(raw, ",") + "]";
}

}  // namespace

void Tally::add(const Envelope& envelope) {
    learn_format(envelope);
    keep(id_, envelope.id);
    keep(model_, envelope.model);
    if (envelope.has_error || envelope.type == "error") {
        has_error_ = true;
        keep(error_type_, envelope.error_type);
    }
    has_stop_reason_ = has_stop_reason_ || envelope.has_stop_reason;
    is_ended_ = is_ended_ || is_terminal(envelope);
    // While a response is being made, OpenAI's tier is the one asked for ("auto").
    if (format_ != WireFormat::OpenAiResponses || is_terminal(envelope)) {
        keep(served_tier_, envelope.service_tier);
    }
    merge_usage(envelope);
    add_items(envelope);
    keep_object(copilot_, envelope.copilot_usage);
    keep_object(timings_, envelope.timings);
}

void Tally::learn_format(const Envelope& envelope) {
    if (format_ != WireFormat::Unknown) return;
    if (envelope.type.starts_with("message")) {
        format_ = WireFormat::AnthropicMessages;
    } else if (starts_with_response(envelope)) {
        format_ = WireFormat::OpenAiResponses;
    } else if (envelope.object.starts_with("chat.completion")) {
        format_ = WireFormat::OpenAiChat;
    }
}

void Tally::merge_usage(const Envelope& envelope) {
    if (envelope.usage.empty() || envelope.usage.size() > MaxRawBytes) return;
    const Result<Json> parsed = parse_json(envelope.usage);
    if (!parsed || !parsed->is_object()) return;

    const bool is_start = envelope.type == "message_start";
    if (format_ == WireFormat::AnthropicMessages && usage_.is_object()) {
        overlay(usage_, *parsed);
        if (raw_.size() > 1) raw_.pop_back();
    } else {
        usage_ = *parsed;
        raw_.clear();
    }
    raw_.push_back(envelope.usage);
    if (!is_start) has_output_usage_ = true;
    has_final_usage_ = has_stop_reason_ || is_ended_;
}

void Tally::add_items(const Envelope& envelope) {
    if (is_terminal(envelope) && envelope.has_output_items) {
        // The terminal event lists every item again.
        knows_items_ = true;
        web_searches_ = std::max(web_searches_, envelope.web_searches);
        file_searches_ = std::max(file_searches_, envelope.file_searches);
        return;
    }
    web_searches_ += envelope.web_searches;
    file_searches_ += envelope.file_searches;
}

bool Tally::is_terminal(const Envelope& envelope) const {
    const std::string& type = envelope.type;
    switch (format_) {
        case WireFormat::AnthropicMessages:
            return type == "message_stop" || type == "message";
        case WireFormat::OpenAiResponses:
            // A plain answer: "response", or "response.compaction".
            if (!type.starts_with("response.")) return envelope.object.starts_with("response");
            return type == "response.completed" || type == "response.incomplete" ||
                   type == "response.failed" || type == "response.done";
        case WireFormat::OpenAiChat:
            return envelope.object == "chat.completion" || envelope.object == "text_completion" ||
                   envelope.object == "list";
        case WireFormat::Unknown: break;
    }
    return false;
}

void Tally::read_buckets(Reading& reading) const {
    Buckets buckets;
    if (usage_.is_object()) {
        buckets = format_ == WireFormat::AnthropicMessages ? read_anthropic(usage_)
                                                           : read_openai(usage_);
        reading.vendor_cost_nano = find_stated_cost(usage_, raw_.back());
    } else if (!timings_.empty()) {
        if (const Result<Json> timings = parse_json(timings_)) buckets = read_llama_timings(*timings);
    }
    reading.usage = buckets.usage;
    reading.nested = std::move(buckets.nested);
    reading.region = clean(buckets.region);
    reading.speed = clean(buckets.speed);
    reading.service_tier = clean(buckets.service_tier.empty() ? served_tier_ : buckets.service_tier);
    reading.note = join(buckets.notes, "; ");

    // The usage object's own count of searches is the vendor's word; items fill in where it is
    // silent (it is missing for some models, and OpenAI never sends one).
    if (!reading.usage.web_search_calls && (web_searches_ > 0 || knows_items_)) {
        if (format_ == WireFormat::OpenAiResponses || web_searches_ > 0) {
            reading.usage.web_search_calls = web_searches_;
        }
    }
    if (file_searches_ > 0) reading.usage.tool_fee_units = file_searches_;
    if (!copilot_.empty()) {
        if (const Result<Json> copilot = parse_json(copilot_)) {
            reading.usage.vendor_credits_nano = find_tokens(*copilot, "total_nano_aiu");
        }
    }
}

/// Is this the whole truth, part of it, or nothing?
void Tally::judge(Reading& reading, const Carriage& carriage) const {
    const auto add_note = [&](std::string_view text) {
        if (!reading.note.empty()) reading.note += "; ";
        reading.note += text;
    };
    const bool is_chat = format_ == WireFormat::OpenAiChat;
    const bool is_answer = carriage.http_status < 300;
    reading.complete = is_ended_ || (is_chat && carriage.saw_done_mark) ||
                       (is_chat && has_stop_reason_ && has_final_usage_) ||
                       (!is_answer && has_error_);
    reading.error_event = has_error_ && is_answer;
    if (has_error_ && is_answer && format_ != WireFormat::OpenAiResponses) reading.complete = false;
    if (carriage.is_unfinished) reading.complete = false;

    const bool has_figures = usage_.is_object() || !timings_.empty();
    if (has_figures) {
        // A plain answer has one usage object, and it is either whole or not there.
        const bool is_final = reading.complete || has_final_usage_ || !carriage.is_stream;
        reading.usage.usage_source = is_final ? UsageSource::Vendor : UsageSource::VendorPartial;
        if (carriage.is_stream && !reading.complete) {
            add_note(is_final ? "the stream ended after the final figures without its terminal event"
                              : "the stream ended early; more was probably billed");
        }
        // message_start carries a provisional figure of a few output tokens.
        if (format_ == WireFormat::AnthropicMessages && carriage.is_stream && !has_output_usage_) {
            reading.usage.output_tokens.reset();
            reading.usage.reasoning_tokens.reset();
            add_note("output not reported before the end");
        }
    } else if (is_chat && carriage.is_stream && reading.complete) {
        add_note("the stream carried no usage: the client did not ask for it "
                 "(stream_options.include_usage)");
    } else if (is_answer && carriage.is_stream && !has_error_) {
        add_note("the stream ended before any usage was reported");
    }
    if (carriage.is_unfinished) add_note("the answer ended early");
    if (carriage.truncated) add_note("the answer was too large to keep whole for the meter");
    if (carriage.undecoded) add_note("the answer's content coding could not be undone to its end");
    if (!carriage.note.empty()) add_note(carriage.note);
}

Reading Tally::finish(const Carriage& carriage) const {
    Reading reading;
    reading.response_id = clean(id_);
    reading.model_served = clean(model_);
    reading.error_type = clean(error_type_);
    read_buckets(reading);
    std::vector<std::string> raw = raw_;
    if (raw.empty() && !timings_.empty()) raw.push_back(timings_);
    if (!copilot_.empty()) raw.push_back(copilot_);
    reading.usage.raw_usage = join_raw(raw);
    if (reading.usage.raw_usage.size() > MaxRawBytes) reading.usage.raw_usage = raw.back();
    judge(reading, carriage);
    return reading;
}

}  // namespace farebox::usage

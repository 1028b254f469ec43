// One call, with the origin of every value: which clue won, what the vendor said, which rule
// priced it. This is what a doubted number is settled with.

#include "core/base/format.h"
#include "core/base/money.h"
#include "core/base/strings.h"
#include "core/control/numbers.h"
#include "core/control/show.h"

namespace farebox::control {
namespace {

constexpr std::size_t LabelWidth = 18;

std::string field(std::string_view label, const std::string& value) {
    if (value.empty()) return "";
    std::string text = "  " + std::string(label);
    text.append(label.size() < LabelWidth ? LabelWidth - label.size() : 1, ' ');
    return text + value + "\n";
}

std::string member(const Json& call, const char* name) { return field(name, text_member(call, name)); }

std::string known_or_dash(const std::string& text) { return text.empty() ? Unknown : text; }

// The chosen clue of a dimension, as "<- source (confidence)".
std::string origin(const Json& call, std::string_view dimension, const TextStyle& style) {
    const Json* all = find_member(call, "evidence");
    if (all == nullptr) return "";
    for (const auto& clue : *all) {
        if (text_member(clue, "dimension") != dimension) continue;
        if (!find_bool(clue, "chosen").value_or(false)) continue;
        return dim(format("   from {} ({})", text_member(clue, "source"),
                          text_member(clue, "confidence")),
                   style);
    }
    return "";
}

std::string show_work(const Json& call, const TextStyle& style) {
    std::string text = bold("Who and for which work", style) + "\n";
    const auto explained = [&](const char* name) {
        text += field(name, known_or_dash(text_member(call, name)) + origin(call, name, style));
    };
    explained("agent");
    text += member(call, "agent_version") + member(call, "agent_source") + member(call, "sub_agent");
    text += member(call, "session_id");
    explained("repo");
    explained("branch");
    for (const char* name : {"commit", "worktree", "ticket", "cwd", "developer_id", "os_user",
                             "process_name", "process_path", "ci_provider", "ci_run_id"}) {
        text += member(call, name);
    }
    if (const auto pid = find_int(call, "pid")) text += field("pid", std::to_string(*pid));
    return text;
}

std::string show_evidence(const Json& call, const TextStyle& style) {
    const Json* all = find_member(call, "evidence");
    if (all == nullptr || all->empty()) return "";
    Table table({{"", Align::Left, Shrink::No}, {"dimension", Align::Left, Shrink::No},
                 {"value", Align::Left, Shrink::Yes}, {"source", Align::Left, Shrink::Yes},
                 {"confidence", Align::Left, Shrink::No}, {"note", Align::Left, Shrink::Yes}});
    for (const auto& clue : *all) {
        table.add({find_bool(clue, "chosen").value_or(false) ? "→" : " ",
                   text_member(clue, "dimension"), text_member(clue, "value"),
                   text_member(clue, "source"), text_member(clue, "confidence"),
                   text_member(clue, "note")});
    }
    return "\n" + bold("Evidence", style) + dim("  (→ = used)", style) + "\n" + table.render(style);
}

std::string show_exchange(const Json& call, const TextStyle& style) {
    std::string text = "\n" + bold("Exchange", style) + "\n";
    for (const char* name : {"channel", "provider", "upstream", "endpoint", "model_requested",
                             "model_served", "service_tier", "region", "credential_class",
                             "billing_mode", "outcome"}) {
        text += member(call, name);
    }
    const auto number = [&](const char* name) {
        if (const auto value = find_int(call, name)) text += field(name, format_count(*value));
    };
    for (const char* name : {"http_status", "attempt", "request_bytes", "response_bytes"}) number(name);
    text += field("ttfb", duration_cell(find_int(call, "ttfb_ms")));
    text += field("duration", duration_cell(find_int(call, "duration_ms")));
    if (const auto own = find_int(call, "shim_overhead_us")) {
        text += field("added by Farebox", format("{} µs", *own));
    }
    for (const char* name : {"call_id", "request_id", "vendor_request_id", "response_id"}) {
        text += member(call, name);
    }
    return text;
}

std::string usage_words(const std::string& source) {
    if (source == "vendor") return "the vendor's final figures";
    if (source == "vendor_partial") return "seen before the stream broke; more was probably billed";
    if (source == "estimated") return "estimated by Farebox";
    return "not known: the vendor said nothing";
}

std::string show_usage(const Json& call, const TextStyle& style) {
    std::string text = "\n" + bold("Tokens", style) +
                       dim("  " + usage_words(text_member(call, "usage_source")), style) + "\n";
    for (const char* name : {"input_tokens", "cache_read_tokens", "cache_write_5m_tokens",
                             "cache_write_1h_tokens", "cache_write_other_tokens", "output_tokens"}) {
        std::string label(name);
        text += field(label.substr(0, label.size() - 7), count_cell(find_int(call, name)));
    }
    for (const char* name : {"reasoning_tokens", "audio_tokens", "image_tokens"}) {
        const auto value = find_int(call, name);
        std::string label(name);
        if (value) text += field(label.substr(0, label.size() - 7), format_count(*value) + " (included above)");
    }
    for (const char* name : {"web_search_calls", "tool_fee_units"}) {
        if (const auto value = find_int(call, name)) text += field(name, format_count(*value));
    }
    return text + field("as received", text_member(call, "raw_usage"));
}

// pico-USD per token = USD per million tokens, with six decimals.
std::string rate_text(std::int64_t rate_pico) {
    std::string text = format_usd_exact({rate_pico * 1'000});
    while (text.ends_with('0') && text.size() - text.find('.') > 3) text.pop_back();
    return "$" + text + " / M";
}

std::string multiplier_text(std::int64_t ppm) {
    if (ppm == PpmOne) return "";
    std::string text = format_usd_exact({ppm * 1'000});
    while (text.ends_with('0') && text.size() - text.find('.') > 2) text.pop_back();
    return "× " + text;
}

std::string show_components(const Json& call, const TextStyle& style) {
    const Json* all = find_member(call, "cost_components");
    if (all == nullptr || all->empty()) return "";
    Table table({{"", Align::Left, Shrink::No}, {"quantity", Align::Right, Shrink::No},
                 {"rate", Align::Right, Shrink::No}, {"", Align::Left, Shrink::No},
                 {"amount", Align::Right, Shrink::No}});
    for (const auto& part : *all) {
        table.add({"  " + text_member(part, "bucket"), count_cell(find_int(part, "quantity")),
                   rate_text(find_int(part, "rate_pico").value_or(0)),
                   multiplier_text(find_int(part, "multiplier_ppm").value_or(PpmOne)),
                   money_cell(find_int(part, "amount_nano"))});
    }
    return table.render(style);
}

std::string show_cost(const Json& call, const TextStyle& style) {
    std::string text = "\n" + bold("Cost", style) + dim("  " + text_member(call, "price_status"), style) + "\n";
    text += field("list price", money_cell(find_int(call, "list_cost_nano")));
    if (const auto amount = find_int(call, "contracted_cost_nano")) text += field("contracted", money_cell(amount));
    if (const auto amount = find_int(call, "billed_cost_nano")) text += field("billed", money_cell(amount));
    if (const auto amount = find_int(call, "vendor_cost_nano")) text += field("stated by vendor", money_cell(amount));
    text += field("rule", text_member(call, "price_rule")) + field("price book", text_member(call, "price_book"));
    text += field("why", text_member(call, "price_note"));
    return text + show_components(call, style);
}

}  // namespace

std::string show_call(const Json& call, const TextStyle& style) {
    const auto started = find_int(call, "started_at").value_or(0);
    const auto offset = find_int(call, "utc_offset_min").value_or(0);
    std::string text = format("{}  {}\n", bold("Call " + text_member(call, "call_id"), style),
                              local_time(started, offset));
    text += field("note", text_member(call, "note")) + "\n";
    return text + show_work(call, style) + show_evidence(call, style) + show_exchange(call, style) +
           show_usage(call, style) + show_cost(call, style);
}

}  // namespace farebox::control

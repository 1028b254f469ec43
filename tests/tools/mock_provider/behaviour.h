#pragma once
// What the mock does with one request: shape of the stream, faults, lies and the numbers it hands
// out. A Behaviour is a plain value. It starts as the default (command line, control endpoint),
// may be replaced by the front of a queue of one-shot behaviours, and is refined last by codes in
// the model name. Field names are the JSON keys of POST /_mock/behaviour.

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/json.h"
#include "core/base/result.h"

namespace farebox::mock {

/// Disjoint buckets, named as in the ledger. The wire formats add them up as each vendor does.
struct Tokens {
    std::int64_t input_tokens = 1203;
    std::int64_t cache_read_tokens = 18432;
    std::int64_t cache_write_5m_tokens = 912;
    std::int64_t cache_write_1h_tokens = 0;
    std::int64_t output_tokens = 87;
    std::int64_t reasoning_tokens = 0;  ///< part of output_tokens
    std::int64_t web_search_calls = 0;

    std::int64_t all_input() const {
        return input_tokens + cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens;
    }
};

enum class Coding { None, Gzip, Brotli, Zstd };
enum class Cut { Reset, End };
enum class Drop { Never, Accept, Head, Body };
enum class Close { Keep, Announced, Silent };
enum class Lie { Honest, Absent, Zero, Huge, Repeated };
enum class ChatUsage { AsAsked, Always, Never };
enum class Expect { Continue, Ignore, Refuse };

struct Behaviour {
    // Shape of a stream. Event numbers count every event from 0.
    std::int64_t events = 12;       ///< text deltas
    std::int64_t gap_us = 0;        ///< before each delta
    std::int64_t event_bytes = 24;  ///< text per delta
    std::int64_t first_byte_us = 0;
    bool stamp = false;             ///< deltas begin with @<19 digits of CLOCK_MONOTONIC ns>@
    bool tool_turn = true;
    bool terminal = true;           ///< false: everything but the last event, then a clean end

    // Faults.
    std::int64_t stall_at = -1;
    std::int64_t stall_ms = 600'000;
    std::int64_t cut_at = -1;
    Cut cut = Cut::Reset;
    std::int64_t error_event_at = -1;
    std::int64_t error_status = 0;
    std::string error_type;     ///< empty: the vendor's usual word for the status
    std::string error_message = "The mock provider was told to fail.";
    std::int64_t retry_after = -1;
    Drop drop = Drop::Never;
    bool early_answer = false;  ///< answers after the head, before the body
    Expect expect = Expect::Continue;
    std::int64_t read_bytes = 0;     ///< above 0: reads the request this much at a time …
    std::int64_t read_pause_us = 0;  ///< … with this pause before each read

    // Transport of the answer.
    Coding coding = Coding::None;
    bool trailers = false;
    bool http10 = false;
    Close close = Close::Keep;
    std::int64_t websocket_status = 101;

    // Numbers and lies.
    Tokens usage;
    std::string service_tier;  ///< empty: "standard" (Anthropic), "default" (OpenAI)
    std::string served_model;  ///< empty: the requested model without its codes
    Lie lie = Lie::Honest;
    ChatUsage chat_usage = ChatUsage::AsAsked;
    std::int64_t output_at_start = 1;  ///< Anthropic's message_start
};

/// Sets the fields named in `text`, a JSON object; says which key is unknown or wrong.
Result<Behaviour> apply_json(Behaviour base, const Json& object);
Json to_json(const Behaviour& behaviour);

/// The model name without codes, and the behaviour refined by them. Codes follow "mock-", at the
/// start or after a dot: "mock-n200-g5000", "claude-opus-5-5.mock-e429-ra5". README lists them.
struct Named {
    std::string model;
    bool has_codes = false;
    Behaviour behaviour;
};
Named apply_model_codes(Behaviour base, std::string_view model);

/// The default and the queue in front of it.
class Behaviours {
public:
    explicit Behaviours(Behaviour initial) : standing_(std::move(initial)) {}

    /// {"field":…} changes the default, {"queue":[{…,"times":2},…]} appends one-shot behaviours
    /// (each the default plus its fields), {"reset":true} restores the built-in default first.
    std::optional<std::string> change(std::string_view text);
    Behaviour take();
    /// As take(), but only if the front drops connections at accept.
    bool take_drop_at_accept();
    Json describe() const;

private:
    struct Queued {
        Behaviour behaviour;
        std::int64_t times;
    };
    Behaviour standing_;
    std::deque<Queued> queue_;
};

}  // namespace farebox::mock

#pragma once
// What a request body says about its sender and its price, read in one pass.
//
// Runs beside the call, never in its way, on the body as it was forwarded. Prompts are stepped over;
// the few texts that agents write themselves (environment blocks, metadata) are searched for known
// marks, and only what a mark encloses is kept: directories, branches, ids. No prompt text leaves
// this reader except `system_head`, which serves matching and is never stored.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/clue.h"

namespace farebox::agents {

struct BodyFacts {
    bool is_readable = false;  ///< the body was JSON, so that what is absent below was not said

    // What it asks for
    std::string model;
    bool stream = false;
    std::optional<std::int64_t> max_tokens;
    std::string service_tier;  ///< as asked for; the served one is in the answer
    std::string speed;         ///< Anthropic "fast"
    std::string cache_ttl;     ///< "1h", "30m", "24h" as written; empty when not said
    bool include_usage = false;///< stream_options.include_usage
    bool is_prewarm = false;   ///< Codex `generate: false`: fills the cache, answers nothing
    bool has_tools = false;
    bool has_output_schema = false;  ///< the answer is bound to a JSON schema
    std::int64_t message_count = 0;

    // Who and where
    std::string session_id;    ///< from metadata; Codex: prompt_cache_key when nothing better
    std::string account_id;    ///< the vendor's account, a UUID; empty with API keys
    std::string turn_metadata; ///< Codex's metadata JSON, for its profile; not stored
    std::string system_head;   ///< first 200 bytes of each of the first three system texts
    std::vector<Clue> clues;
};

/// Bodies above this size are not read (they still pass).
constexpr std::size_t MaxBodyBytes = 64 * 1024 * 1024;

/// Keeps the index of the last body's structure, so that the next one needs no memory; a large one
/// is let go. One thread.
class BodyReader {
public:
    BodyReader();
    ~BodyReader();
    BodyReader(const BodyReader&) = delete;
    BodyReader& operator=(const BodyReader&) = delete;

    /// Never fails: what cannot be read is absent. `content_encoding` as in the request head.
    /// `readable_behind`: bytes behind `body` that may be loaded, whatever they hold; with 64 of
    /// them it is read where it stands, with fewer it is copied.
    BodyFacts read(std::string_view body, std::string_view content_encoding = {},
                   std::size_t readable_behind = 0);

private:
    struct Parser;
    std::unique_ptr<Parser> parser_;
};

/// Once, without keeping anything.
BodyFacts read_body_facts(std::string_view body, std::string_view content_encoding = {});

}  // namespace farebox::agents

#pragma once
// What Farebox knows about one agent. Adding an agent is one file in profiles/ and one line in
// profiles/all.cpp; nothing else names agents.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/agents/body_facts.h"
#include "core/http/head.h"
#include "core/model/clue.h"

namespace farebox::agents {

/// One process; the owner of the socket comes first in a list, then its ancestors.
struct ProcessFacts {
    std::int64_t pid = 0;
    std::string name;  ///< short name; interpreters show a thread's name ("MainThread")
    std::string path;  ///< executable
    std::string cwd;
    std::vector<std::string> argv;
};

/// Who may write a text that is searched for marks.
enum class TextPlace {
    System,   ///< system and developer texts
    Context,  ///< user texts that begin with a tag: context the agent attached, not typed
};

/// A piece of a text that tells something: what stands between `open` and `close`.
struct TextMark {
    TextPlace place;
    std::string_view begins;  ///< the text must begin so; "" = any
    std::string_view open;
    std::string_view close;   ///< the end of the text closes too
    std::string_view dimension;
    std::string_view source;
    Confidence confidence;
    std::string_view note;
};

/// How clearly a request names the agent, by what it carries alone.
enum class Likeness {
    None,
    Claimed,  ///< one mark that others are known to copy (a User-Agent)
    Clear,    ///< several marks that belong together
};

/// What a profile reads from one request.
struct Claim {
    Likeness likeness = Likeness::None;
    std::string mark;  ///< the marks found, for the evidence: "user-agent, session header"
    std::string agent_version;
    std::string agent_source;  ///< entry point
    std::string sub_agent;
    std::string session_id;
    bool background = false;   ///< not asked for by the developer: titles, prewarming
};

/// What makes the agent stop at once and show our sentence (measured: facts, agents-wire.md
/// section 5). Anything else is retried, hidden, or both.
enum class RefusalForm {
    VendorError,    ///< 402 with the error object of the vendor's format
    PlainSentence,  ///< 400 text/plain
};

struct Profile {
    std::string_view agent;
    std::span<const TextMark> marks;
    Claim (*read_claim)(const http::RequestHead& head, const BodyFacts& body);
    /// The process is this agent's own program (not merely started by it).
    bool (*is_process)(const ProcessFacts& process);
    /// Clues from headers and from what the body reader left to the profile; may be null.
    void (*add_clues)(const http::RequestHead& head, const BodyFacts& body,
                      std::vector<Clue>& clues);
    RefusalForm refusal = RefusalForm::VendorError;
};

/// All agents we recognise.
std::span<const Profile> all_profiles();
/// VendorError for an agent without a profile.
RefusalForm refusal_form_of(std::string_view agent);

// Helpers for profiles.

/// The version in "name/1.2.3 ..." when the text begins with "name/".
std::string version_after(std::string_view text, std::string_view name);
/// The last segment of a path, without ".exe".
std::string_view program_name(std::string_view path);
/// An argument that contains `part` among the first three (interpreter, script).
bool argv_mentions(const ProcessFacts& process, std::string_view part);

}  // namespace farebox::agents

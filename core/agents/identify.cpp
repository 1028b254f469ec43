#include "core/agents/identify.h"

#include "core/base/format.h"
#include "core/base/strings.h"

namespace farebox::agents {
namespace {

constexpr std::string_view Unknown = "unknown";
constexpr std::size_t MaxNameBytes = 200;

/// The agent whose own program holds the socket; null when it is none we know.
const Profile* owner_of(std::span<const ProcessFacts> processes) {
    if (processes.empty()) return nullptr;
    for (const Profile& profile : all_profiles()) {
        if (profile.is_process(processes.front())) return &profile;
    }
    return nullptr;
}

struct Candidate {
    const Profile* profile = nullptr;
    Claim claim;
};

/// The clearest claim; the first of equals.
Candidate best_claim(const http::RequestHead& head, const BodyFacts& body) {
    Candidate best;
    for (const Profile& profile : all_profiles()) {
        Claim claim = profile.read_claim(head, body);
        if (claim.likeness > best.claim.likeness) best = {&profile, std::move(claim)};
    }
    return best;
}

/// Text from outside that will reach terminals and tables.
std::string clean(std::string_view text) { return printable(shorten(text, MaxNameBytes)); }

std::string describe(const ProcessFacts& process) {
    const std::string_view program = program_name(process.path);
    if (program.empty() || program == process.name) return clean(process.name);
    return clean(format("{} ({})", process.name, program));
}

void fill(Identity& identity, const Profile& profile, const Claim& claim) {
    identity.agent = profile.agent;
    identity.agent_version = clean(claim.agent_version);
    identity.agent_source = clean(claim.agent_source);
    identity.sub_agent = clean(claim.sub_agent);
    identity.session_id = clean(claim.session_id);
    identity.background = claim.background;
}

Evidence evidence_of(std::string_view value, std::string_view source, Confidence confidence,
                     bool chosen, std::string note = {}) {
    return {"agent", std::string(value), std::string(source), confidence, chosen, std::move(note)};
}

/// The request names an agent: does the process bear it out?
void judge_claim(Identity& identity, const Candidate& said, const Profile* owner,
                 std::span<const ProcessFacts> processes) {
    const std::string source = "request marks: " + said.claim.mark;
    const bool is_clear = said.claim.likeness == Likeness::Clear;
    if (owner == said.profile) {
        fill(identity, *said.profile, said.claim);
        identity.evidence.push_back(
            evidence_of(identity.agent, source, Confidence::Certain, true,
                        "the process is " + describe(processes.front())));
    } else if (owner == nullptr && is_clear) {
        // Relays and containers stand between; they carry the agent's marks unchanged.
        fill(identity, *said.profile, said.claim);
        identity.evidence.push_back(evidence_of(
            identity.agent, source, Confidence::Likely, true,
            processes.empty() ? std::string("the process was not looked up")
                              : format("sent through {}", describe(processes.front()))));
    } else {
        identity.evidence.push_back(evidence_of(
            said.profile->agent, source, Confidence::Weak, false,
            owner != nullptr ? "another agent's process sent it"
                             : "a mark that others copy, and nothing else bears it out"));
    }
}

/// The request names nobody; the socket belongs to an agent's own program.
void judge_owner(Identity& identity, const Profile& owner, const http::RequestHead& head,
                 const BodyFacts& body, const ProcessFacts& process) {
    fill(identity, owner, owner.read_claim(head, body));
    identity.evidence.push_back(evidence_of(identity.agent, "process", Confidence::Likely, true,
                                            "the process is " + describe(process)));
}

void judge_named(Identity& identity, std::string_view named, const http::RequestHead& head,
                 const BodyFacts& body) {
    const std::string source = "address /a/" + clean(named) + "/";
    if (identity.agent == named) {
        identity.evidence.push_back(evidence_of(clean(named), source, Confidence::Likely, false));
    } else if (identity.agent == Unknown) {
        for (const Profile& profile : all_profiles()) {
            if (profile.agent == named) fill(identity, profile, profile.read_claim(head, body));
        }
        identity.agent = clean(named);
        identity.evidence.push_back(evidence_of(identity.agent, source, Confidence::Likely, true));
    } else {
        identity.evidence.push_back(evidence_of(clean(named), source, Confidence::Weak, false,
                                                "the request says otherwise"));
    }
}

}  // namespace

Identity identify(const http::RequestHead& head, std::string_view /*path*/, const BodyFacts& body,
                  std::span<const ProcessFacts> processes,
                  std::optional<std::string_view> named_agent) {
    Identity identity;
    const Candidate said = best_claim(head, body);
    const Profile* owner = owner_of(processes);

    if (said.profile != nullptr) judge_claim(identity, said, owner, processes);
    else if (owner != nullptr) judge_owner(identity, *owner, head, body, processes.front());
    if (named_agent) judge_named(identity, *named_agent, head, body);

    if (identity.agent == Unknown) {
        identity.evidence.push_back(evidence_of(
            Unknown, "process", Confidence::Weak, true,
            processes.empty() ? std::string("the process was not looked up")
                              : "the process is " + describe(processes.front())));
    }
    return identity;
}

std::vector<Clue> collect_clues(const http::RequestHead& head, const BodyFacts& body) {
    std::vector<Clue> clues = body.clues;
    for (const Profile& profile : all_profiles()) {
        if (profile.add_clues != nullptr) profile.add_clues(head, body, clues);
    }
    return clues;
}

}  // namespace farebox::agents

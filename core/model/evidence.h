#pragma once
// Why we say what we say. Every attributed dimension of a call carries where its value came from
// and how sure we are; losing candidates are kept too, so that a wrong row can be explained.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace farebox {

/// Highest first. Certain: stated by the agent for this very call or read from the kernel.
/// Likely: inferred from state that can lag. Weak: a fallback.
enum class Confidence { Certain, Likely, Weak };

std::string_view to_text(Confidence confidence);
std::optional<Confidence> parse_confidence(std::string_view text);

struct Evidence {
    std::string dimension;  ///< field name of Call: "agent", "repo", "branch", "cwd", ...
    std::string value;      ///< the candidate value
    std::string source;     ///< "process", "header x-codex-turn-metadata", "body environment block"
    Confidence confidence = Confidence::Weak;
    bool chosen = false;    ///< this candidate is the value in the row
    std::string note;       ///< one sentence when something must be known ("daemon argv, cwd not trusted")

    bool operator==(const Evidence&) const = default;
};

}  // namespace farebox

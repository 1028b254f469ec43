#pragma once
// Git's configuration language (git-config(1), "CONFIGURATION FILE"), read only.
//
// Lines that git would refuse are skipped, because a wrong line must not cost the rest of the
// file. Includes are reported, not followed: git itself is asked for such files.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace farebox::attribution {

struct GitConfigEntry {
    std::string section;     ///< lower case: "remote"
    std::string subsection;  ///< as written: "origin"
    std::string key;         ///< lower case: "url"
    std::string value;

    bool operator==(const GitConfigEntry&) const = default;
};

class GitConfig {
public:
    /// Later entries override earlier ones; append files in git's order: system, user, repository.
    void append(std::vector<GitConfigEntry> entries);

    std::optional<std::string> find(std::string_view section, std::string_view subsection,
                                    std::string_view key) const;
    /// First value of a key that may be repeated ("remote.origin.url").
    std::optional<std::string> find_first(std::string_view section, std::string_view subsection,
                                          std::string_view key) const;
    /// include or includeIf: another file decides.
    bool has_includes() const;
    const std::vector<GitConfigEntry>& entries() const { return entries_; }

private:
    std::vector<GitConfigEntry> entries_;
};

std::vector<GitConfigEntry> parse_git_config(std::string_view text);

/// Output of `git config --list --null --show-origin`; `origins` receives the files named.
std::vector<GitConfigEntry> parse_config_list(std::string_view text,
                                              std::vector<std::string>& origins);

}  // namespace farebox::attribution

#include "core/attribution/remote.h"

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/base/url.h"

#include <algorithm>
#include <array>
#include <vector>

namespace farebox::attribution {
namespace {

// Longer than any real remote; keeps a hostile config from filling rows.
constexpr std::size_t UrlLimit = 2048;

struct Place {
    std::string host;  ///< lower case, without user and port
    std::string path;
    bool is_ssh = false;
};

bool has_control_bytes(std::string_view text) {
    return std::ranges::any_of(text, [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
    });
}

/// "user:secret@[::1]:2222" -> "::1"
std::string host_of(std::string_view authority) {
    if (const auto at = authority.rfind('@'); at != std::string_view::npos) {
        authority.remove_prefix(at + 1);
    }
    if (authority.starts_with('[')) {
        return to_lower(authority.substr(1, authority.find(']') - 1));
    }
    auto host = authority.substr(0, authority.find(':'));
    if (host.ends_with('.')) host.remove_suffix(1);
    return to_lower(host);
}

bool is_network_scheme(std::string_view scheme) {
    constexpr std::array<std::string_view, 10> Known = {
        "https", "http", "ssh", "git", "git+ssh", "ssh+git", "git+https", "git+http", "ftp", "ftps"};
    return std::ranges::find(Known, scheme) != Known.end();
}

std::optional<Place> parse_with_scheme(std::string_view scheme, std::string_view rest) {
    const std::string lower = to_lower(scheme);
    if (!is_network_scheme(lower)) return std::nullopt;
    const auto slash = rest.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    auto path = rest.substr(slash + 1);
    path = path.substr(0, path.find('?'));
    return Place{host_of(rest.substr(0, slash)), percent_decode(path), contains(lower, "ssh")};
}

/// scp's form: "[user@]host:path" or "[user@host:port]:path", with no slash before the colon.
std::optional<Place> parse_scp(std::string_view url) {
    if (url.starts_with('[')) {
        const auto end = url.find("]:");
        if (end == std::string_view::npos) return std::nullopt;
        return Place{host_of(url.substr(1, end - 1)), std::string(url.substr(end + 2)), true};
    }
    const auto colon = url.find(':');
    if (colon == std::string_view::npos || colon > url.find('/')) return std::nullopt;
    const bool is_drive = colon == 1 && !contains(url.substr(0, colon), "@");
    if (is_drive || contains(url.substr(0, colon), "\\")) return std::nullopt;
    return Place{host_of(url.substr(0, colon)), std::string(url.substr(colon + 1)), true};
}

/// "codecommit::eu-west-1://profile@name", git-remote-codecommit's form.
std::optional<Place> parse_codecommit(std::string_view url) {
    constexpr std::string_view Prefix = "codecommit::";
    const auto mark = url.find("://");
    if (!url.starts_with(Prefix) || mark == std::string_view::npos) return std::nullopt;
    auto name = url.substr(mark + 3);
    if (const auto at = name.find('@'); at != std::string_view::npos) name.remove_prefix(at + 1);
    const auto region = to_lower(url.substr(Prefix.size(), mark - Prefix.size()));
    return Place{"git-codecommit." + region + ".amazonaws.com", std::string(name), false};
}

bool is_name(std::string_view part) { return !part.empty() && part != "." && part != ".."; }

/// Last part of a path on this machine, of either system.
std::optional<std::string> local_name(std::string_view path) {
    const auto is_slash = [](char c) { return c == '/' || c == '\\'; };
    while (!path.empty() && is_slash(path.back())) path.remove_suffix(1);
    if (path.ends_with("/.git") || path.ends_with("\\.git")) path.remove_suffix(5);
    const auto at = std::find_if(path.rbegin(), path.rend(), is_slash);
    auto name = path.substr(static_cast<std::size_t>(path.rend() - at));
    if (name.ends_with(".git")) name.remove_suffix(4);
    if (!is_name(name)) return std::nullopt;
    return "local/" + std::string(name);
}

std::vector<std::string> path_parts(std::string_view path) {
    std::vector<std::string> parts;
    for (const auto part : split(path, '/')) {
        if (is_name(part)) parts.emplace_back(part);
    }
    if (!parts.empty() && parts.back().ends_with(".git")) {
        parts.back().resize(parts.back().size() - 4);
        if (!is_name(parts.back())) parts.pop_back();
    }
    return parts;
}

/// Hosts that serve ssh under another name (each vendor's own documentation).
std::string canonical_host(const std::string& host) {
    if (host == "ssh.github.com" || host == "www.github.com") return "github.com";
    if (host == "altssh.gitlab.com" || host == "www.gitlab.com") return "gitlab.com";
    if (host == "altssh.bitbucket.org" || host == "www.bitbucket.org") return "bitbucket.org";
    if (host == "ssh.dev.azure.com") return "dev.azure.com";
    return host;
}

/// Azure DevOps writes one repository in five ways; "org/project/repo" is left.
void fold_azure(std::string& host, std::vector<std::string>& parts) {
    constexpr std::string_view Old = ".visualstudio.com";
    const bool is_old =
        host.ends_with(Old) && is_name(host.substr(0, host.size() - Old.size()));
    if (host != "dev.azure.com" && !is_old) return;
    if (!parts.empty() && parts.front() == "v3") {
        parts.erase(parts.begin());
    } else if (is_old) {
        parts.insert(parts.begin(), host.substr(0, host.size() - Old.size()));
        if (parts.size() > 1 && equals_ignore_case(parts[1], "DefaultCollection")) {
            parts.erase(parts.begin() + 1);
        }
    }
    host = "dev.azure.com";
    std::erase_if(parts, [](const std::string& part) { return part == "_git"; });
    // The project's own repository has the project's name and is written once.
    if (parts.size() == 2) parts.push_back(parts[1]);
}

/// Prefixes that only one of a server's two protocols writes.
void fold_prefixes(const std::string& host, std::vector<std::string>& parts) {
    if (parts.size() == 3 && parts[0] == "scm") parts.erase(parts.begin());  // Bitbucket Server
    const bool is_codecommit =
        host.starts_with("git-codecommit.") && parts.size() == 3 && parts[1] == "repos";
    if (is_codecommit) parts.erase(parts.begin(), parts.begin() + 2);
}

bool ignores_case(const std::string& host) {
    return host == "github.com" || host == "gitlab.com" || host == "bitbucket.org" ||
           host == "dev.azure.com";
}

std::optional<std::string> format_place(const Place& place, const HostAliases& aliases) {
    const auto alias = place.is_ssh ? aliases.find(place.host) : aliases.end();
    std::string host = canonical_host(alias == aliases.end() ? place.host : alias->second);
    auto parts = path_parts(place.path);
    if (host.empty() || has_control_bytes(place.path)) return std::nullopt;
    if (host.find_first_of("/\\@ ?#") != std::string::npos) return std::nullopt;
    fold_azure(host, parts);
    fold_prefixes(host, parts);
    if (parts.empty()) return std::nullopt;
    const std::string path = join(parts, "/");
    return host + "/" + (ignores_case(host) ? to_lower(path) : path);
}

}  // namespace

std::optional<std::string> normalise_remote(std::string_view url, const HostAliases& aliases) {
    url = trim(url);
    if (url.empty() || url.size() > UrlLimit || has_control_bytes(url)) return std::nullopt;
    if (const auto place = parse_codecommit(url)) return format_place(*place, aliases);
    // "helper::address" names a program that speaks for git (gitremote-helpers(7)).
    const auto helper = url.find("::");
    if (helper != std::string_view::npos && helper == url.find_first_of(":/[@")) {
        url.remove_prefix(helper + 2);
    }
    const auto mark = url.find("://");
    if (mark != std::string_view::npos) {
        const auto rest = url.substr(mark + 3);
        if (equals_ignore_case(url.substr(0, mark), "file")) return local_name(rest);
        const auto place = parse_with_scheme(url.substr(0, mark), rest);
        return place ? format_place(*place, aliases) : std::nullopt;
    }
    if (const auto place = parse_scp(url)) return format_place(*place, aliases);
    return local_name(url);
}

std::string rewrite_remote(const std::string& url, const GitConfig& config) {
    const GitConfigEntry* best = nullptr;
    for (const auto& entry : config.entries()) {
        const bool matches = entry.section == "url" && entry.key == "insteadof" &&
                             !entry.value.empty() && url.starts_with(entry.value);
        if (matches && (best == nullptr || entry.value.size() > best->value.size())) best = &entry;
    }
    return best == nullptr ? url : best->subsection + url.substr(best->value.size());
}

RemoteChoice choose_remote(const GitConfig& config, std::string_view branch) {
    std::vector<std::string> names;
    for (const auto& entry : config.entries()) {
        const bool is_remote =
            entry.section == "remote" && entry.key == "url" && !entry.subsection.empty();
        if (is_remote && std::ranges::find(names, entry.subsection) == names.end()) {
            names.push_back(entry.subsection);
        }
    }
    if (names.empty()) return {};

    const auto followed = branch.empty() ? std::nullopt : config.find("branch", branch, "remote");
    const auto has = [&](const std::string& name) {
        return std::ranges::find(names, name) != names.end();
    };
    RemoteChoice choice;
    choice.name = names.front();
    if (followed && has(*followed)) {
        choice.name = *followed;
        if (*followed != "origin") choice.note = format("the branch follows remote {}", *followed);
    } else if (has("origin")) {
        choice.name = "origin";
    } else if (names.size() > 1) {
        choice.note = format("{} remotes and none is origin; the first one counts", names.size());
    }
    choice.url = rewrite_remote(*config.find_first("remote", choice.name, "url"), config);
    return choice;
}

}  // namespace farebox::attribution

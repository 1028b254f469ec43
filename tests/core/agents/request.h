#pragma once
// Requests and processes described in JSON, for tests.

#include <QtGlobal>

#include <string>
#include <vector>

#include "core/agents/profile.h"
#include "core/base/json.h"
#include "core/http/head.h"

namespace farebox::tests {

/// From {"method", "path" or "url", "headers": [[name, value]]}. HTTP/2 pseudo headers become what
/// they stand for; a missing Host is added.
inline http::RequestHead make_head(const Json& data) {
    const std::string target = find_string(data, "path").value_or(find_string(data, "url").value_or("/"));
    std::string text = find_string(data, "method").value_or("POST") + " " + target + " HTTP/1.1\r\n";
    bool has_host = false;
    for (const Json& header : data["headers"]) {
        const std::string name = header[0].get<std::string>();
        if (name.starts_with(":")) continue;
        has_host = has_host || name == "host" || name == "Host";
        text += name + ": " + header[1].get<std::string>() + "\r\n";
    }
    if (!has_host) text += "Host: 127.0.0.1:7717\r\n";
    auto head = http::RequestHead::parse(text + "\r\n");
    if (!head) qFatal("a fixture's head does not parse: %s", head.error().message.c_str());
    return std::move(head).value();
}

inline std::vector<agents::ProcessFacts> processes_of(const Json& data) {
    std::vector<agents::ProcessFacts> result;
    const Json* list = find_member(data, "processes");
    if (list == nullptr) return result;
    for (const Json& item : *list) {
        agents::ProcessFacts process;
        process.pid = find_int(item, "pid").value_or(0);
        process.name = find_string(item, "name").value_or(find_string(item, "comm").value_or(""));
        process.path = find_string(item, "path").value_or(find_string(item, "exe").value_or(""));
        process.cwd = find_string(item, "cwd").value_or("");
        const Json* argv = find_member(item, "argv");
        if (argv == nullptr) argv = find_member(item, "cmdline");
        if (argv != nullptr) process.argv = argv->get<std::vector<std::string>>();
        result.push_back(std::move(process));
    }
    return result;
}

}  // namespace farebox::tests

#pragma once
// The paths below /_farebox/ on the agents' port: questions to Farebox itself. The data path only
// reads the question and writes the answer; who may ask and what is said is decided elsewhere, on
// another thread (control/tcp_door.h).

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/http/framing.h"
#include "core/http/head.h"
#include "core/net/io.h"

namespace farebox::proxy {

class Client;
struct Services;
enum class After;

constexpr std::string_view LocalPrefix = "/_farebox/";

struct LocalQuestion {
    std::string method;
    std::string target;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
};

using LocalAnswer = std::function<void(int status, std::string json)>;
/// Takes the question and calls the other on any thread; false: too many wait.
using LocalApi = std::function<bool(LocalQuestion, LocalAnswer)>;

/// 503 without an API or an answer in ten seconds, 413 for a body over 1 MiB or of unsaid length.
net::Task<After> serve_local(Client& client, const http::RequestHead& head,
                             const http::BodyFraming& framing, Services& in);

}  // namespace farebox::proxy

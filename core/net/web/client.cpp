#include "core/net/web/client.h"

#include "core/base/format.h"
#include "core/base/mutex.h"
#include "core/base/strings.h"
#include "core/base/url.h"
#include "core/net/corporate_proxy.h"

#include <httplib.h>

#include <thread>

namespace farebox::net {
namespace {

// The library limits each wait and not the whole; a peer that sends a byte now and then would hold
// the caller for ever. So a thread ends the connection when the time is over.
class Watchdog {
public:
    Watchdog(httplib::Client& client, std::chrono::milliseconds deadline)
        : thread_([this, &client, deadline] {
              LockGuard lock(mutex_);
              const bool in_time = done_signal_.wait_for(
                  mutex_, deadline, [this]() FAREBOX_NO_THREAD_SAFETY { return is_done_; });
              if (in_time) return;
              has_barked_ = true;
              client.stop();
          }) {}
    ~Watchdog() { end(); }

    /// True when the time was over.
    bool end() {
        {
            LockGuard lock(mutex_);
            is_done_ = true;
        }
        done_signal_.notify_all();
        if (thread_.joinable()) thread_.join();
        LockGuard lock(mutex_);
        return has_barked_;
    }

private:
    Mutex mutex_;
    Condition done_signal_;
    bool is_done_ FAREBOX_GUARDED_BY(mutex_) = false;
    bool has_barked_ FAREBOX_GUARDED_BY(mutex_) = false;
    std::thread thread_;
};

Result<void> set_up(httplib::Client& client, const Url& url, const WebClientOptions& options) {
    client.set_connection_timeout(options.deadline);
    client.set_read_timeout(options.deadline);
    client.set_write_timeout(options.deadline);
    client.set_tcp_nodelay(true);
    client.set_follow_location(false);
    client.set_url_encode(false);
    if (!options.ca_file.empty()) client.set_ca_cert_path(options.ca_file);
    ProxyRules rules = proxy_rules_from_environment();
    if (!options.proxy.empty()) rules.https_proxy = options.proxy;
    if (url.scheme != "https") return {};
    FAREBOX_TRY(proxy, choose_proxy(rules, url.host, url.port));
    if (proxy) client.set_proxy(proxy->host, proxy->port);
    return {};
}

std::string reason_of(httplib::Error error) {
    switch (error) {
        case httplib::Error::Connection: return "no connection";
        case httplib::Error::ConnectionTimeout: return "no connection in time";
        case httplib::Error::SSLConnection: return "no TLS connection";
        case httplib::Error::SSLLoadingCerts: return "the trusted certificates cannot be read";
        case httplib::Error::SSLServerVerification:
            return "its certificate is not trusted or is for another name; set the certificate file";
        case httplib::Error::Read: return "the answer was cut short";
        case httplib::Error::Write: return "the question could not be sent";
        default: return httplib::to_string(error);
    }
}

}  // namespace

std::string WebAnswer::header(std::string_view name) const {
    for (const auto& [own, value] : headers) {
        if (equals_ignore_case(own, name)) return value;
    }
    return "";
}

Result<WebAnswer> WebClient::ask(const std::string& method, const std::string& text,
                                 const HttpHeaders& headers, const std::string& body) const {
    FAREBOX_TRY(url, parse_url(text));
    httplib::Client client(url.scheme + "://" + url.authority());
    if (!client.is_valid()) return unavailable(url.host + ": the client could not be set up");
    FAREBOX_TRY_VOID(set_up(client, url, options_));

    httplib::Request request;
    request.method = method;
    request.path = (url.path.empty() ? "/" : url.path) + (url.query.empty() ? "" : "?" + url.query);
    for (const auto& [name, value] : headers) request.headers.emplace(name, value);
    request.body = body;
    WebAnswer answer;
    bool is_too_large = false;
    request.content_receiver = [&](const char* bytes, std::size_t size, std::uint64_t, std::uint64_t) {
        is_too_large = answer.body.size() + size > options_.answer_limit;
        if (!is_too_large) answer.body.append(bytes, size);
        return !is_too_large;
    };

    Watchdog watchdog(client, options_.deadline);
    const httplib::Result result = client.send(request);
    const bool is_late = watchdog.end();
    if (is_too_large) {
        return make_error(ErrorCode::TooLarge, format("the answer of {} is larger than {} bytes",
                                                      url.authority(), options_.answer_limit));
    }
    if (!result) {
        return unavailable(format("asking {}: {}", url.authority(),
                                  is_late ? format("no whole answer within {} ms", options_.deadline.count())
                                          : reason_of(result.error())));
    }
    answer.status = result->status;
    for (const auto& [name, value] : result->headers) answer.headers.emplace_back(name, value);
    return answer;
}

}  // namespace farebox::net

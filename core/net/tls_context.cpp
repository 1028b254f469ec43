#include "core/net/tls_context.h"

#include "core/base/format.h"

#include <cstdlib>
#include <filesystem>
#include <map>

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

namespace farebox::net {
namespace {

std::string last_openssl_error() {
    const unsigned long code = ERR_get_error();
    char text[256] = "no reason given";
    if (code != 0) ERR_error_string_n(code, text, sizeof text);
    ERR_clear_error();
    return text;
}

bool is_ip_address(const std::string& host) {
    return host.find(':') != std::string::npos ||
           host.find_first_not_of("0123456789.") == std::string::npos;
}

// A folder of certificates by hash is read one by one as they are needed; the bundle beside it
// holds the same ones and would cost 1.3 MB and 30 ms at every start. Not every system has the
// folder, and who names a bundle in SSL_CERT_FILE means it.
bool has_hashed_certificates() {
    if (std::getenv(X509_get_default_cert_file_env()) != nullptr) return false;
    const char* named = std::getenv(X509_get_default_cert_dir_env());
    const std::string folder = named != nullptr ? named : X509_get_default_cert_dir();
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
        // "3513523f.0"
        const std::string name = entry.path().filename().string();
        if (name.size() == 10 && name.ends_with(".0")) return true;
    }
    return false;
}

int trust_the_system(SSL_CTX* context) {
    return has_hashed_certificates() ? SSL_CTX_set_default_verify_dir(context)
                                     : SSL_CTX_set_default_verify_paths(context);
}

}  // namespace

// One ticket a host: TLS 1.3 tickets are single use, the newest replaces the last.
struct TlsContext::Sessions {
    std::map<std::string, SSL_SESSION*> by_host;
    ~Sessions() {
        for (auto& [host, session] : by_host) SSL_SESSION_free(session);
    }
    static int on_new(SSL* ssl, SSL_SESSION* session) {
        auto* self = static_cast<Sessions*>(SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl)));
        const char* host = static_cast<const char*>(SSL_get_app_data(ssl));
        if (self == nullptr || host == nullptr) return 0;
        SSL_SESSION*& slot = self->by_host[host];
        if (slot != nullptr) SSL_SESSION_free(slot);
        slot = session;
        return 1;
    }
};

TlsContext::TlsContext(ssl_ctx_st* context)
    : context_(context), sessions_(std::make_unique<Sessions>()) {
    SSL_CTX_set_app_data(context_, sessions_.get());
    SSL_CTX_set_session_cache_mode(context_, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    SSL_CTX_sess_set_new_cb(context_, &Sessions::on_new);
}

TlsContext::~TlsContext() { SSL_CTX_free(context_); }

Result<std::unique_ptr<TlsContext>> TlsContext::make(const std::string& ca_file) {
    SSL_CTX* context = SSL_CTX_new(TLS_client_method());
    if (context == nullptr) return unavailable("creating the TLS context: " + last_openssl_error());
    std::unique_ptr<TlsContext> made(new TlsContext(context));
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
    // A waiting connection gives its record buffers back: 1,000 slow streams stay small.
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
                                  SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    static const unsigned char Http11[] = "\x08http/1.1";
    SSL_CTX_set_alpn_protos(context, Http11, sizeof Http11 - 1);
    const int loaded = ca_file.empty()
                           ? trust_the_system(context)
                           : SSL_CTX_load_verify_locations(context, ca_file.c_str(), nullptr);
    if (loaded != 1) {
        return invalid(format("loading the trusted certificates from {}: {}",
                              ca_file.empty() ? "the system's store" : ca_file, last_openssl_error()));
    }
    return made;
}

ssl_st* TlsContext::new_connection(const std::string& host) {
    SSL* ssl = SSL_new(context_);
    if (ssl == nullptr) return nullptr;
    SSL_set_connect_state(ssl);
    if (is_ip_address(host)) {
        X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), host.c_str());
    } else {
        SSL_set_tlsext_host_name(ssl, host.c_str());
        SSL_set_hostflags(ssl, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
        SSL_set1_host(ssl, host.c_str());
    }
    // The key outlives the connection: map nodes do not move and are never erased.
    const auto at = sessions_->by_host.try_emplace(host, nullptr).first;
    SSL_set_app_data(ssl, const_cast<char*>(at->first.c_str()));
    if (at->second != nullptr) SSL_set_session(ssl, at->second);
    return ssl;
}

}  // namespace farebox::net

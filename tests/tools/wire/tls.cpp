// X.509 by hand, as little as a verifying client needs: CA:TRUE on one certificate, the names on
// the other, both valid from an hour ago for thirty days.
#include "tests/tools/wire/tls.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace farebox::wire {
namespace {

struct Free {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(X509* certificate) const { X509_free(certificate); }
    void operator()(BIO* bio) const { BIO_free(bio); }
};
using Key = std::unique_ptr<EVP_PKEY, Free>;
using Certificate = std::unique_ptr<X509, Free>;

void add_extension(X509* certificate, X509* issuer, int kind, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str());
    if (extension == nullptr) return;
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

Certificate make_certificate(const std::string& name, long serial, EVP_PKEY* key, X509* issuer) {
    constexpr long Hour = 3600;
    Certificate made(X509_new());
    X509_set_version(made.get(), X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(made.get()), serial);
    X509_gmtime_adj(X509_getm_notBefore(made.get()), -Hour);
    X509_gmtime_adj(X509_getm_notAfter(made.get()), 30 * 24 * Hour);
    X509_set_pubkey(made.get(), key);
    X509_NAME* subject = X509_get_subject_name(made.get());
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
    X509_set_issuer_name(made.get(),
                         X509_get_subject_name(issuer != nullptr ? issuer : made.get()));
    return made;
}

std::string subject_names(const std::vector<std::string>& dns_names) {
    std::string all = "IP:127.0.0.1,IP:::1";
    for (const std::string& name : dns_names) all += ",DNS:" + name;
    return all;
}

std::string text_of(BIO* out) {
    char* text = nullptr;
    const long size = BIO_get_mem_data(out, &text);
    return {text, static_cast<std::size_t>(size)};
}

std::string to_pem(X509* certificate) {
    std::unique_ptr<BIO, Free> out(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(out.get(), certificate);
    return text_of(out.get());
}

std::string key_to_pem(EVP_PKEY* key) {
    std::unique_ptr<BIO, Free> out(BIO_new(BIO_s_mem()));
    PEM_write_bio_PrivateKey(out.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
    return text_of(out.get());
}

TlsContext make_server_context(X509* leaf, EVP_PKEY* key) {
    TlsContext context(SSL_CTX_new(TLS_server_method()));
    SSL_CTX_set_min_proto_version(context.get(), TLS1_3_VERSION);
    SSL_CTX_set_mode(context.get(), SSL_MODE_RELEASE_BUFFERS);
    const unsigned char id[] = "mock";
    SSL_CTX_set_session_id_context(context.get(), id, sizeof id - 1);
    if (SSL_CTX_use_certificate(context.get(), leaf) != 1) return nullptr;
    if (SSL_CTX_use_PrivateKey(context.get(), key) != 1) return nullptr;
    return context;
}

}  // namespace

Authority make_authority(const std::vector<std::string>& dns_names) {
    Key ca_key(EVP_EC_gen("P-256"));
    Key leaf_key(EVP_EC_gen("P-256"));
    if (!ca_key || !leaf_key) return {};

    Certificate ca = make_certificate("Mock provider test authority", 1, ca_key.get(), nullptr);
    add_extension(ca.get(), ca.get(), NID_basic_constraints, "critical,CA:TRUE");
    add_extension(ca.get(), ca.get(), NID_key_usage, "critical,keyCertSign,cRLSign");
    add_extension(ca.get(), ca.get(), NID_subject_key_identifier, "hash");
    X509_sign(ca.get(), ca_key.get(), EVP_sha256());

    Certificate leaf = make_certificate("Mock provider", 2, leaf_key.get(), ca.get());
    add_extension(leaf.get(), ca.get(), NID_basic_constraints, "critical,CA:FALSE");
    add_extension(leaf.get(), ca.get(), NID_ext_key_usage, "serverAuth");
    add_extension(leaf.get(), ca.get(), NID_authority_key_identifier, "keyid");
    add_extension(leaf.get(), ca.get(), NID_subject_alt_name, subject_names(dns_names));
    X509_sign(leaf.get(), ca_key.get(), EVP_sha256());

    return {to_pem(ca.get()), make_server_context(leaf.get(), leaf_key.get()), to_pem(leaf.get()),
            key_to_pem(leaf_key.get())};
}

TlsContext make_client_context(const std::string& ca_file) {
    TlsContext context(SSL_CTX_new(TLS_client_method()));
    SSL_CTX_set_mode(context.get(), SSL_MODE_RELEASE_BUFFERS);
    if (ca_file.empty()) return context;
    if (SSL_CTX_load_verify_locations(context.get(), ca_file.c_str(), nullptr) != 1) {
        return nullptr;
    }
    SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
    return context;
}

}  // namespace farebox::wire

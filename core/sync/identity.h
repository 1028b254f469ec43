#pragma once
// Who this machine is to its collector: a key pair made here, and the id the collector gave for it.
//
// The private key lies in the state folder (device_key.pem, 0600) and is sent nowhere. What the
// collector said at enrolment lies beside it (collector.json).

#include <optional>
#include <string>

#include "core/base/clock.h"
#include "core/base/json.h"
#include "core/base/result.h"
#include "core/net/signature.h"

namespace farebox::sync {

struct Enrolment {
    std::string url;         ///< the collector's address
    std::string device_id;   ///< given by the collector
    std::string install_id;  ///< ours, made once
    Json policy_key;         ///< JWK that the collector's policies are signed with
    UtcNs enrolled_at = 0;

    bool operator==(const Enrolment&) const = default;
};

/// The files of one state folder. One writer: the sync thread.
class IdentityFiles {
public:
    explicit IdentityFiles(std::string state_dir) : state_dir_(std::move(state_dir)) {}

    /// Absent when this machine was never enrolled; Invalid when the file cannot be read.
    Result<std::optional<Enrolment>> load_enrolment() const;
    Result<void> save_enrolment(const Enrolment& enrolment) const;
    /// The kept key, or a new one that is kept.
    Result<net::SigningKey> load_or_make_key() const;
    /// This installation's own id, which calls carry as device_id; made once.
    Result<std::string> load_or_make_install_id(UtcNs now) const;
    /// This machine leaves its collector; key and installation stay.
    Result<void> forget_enrolment() const;
    /// Forgets all three: the disk was cloned, and this is to be a machine of its own.
    Result<void> forget() const;

private:
    Result<void> remove(const char* name) const;
    std::string file(const char* name) const { return state_dir_ + "/" + name; }
    const std::string state_dir_;
};

}  // namespace farebox::sync

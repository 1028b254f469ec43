#pragma once
// A request that is turned away: what the front door answers instead of asking the handler.

#include <cstdint>
#include <string>
#include <variant>

#include "core/base/result.h"

namespace farebox::collector {

struct Refused {
    int status = 401;
    std::string code;     ///< "proof_expired": what programs tell apart
    std::string message;  ///< for people; names no secret and not which part of a secret was wrong
    std::int64_t retry_after_s = 0;  ///< 0: no such header
};

/// The store's trouble as an answer: 503 when trying again may help, else 500.
inline Refused refused_by(const Error& error) {
    if (error.code == ErrorCode::Unavailable) return {503, "unavailable", error.message, 2};
    return {500, std::string(to_text(error.code)), error.message};
}

template <class T>
using Admission = std::variant<T, Refused>;

}  // namespace farebox::collector

/// As FAREBOX_TRY in a function that returns an Admission: an Error becomes a Refused.
#define FAREBOX_ADMIT(name, expression)                                                    \
    auto FAREBOX_CONCAT(farebox_admit_, __LINE__) = (expression);                           \
    if (!FAREBOX_CONCAT(farebox_admit_, __LINE__)) {                                        \
        return ::farebox::collector::refused_by(FAREBOX_CONCAT(farebox_admit_, __LINE__).error()); \
    }                                                                                      \
    auto name = std::move(FAREBOX_CONCAT(farebox_admit_, __LINE__)).value()

/// The same for Result<void>.
#define FAREBOX_ADMIT_VOID(expression)                                                     \
    if (auto FAREBOX_CONCAT(farebox_admit_, __LINE__) = (expression);                       \
        !FAREBOX_CONCAT(farebox_admit_, __LINE__)) {                                        \
        return ::farebox::collector::refused_by(FAREBOX_CONCAT(farebox_admit_, __LINE__).error()); \
    }

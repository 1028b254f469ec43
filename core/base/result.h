#pragma once
// Expected failures as values.
//
// Result<T> holds a T or an Error; the member names are those of std::expected, so that a later
// switch is a typedef. FAREBOX_TRY(name, expression) returns the error to the caller or binds the
// value. Context is added on the way up (`with_context`), logging happens once, where it is handled.

#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace farebox {

/// Classes of failure that callers tell apart. The message is for people.
enum class ErrorCode {
    Invalid,      ///< foreign bytes or arguments are wrong
    NotFound,     ///< the thing does not exist
    Denied,       ///< the system or a policy refused
    Unavailable,  ///< network, disk or peer; trying again may help
    Conflict,     ///< somebody else holds it
    TooLarge,     ///< over a stated limit
    Unsupported,  ///< not on this system
    Internal,     ///< our own defect
};

/// "invalid", "not_found", ... as shown in JSON.
std::string_view to_text(ErrorCode code);

struct [[nodiscard]] Error {
    ErrorCode code = ErrorCode::Internal;
    std::string message;

    /// "reading /x/config.json: <message>"
    Error with_context(std::string_view context) const {
        return {code, std::string(context) + ": " + message};
    }
    bool operator==(const Error&) const = default;
};

template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

    bool has_value() const { return state_.index() == 0; }
    explicit operator bool() const { return has_value(); }

    T& value() & { return std::get<0>(state_); }
    const T& value() const& { return std::get<0>(state_); }
    T&& value() && { return std::get<0>(std::move(state_)); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }
    T value_or(T fallback) const& { return has_value() ? value() : std::move(fallback); }

    const Error& error() const { return std::get<1>(state_); }

    /// The same result with context added to the error, if it is one.
    Result with_context(std::string_view context) && {
        if (has_value()) return std::move(*this);
        return error().with_context(context);
    }

private:
    std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : error_(std::move(error)), failed_(true) {}

    bool has_value() const { return !failed_; }
    explicit operator bool() const { return has_value(); }
    const Error& error() const { return error_; }
    Result with_context(std::string_view context) && {
        if (has_value()) return std::move(*this);
        return error().with_context(context);
    }

private:
    Error error_;
    bool failed_ = false;
};

/// By function, because g++ 12 destroys aggregate temporaries in a co_return twice (GCC bug 98401).
inline Error make_error(ErrorCode code, std::string message) { return {code, std::move(message)}; }
inline Error invalid(std::string message) { return {ErrorCode::Invalid, std::move(message)}; }
inline Error not_found(std::string message) { return {ErrorCode::NotFound, std::move(message)}; }
inline Error unavailable(std::string message) {
    return {ErrorCode::Unavailable, std::move(message)};
}

}  // namespace farebox

#define FAREBOX_CONCAT_INNER(a, b) a##b
#define FAREBOX_CONCAT(a, b) FAREBOX_CONCAT_INNER(a, b)

/// Binds `name` to the value of `expression`, or returns its error. Two statements: never the lone
/// body of an `if`.
#define FAREBOX_TRY(name, expression)                                                  \
    auto FAREBOX_CONCAT(farebox_try_, __LINE__) = (expression);                         \
    if (!FAREBOX_CONCAT(farebox_try_, __LINE__)) {                                      \
        return FAREBOX_CONCAT(farebox_try_, __LINE__).error();                          \
    }                                                                                   \
    auto name = std::move(FAREBOX_CONCAT(farebox_try_, __LINE__)).value()

/// The same for Result<void>.
#define FAREBOX_TRY_VOID(expression)                                                   \
    if (auto FAREBOX_CONCAT(farebox_try_, __LINE__) = (expression);                     \
        !FAREBOX_CONCAT(farebox_try_, __LINE__)) {                                      \
        return FAREBOX_CONCAT(farebox_try_, __LINE__).error();                          \
    }

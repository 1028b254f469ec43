#pragma once
// A request body held once, at its exact size, while it passes. Read into directly, written out
// from the same place, then moved to the recorder: it is never copied (measured: held this way a
// body costs nothing, copied it doubles the latency).

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>

namespace farebox::proxy {

/// Bodies larger than this stream through without being held; the row then says that the body was
/// not read. The largest an Anthropic endpoint accepts (facts: gateways.md section 2).
constexpr std::size_t LargestHeldBody = 32 * 1024 * 1024;

class BodyBuffer {
public:
    /// The fast JSON reader loads whole vector registers past the end.
    static constexpr std::size_t Padding = 64;

    BodyBuffer() = default;
    explicit BodyBuffer(std::size_t capacity)
        : bytes_(static_cast<char*>(std::malloc(capacity + Padding))), capacity_(capacity) {}

    std::string_view view() const { return {bytes_.get(), size_}; }
    std::span<char> free_space() { return {bytes_.get() + size_, capacity_ - size_}; }
    void add_filled(std::size_t count) { size_ += count; }
    void append(std::string_view piece) {
        std::memcpy(bytes_.get() + size_, piece.data(), piece.size());
        size_ += piece.size();
    }
    std::size_t room() const { return capacity_ - size_; }
    explicit operator bool() const { return bytes_ != nullptr; }

private:
    struct Free {
        void operator()(char* bytes) const { std::free(bytes); }
    };
    std::unique_ptr<char, Free> bytes_;
    std::size_t capacity_ = 0;
    std::size_t size_ = 0;
};

}  // namespace farebox::proxy

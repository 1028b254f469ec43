#pragma once
// Content codings with the real encoders, flushed after each piece as a streaming vendor does.

#include <memory>
#include <string>
#include <string_view>

#include "tests/tools/mock_provider/behaviour.h"

namespace farebox::mock {

class Encoder {
public:
    virtual ~Encoder() = default;
    /// Coded bytes that let the reader decode everything given so far.
    virtual std::string encode(std::string_view plain) = 0;
    virtual std::string finish() = 0;
};

/// Null for Coding::None.
std::unique_ptr<Encoder> make_encoder(Coding coding);
/// The Content-Encoding token, empty for None.
const char* coding_token(Coding coding);

/// The text of a zstd-coded request body (Codex with a ChatGPT login sends these); empty when it
/// is no zstd frame.
std::string decode_zstd(std::string_view coded);

}  // namespace farebox::mock

#pragma once
// Requests of a coding agent's shape and any size.

#include <cstdint>
#include <string>

#include "tests/tools/load_gen/options.h"

namespace farebox::load {

/// A Messages body of about `bytes` (never less than the skeleton of 2 KB): system text, tools, a
/// conversation, and the `# Environment` system message that names the working directory.
std::string make_body(const std::string& model, bool stream, std::int64_t bytes,
                      std::uint64_t salt);

/// Head and body ready to write. `verify` asks the mock to send back the body's hash.
std::string make_request(const Options& options, const std::string& body, bool verify);

}  // namespace farebox::load

#pragma once
// A recorded exchange: tests/data/usage/<provider>/<case>.http with <case>.expect.json beside it.
//
//     POST /v1/messages            the request line, for the wire format
//     HTTP/1.1 200 OK              the answer's head, LF line ends
//     content-encoding: gzip       the body below is plain; the loader encodes it
//
//     <body>
//
// The expectation lists every member of the Reading that is not empty, false or absent;
// `raw_usage` is compared only where it is listed.

#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/usage/reading.h"

namespace farebox::tests {

struct Recording {
    std::string name;  ///< "anthropic/stream_input_excludes_cache"
    std::string method, path;
    int status = 0;
    std::string content_type, content_encoding;
    std::string body;  ///< encoded, as on the wire
    Json expected;
};

std::vector<Recording> load_recordings();

/// A Reading in the form of the expectations.
Json describe(const usage::Reading& reading, bool with_raw_usage);

}  // namespace farebox::tests

#pragma once
// Reads files and remembers how they looked, so that a later glance tells whether an answer made
// from them still holds. Private to core/attribution.

#include <string>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/platform/file_stamp.h"

namespace farebox::attribution {

/// Files and how they looked when they were read; absent ones count too.
using Stamps = std::vector<std::pair<std::string, platform::FileStamp>>;

inline bool is_current(const Stamps& stamps) {
    for (const auto& [path, stamp] : stamps) {
        if (platform::read_stamp(path) != stamp) return false;
    }
    return true;
}

class GitReader {
public:
    /// The stamp is taken first: a file changed while we read it is read again next time.
    Result<std::string> load(const std::string& path, std::size_t limit) {
        if (!watch(path).is_file()) return not_found("no file " + path);
        return platform::load_regular_file(path, limit);
    }
    platform::FileStamp watch(const std::string& path) {
        for (const auto& [known, stamp] : stamps_) {
            if (known == path) return stamp;
        }
        return stamps_.emplace_back(path, platform::read_stamp(path)).second;
    }
    Stamps take_stamps() { return std::move(stamps_); }

private:
    Stamps stamps_;
};

}  // namespace farebox::attribution

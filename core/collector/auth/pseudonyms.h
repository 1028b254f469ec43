#pragma once
// Names that say "the same person" without saying who.
//
// A pseudonym follows from the person's id and a key that only the server has, so it is the same in
// every table and month and cannot be computed from a list of ids. 40 bits: among 50,000 people two
// share one with a chance of 0.1 %.

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/collector/store/database.h"

namespace farebox::collector {

/// Any thread; copies are cheap.
class Pseudonyms {
public:
    /// With the key of this database, made at first use. Not inside a transaction.
    static Result<Pseudonyms> load(Session& session, UtcNs now);
    explicit Pseudonyms(std::string key) : key_(std::move(key)) {}

    /// "dev-3f9a7k2q"; "" for "".
    std::string of(std::string_view person_id) const;
    /// True for the form of a pseudonym.
    static bool is_one(std::string_view text);
    /// The id among `person_ids` that stands behind `pseudonym`.
    std::optional<std::string> find(std::string_view pseudonym,
                                    std::span<const std::string> person_ids) const;

private:
    std::string key_;
};

}  // namespace farebox::collector

#pragma once
// Keeps a plain JSON answer until it can be read.
//
// Up to a limit the whole text is kept. Past it only both ends are: the beginning names the message
// and its model, and every vendor writes the usage object at the end.

#include <string>
#include <string_view>

#include "core/usage/tally.h"

namespace farebox::usage {

class DocumentTap {
public:
    void push(std::string_view bytes);
    Tally tally(WireFormat format) const;
    bool is_truncated() const { return is_cut_; }
    /// A JSON object that stops before its end: the connection died.
    bool is_unfinished() const;

private:
    std::string text_;  ///< the whole, or the last part once cut
    std::string head_;  ///< the first part once cut
    bool is_cut_ = false;
};

/// The beginning of an object up to its last whole member, closed so that it parses.
std::string close_beginning(std::string_view text);

/// The last usage object in text whose beginning is missing; empty when there is none.
std::string_view find_last_usage(std::string_view text);

}  // namespace farebox::usage

#pragma once
// Merges the events of one answer into one Reading.
//
// Merge rule: a later event overwrites the members it carries and leaves the others alone; nothing
// is ever summed across events, and absent is not 0. Totals are computed after the merge.

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/usage/endpoint.h"
#include "core/usage/envelope.h"
#include "core/usage/reading.h"

namespace farebox::usage {

/// How the answer came, which only the meter knows.
struct Carriage {
    bool is_stream = false;
    int http_status = 200;  ///< 0 = not known
    bool truncated = false; ///< parts were not kept because the answer was too large
    bool is_unfinished = false;  ///< a plain JSON answer that stops before its end
    bool undecoded = false; ///< the content coding could not be undone to the end
    bool saw_done_mark = false;  ///< chat's "[DONE]"
    std::string note;       ///< the meter's own remark
};

class Tally {
public:
    explicit Tally(WireFormat format) : format_(format) {}

    /// Events in the order of the wire; for a plain JSON answer its one document.
    void add(const Envelope& envelope);
    Reading finish(const Carriage& carriage) const;

private:
    void learn_format(const Envelope& envelope);
    void merge_usage(const Envelope& envelope);
    void add_items(const Envelope& envelope);
    bool is_terminal(const Envelope& envelope) const;
    void read_buckets(Reading& reading) const;
    void judge(Reading& reading, const Carriage& carriage) const;

    WireFormat format_;
    std::string id_, model_, served_tier_, error_type_;
    bool has_error_ = false;
    bool is_ended_ = false;          ///< the format's terminal event was seen
    bool has_stop_reason_ = false;
    bool has_final_usage_ = false;   ///< the usage came with or after the reason to stop
    bool has_output_usage_ = false;  ///< an output figure beyond the provisional one
    std::int64_t web_searches_ = 0;
    std::int64_t file_searches_ = 0;
    bool knows_items_ = false;

    Json usage_;                     ///< merged; null when none was seen
    std::vector<std::string> raw_;   ///< usage objects as received, the overwritten ones dropped
    std::string copilot_, timings_;
};

}  // namespace farebox::usage

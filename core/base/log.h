#pragma once
// Structured log: one JSON object a line on standard error (or the file the service manager gives).
//
// Callers pass names and short values. Bodies, header values and URLs with queries never come
// here: the only way to log a request is `method`, path without query, and counts.
// Thread-safe; one write(2) a line.

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace farebox {

enum class LogLevel { Debug, Info, Warn, Error };

using LogField = std::pair<std::string_view, std::string>;
using LogFields = std::initializer_list<LogField>;

/// Lines below this level are dropped. Default: Info.
void set_log_level(LogLevel level);
/// Human-readable lines instead of JSON (a terminal).
void set_log_plain(bool plain);

void log(LogLevel level, std::string_view message, LogFields fields = {});

inline void log_debug(std::string_view message, LogFields fields = {}) {
    log(LogLevel::Debug, message, fields);
}
inline void log_info(std::string_view message, LogFields fields = {}) {
    log(LogLevel::Info, message, fields);
}
inline void log_warn(std::string_view message, LogFields fields = {}) {
    log(LogLevel::Warn, message, fields);
}
inline void log_error(std::string_view message, LogFields fields = {}) {
    log(LogLevel::Error, message, fields);
}

}  // namespace farebox

#include "core/base/log.h"

#include "core/base/clock.h"
#include "core/base/json.h"

#include <atomic>
#include <cstdio>

namespace farebox {
namespace {

std::atomic<LogLevel> threshold{LogLevel::Info};
std::atomic<bool> plain_lines{false};

const char* level_name(LogLevel level) {
    switch (level) {
        case LogLevel::Debug: return "debug";
        case LogLevel::Info: return "info";
        case LogLevel::Warn: return "warn";
        case LogLevel::Error: return "error";
    }
    return "error";
}

std::string json_line(LogLevel level, std::string_view message, LogFields fields) {
    std::string line = "{\"time\":\"" + format_utc(SystemClock().now()) + "\",\"level\":\"" +
                       level_name(level) + "\",\"message\":" + json_quote(message);
    for (const auto& [name, value] : fields) {
        line += "," + json_quote(name) + ":" + json_quote(value);
    }
    return line + "}\n";
}

std::string plain_line(LogLevel level, std::string_view message, LogFields fields) {
    std::string line = std::string(level_name(level)) + ": " + std::string(message);
    for (const auto& [name, value] : fields) {
        line += "  " + std::string(name) + "=" + value;
    }
    return line + "\n";
}

}  // namespace

void set_log_level(LogLevel level) { threshold = level; }
void set_log_plain(bool plain) { plain_lines = plain; }

void log(LogLevel level, std::string_view message, LogFields fields) {
    if (level < threshold.load()) return;
    const std::string line =
        plain_lines ? plain_line(level, message, fields) : json_line(level, message, fields);
    std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace farebox

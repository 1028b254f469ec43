#include "app/farebox-collector/options.h"

#include "core/base/format.h"
#include "core/base/strings.h"

#include <cstdlib>

namespace farebox::app {
namespace {

constexpr const char* DefaultDataDir = "/var/lib/farebox-collector";

// "0.0.0.0:7780", "[::]:7780" or a port alone.
Result<void> apply_listen(const std::string& text, collector::Config& config) {
    const auto colon = text.rfind(':');
    const auto port = parse_int(colon == std::string::npos ? text : text.substr(colon + 1));
    if (!port || *port < 0 || *port > 65535) {
        return invalid(format("--listen {} is no address and port, such as 0.0.0.0:7780", printable(text)));
    }
    config.listen_port = *port;
    if (colon == std::string::npos) return {};
    std::string address = text.substr(0, colon);
    if (address.starts_with('[') && address.ends_with(']')) address = address.substr(1, address.size() - 2);
    config.listen_address = address;
    return {};
}

std::string find_data_dir() {
    // systemd's StateDirectory=; it may name several, ours is the first.
    const char* given = std::getenv("STATE_DIRECTORY");
    if (given == nullptr || *given == '\0') return DefaultDataDir;
    return std::string(split(given, ':').front());
}

}  // namespace

Result<CollectorOptions> parse_collector_options(const std::vector<std::string>& arguments) {
    CollectorOptions options;
    bool has_command = false;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& name = arguments[i];
        if (name == "--help" || name == "-h") {
            options.command = "help";
            return options;
        }
        if (name == "--version") {
            options.command = "version";
            return options;
        }
        const bool is_ours = name == "--config" || name == "--data-dir" || name == "--listen";
        if (is_ours) {
            if (i + 1 == arguments.size()) return invalid(format("{} needs a value", name));
            const std::string& value = arguments[++i];
            if (name == "--config") options.config_file = value;
            if (name == "--data-dir") options.data_dir = value;
            if (name == "--listen") options.listen = value;
        } else if (!has_command && !name.starts_with('-')) {
            options.command = name;
            has_command = true;
        } else if (has_command) {
            options.arguments.push_back(name);
        } else {
            return invalid(format("unknown argument \"{}\"", printable(name)));
        }
    }
    return options;
}

Result<collector::Config> read_collector_config(const CollectorOptions& options) {
    collector::LoadedConfig loaded = collector::load_config(
        options.config_file, [](const char* name) { return std::getenv(name); });
    if (!loaded.problems.empty()) return invalid(join(loaded.problems, "\n"));
    if (options.data_dir) loaded.config.data_dir = *options.data_dir;
    if (loaded.config.data_dir.empty()) loaded.config.data_dir = find_data_dir();
    if (options.listen) FAREBOX_TRY_VOID(apply_listen(*options.listen, loaded.config));
    return loaded.config;
}

}  // namespace farebox::app

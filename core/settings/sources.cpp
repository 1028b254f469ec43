#include "core/settings/sources.h"

#include "core/base/file_io.h"
#include "core/base/format.h"

namespace farebox::settings {
namespace {

void add_document(Sources& sources, platform::ManagedDocument document, Source enforced,
                  Source recommended) {
    sources.values.push_back({enforced, document.origin, std::move(document.enforced)});
    sources.values.push_back({recommended, document.origin, std::move(document.recommended)});
}

void add_managed(Sources& sources, const platform::ManagedPlace& place) {
    platform::ManagedSettings managed = platform::read_managed_settings(place);
    for (std::string& problem : managed.problems) sources.problems.push_back(std::move(problem));
    for (platform::ManagedDocument& document : managed.documents) {
        add_document(sources, std::move(document), Source::DeviceEnforced, Source::DeviceDefault);
    }
}

void add_collector(Sources& sources, const std::string& path) {
    if (path.empty() || !file_exists(path)) return;
    const Result<std::string> text = load_file(path);
    Result<platform::ManagedDocument> document =
        text ? platform::parse_managed_document(*text, path)
             : Result<platform::ManagedDocument>(text.error());
    if (!document) return sources.problems.push_back(document.error().message);
    add_document(sources, *std::move(document), Source::CollectorEnforced, Source::CollectorDefault);
}

}  // namespace

Places find_places(std::string config_file, const std::string& state_dir) {
    // In a folder of its own: beside the ledger the watch would be woken by its every file.
    return {std::move(config_file), state_dir + "/collector/policy.json",
            platform::system_managed_place()};
}

void add_user_text(Sources& sources, std::string_view text, std::string origin) {
    Result<Json> document = parse_json(text);
    if (!document || !document->is_object()) {
        sources.problems.push_back(format(
            "{}: {}; nothing of it is used", origin,
            document ? "the file is not a JSON object" : document.error().message));
        return;
    }
    sources.values.push_back({Source::User, std::move(origin), *std::move(document)});
}

bool add_user_file(Sources& sources, const std::string& path) {
    if (path.empty() || !file_exists(path)) return false;
    const Result<std::string> text = load_file(path);
    if (text) {
        add_user_text(sources, *text, path);
    } else {
        sources.problems.push_back(text.error().message + "; nothing of it is used");
    }
    return true;
}

Sources load_sources(const Places& places) {
    Sources sources;
    add_managed(sources, places.managed);
    add_collector(sources, places.collector_file);
    (void)add_user_file(sources, places.config_file);
    return sources;
}

Resolution load_resolution(const Places& places) {
    Sources sources = load_sources(places);
    Resolution resolution = resolve(sources.values);
    resolution.problems.insert(resolution.problems.begin(), sources.problems.begin(),
                               sources.problems.end());
    return resolution;
}

}  // namespace farebox::settings

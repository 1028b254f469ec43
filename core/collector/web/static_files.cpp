#include "core/collector/web/static_files.h"

namespace farebox::collector {

const EmbeddedFile* find_embedded_file(std::string_view name) {
    for (std::size_t i = 0; i < EmbeddedFileCount; ++i) {
        if (EmbeddedFiles[i].name == name) return &EmbeddedFiles[i];
    }
    return nullptr;
}

std::string_view content_type_of(std::string_view name) {
    if (name.ends_with(".html")) return "text/html; charset=utf-8";
    if (name.ends_with(".js")) return "text/javascript; charset=utf-8";
    if (name.ends_with(".css")) return "text/css; charset=utf-8";
    if (name.ends_with(".svg")) return "image/svg+xml";
    if (name.ends_with(".json")) return "application/json";
    return "text/plain; charset=utf-8";
}

}  // namespace farebox::collector

#pragma once
// The dashboard's pages, scripts and styles inside the program, as cmake/EmbedFiles.cmake puts them
// there. ui/dashboard builds them; without npm at build time there are none, and the pages say so.

#include <cstddef>
#include <string_view>

namespace farebox::collector {

struct EmbeddedFile {
    std::string_view name;  ///< "index.html", "app.js": flat, no folders
    std::string_view text;
};
extern const EmbeddedFile EmbeddedFiles[];
extern const std::size_t EmbeddedFileCount;

/// Null: none of that name.
const EmbeddedFile* find_embedded_file(std::string_view name);
/// "text/html; charset=utf-8" by the ending of the name.
std::string_view content_type_of(std::string_view name);

}  // namespace farebox::collector

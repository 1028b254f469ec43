// The dashboard: one page for every address that is no question to an API, and its assets.

#include "core/base/strings.h"
#include "core/collector/web/handlers.h"
#include "core/collector/web/services.h"
#include "core/collector/web/static_files.h"
#include "core/net/sha256.h"

#include <map>

namespace farebox::collector {
namespace {

// Content decides the tag: a page that is kept is asked for again, and costs no bytes if unchanged.
std::string tag_of(const EmbeddedFile& file) {
    static const std::map<std::string_view, std::string> tags = [] {
        std::map<std::string_view, std::string> all;
        for (std::size_t i = 0; i < EmbeddedFileCount; ++i) {
            all[EmbeddedFiles[i].name] = "\"" + net::sha256_hex(EmbeddedFiles[i].text).substr(0, 32) + "\"";
        }
        return all;
    }();
    return tags.at(file.name);
}

WebResponse send(const WebRequest& request, const EmbeddedFile& file) {
    WebResponse response;
    const std::string tag = tag_of(file);
    response.headers = {{"ETag", tag}, {"Cache-Control", "no-cache"}};
    response.content_type = content_type_of(file.name);
    if (contains(request.header("If-None-Match"), tag)) {
        response.status = 304;
    } else {
        response.body = file.text;
    }
    return response;
}

Result<WebResponse> handle_asset(const WebRequest& request, Services&) {
    const EmbeddedFile* file = find_embedded_file(request.in_path.at("file"));
    if (file == nullptr) return not_found("the dashboard has no such file");
    return send(request, *file);
}

// A link into the dashboard is answered with the page, which reads its address itself.
Result<WebResponse> handle_page(const WebRequest& request, Services&) {
    for (const std::string_view api : {"/api/", "/v1/", "/scim/", "/assets/"}) {
        if (request.path.starts_with(api)) return not_found("nothing is at this address");
    }
    for (const char* name : {"index.html", "absent.html"}) {
        if (const EmbeddedFile* file = find_embedded_file(name)) return send(request, *file);
    }
    return not_found("this program was built without its dashboard");
}

}  // namespace

std::vector<WebRoute> static_routes() {
    return {
        {"GET", "/assets/{file}", Permission::Public, "v", "a script, style or picture of the dashboard",
         handle_asset},
        {"GET", "/{page...}", Permission::Public, "*", "the dashboard", handle_page},
    };
}

}  // namespace farebox::collector

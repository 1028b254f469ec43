#include "core/base/file_io.h"

#include "core/base/format.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace farebox {
namespace {

namespace fs = std::filesystem;

Error io_error(std::string_view doing, const std::string& path, const std::error_code& why) {
    ErrorCode code = ErrorCode::Unavailable;
    if (why == std::errc::no_such_file_or_directory) code = ErrorCode::NotFound;
    if (why == std::errc::permission_denied) code = ErrorCode::Denied;
    return {code, format("{} {}: {}", doing, path, why.message())};
}

std::error_code last_error() { return {errno, std::generic_category()}; }

}  // namespace

Result<std::string> load_file(const std::string& path, std::size_t limit) {
    errno = 0;
    std::FILE* file = std::fopen(path.c_str(), "rb");
    if (file == nullptr) return io_error("reading", path, last_error());
    std::string text;
    char piece[64 * 1024];
    std::size_t got = 0;
    while ((got = std::fread(piece, 1, sizeof piece, file)) > 0 && text.size() <= limit) {
        text.append(piece, got);
    }
    const bool failed = std::ferror(file) != 0;
    const std::error_code why = last_error();
    std::fclose(file);
    if (failed) return io_error("reading", path, why);
    if (text.size() > limit) {
        return Error{ErrorCode::TooLarge,
                     format("reading {}: larger than {} bytes", path, limit)};
    }
    return text;
}

Result<void> save_file(const std::string& path, std::string_view text, unsigned mode) {
    const std::string beside = path + ".new";
    std::error_code why;
    {
        std::ofstream file(beside, std::ios::binary | std::ios::trunc);
        if (!file) return io_error("writing", beside, last_error());
        fs::permissions(beside, fs::perms(mode), why);
        file.write(text.data(), std::streamsize(text.size()));
        file.flush();
        if (!file) {
            const Error failure = io_error("writing", beside, last_error());
            fs::remove(beside, why);
            return failure;
        }
    }
    fs::rename(beside, path, why);
    if (why) return io_error("replacing", path, why);
    return {};
}

Result<void> make_dirs(const std::string& path, unsigned mode) {
    std::error_code why;
    if (fs::is_directory(path, why)) return {};
    fs::create_directories(path, why);
    if (why) return io_error("creating the folder", path, why);
    fs::permissions(path, fs::perms(mode), why);
    if (why) return io_error("setting the permissions of", path, why);
    return {};
}

bool file_exists(const std::string& path) {
    std::error_code why;
    return fs::exists(path, why);
}

}  // namespace farebox

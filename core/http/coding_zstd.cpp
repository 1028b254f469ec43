// Zstandard, over libzstd. Windows up to 8 MB: what RFC 9659 allows for HTTP, so that a stranger's
// frame header cannot ask for more memory.

#include "core/http/coding_stage.h"

#ifdef FAREBOX_WITH_ZSTD

#include <array>

#include <zstd.h>

namespace farebox::http {
namespace {

constexpr int MaxWindowLog = 23;

class ZstdStage final : public CodingStage {
public:
    explicit ZstdStage(ZSTD_DCtx* context) : context_(context) {
        ZSTD_DCtx_setParameter(context_, ZSTD_d_windowLogMax, MaxWindowLog);
    }
    ~ZstdStage() override { ZSTD_freeDCtx(context_); }
    ZstdStage(const ZstdStage&) = delete;
    ZstdStage& operator=(const ZstdStage&) = delete;

    Result<void> push(std::string_view bytes, std::string& out, std::size_t max_out) override {
        std::array<char, 16 * 1024> piece;
        ZSTD_inBuffer from{bytes.data(), bytes.size(), 0};
        bool has_more_output = false;
        while (from.pos < from.size || has_more_output) {
            ZSTD_outBuffer into{piece.data(), piece.size(), 0};
            const std::size_t status = ZSTD_decompressStream(context_, &into, &from);
            if (ZSTD_isError(status) != 0) {
                return invalid("compressed data refused: not a valid zstd stream");
            }
            FAREBOX_TRY_VOID(append_bounded(out, {piece.data(), into.pos}, max_out));
            is_complete_ = status == 0;
            has_more_output = into.pos == into.size;
        }
        return {};
    }

    bool is_complete() const override { return is_complete_; }

private:
    ZSTD_DCtx* const context_;
    bool is_complete_ = false;
};

}  // namespace

std::unique_ptr<CodingStage> make_zstd_stage() {
    ZSTD_DCtx* context = ZSTD_createDCtx();
    if (context == nullptr) return nullptr;
    return std::make_unique<ZstdStage>(context);
}

Result<std::string> encode_zstd(std::string_view bytes) {
    std::string coded(ZSTD_compressBound(bytes.size()), '\0');
    const std::size_t size =
        ZSTD_compress(coded.data(), coded.size(), bytes.data(), bytes.size(), ZSTD_CLEVEL_DEFAULT);
    if (ZSTD_isError(size) != 0) return Error{ErrorCode::Internal, ZSTD_getErrorName(size)};
    coded.resize(size);
    return coded;
}

}  // namespace farebox::http

#else

std::unique_ptr<farebox::http::CodingStage> farebox::http::make_zstd_stage() {
    return nullptr;
}
farebox::Result<std::string> farebox::http::encode_zstd(std::string_view) {
    return Error{ErrorCode::Unsupported, "this build has no zstd"};
}

#endif

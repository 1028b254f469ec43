// Brotli, over libbrotlidec. Windows up to 16 MB (RFC 7932); "large window" streams are refused.

#include "core/http/coding_stage.h"

#ifdef FAREBOX_WITH_BROTLI

#include <array>

#include <brotli/decode.h>

namespace farebox::http {
namespace {

class BrotliStage final : public CodingStage {
public:
    explicit BrotliStage(BrotliDecoderState* state) : state_(state) {}
    ~BrotliStage() override { BrotliDecoderDestroyInstance(state_); }
    BrotliStage(const BrotliStage&) = delete;
    BrotliStage& operator=(const BrotliStage&) = delete;

    Result<void> push(std::string_view bytes, std::string& out, std::size_t max_out) override {
        std::array<char, 16 * 1024> piece;
        std::size_t left = bytes.size();
        const auto* next = reinterpret_cast<const std::uint8_t*>(bytes.data());
        while (!is_complete()) {
            std::size_t room = piece.size();
            auto* into = reinterpret_cast<std::uint8_t*>(piece.data());
            const BrotliDecoderResult status =
                BrotliDecoderDecompressStream(state_, &left, &next, &room, &into, nullptr);
            if (status == BROTLI_DECODER_RESULT_ERROR) {
                return invalid("compressed data refused: not a valid brotli stream");
            }
            FAREBOX_TRY_VOID(append_bounded(out, {piece.data(), piece.size() - room}, max_out));
            if (status != BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) break;
        }
        return {};
    }

    bool is_complete() const override { return BrotliDecoderIsFinished(state_) != BROTLI_FALSE; }

private:
    BrotliDecoderState* const state_;
};

}  // namespace

std::unique_ptr<CodingStage> make_brotli_stage() {
    BrotliDecoderState* state = BrotliDecoderCreateInstance(nullptr, nullptr, nullptr);
    if (state == nullptr) return nullptr;
    return std::make_unique<BrotliStage>(state);
}

}  // namespace farebox::http

#else

std::unique_ptr<farebox::http::CodingStage> farebox::http::make_brotli_stage() {
    return nullptr;
}

#endif

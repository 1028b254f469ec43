#include "core/http/content_coding.h"

#include <algorithm>

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/http/coding_stage.h"

namespace farebox::http {
namespace {

// RFC 9110 sets no bound; a stack of bombs multiplies its ratios.
constexpr std::size_t MaxCodings = 4;
// Below this the ratio is not looked at: short texts of one repeated word compress past any limit.
constexpr std::uint64_t FreeOutput = 1024 * 1024;
constexpr std::size_t KeptCapacity = 256 * 1024;

Error unsupported(std::string_view coding) {
    return {ErrorCode::Unsupported,
            format("content coding \"{}\" is not supported", shorten(printable(coding), 40))};
}

std::unique_ptr<CodingStage> make_stage(std::string_view coding) {
    if (equals_ignore_case(coding, "gzip") || equals_ignore_case(coding, "x-gzip")) {
        return make_zlib_stage(ZlibFormat::Gzip);
    }
    if (equals_ignore_case(coding, "deflate")) return make_zlib_stage(ZlibFormat::Deflate);
    if (equals_ignore_case(coding, "br")) return make_brotli_stage();
    if (equals_ignore_case(coding, "zstd")) return make_zstd_stage();
    return nullptr;
}

}  // namespace

ContentDecoder::ContentDecoder(DecodeLimits limits) : limits_(limits) {}
ContentDecoder::ContentDecoder(ContentDecoder&&) noexcept = default;
ContentDecoder& ContentDecoder::operator=(ContentDecoder&&) noexcept = default;
ContentDecoder::~ContentDecoder() = default;

Result<ContentDecoder> ContentDecoder::make(std::string_view content_encoding,
                                            DecodeLimits limits) {
    ContentDecoder decoder(limits);
    for (std::string_view coding : split(content_encoding, ',')) {
        coding = trim(coding);
        if (coding.empty() || equals_ignore_case(coding, "identity")) continue;
        auto stage = make_stage(coding);
        if (stage == nullptr || decoder.stages_.size() == MaxCodings) return unsupported(coding);
        // Named in the order of encoding; undone from the last.
        decoder.stages_.insert(decoder.stages_.begin(), std::move(stage));
    }
    decoder.outputs_.resize(decoder.stages_.size());
    return decoder;
}

Result<std::string_view> ContentDecoder::push(std::string_view bytes) {
    if (has_failed_) return failure_;
    auto decoded = run(bytes);
    if (decoded) return decoded;
    has_failed_ = true;
    failure_ = decoded.error();
    return decoded;
}

Result<std::string_view> ContentDecoder::run(std::string_view bytes) {
    total_in_ += bytes.size();
    for (std::size_t i = 0; i < stages_.size(); ++i) {
        std::string& out = outputs_[i];
        // One large answer must not pin its memory for the rest of a long stream.
        if (out.capacity() > KeptCapacity) out = std::string();
        out.clear();
        FAREBOX_TRY_VOID(stages_[i]->push(bytes, out, allowed_output()));
        bytes = out;
    }
    total_out_ += bytes.size();
    return bytes;
}

std::size_t ContentDecoder::allowed_output() const {
    const std::uint64_t by_ratio = std::max(FreeOutput, limits_.max_ratio * total_in_);
    const std::uint64_t bound = std::min(limits_.max_output, by_ratio);
    return std::size_t(bound - std::min(bound, total_out_));
}

bool ContentDecoder::is_complete() const {
    return std::ranges::all_of(stages_, [](const auto& stage) { return stage->is_complete(); });
}

Result<std::string> decode_all(std::string_view coding, std::string_view bytes, std::size_t limit) {
    FAREBOX_TRY(decoder, ContentDecoder::make(coding, {.max_output = limit}));
    FAREBOX_TRY(decoded, decoder.push(bytes));
    if (!decoder.is_complete()) return invalid("compressed data refused: cut short");
    if (decoded.size() > limit) {
        return Error{ErrorCode::TooLarge, format("the text is larger than {} bytes", limit)};
    }
    return std::string(decoded);
}

std::string_view best_own_coding() {
    static const std::string_view best = [] {
        for (const std::string_view coding : {"zstd", "gzip"}) {
            if (encode_all(coding, "x")) return coding;
        }
        return std::string_view();
    }();
    return best;
}

Result<std::string> encode_all(std::string_view coding, std::string_view bytes) {
    if (coding.empty()) return std::string(bytes);
    if (coding == "zstd") return encode_zstd(bytes);
    if (coding == "gzip") return encode_gzip(bytes);
    return unsupported(coding);
}

Result<void> append_bounded(std::string& out, std::string_view piece, std::size_t max_out) {
    if (piece.size() > max_out || out.size() > max_out - piece.size()) {
        return Error{ErrorCode::TooLarge, "compressed data refused: it expands beyond the limit"};
    }
    out += piece;
    return {};
}

}  // namespace farebox::http

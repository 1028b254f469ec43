// gzip, deflate and the raw deflate of WebSocket messages, over zlib.
//
// "deflate" is sent in two ways: RFC 9110 means zlib's wrapping, some servers send bare deflate.
// The first two bytes tell: a zlib header is a multiple of 31 with method 8.

#include "core/http/coding_stage.h"

#ifdef FAREBOX_WITH_ZLIB

#include <algorithm>
#include <array>
#include <climits>

#include <zlib.h>

namespace farebox::http {
namespace {

class ZlibStage final : public CodingStage {
public:
    explicit ZlibStage(ZlibFormat format) : format_(format) {}
    ~ZlibStage() override {
        if (is_open_) inflateEnd(&stream_);
    }
    ZlibStage(const ZlibStage&) = delete;
    ZlibStage& operator=(const ZlibStage&) = delete;

    /// False when zlib has no memory.
    bool open(int window_bits) {
        is_open_ = inflateInit2(&stream_, window_bits) == Z_OK;
        return is_open_;
    }

    Result<void> push(std::string_view bytes, std::string& out, std::size_t max_out) override {
        if (!is_open_) {
            FAREBOX_TRY(is_ready, sniff(bytes));
            if (!is_ready) return {};
            if (!first_.empty()) {
                FAREBOX_TRY_VOID(feed(first_, out, max_out));
                first_.clear();
            }
        }
        return feed(bytes, out, max_out);
    }

    bool is_complete() const override { return is_ended_; }

private:
    // Decides between zlib and bare deflate; takes the first byte into `first_` when it comes
    // alone.
    Result<bool> sniff(std::string_view& bytes) {
        while (first_.size() < 2 && !bytes.empty()) {
            first_ += bytes.front();
            bytes.remove_prefix(1);
        }
        if (first_.size() < 2) return false;
        const auto method = static_cast<unsigned char>(first_[0]);
        const auto flags = static_cast<unsigned char>(first_[1]);
        const bool is_wrapped = (method & 0x0f) == 8 && (method * 256 + flags) % 31 == 0;
        if (!open(is_wrapped ? 15 : -15)) return Error{ErrorCode::Internal, "zlib has no memory"};
        return true;
    }

    Result<void> feed(std::string_view bytes, std::string& out, std::size_t max_out) {
        std::array<char, 16 * 1024> piece;
        while (true) {
            // A second gzip member continues the text; anything else behind the end is padding.
            if (is_ended_ && !bytes.empty()) {
                is_padded_ = is_padded_ || format_ != ZlibFormat::Gzip || bytes.front() != '\x1f';
                if (is_padded_) return {};
                inflateReset(&stream_);
                is_ended_ = false;
            }
            const std::size_t given = std::min<std::size_t>(bytes.size(), UINT_MAX);
            stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
            stream_.avail_in = static_cast<uInt>(given);
            stream_.next_out = reinterpret_cast<Bytef*>(piece.data());
            stream_.avail_out = static_cast<uInt>(piece.size());
            const int status = inflate(&stream_, Z_SYNC_FLUSH);
            if (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR) {
                return invalid("compressed data refused: not a valid gzip or deflate stream");
            }
            bytes.remove_prefix(given - stream_.avail_in);
            const std::size_t made = piece.size() - stream_.avail_out;
            FAREBOX_TRY_VOID(append_bounded(out, {piece.data(), made}, max_out));
            is_ended_ = status == Z_STREAM_END;
            const bool has_more_output = stream_.avail_out == 0 && !is_ended_;
            if (bytes.empty() && !has_more_output) return {};
            if (status == Z_BUF_ERROR && made == 0) return {};
        }
    }

    const ZlibFormat format_;
    z_stream stream_{};
    std::string first_;  // of Deflate, until two bytes are there
    bool is_open_ = false;
    bool is_ended_ = false;
    bool is_padded_ = false;  // something else followed the end
};

}  // namespace

std::unique_ptr<CodingStage> make_zlib_stage(ZlibFormat format) {
    auto stage = std::make_unique<ZlibStage>(format);
    if (format == ZlibFormat::Gzip && !stage->open(15 + 16)) return nullptr;
    if (format == ZlibFormat::Raw && !stage->open(-15)) return nullptr;
    return stage;
}

Result<std::string> encode_gzip(std::string_view bytes) {
    constexpr int GzipWindow = 15 + 16;
    constexpr int DefaultMemory = 8;
    z_stream stream{};
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, GzipWindow, DefaultMemory,
                     Z_DEFAULT_STRATEGY) != Z_OK) {
        return Error{ErrorCode::Internal, "zlib has no memory"};
    }
    std::string coded(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(coded.data());
    stream.avail_out = static_cast<uInt>(coded.size());
    const int status = bytes.size() > UINT_MAX ? Z_BUF_ERROR : deflate(&stream, Z_FINISH);
    coded.resize(stream.total_out);
    deflateEnd(&stream);
    if (status != Z_STREAM_END) return Error{ErrorCode::Internal, "zlib could not code a message"};
    return coded;
}

}  // namespace farebox::http

#else

std::unique_ptr<farebox::http::CodingStage> farebox::http::make_zlib_stage(ZlibFormat) {
    return nullptr;
}
farebox::Result<std::string> farebox::http::encode_gzip(std::string_view) {
    return Error{ErrorCode::Unsupported, "this build has no gzip"};
}

#endif

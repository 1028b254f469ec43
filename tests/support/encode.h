#pragma once
// Encoders for fixtures. Brotli's is not linked: a stream of stored blocks is all a decoder needs.

#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cstdint>
#include <string>

namespace farebox::tests {

/// `window_bits` as for deflateInit2: 31 gzip, 15 zlib.
inline std::string encode_deflate(const std::string& text, int window_bits) {
    z_stream stream{};
    deflateInit2(&stream, 6, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&stream, uLong(text.size())) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = uInt(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = uInt(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

inline std::string encode_zstd(const std::string& text) {
    std::string out(ZSTD_compressBound(text.size()), '\0');
    out.resize(ZSTD_compress(out.data(), out.size(), text.data(), text.size(), 3));
    return out;
}

/// RFC 7932: a window of 16 bits, stored meta-blocks of at most 65,536 bytes, an empty last one.
inline std::string encode_brotli_stored(const std::string& text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); at += 65536) {
        const std::size_t length = std::min<std::size_t>(65536, text.size() - at);
        // ISLAST 0, MNIBBLES 00, MLEN - 1 in 16 bits, ISUNCOMPRESSED 1, padding.
        std::uint32_t bits = std::uint32_t(length - 1) << 3 | 1U << 19;
        if (at == 0) bits <<= 1;  // WBITS: one zero bit stands for 16
        for (int shift = 0; shift < 24; shift += 8) out += char(bits >> shift & 0xff);
        out += text.substr(at, length);
    }
    return out + char(text.empty() ? 0x06 : 0x03);
}

inline std::string encode(const std::string& coding, const std::string& text) {
    if (coding == "gzip") return encode_deflate(text, 31);
    if (coding == "deflate") return encode_deflate(text, 15);
    if (coding == "zstd") return encode_zstd(text);
    if (coding == "br") return encode_brotli_stored(text);
    return text;
}

}  // namespace farebox::tests

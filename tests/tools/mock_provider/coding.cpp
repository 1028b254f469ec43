#include "tests/tools/mock_provider/coding.h"

#include <brotli/encode.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>

namespace farebox::mock {
namespace {

constexpr std::size_t Step = 32 * 1024;

class Gzip final : public Encoder {
public:
    Gzip() {
        constexpr int GzipWindow = 15 + 16;  // zlib: +16 asks for a gzip wrapper
        deflateInit2(&stream_, 6, Z_DEFLATED, GzipWindow, 8, Z_DEFAULT_STRATEGY);
    }
    ~Gzip() override { deflateEnd(&stream_); }
    std::string encode(std::string_view plain) override { return run(plain, Z_SYNC_FLUSH); }
    std::string finish() override { return run({}, Z_FINISH); }

private:
    std::string run(std::string_view plain, int flush) {
        std::string out;
        char step[Step];
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
        stream_.avail_in = static_cast<uInt>(plain.size());
        do {
            stream_.next_out = reinterpret_cast<Bytef*>(step);
            stream_.avail_out = Step;
            deflate(&stream_, flush);
            out.append(step, Step - stream_.avail_out);
        } while (stream_.avail_out == 0);
        return out;
    }
    z_stream stream_{};
};

class Brotli final : public Encoder {
public:
    Brotli() : state_(BrotliEncoderCreateInstance(nullptr, nullptr, nullptr)) {
        BrotliEncoderSetParameter(state_, BROTLI_PARAM_QUALITY, 4);
    }
    ~Brotli() override { BrotliEncoderDestroyInstance(state_); }
    std::string encode(std::string_view plain) override {
        return run(plain, BROTLI_OPERATION_FLUSH);
    }
    std::string finish() override { return run({}, BROTLI_OPERATION_FINISH); }

private:
    std::string run(std::string_view plain, BrotliEncoderOperation operation) {
        std::string out;
        std::size_t in_left = plain.size();
        auto in = reinterpret_cast<const std::uint8_t*>(plain.data());
        do {
            std::size_t out_left = 0;
            std::uint8_t* no_buffer = nullptr;
            if (!BrotliEncoderCompressStream(state_, operation, &in_left, &in, &out_left,
                                             &no_buffer, nullptr)) {
                break;
            }
            std::size_t size = 0;
            const std::uint8_t* bytes = BrotliEncoderTakeOutput(state_, &size);
            out.append(reinterpret_cast<const char*>(bytes), size);
        } while (in_left > 0 || BrotliEncoderHasMoreOutput(state_));
        return out;
    }
    BrotliEncoderState* state_;
};

class Zstd final : public Encoder {
public:
    Zstd() : context_(ZSTD_createCCtx()) {}
    ~Zstd() override { ZSTD_freeCCtx(context_); }
    std::string encode(std::string_view plain) override { return run(plain, ZSTD_e_flush); }
    std::string finish() override { return run({}, ZSTD_e_end); }

private:
    std::string run(std::string_view plain, ZSTD_EndDirective directive) {
        std::string out;
        char step[Step];
        ZSTD_inBuffer in{plain.data(), plain.size(), 0};
        for (std::size_t left = 1; left != 0;) {
            ZSTD_outBuffer to{step, Step, 0};
            left = ZSTD_compressStream2(context_, &to, &in, directive);
            if (ZSTD_isError(left)) break;
            out.append(step, to.pos);
        }
        return out;
    }
    ZSTD_CCtx* context_;
};

}  // namespace

std::unique_ptr<Encoder> make_encoder(Coding coding) {
    switch (coding) {
        case Coding::Gzip: return std::make_unique<Gzip>();
        case Coding::Brotli: return std::make_unique<Brotli>();
        case Coding::Zstd: return std::make_unique<Zstd>();
        case Coding::None: break;
    }
    return nullptr;
}

const char* coding_token(Coding coding) {
    switch (coding) {
        case Coding::Gzip: return "gzip";
        case Coding::Brotli: return "br";
        case Coding::Zstd: return "zstd";
        case Coding::None: break;
    }
    return "";
}

std::string decode_zstd(std::string_view coded) {
    std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(ZSTD_createDCtx(), ZSTD_freeDCtx);
    std::string out;
    char step[Step];
    ZSTD_inBuffer in{coded.data(), coded.size(), 0};
    while (in.pos < in.size) {
        ZSTD_outBuffer to{step, Step, 0};
        if (ZSTD_isError(ZSTD_decompressStream(context.get(), &to, &in))) return "";
        out.append(step, to.pos);
    }
    return out;
}

}  // namespace farebox::mock

// Feeds every file of the given folder to a fuzz target once, so that the ordinary test run keeps
// what fuzzing has found. An empty input is always tried too. A missing or empty corpus fails.
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fprintf(stderr, "usage: %s <corpus folder>\n", argv[0]);
        return 2;
    }
    int count = 0;
    LLVMFuzzerTestOneInput(nullptr, 0);
    std::error_code why;
    for (const auto& entry : std::filesystem::directory_iterator(argv[1], why)) {
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(file), {}};
        // Named before it runs: a crash then tells which input it was.
        std::printf("%s (%zu bytes)\n", entry.path().filename().c_str(), bytes.size());
        std::fflush(stdout);
        LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
        ++count;
    }
    std::printf("%d inputs from %s\n", count, argv[1]);
    return count > 0 ? 0 : 1;
}

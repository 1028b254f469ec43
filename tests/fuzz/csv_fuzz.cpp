// A CSV file that is read has one shape: as many cells a line as columns, lines in order.
#include "core/collector/directory/csv_reader.h"
#include "tests/fuzz/fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto file = farebox::collector::parse_csv(farebox::fuzz::as_text(data, size));
    if (!file) return 0;
    FUZZ_CHECK(!file->columns.empty());
    std::size_t last = 0;
    for (const auto& line : file->lines) {
        FUZZ_CHECK(line.cells.size() == file->columns.size());
        FUZZ_CHECK(line.line > last);
        last = line.line;
    }
    return 0;
}

#pragma once
// The price book: every rate Farebox knows, with its dates and sources.
//
// The program carries a book inside itself, so that the daemon runs with no data folder; a folder
// of the same files may replace it (newer prices without a new release). A book is read whole or
// refused whole: a half-read book would price calls silently wrong.
//
// Constant after construction; any thread may read it.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/pricing/rate_card.h"

namespace farebox::pricing {

struct PriceBook {
    std::string version;  ///< "2026.11.22", stored in each priced row
    Day published;
    std::vector<VendorPrices> vendors;
};

/// File name and text.
using BookFile = std::pair<std::string, std::string>;

/// `index` is the text of book.json, `vendor_files` the files it names (more are ignored).
/// The error names file, model and field.
Result<PriceBook> parse_price_book(std::string_view index,
                                   const std::vector<BookFile>& vendor_files);

/// Reads <folder>/book.json and the files it names.
Result<PriceBook> load_price_book(const std::string& folder);

/// The book of this release. Read on each call; keep the result. It is checked by the tests, so an
/// error here is a defect of the build.
Result<PriceBook> embedded_price_book();

}  // namespace farebox::pricing

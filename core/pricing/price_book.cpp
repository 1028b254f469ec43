#include "core/pricing/price_book.h"

#include "core/base/file_io.h"
#include "core/base/format.h"
#include "core/pricing/book_json.h"
#include "core/pricing/embedded_files.h"
#include "core/pricing/vendor_reader.h"

namespace farebox::pricing {
namespace {

constexpr std::string_view IndexName = "book.json";
/// The form of the files; a book of another form is refused, not half understood.
constexpr std::int64_t SchemaVersion = 1;

struct Index {
    std::string version;
    Day published;
    std::vector<std::string> vendor_files;
};

Result<Index> parse_index(std::string_view text) {
    FAREBOX_TRY(document, parse_json(text).with_context(IndexName));
    const Node node = Node::root(document, std::string(IndexName));
    FAREBOX_TRY_VOID(
        node.expect_keys({"schema", "version", "published", "currency", "vendors", "comment"}));
    const auto schema = find_int(document, "schema");
    if (schema != SchemaVersion) {
        return node.error(format("schema: this program reads schema {} only", SchemaVersion));
    }
    FAREBOX_TRY(currency, node.text_of("currency"));
    if (currency != "USD") return node.error("currency: only USD is supported");
    Index index;
    FAREBOX_TRY(version, node.text_of("version"));
    FAREBOX_TRY(published, node.day_of("published"));
    FAREBOX_TRY(vendor_files, node.texts_or_none("vendors"));
    if (vendor_files.empty()) return node.error("vendors: at least one file is needed");
    for (const std::string& name : vendor_files) {
        // A name, not a path: a book never reads outside its own folder.
        if (name.find_first_of("/\\:") != std::string::npos || !name.ends_with(".json")) {
            return node.error(format("vendors: \"{}\" is not a file name like openai.json", name));
        }
    }
    index.version = std::move(version);
    index.published = published;
    index.vendor_files = std::move(vendor_files);
    return index;
}

/// The text of one named file.
template <class TextOf>
Result<PriceBook> assemble(std::string_view index_text, TextOf&& text_of) {
    FAREBOX_TRY(index, parse_index(index_text));
    PriceBook book{index.version, index.published, {}};
    for (const std::string& name : index.vendor_files) {
        FAREBOX_TRY(text, text_of(name));
        FAREBOX_TRY(vendor, parse_vendor_file(name, text));
        for (const VendorPrices& other : book.vendors) {
            if (other.provider == vendor.provider) {
                return invalid(
                    format("{}: provider \"{}\" has a file already", name, vendor.provider));
            }
        }
        book.vendors.push_back(std::move(vendor));
    }
    return book;
}

}  // namespace

Result<PriceBook> parse_price_book(std::string_view index,
                                   const std::vector<BookFile>& vendor_files) {
    return assemble(index, [&](const std::string& name) -> Result<std::string> {
        for (const auto& [file_name, text] : vendor_files) {
            if (file_name == name) return text;
        }
        return not_found(format("{} names {}, which is not there", IndexName, name));
    });
}

Result<PriceBook> load_price_book(const std::string& folder) {
    const std::string context = format("reading the price book in {}", folder);
    FAREBOX_TRY(index, load_file(format("{}/{}", folder, IndexName)).with_context(context));
    return assemble(
               index,
               [&](const std::string& name) { return load_file(format("{}/{}", folder, name)); })
        .with_context(context);
}

Result<PriceBook> embedded_price_book() {
    std::vector<BookFile> files;
    std::string index;
    for (std::size_t i = 0; i < EmbeddedFileCount; ++i) {
        const EmbeddedFile& file = EmbeddedFiles[i];
        if (file.name == IndexName)
            index = file.text;
        else
            files.emplace_back(file.name, file.text);
    }
    return parse_price_book(index, files).with_context("reading the built-in price book");
}

}  // namespace farebox::pricing

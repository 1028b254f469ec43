// Header "bplist00", objects, a table of their offsets, a trailer of 32 bytes that says where the
// table is (CFBinaryPList.c). Containers name their members by number.
#include "core/platform/plist.h"

#include "core/base/format.h"
#include "core/platform/utf16.h"

namespace farebox::platform {
namespace {

constexpr std::string_view Magic = "bplist00";
constexpr std::size_t TrailerSize = 32;

enum Marker : unsigned {
    Simple = 0x0,
    Integer = 0x1,
    Real = 0x2,
    Date = 0x3,
    Data = 0x4,
    Ascii = 0x5,
    Utf16 = 0x6,
    Uid = 0x8,
    Array = 0xa,
    Dictionary = 0xd,
};

// Big-endian, at most 8 bytes.
std::uint64_t number_at(std::string_view bytes, std::size_t at, std::size_t size) {
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < size; ++i) {
        number = number << 8 | static_cast<unsigned char>(bytes[at + i]);
    }
    return number;
}

struct Head {
    unsigned marker = 0;
    std::uint64_t count = 0;  ///< low half of the marker, or the number that follows it
    std::size_t body = 0;     ///< first byte after both
};

class BinaryReader {
public:
    explicit BinaryReader(std::string_view bytes) : bytes_(bytes) {}

    Result<Json> read_document() {
        if (bytes_.size() < Magic.size() + TrailerSize || !bytes_.starts_with(Magic)) {
            return fail("no binary property list");
        }
        const std::size_t trailer = bytes_.size() - TrailerSize;
        offset_size_ = static_cast<unsigned char>(bytes_[trailer + 6]);
        reference_size_ = static_cast<unsigned char>(bytes_[trailer + 7]);
        count_ = number_at(bytes_, trailer + 8, 8);
        table_ = number_at(bytes_, trailer + 24, 8);
        const bool is_sound = offset_size_ >= 1 && offset_size_ <= 8 && reference_size_ >= 1 &&
                              reference_size_ <= 8 && table_ <= trailer &&
                              count_ <= (trailer - table_) / offset_size_;
        if (!is_sound) return fail("a bad trailer");
        end_ = static_cast<std::size_t>(table_);
        return read_object(number_at(bytes_, trailer + 16, 8), 0);
    }

private:
    Error fail(std::string_view what) const { return invalid(format("property list: {}", what)); }

    Result<Head> read_head(std::uint64_t number) const {
        if (number >= count_) return fail("a reference to nothing");
        const auto entry = static_cast<std::size_t>(table_ + number * offset_size_);
        const std::uint64_t offset = number_at(bytes_, entry, offset_size_);
        if (offset >= end_) return fail("an offset outside of the objects");
        const unsigned byte = static_cast<unsigned char>(bytes_[static_cast<std::size_t>(offset)]);
        Head head{byte >> 4, byte & 15, static_cast<std::size_t>(offset) + 1};
        const bool has_length = head.marker == Data || head.marker == Ascii ||
                                head.marker == Utf16 || head.marker == Array ||
                                head.marker == Dictionary;
        if (!has_length || head.count != 15) return head;
        // The length is an integer object of its own.
        if (head.body >= end_) return fail("a cut length");
        const unsigned sized = static_cast<unsigned char>(bytes_[head.body]);
        const std::size_t size = std::size_t(1) << (sized & 15);
        if (sized >> 4 != Integer || size > 8 || size > end_ - head.body - 1) return fail("a bad length");
        head.count = number_at(bytes_, head.body + 1, size);
        head.body += 1 + size;
        return head;
    }

    bool has_room(const Head& head, std::uint64_t unit) const {
        return head.body <= end_ && head.count <= (end_ - head.body) / unit;
    }

    Result<Json> read_object(std::uint64_t number, int depth) {
        if (++values_ > MaxPlistValues || depth > MaxPlistDepth) return fail("too much");
        FAREBOX_TRY(head, read_head(number));
        switch (head.marker) {
            case Simple:
                if (head.count == 8 || head.count == 9) return Json(head.count == 9);
                return Json();
            case Integer: return read_integer(head);
            case Ascii: return read_text(head, 1);
            case Utf16: return read_text(head, 2);
            case Array: return read_array(head, depth);
            case Dictionary: return read_dictionary(head, depth);
            case Real:
            case Date:
            case Data:
            case Uid: return Json();
            default: return fail("an unknown kind of object");
        }
    }

    Result<Json> read_integer(const Head& head) const {
        const std::size_t size = std::size_t(1) << head.count;
        // 16 bytes hold unsigned numbers beyond int64, which no setting has.
        if (head.count > 3 || size > end_ - head.body) return fail("a bad integer");
        const std::uint64_t number = number_at(bytes_, head.body, size);
        // Shorter than 8 bytes they are unsigned.
        return Json(static_cast<std::int64_t>(number));
    }

    Result<Json> read_text(const Head& head, std::uint64_t unit) {
        if (!has_room(head, unit)) return fail("a cut text");
        const auto size = static_cast<std::size_t>(head.count * unit);
        text_size_ += size;
        if (text_size_ > MaxPlistText) return fail("too much text");
        const std::string_view found = bytes_.substr(head.body, size);
        return Json(unit == 1 ? std::string(found) : utf8_from_utf16(found, ByteOrder::Big));
    }

    std::uint64_t reference(const Head& head, std::uint64_t index) const {
        return number_at(bytes_, head.body + static_cast<std::size_t>(index * reference_size_),
                         reference_size_);
    }

    Result<Json> read_array(const Head& head, int depth) {
        if (!has_room(head, reference_size_)) return fail("a cut array");
        Json array = Json::array();
        for (std::uint64_t i = 0; i < head.count; ++i) {
            FAREBOX_TRY(value, read_object(reference(head, i), depth + 1));
            array.push_back(std::move(value));
        }
        return array;
    }

    Result<Json> read_dictionary(const Head& head, int depth) {
        if (!has_room(head, std::uint64_t(2) * reference_size_)) return fail("a cut dictionary");
        Json object = Json::object();
        for (std::uint64_t i = 0; i < head.count; ++i) {
            FAREBOX_TRY(key, read_object(reference(head, i), depth + 1));
            if (!key.is_string()) return fail("a key that is no text");
            FAREBOX_TRY(value, read_object(reference(head, head.count + i), depth + 1));
            object[key.get<std::string>()] = std::move(value);
        }
        return object;
    }

    const std::string_view bytes_;
    std::size_t offset_size_ = 0;
    std::size_t reference_size_ = 0;
    std::uint64_t count_ = 0;
    std::uint64_t table_ = 0;
    std::size_t end_ = 0;  ///< objects lie before it
    std::size_t values_ = 0;
    std::size_t text_size_ = 0;
};

}  // namespace

Result<Json> parse_binary_plist(std::string_view bytes) {
    return BinaryReader(bytes).read_document();
}

Result<Json> parse_plist(std::string_view bytes) {
    return bytes.starts_with(Magic) ? parse_binary_plist(bytes) : parse_xml_plist(bytes);
}

}  // namespace farebox::platform

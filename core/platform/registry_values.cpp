#include "core/platform/registry_values.h"

#include "core/platform/utf16.h"

namespace farebox::platform {
namespace {

// winnt.h
enum RegistryType : std::uint32_t {
    Text = 1,
    ExpandText = 2,
    Number32 = 4,
    Lines = 7,
    Number64 = 11,
};

std::string without_zeros(std::string text) {
    while (text.ends_with('\0')) text.pop_back();
    return text;
}

Json read_number(const std::string& bytes, std::size_t size) {
    if (bytes.size() != size) return Json();
    std::uint64_t number = 0;
    for (std::size_t i = size; i-- > 0;) {
        number = number << 8 | static_cast<unsigned char>(bytes[i]);
    }
    return number;
}

Json read_lines(const std::string& bytes) {
    std::string text = without_zeros(utf8_from_utf16(bytes, ByteOrder::Little));
    for (char& c : text) {
        if (c == '\0') c = '\n';
    }
    return text;
}

Json to_json(const RegistryValue& value) {
    switch (value.type) {
        case Text:
        case ExpandText: return without_zeros(utf8_from_utf16(value.bytes, ByteOrder::Little));
        case Lines: return read_lines(value.bytes);
        case Number32: return read_number(value.bytes, 4);
        case Number64: return read_number(value.bytes, 8);
        default: return Json();
    }
}

}  // namespace

Json registry_to_json(const std::vector<RegistryValue>& values) {
    Json object = Json::object();
    for (const RegistryValue& value : values) object[value.name] = to_json(value);
    return object;
}

}  // namespace farebox::platform

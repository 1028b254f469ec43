#pragma once
// What FOCUS calls the vendors: who serves, who made the service, who sends the bill.

#include <string>
#include <string_view>

namespace farebox::collector {

struct FocusVendor {
    std::string provider_name;   ///< also InvoiceIssuerName: the one who bills
    std::string publisher_name;  ///< whose models these are
    std::string service_name;
};

/// An unlisted provider goes by its own word, an unknown one by "Unknown".
FocusVendor focus_vendor(std::string_view provider);

/// "uncached_input_tokens" of bucket "input_tokens": the vendor's own names of token types.
std::string sku_meter(std::string_view bucket);
/// "uncached input tokens": for a person.
std::string meter_words(std::string_view meter);

}  // namespace farebox::collector

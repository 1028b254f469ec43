#include "core/base/result.h"

namespace farebox {

std::string_view to_text(ErrorCode code) {
    switch (code) {
        case ErrorCode::Invalid: return "invalid";
        case ErrorCode::NotFound: return "not_found";
        case ErrorCode::Denied: return "denied";
        case ErrorCode::Unavailable: return "unavailable";
        case ErrorCode::Conflict: return "conflict";
        case ErrorCode::TooLarge: return "too_large";
        case ErrorCode::Unsupported: return "unsupported";
        case ErrorCode::Internal: return "internal";
    }
    return "internal";
}

}  // namespace farebox

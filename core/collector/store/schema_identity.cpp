#include "core/collector/store/schema.h"

namespace farebox::collector {

const char* const SchemaIdentity = R"sql(
)sql";

}  // namespace farebox::collector

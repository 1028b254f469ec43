#include "core/collector/store/schema.h"

namespace farebox::collector {

const char* const SchemaPolicy = R"sql(
)sql";

}  // namespace farebox::collector

#include "core/collector/store/schema.h"

namespace farebox::collector {

const char* const SchemaDirectory = R"sql(
)sql";

}  // namespace farebox::collector

#include "core/collector/store/schema.h"

namespace farebox::collector {

// No row is ever changed or removed; core/collector/audit chains them.
const char* const SchemaAudit = R"sql(
CREATE TABLE audit (
    sequence BIGINT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    role TEXT NOT NULL,
    action TEXT NOT NULL,
    object TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    reason TEXT NOT NULL,
    ip TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL
);
CREATE INDEX audit_by_actor ON audit (actor, sequence);
CREATE INDEX audit_by_object ON audit (object, sequence);
)sql";

}  // namespace farebox::collector

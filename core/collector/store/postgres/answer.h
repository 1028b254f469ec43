#pragma once
// What libpq answers, as values and errors. Private to this folder.

#include <memory>
#include <string_view>

#include <libpq-fe.h>

#include "core/collector/store/database.h"

namespace farebox::collector {

struct ClearAnswer {
    void operator()(PGresult* answer) const { PQclear(answer); }
};
using Answer = std::unique_ptr<PGresult, ClearAnswer>;

/// True for a statement that went well, with or without rows.
bool is_success(const PGresult* answer);

/// The failure of `sql`. The server's detail is left out: it quotes values of the row.
Error failure_of(PGconn* connection, const PGresult* answer, std::string_view sql);

/// Numbers of any width, numeric ones and booleans as whole numbers, everything else as text.
Rows rows_of(const PGresult* answer);

}  // namespace farebox::collector

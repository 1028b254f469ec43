#pragma once
// A rule that a person or an organisation wrote: calls whose repository nothing tells belong to this
// one. It never moves a call that was attributed, and what it decided says so in its evidence.
//
// Written as {"folder": "/home/mia/notes", "repo": "github.com/acme/handbook"} or
// {"program": "aider", "repo": "..."}. Field names are the same in this struct, in the settings file
// and in the local API.

#include <string>

#include "core/base/json.h"
#include "core/model/budget.h"

namespace farebox {

struct Assignment {
    std::string folder;   ///< absolute; calls from it and from folders below. "" = `program` counts
    std::string program;  ///< as Call::process_name. "" = `folder` counts
    std::string repo;     ///< as Call::repo
    BudgetSource source = BudgetSource::User;
    bool is_locked = false;

    /// What it is found by: its folder or its program.
    const std::string& subject() const { return folder.empty() ? program : folder; }
    bool operator==(const Assignment&) const = default;
};

/// Exactly one of folder and program, and a repo; unknown keys are refused. A final '/' of the
/// folder is dropped. `source` and `is_locked` are read as given. Invalid names key and value.
Result<Assignment> parse_assignment(const Json& entry);
Json to_json(const Assignment& assignment);

/// An absolute path, as this or another system writes it.
bool is_absolute_folder(std::string_view text);

}  // namespace farebox

// Tables of the directory (core/collector/directory). Two times everywhere: valid_from to valid_to
// (days, end exclusive) says when it was so in the company; recorded_at to superseded_at (UTC ns,
// end exclusive) says when the collector believed it. Rows are added and superseded, never changed.
// A span's target is NULL where the subject had none: spans of a subject cover all days.

#include "core/collector/store/schema.h"

namespace farebox::collector {

const char* const SchemaDirectory = R"sql(
-- One row: the last recorded time given out. Its lock puts directory writes and the closing of
-- months in one order (directory_stamp).
CREATE TABLE directory_state (
    id BIGINT PRIMARY KEY,
    stamp BIGINT NOT NULL
);
INSERT INTO directory_state (id, stamp) VALUES (1, 0);

CREATE TABLE people (
    person_id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT,
    active BIGINT NOT NULL,
    source TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- joins = 1: a call's developer_id may be this value; at most one person has it at a time.
CREATE TABLE person_identity (
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    person_id TEXT NOT NULL,
    joins BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    superseded_at BIGINT NOT NULL,
    PRIMARY KEY (kind, value, recorded_at)
);
CREATE UNIQUE INDEX person_identity_joins ON person_identity (value)
    WHERE joins = 1 AND superseded_at = 9223372036854775807;
CREATE INDEX person_identity_person ON person_identity (person_id);

CREATE TABLE teams (
    team_id TEXT NOT NULL,
    name TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    superseded_at BIGINT NOT NULL,
    PRIMARY KEY (team_id, recorded_at)
);
CREATE TABLE cost_centres (
    cost_centre_id TEXT NOT NULL,
    name TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    superseded_at BIGINT NOT NULL,
    PRIMARY KEY (cost_centre_id, recorded_at)
);
CREATE TABLE business_units (
    business_unit_id TEXT NOT NULL,
    name TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    superseded_at BIGINT NOT NULL,
    PRIMARY KEY (business_unit_id, recorded_at)
);

CREATE TABLE person_team (
    person_id TEXT NOT NULL,
    team_id TEXT,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    superseded_at BIGINT NOT NULL,
    PRIMARY KEY (person_id, valid_from, recorded_at)
);
CREATE TABLE team_cost_centre (
    team_id TEXT NOT NULL,
    cost_centre_id TEXT,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    superseded_at BIGINT NOT NULL,
    PRIMARY KEY (team_id, valid_from, recorded_at)
);
CREATE TABLE cost_centre_unit (
    cost_centre_id TEXT NOT NULL,
    business_unit_id TEXT,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    superseded_at BIGINT NOT NULL,
    PRIMARY KEY (cost_centre_id, valid_from, recorded_at)
);

-- Who owns and who pays for repositories that match a pattern ("github.com/acme/payments-*").
CREATE TABLE repo_rules (
    rule_id TEXT NOT NULL,
    pattern TEXT NOT NULL,
    cost_centre_id TEXT,
    owner_team_id TEXT,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    superseded_at BIGINT NOT NULL,
    PRIMARY KEY (rule_id, recorded_at)
);
-- Every repository that ever sent a call, and what the rules make of it.
CREATE TABLE repos (
    repo TEXT PRIMARY KEY,
    first_seen_at BIGINT NOT NULL
);
CREATE TABLE repo_charge (
    repo TEXT NOT NULL,
    cost_centre_id TEXT,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    superseded_at BIGINT NOT NULL,
    PRIMARY KEY (repo, valid_from, recorded_at)
);

-- What an identity provider wrote over SCIM, as it wrote it; people and memberships follow from it.
CREATE TABLE scim_users (
    scim_id TEXT PRIMARY KEY,
    person_id TEXT NOT NULL,
    user_name TEXT NOT NULL,
    user_name_key TEXT NOT NULL UNIQUE,
    external_id TEXT,
    active BIGINT NOT NULL,
    document TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX scim_users_external ON scim_users (external_id);
CREATE TABLE scim_groups (
    scim_id TEXT PRIMARY KEY,
    display_name TEXT NOT NULL,
    display_name_key TEXT NOT NULL UNIQUE,
    external_id TEXT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE TABLE scim_members (
    group_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    added_at BIGINT NOT NULL,
    PRIMARY KEY (group_id, user_id)
);
CREATE INDEX scim_members_user ON scim_members (user_id);
-- Which group means which charging team; among several groups of a person the lowest rank counts.
CREATE TABLE group_teams (
    display_name_key TEXT PRIMARY KEY,
    display_name TEXT NOT NULL,
    team_id TEXT NOT NULL,
    rank BIGINT NOT NULL
);
)sql";

}  // namespace farebox::collector

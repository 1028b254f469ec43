#pragma once
// The demo company as values: who works where on which laptop, who moves, comes and goes. The same
// seed and size give the same company; nothing is written here.

#include <cstdint>
#include <string>
#include <vector>

namespace farebox::collector {

struct DemoTeam {
    std::string team_id;
    std::string name;
    std::string cost_centre_id;
    std::vector<std::string> repos;
};

struct DemoCostCentre {
    std::string cost_centre_id;
    std::string name;
    std::string business_unit_id;
};

struct DemoPerson {
    std::string person_id;
    std::string name;
    std::string email;
    std::size_t team = 0;     ///< at the start, of Company::teams
    std::string joined;       ///< first day; before the demo's first for most
    std::string left;         ///< first day away; "" stays
    std::string adopted;      ///< first day with an agent
    std::string device_id;
    std::string claim;        ///< developer_id of their calls: person_id where bound, else a claim
    std::string agent;
    std::string second_agent; ///< "" none
    std::int64_t habit = 0;   ///< calls on an ordinary day
    bool is_subscriber = false;
    int utc_offset_min = 0;
    bool comes_late = false;  ///< a laptop that is away at the end of some months
};

struct DemoMove {
    std::string day;
    std::size_t person = 0;
    std::size_t team = 0;
};

struct Company {
    std::vector<DemoCostCentre> cost_centres;
    std::vector<DemoTeam> teams;
    std::vector<DemoPerson> people;
    std::vector<DemoMove> moves;  ///< by day

    /// Index of the team on a day.
    std::size_t team_on(std::size_t person, const std::string& day) const;
};

/// `first` and `last` day of the demo.
Company make_company(std::uint64_t seed, int engineers, const std::string& first,
                     const std::string& last);

}  // namespace farebox::collector

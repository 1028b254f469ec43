#include "core/collector/demo/company.h"

#include <algorithm>
#include <array>
#include <map>

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/collector/demo/demo_days.h"
#include "core/collector/demo/demo_words.h"
#include "core/collector/demo/dice.h"

namespace farebox::collector {
namespace {

constexpr int PeopleInATeam = 11;

std::string digits(std::int64_t number, std::size_t width) {
    std::string text = std::to_string(number);
    return std::string(width > text.size() ? width - text.size() : 0, '0') + text;
}

void add_cost_centres(Company& company) {
    std::int64_t number = 4100;
    for (const DemoUnit& unit : DemoUnits) {
        for (const char* domain : unit.domains) {
            company.cost_centres.push_back({format("CC-{}", number), domain, unit.id});
            number += 10;
        }
        number += 50;
    }
}

void add_teams(Company& company, std::uint64_t seed, int engineers) {
    const std::int64_t count = std::max(5, (engineers + PeopleInATeam - 1) / PeopleInATeam);
    const auto centres = std::int64_t(company.cost_centres.size());
    for (std::int64_t i = 0; i < count; ++i) {
        Dice dice(seed, "team", std::uint64_t(i));
        // Small companies still show every business unit: every fifth centre first.
        const DemoCostCentre& centre =
            company.cost_centres[std::size_t((i * 5 + i / 5) % centres)];
        const std::string domain = to_lower(centre.name);
        const std::int64_t number = i / centres + 1;
        DemoTeam team{format("{}-{}", domain, number), format("{} {}", centre.name, number),
                      centre.cost_centre_id, {}};
        const std::int64_t repos = dice.between(2, 4);
        for (std::int64_t r = 0; r < repos; ++r) {
            team.repos.push_back(format("github.com/acme/{}-{}", domain,
                                        RepoKinds[std::size_t((number * 4 + r) % 12)]));
        }
        company.teams.push_back(std::move(team));
    }
}

std::string agent_of(Dice& dice) {
    const std::int64_t place = dice.below(100);
    if (place < 46) return "claude-code";
    if (place < 63) return "codex";
    if (place < 80) return "cursor";
    if (place < 92) return "copilot";
    return "cline";
}

/// Nine in ten laptops are bound to their person by a login; some only claim an address, a few
/// (contractors) one that nobody knows, and some say nothing.
std::string claim_of(Dice& dice, const DemoPerson& person, std::int64_t index) {
    const std::int64_t place = dice.below(1000);
    if (place < 900) return person.person_id;
    if (place < 972) return person.email;
    return place < 982 ? format("contractor-{}@partner.example", index) : std::string();
}

DemoPerson make_person(std::uint64_t seed, std::int64_t index, const std::string& first, int days,
                       std::map<std::string, int>& taken) {
    Dice dice(seed, "person", std::uint64_t(index));
    DemoPerson person;
    const std::string given = dice.pick(GivenNames), family = dice.pick(FamilyNames);
    person.name = given + " " + family;
    const std::string address = to_lower(given) + "." + to_lower(family);
    const int namesakes = taken[address]++;
    person.email = format("{}{}@acme.example", address, namesakes == 0 ? "" : std::to_string(namesakes + 1));
    person.person_id = format("p-{}", digits(index + 1, 5));
    person.device_id = format("demo-laptop-{}", digits(index + 1, 5));
    person.joined = dice.chance(60) ? day_after(first, int(dice.below(days))) : day_after(first, -400);
    if (dice.chance(45)) {
        person.left = day_after(std::max(person.joined, first), int(dice.between(20, days)));
    }
    // Six in ten work with an agent from the start, most others begin within the time shown.
    person.adopted = dice.chance(600) ? person.joined
                                      : day_after(first, int(dice.between(0, days * 5 / 4)));
    person.claim = claim_of(dice, person, index);
    person.agent = agent_of(dice);
    if (dice.chance(240)) person.second_agent = agent_of(dice);
    if (person.second_agent == person.agent) person.second_agent.clear();
    person.habit = std::min<std::int64_t>(dice.spread(230), 2600);
    person.is_subscriber = dice.chance(320);
    constexpr std::array Offsets = {-420, -300, 0, 60, 120, 330};
    person.utc_offset_min = dice.pick(Offsets);
    person.comes_late = dice.chance(25);
    return person;
}

void add_moves(Company& company, std::uint64_t seed, const std::string& first, int days) {
    for (std::size_t i = 0; i < company.people.size(); ++i) {
        Dice dice(seed, "move", i);
        if (!dice.chance(90)) continue;
        const std::string day = day_after(first, int(dice.between(10, std::max(11, days - 5))));
        const auto team = std::size_t(dice.below(std::int64_t(company.teams.size())));
        if (team != company.people[i].team) company.moves.push_back({day, i, team});
    }
    std::ranges::sort(company.moves, {}, [](const DemoMove& move) {
        return std::pair(move.day, move.person);
    });
}

}  // namespace

std::size_t Company::team_on(std::size_t person, const std::string& day) const {
    std::size_t team = people[person].team;
    for (const DemoMove& move : moves) {
        if (move.day > day) break;
        if (move.person == person) team = move.team;
    }
    return team;
}

Company make_company(std::uint64_t seed, int engineers, const std::string& first,
                     const std::string& last) {
    Company company;
    add_cost_centres(company);
    add_teams(company, seed, engineers);
    const int days = int((start_of_day(last) - start_of_day(first)) / NsPerDay) + 1;
    std::map<std::string, int> taken;
    for (std::int64_t i = 0; i < engineers; ++i) {
        DemoPerson person = make_person(seed, i, first, days, taken);
        person.team = std::size_t(i) % company.teams.size();
        company.people.push_back(std::move(person));
    }
    add_moves(company, seed, first, days);
    return company;
}

}  // namespace farebox::collector

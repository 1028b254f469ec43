// Every route of the table against everybody who might ask: what tests/data/collector/roles.txt does
// not allow is turned away at the door, before the handler.
#include "core/collector/web/authenticate.h"

#include <map>
#include <sstream>

#include "core/base/file_io.h"
#include "tests/core/collector/web/door.h"

using namespace farebox;
using namespace farebox::collector;
using namespace farebox::tests;

namespace {

// "read_spend finance" -> may
std::map<std::string, bool> read_matrix() {
    std::map<std::string, bool> matrix;
    std::istringstream text(load_file(data_dir() + "/collector/roles.txt").value_or(""));
    std::vector<std::string> roles;
    for (std::string line; std::getline(text, line);) {
        if (line.empty() || line[0] == '#') continue;
        std::istringstream words(line);
        std::string permission;
        words >> permission;
        std::vector<std::string> cells;
        for (std::string cell; words >> cell;) cells.push_back(cell);
        if (roles.empty()) {
            roles = cells;
            continue;
        }
        for (std::size_t i = 0; i < cells.size(); ++i) {
            matrix[permission + " " + roles.at(i)] = cells[i] == "y";
        }
    }
    return matrix;
}

// Braces filled with a name that exists nowhere.
std::string target_of(const WebRoute& route) {
    std::string path = route.path;
    for (auto open = path.find('{'); open != std::string::npos; open = path.find('{')) {
        path.replace(open, path.find('}') - open + 1, "nothing");
    }
    return path;
}

Answer ask_as(Door& door, const WebRoute& route, const std::string& cookie) {
    const std::string target = target_of(route);
    net::HttpHeaders headers = {{"Content-Type", "application/json"}};
    if (!cookie.empty()) {
        headers.emplace_back("Cookie", door.cookie_name() + "=" + cookie);
        headers.emplace_back("X-Farebox-Csrf", csrf_token_of(cookie));
    }
    return door.ask(route.method, target, "{}", headers);
}

bool is_of_machines(const WebRoute& route) {
    return route.permission == Permission::Device || route.permission == Permission::Scim;
}

}  // namespace

class RouteRolesTest : public QObject {
    Q_OBJECT
private slots:
    void turns_away_whoever_may_not() {
        const auto matrix = read_matrix();
        Door door("sqlite");
        std::map<Role, std::string> cookies;
        for (const Role role : all_roles()) {
            cookies[role] = door.sign_in(std::string(to_text(role)),
                                         {{role, role == Role::TeamLead ? "pay" : ""}});
        }
        int refused = 0;
        for (const WebRoute& route : web_routes()) {
            if (route.permission == Permission::Public || is_of_machines(route)) continue;
            for (const Role role : all_roles()) {
                const std::string cell = std::string(to_text(route.permission)) + " " + std::string(to_text(role));
                QVERIFY2(matrix.contains(cell), cell.c_str());
                if (matrix.at(cell)) continue;
                const Answer answer = ask_as(door, route, cookies[role]);
                const std::string what = std::string(route.method) + " " + route.path + " as " + cell;
                QVERIFY2(answer.status() == 403 && answer.code() == "denied", what.c_str());
                ++refused;
            }
        }
        QVERIFY2(refused > 30, "the table of routes is nearly empty");
    }

    void strangers_reach_public_routes_alone() {
        Door door("sqlite");
        for (const WebRoute& route : web_routes()) {
            if (route.permission == Permission::Public) continue;
            const Answer answer = ask_as(door, route, "");
            QVERIFY2(answer.status() == 401, route.path);
            // A cookie that was made up is worth as much.
            QVERIFY2(ask_as(door, route, "bWFkZS11cA").status() == 401, route.path);
        }
    }

    void no_role_opens_what_is_for_machines() {
        Door door("sqlite");
        std::vector<RoleGrant> all;
        for (const Role role : all_roles()) all.push_back({role, role == Role::TeamLead ? "pay" : ""});
        const std::string cookie = door.sign_in("everything", all);
        for (const WebRoute& route : web_routes()) {
            if (!is_of_machines(route)) continue;
            QVERIFY2(ask_as(door, route, cookie).status() == 401, route.path);
        }
    }

    void a_first_password_opens_its_own_account_alone() {
        Door door("sqlite");
        const std::string cookie = door.sign_in("root", {{Role::PlatformAdmin, ""}, {Role::Finance, ""}});
        QVERIFY(door.session()->run("UPDATE accounts SET must_change_password = 1"));
        for (const WebRoute& route : web_routes()) {
            if (route.permission == Permission::Public || route.permission == Permission::OwnAccount) continue;
            if (is_of_machines(route)) continue;
            QVERIFY2(ask_as(door, route, cookie).status() == 403, route.path);
        }
    }
};

FAREBOX_TEST_CLASS(RouteRolesTest)
#include "route_roles_test.moc"

#include "core/platform/socket_owner.h"

#include "core/platform/port_owner.h"
#include "tests/core/platform/child.h"
#include "tests/core/platform/sockets.h"
#include "tests/support/suite.h"

#include <memory>

#include <fcntl.h>

using namespace farebox;
using namespace farebox::platform;
using farebox::tests::Child;
using farebox::tests::Listener;

namespace {

/// A child that keeps `count` connections to the listener open, and our ends of them.
struct Connected {
    Connected(const Listener& listener, int family, const char* address, int count = 1)
        : child([&] {
              for (int i = 0; i < count; ++i) {
                  if (Listener::connect_to(family, address, listener.port()) < 0) _exit(1);
              }
          }) {
        for (int i = 0; i < count; ++i) accepted.push_back(listener.take());
        for (const int fd : accepted) pairs.push_back(*read_client_pair(fd));
    }
    ~Connected() {
        for (const int fd : accepted) close(fd);
    }
    Child child;
    std::vector<int> accepted;
    std::vector<SocketPair> pairs;
};

}  // namespace

class SocketOwnerTest : public QObject {
    Q_OBJECT
private slots:
    void finds_the_process_behind_an_ipv4_connection();
    void finds_the_process_behind_an_ipv6_connection();
    void an_ipv4_client_of_a_dual_stack_listener_is_ipv4();
    void an_ipv6_socket_that_speaks_ipv4_is_found();
    void resolves_many_sockets_of_many_processes_in_order();
    void an_ended_client_has_no_owner();
    void a_process_that_took_an_old_number_is_not_believed();
    void tells_the_user_without_a_scan();
    void a_descriptor_that_is_no_connection_is_refused();
    void finds_who_listens_on_a_port();
};

void SocketOwnerTest::finds_the_process_behind_an_ipv4_connection() {
    const Listener listener(AF_INET);
    const Connected client(listener, AF_INET, "127.0.0.1");
    QVERIFY(!client.pairs[0].is_v6);
    SocketOwners owners;
    const auto found = owners.find(client.pairs);
    QVERIFY(found[0].has_value());
    QCOMPARE(found[0]->uid, user_id());
    QCOMPARE(found[0]->process, find_process(client.child.pid()));
}

void SocketOwnerTest::finds_the_process_behind_an_ipv6_connection() {
    const Listener listener(AF_INET6);
    if (!listener.is_open()) QSKIP("no IPv6 loopback here");
    const Connected client(listener, AF_INET6, "::1");
    QVERIFY(client.pairs[0].is_v6);
    SocketOwners owners;
    const auto found = owners.find(client.pairs);
    QVERIFY(found[0].has_value());
    QCOMPARE(found[0]->process, find_process(client.child.pid()));
}

void SocketOwnerTest::an_ipv4_client_of_a_dual_stack_listener_is_ipv4() {
    const Listener listener(AF_INET6, "::");
    if (!listener.is_open()) QSKIP("no IPv6 here");
    const Connected client(listener, AF_INET, "127.0.0.1");
    QVERIFY(!client.pairs[0].is_v6);
    SocketOwners owners;
    QCOMPARE(owners.find(client.pairs)[0]->process, find_process(client.child.pid()));
}

void SocketOwnerTest::an_ipv6_socket_that_speaks_ipv4_is_found() {
    const Listener listener(AF_INET);
    if (!Listener(AF_INET6).is_open()) QSKIP("no IPv6 here");
    const Connected client(listener, AF_INET6, "::ffff:127.0.0.1");
    QVERIFY(!client.pairs[0].is_v6);
    SocketOwners owners;
    const auto found = owners.find(client.pairs);
    QVERIFY(found[0].has_value());
    QCOMPARE(found[0]->process, find_process(client.child.pid()));
}

void SocketOwnerTest::resolves_many_sockets_of_many_processes_in_order() {
    const Listener listener(AF_INET);
    std::vector<std::unique_ptr<Connected>> clients;
    std::vector<SocketPair> pairs;
    for (int i = 0; i < 3; ++i) {
        clients.push_back(std::make_unique<Connected>(listener, AF_INET, "127.0.0.1", 100));
    }
    for (int i = 0; i < 100; ++i) {
        for (const auto& client : clients) pairs.push_back(client->pairs[std::size_t(i)]);
    }
    SocketOwners owners;
    for (int round = 0; round < 2; ++round) {  // the second round finds remembered processes
        const auto found = owners.find(pairs);
        QCOMPARE(found.size(), pairs.size());
        for (std::size_t i = 0; i < found.size(); ++i) {
            QVERIFY(found[i].has_value() && found[i]->process.has_value());
            QCOMPARE(found[i]->process->pid, std::int64_t(clients[i % 3]->child.pid()));
        }
    }
}

void SocketOwnerTest::an_ended_client_has_no_owner() {
    const Listener listener(AF_INET);
    Connected client(listener, AF_INET, "127.0.0.1");
    SocketOwners owners;
    QVERIFY(owners.find(client.pairs)[0]->process.has_value());
    client.child.stop();
    const auto found = owners.find(client.pairs);
    QVERIFY(!found[0].has_value() || !found[0]->process.has_value());
    SocketUsers users;
    QVERIFY(!users.find(client.pairs[0]).has_value());
}

void SocketOwnerTest::a_process_that_took_an_old_number_is_not_believed() {
    const ProcessId now = current_process();
    QVERIFY(find_process(now.pid) == now);
    QVERIFY(find_process(now.pid) != (ProcessId{now.pid, now.start_time + 1}));
}

void SocketOwnerTest::tells_the_user_without_a_scan() {
    const Listener listener(AF_INET);
    const Connected client(listener, AF_INET, "127.0.0.1");
    SocketUsers users;
    QCOMPARE(users.find(client.pairs[0]).value(), user_id());
    SocketPair stranger = client.pairs[0];
    stranger.local_port = 1;
    QVERIFY(!users.find(stranger).has_value());
}

void SocketOwnerTest::a_descriptor_that_is_no_connection_is_refused() {
    QVERIFY(!read_client_pair(-1).has_value());
    int ends[2];
    QCOMPARE(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    QVERIFY(!read_client_pair(ends[0]).has_value());
    close(ends[0]);
    close(ends[1]);
}

void SocketOwnerTest::finds_who_listens_on_a_port() {
    std::uint16_t free_port = 0;
    {
        const Listener listener(AF_INET);
        free_port = listener.port();
        const auto owner = find_port_owner(listener.port());
        QVERIFY(owner.has_value() && owner->process.has_value());
        QCOMPARE(owner->process->id, current_process());
    }
    QVERIFY(!find_port_owner(free_port).has_value());
    const Listener listener(AF_INET6);
    if (listener.is_open()) QVERIFY(find_port_owner(listener.port()).has_value());
}

FAREBOX_TEST_CLASS(SocketOwnerTest)
#include "socket_owner_test.moc"

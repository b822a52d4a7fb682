#include "net/listener.hpp"

#include "net/bind.hpp"
#include "tests/net/descriptor_shortage.hpp"
#include "tests/net/turns.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <catch2/catch.hpp>
#include <cerrno>
#include <cstddef>
#include <optional>
#include <sys/socket.h>
#include <utility>
#include <vector>

namespace net {
namespace {

using boost::asio::ip::tcp;
using namespace std::chrono_literals;

// A listener that lets in `room` connections, and clients of it, in one thread.
struct Door {
    Door() : bound(std::move(*bind_listener({"127.0.0.1", 0, {}}, 1))) {
        listener.emplace(
            worker, std::move(bound.sockets.front()),
            [this](Accepted one) { inside.push_back(std::move(one)); },
            [this] { return inside.size() < room; });
    }
    ~Door() {
        listener.reset();
        net_test::poll(worker);
    }

    int connect() {
        const int client = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        clients.emplace_back(client);
        const tcp::endpoint to(boost::asio::ip::make_address("127.0.0.1"), bound.endpoint.port);
        const int result = ::connect(client, to.data(), static_cast<socklen_t>(to.size()));
        return result == 0 ? 0 : errno;
    }

    void let_come(int count) {
        for (int i = 0; i < count; ++i) {
            // Over the loopback the handshake is done when this returns, or nearly so.
            const int error = connect();
            REQUIRE((error == 0 || error == EINPROGRESS));
        }
    }

    /// Does this client still have a connection?
    static bool is_open(const Descriptor& client) {
        char byte = 0;
        return ::recv(client.get(), &byte, 1, MSG_PEEK) < 0 && errno == EAGAIN;
    }

    template <class Condition>
    void run_until(Condition condition) {
        for (int i = 0; i < 2'000 && !condition(); ++i) {
            worker.turn(10ms);
        }
        REQUIRE(condition());
    }

    void drain() {
        listener->drain([this] { drained = true; });
    }

    Worker worker;
    Bound bound;
    std::size_t room = 1'000;
    std::vector<Accepted> inside;
    std::vector<Descriptor> clients;
    std::optional<Listener> listener;
    bool drained = false;
};

}   // namespace

TEST_CASE("a drain takes who waits, then closes") {
    Door door;
    door.let_come(20);
    door.drain();
    door.run_until([&] { return door.drained; });
    CHECK(door.inside.size() == 20);
    for (const Descriptor& client : door.clients) {
        CHECK(Door::is_open(client));
    }
    CHECK(door.connect() != 0);
}

TEST_CASE("a drain waits for room, and nobody in the queue is reset") {
    Door door;
    door.room = 3;
    door.let_come(8);
    door.drain();
    net_test::run_for(door.worker, 300ms);
    CHECK_FALSE(door.drained);
    CHECK(door.inside.size() == 3);
    for (const Descriptor& client : door.clients) {
        CHECK(Door::is_open(client));
    }
    door.room = 1'000;
    door.run_until([&] { return door.drained; });
    CHECK(door.inside.size() == 8);
}

TEST_CASE("who comes while a listener drains is not reset either") {
    Door door;
    door.room = 1;
    door.let_come(2);
    door.drain();
    // Its SYN is dropped as if it were lost: the client will ask again, and find the port closed.
    CHECK(door.connect() == EINPROGRESS);
    net_test::run_for(door.worker, 100ms);
    CHECK(::send(door.clients.back().get(), "x", 1, MSG_NOSIGNAL) < 0);
    CHECK(errno == EAGAIN);
    door.room = 1'000;
    door.run_until([&] { return door.drained; });
    CHECK(door.inside.size() == 2);
}

TEST_CASE("out of descriptors it waits in peace, and goes on when there are some",
          DESCRIPTOR_SHORTAGE) {
    Door door;
    door.let_come(4);
    {
        const net_test::DescriptorShortage shortage(1);
        // One comes in. Looking again and again would be thousands of turns.
        CHECK(net_test::run_for(door.worker, 500ms) < 100);
        CHECK(door.inside.size() == 1);
    }
    door.run_until([&] { return door.inside.size() == 4; });
}

TEST_CASE("out of descriptors a drain waits too", DESCRIPTOR_SHORTAGE) {
    Door door;
    door.let_come(4);
    {
        const net_test::DescriptorShortage shortage(1);
        door.drain();
        CHECK(net_test::run_for(door.worker, 300ms) < 100);
        CHECK_FALSE(door.drained);
    }
    door.run_until([&] { return door.drained; });
    CHECK(door.inside.size() == 4);
}

}   // namespace net

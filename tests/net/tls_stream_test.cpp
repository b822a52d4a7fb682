#include "tests/net/tls_pair.hpp"
#include "tests/net/turns.hpp"

#include <openssl/ssl.h>
#include <unistd.h>

namespace net {
namespace {

using net_test::TlsPair;
using State = Transfer::State;

// One more stream, and at its far end a client whose TLS is driven by hand.
struct ByHand : TlsPair {
    ByHand() {
        std::array<int, 2> sockets{};
        REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, sockets.data()) == 0);
        other = Stream::adopt(loop, Descriptor(sockets[0]));
        far_end = Descriptor(sockets[1]);
        other->set_waker(&waker);
        other->secure(TlsServer::accept(tls_server, other->descriptor()));
        SSL_set_fd(ssl.get(), far_end.get());
        SSL_set_connect_state(ssl.get());
        for (int i = 0; i < 10 && SSL_is_init_finished(ssl.get()) == 0; ++i) {
            SSL_do_handshake(ssl.get());
            static_cast<void>(other->shake_hands());
        }
        REQUIRE(other->shake_hands() == State::moved);
    }
    ByHand(const ByHand&) = delete;
    ByHand& operator=(const ByHand&) = delete;
    ~ByHand() { other->close(); }

    Descriptor far_end;
    StreamPtr other;
    net_test::Count waker;
    SslContext context{SSL_CTX_new(TLS_client_method())};
    SslPointer ssl{SSL_new(context.get())};
};

}   // namespace

TEST_CASE_METHOD(TlsPair, "bytes go both ways, in pieces and over records") {
    shake_hands();
    const std::array<std::string_view, 4> pieces{"head", "", "body", ""};
    CHECK(client->write_some(pieces).bytes == 8);
    CHECK(read(*server) == "headbody");
    CHECK(server->drained());
    const std::string long_text(35'000, 'x');
    const std::array<std::string_view, 3> more{"size", long_text, "end"};
    CHECK(server->write_some(more).bytes == 35'007);
    CHECK(read(*client) == "size" + long_text + "end");
    CHECK(client->drained());
    CHECK(client->read_some(room).state == State::blocked);
}

TEST_CASE_METHOD(TlsPair, "what was read ahead raises the waker though the socket has nothing") {
    shake_hands();
    CHECK(write(*client, "0123456789").bytes == 10);
    std::array<char, 4> small{};
    CHECK(server->read_some(small).bytes == 4);
    CHECK_FALSE(server->drained());
    server->want_read();
    net_test::poll(loop);
    CHECK(server_waker.count == 1);
    CHECK(read(*server) == "456789");
    server->want_read();
    net_test::poll(loop);
    CHECK(server_waker.count == 1);
    CHECK(write(*client, "x").bytes == 1);
    net_test::poll(loop);
    CHECK(server_waker.count == 2);
}

TEST_CASE_METHOD(TlsPair, "a write that is held up goes on with the same bytes in other pieces") {
    shake_hands();
    const std::string block(100'000, 'b');
    std::size_t sent = 0;
    for (Transfer last; last.state == State::moved; sent += last.bytes) {
        last = write(*server, block);
    }
    CHECK(server->holds_to_offer());
    std::string received;
    std::size_t silent = 0;
    while (received.size() < sent && silent < 3) {
        const std::string got = read(*client);
        silent = got.empty() ? silent + 1 : 0;
        received += got;
    }
    CHECK(received == std::string(sent, 'b'));
    const std::string front(5, 'b');
    const std::string rest = std::string(30'000, 'b');
    const std::array<std::string_view, 2> pieces{front, rest};
    const Transfer last = server->write_some(pieces);
    CHECK(last.bytes == 30'005);
    CHECK_FALSE(server->holds_to_offer());
    received = read(*client);
    CHECK(received == std::string(30'005, 'b'));
}

TEST_CASE_METHOD(TlsPair, "an end that is said and one that is not are told apart") {
    shake_hands();
    SECTION("said") {
        CHECK(write(*client, "last").bytes == 4);
        client->shutdown_send();
        CHECK_FALSE(client->owes_end());
        CHECK(read(*server) == "last");
        CHECK(server->read_some(room).state == State::ended);
        CHECK(write(*server, "an answer").bytes == 9);
        CHECK(read(*client) == "an answer");
    }
    SECTION("cut") {
        ::shutdown(client->descriptor(), SHUT_WR);
        CHECK(server->read_some(room).state == State::failed);
        CHECK(server->read_some(room).state == State::failed);
    }
    CHECK(server->ended());
}

TEST_CASE_METHOD(TlsPair, "an end that cannot be said yet is said once there is room") {
    shake_hands();
    const std::string block(16'384, 'b');
    std::size_t sent = 0;
    while (write(*server, block).state == State::moved) {
        sent += block.size();
    }
    REQUIRE(server->holds_to_offer());
    std::string received;
    while (received.size() < sent) {
        received += read(*client);
    }
    REQUIRE(write(*server, block).state == State::moved);
    server->shutdown_send();
    for (int i = 0; i < 100 && server->owes_end(); ++i) {
        static_cast<void>(read(*client));
        net_test::poll(loop);
    }
    CHECK_FALSE(server->owes_end());
    Transfer last;
    while (last.state == State::moved) {
        last = client->read_some(room);
    }
    CHECK(last.state == State::ended);
}

TEST_CASE_METHOD(ByHand, "who changes keys all the time does not hold up the others") {
    // Put together first, so that they come in few pieces.
    SSL_set0_wbio(ssl.get(), BIO_new(BIO_s_mem()));
    for (int i = 0; i < 6'000; ++i) {
        REQUIRE(SSL_key_update(ssl.get(), SSL_KEY_UPDATE_NOT_REQUESTED) == 1);
        REQUIRE(SSL_do_handshake(ssl.get()) == 1);
    }
    REQUIRE(SSL_write(ssl.get(), "x", 1) == 1);
    char* flood = nullptr;
    const long size = BIO_get_mem_data(SSL_get_wbio(ssl.get()), &flood);
    REQUIRE(::write(far_end.get(), flood, static_cast<std::size_t>(size)) == size);
    int turns = 0;
    while (other->read_some(room).state == State::blocked && turns < 10) {
        ++turns;
        const int before = waker.count;
        other->want_read();
        net_test::poll(loop);
        REQUIRE(waker.count > before);
    }
    CHECK(turns > 0);
    CHECK(room[0] == 'x');
}

TEST_CASE_METHOD(ByHand, "a read that has to write first waits in peace until it can") {
    const std::string block(100'000, 'b');
    while (::send(other->descriptor(), block.data(), block.size(), MSG_NOSIGNAL) > 0) {
    }
    for (int i = 0; i < 20; ++i) {
        REQUIRE(SSL_key_update(ssl.get(), SSL_KEY_UPDATE_REQUESTED) == 1);
        REQUIRE(SSL_do_handshake(ssl.get()) == 1);
    }
    net_test::poll(loop);
    CHECK(other->read_some(room).state == State::blocked);
    int turns = 0;
    for (; turns < 50; ++turns) {
        other->want_read();
        if (!loop.turn(std::chrono::milliseconds(0))) {
            break;
        }
        CHECK(other->read_some(room).state == State::blocked);
    }
    CHECK(turns < 10);
    const int before = waker.count;
    while (::recv(far_end.get(), room.data(), room.size(), 0) > 0) {
    }
    net_test::poll(loop);
    CHECK(waker.count > before);
}

TEST_CASE_METHOD(TlsPair, "tickets of the other side are not bytes for anybody") {
    shake_hands();
    CHECK(client->is_quiet());
    CHECK(ticket != nullptr);
    CHECK(write(*server, "x").bytes == 1);
    CHECK_FALSE(client->is_quiet());
    CHECK(read(*client) == "x");
    CHECK(client->is_quiet());
    server->close();
    CHECK_FALSE(client->is_quiet());
}

TEST_CASE("a certificate that does not hold is told from a handshake that broke off") {
    TlsPair pair;
    pair.tls_client = TlsPair::make_client(net_test::certificate_for("localhost"), "localhost");
    pair.client->secure(
        TlsClient::connect(pair.tls_client, pair.client->descriptor(), pair.ticket));
    State state = State::blocked;
    for (int i = 0; i < 10 && state == State::blocked; ++i) {
        state = pair.client->shake_hands();
        static_cast<void>(pair.server->shake_hands());
    }
    CHECK(state == State::failed);
    CHECK(pair.client->tls()->fault() == TlsFault::certificate);
    CHECK_FALSE(pair.client->tls()->reason().empty());
    CHECK(pair.server->tls()->fault() == TlsFault::protocol);
}

}   // namespace net

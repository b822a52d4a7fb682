#include "tests/net/tls_pair.hpp"

#include <openssl/ssl.h>

namespace net {
namespace {

using Clock = TicketKeys::Clock;

// A server with keys whose clock is set by hand, and one visit after the other.
struct Visits {
    Visits() {
        config::ListenerTls settings;
        settings.certificates = {certificate};
        server = std::make_shared<const TlsServer>(settings, keys);
    }

    // Was the session of the last visit resumed?
    bool visit() {
        net_test::TlsPair pair;
        pair.certificate = certificate;
        pair.server->secure(TlsServer::accept(server, pair.server->descriptor()));
        pair.client->secure(TlsClient::connect(client, pair.client->descriptor(), ticket));
        pair.shake_hands();
        CHECK(pair.client->is_quiet());   // reads the tickets
        REQUIRE(ticket);
        const bool resumed = pair.client->tls()->resumed();
        pair.client->close();
        return resumed;
    }

    Clock::time_point now{std::chrono::hours(1)};
    std::shared_ptr<TicketKeys> keys = std::make_shared<TicketKeys>([this] { return now; });
    config::CertificatePointer certificate = net_test::certificate_for("localhost");
    std::shared_ptr<const TlsServer> server;
    std::shared_ptr<const TlsClient> client =
        net_test::TlsPair::make_client(certificate, "localhost");
    TlsTicket ticket;
};

}   // namespace

TEST_CASE_METHOD(Visits, "a session is resumed as long as its key or the next one seals") {
    CHECK_FALSE(visit());
    CHECK(visit());
    now += TicketKeys::lifetime;
    CHECK(visit());   // opened with the key before, sealed with the new one
    now += TicketKeys::lifetime;
    CHECK(visit());
    now += 2 * TicketKeys::lifetime;
    CHECK_FALSE(visit());
    CHECK(visit());
}

TEST_CASE_METHOD(Visits, "a new server with the same keys resumes sessions of the one before") {
    CHECK_FALSE(visit());
    config::ListenerTls settings;
    settings.certificates = {certificate};
    server = std::make_shared<const TlsServer>(settings, keys);
    CHECK(visit());
    server = net_test::TlsPair::make_server(certificate);
    CHECK_FALSE(visit());
}

}   // namespace net

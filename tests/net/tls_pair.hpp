#pragma once

#include "config/certificate.hpp"
#include "net/stream.hpp"
#include "net/tls_client.hpp"
#include "net/tls_server.hpp"
#include "tests/pki/make.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sys/socket.h>

namespace net_test {

inline config::CertificatePointer certificate_for(const std::string& name) {
    std::string folder = std::filesystem::temp_directory_path() / "net-pki-XXXXXX";
    REQUIRE(::mkdtemp(folder.data()) != nullptr);
    const auto made = pki::self_signed(name, "DNS:" + name);
    std::ofstream(folder + "/a.crt") << made.certificate;
    std::ofstream(folder + "/a.key") << made.key;
    config::Report report("test");
    auto loaded =
        config::load_certificate({folder + "/a.crt", {}}, {folder + "/a.key", {}}, report);
    std::filesystem::remove_all(folder);
    REQUIRE(loaded);
    return loaded;
}

struct Count final : net::Waker {
    void raise() override { ++count; }
    int count = 0;
};

/// A visitor's stream and an origin's, tied together; both speak TLS once `shake_hands` is done.
struct TlsPair {
    TlsPair() {
        std::signal(SIGPIPE, SIG_IGN);   // as the proxy does: OpenSSL writes without MSG_NOSIGNAL
        std::array<int, 2> sockets{};
        REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, sockets.data()) == 0);
        server = net::Stream::adopt(loop, net::Descriptor(sockets[0]));
        client = net::Stream::adopt(loop, net::Descriptor(sockets[1]));
        server->set_waker(&server_waker);
        client->set_waker(&client_waker);
        server->secure(net::TlsServer::accept(tls_server, server->descriptor()));
        client->secure(net::TlsClient::connect(tls_client, client->descriptor(), ticket));
    }
    TlsPair(const TlsPair&) = delete;
    TlsPair& operator=(const TlsPair&) = delete;
    ~TlsPair() {
        server->close();
        client->close();
    }

    static std::shared_ptr<const net::TlsServer> make_server(
        const config::CertificatePointer& one) {
        config::ListenerTls settings;
        settings.certificates = {one};
        return std::make_shared<const net::TlsServer>(settings,
                                                      std::make_shared<net::TicketKeys>());
    }

    static std::shared_ptr<const net::TlsClient> make_client(const config::CertificatePointer& one,
                                                             const std::string& name) {
        config::UpstreamSettings settings;
        settings.host = name;
        auto authorities = std::make_shared<config::Authorities>();
        authorities->certificates = {one->leaf};
        settings.tls.authorities = authorities;
        return std::make_shared<const net::TlsClient>(settings);
    }

    void shake_hands() {
        auto one = net::Transfer::State::blocked;
        auto other = one;
        for (int i = 0;
             i < 10 && (one != net::Transfer::State::moved || other != net::Transfer::State::moved);
             ++i) {
            other = client->shake_hands();
            one = server->shake_hands();
        }
        REQUIRE(one == net::Transfer::State::moved);
        REQUIRE(other == net::Transfer::State::moved);
    }

    static net::Transfer write(net::Stream& stream, std::string_view text) {
        return stream.write_some({&text, 1});
    }

    std::string read(net::Stream& stream) {
        const net::Transfer got = stream.read_some(room);
        return got.state == net::Transfer::State::moved ? std::string(room.data(), got.bytes) : "";
    }

    config::CertificatePointer certificate = certificate_for("localhost");
    std::shared_ptr<const net::TlsServer> tls_server = make_server(certificate);
    std::shared_ptr<const net::TlsClient> tls_client = make_client(certificate, "localhost");
    net::TlsTicket ticket;
    net::EventLoop loop;
    Count server_waker;
    Count client_waker;
    net::StreamPtr server;
    net::StreamPtr client;
    std::array<char, 40'000> room{};
};

}   // namespace net_test

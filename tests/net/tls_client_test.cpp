#include "net/tls_client.hpp"

#include <catch2/catch.hpp>
#include <stdexcept>
#include <string>

namespace net {
namespace {

config::UpstreamSettings origin_named(const std::string& name) {
    config::UpstreamSettings settings;
    settings.scheme = config::Scheme::https;
    settings.host = name;
    return settings;
}

}   // namespace

TEST_CASE("a name that OpenSSL cannot compare is refused, not left unverified") {
    const std::string table[] = {
        "", std::string("a.example\0.b.example", 20),
        "fe80::1%1",   // the scope is no part of what a certificate can hold
    };
    for (const std::string& name : table) {
        INFO(name);
        CHECK_THROWS_AS(TlsClient(origin_named(name)), std::runtime_error);
        config::UpstreamSettings unverified = origin_named(name);
        unverified.tls.verify = false;
        CHECK_NOTHROW(TlsClient(unverified));
    }
}

TEST_CASE("names and addresses are set up") {
    for (const std::string name : {"a.example", "192.0.2.1", "2001:db8::1"}) {
        INFO(name);
        CHECK_NOTHROW(TlsClient(origin_named(name)));
    }
}

}   // namespace net

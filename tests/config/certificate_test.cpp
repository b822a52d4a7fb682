#include "config/certificate.hpp"

#include "config/load.hpp"
#include "tests/config/folder.hpp"
#include "tests/config/texts.hpp"
#include "tests/pki/make.hpp"

#include <catch2/catch.hpp>

using config::FileDraft;
using config::Report;
using config_test::Folder;

namespace {

struct Loaded {
    config::CertificatePointer certificate;
    std::string faults;
};

Loaded load(const Folder& folder, std::string_view certificate, std::string_view key) {
    const FileDraft one{folder.write("a.crt", certificate), {2, 3}};
    const FileDraft other{folder.write("a.key", key), {4, 5}};
    Report report("proxy.yaml");
    Loaded loaded{config::load_certificate(one, other, report), {}};
    std::vector<config::Fault> faults;
    report.flush(faults);
    CHECK((loaded.certificate != nullptr) != config::has_errors(faults));
    loaded.faults = config_test::lines_of(faults);
    return loaded;
}

}   // namespace

TEST_CASE("a certificate is read with its chain, its names and its end") {
    const Folder folder;
    const auto made = pki::self_signed("cn.example", "DNS:A.example,DNS:*.b.example,IP:10.0.0.1");
    const auto above = pki::self_signed("above", "");
    const Loaded loaded = load(folder, made.certificate + above.certificate, made.key);
    CHECK(loaded.faults.empty());
    REQUIRE(loaded.certificate);
    CHECK(loaded.certificate->names == std::vector<std::string>{"a.example", "*.b.example"});
    CHECK(loaded.certificate->chain.size() == 1);
    CHECK(loaded.certificate->fingerprint.size() == 64);
    const auto left = loaded.certificate->expires - std::chrono::system_clock::now();
    CHECK(left > std::chrono::hours(47));
    CHECK(left < std::chrono::hours(49));
}

TEST_CASE("the common name counts only where there is no other") {
    const Folder folder;
    const auto made = pki::self_signed("CN.example", "");
    const Loaded loaded = load(folder, made.certificate, made.key);
    REQUIRE(loaded.certificate);
    CHECK(loaded.certificate->names == std::vector<std::string>{"cn.example"});
}

TEST_CASE("what is wrong with a certificate or its key is told at its place") {
    const Folder folder;
    const auto made = pki::self_signed("a", "DNS:a");
    const auto other = pki::self_signed("b", "DNS:b");
    const pki::Key weak = pki::rsa_key(1024);
    const auto broken = made.certificate.substr(0, 60) + "!" + made.certificate.substr(61);
    struct Case {
        std::string certificate;
        std::string key;
        std::string fault;
    };
    const std::vector<Case> cases{
        {"", made.key,
         "2:3: error: \"" + (folder.path() / "a.crt").string() + "\" has no certificate in PEM"},
        {made.key, made.key, "has no certificate in PEM"},
        {broken, made.key, "has a broken certificate in it"},
        {made.certificate + broken, made.key, "has a broken certificate in it"},
        {made.certificate, "",
         "4:5: error: \"" + (folder.path() / "a.key").string() + "\" has no private key in PEM"},
        {made.certificate, pki::pem_of(pki::elliptic_key(), "secret"), "is encrypted"},
        {made.certificate, other.key, "4:5: error: the key in "},
        {made.certificate, pki::pem_of(weak), "is too weak: 1024 bits"},
    };
    for (const Case& one : cases) {
        CAPTURE(one.fault);
        CHECK_THAT(load(folder, one.certificate, one.key).faults, Catch::Contains(one.fault));
    }
    const auto old = pki::self_signed("a", "DNS:a", pki::elliptic_key(), -1);
    CHECK_THAT(load(folder, old.certificate, old.key).faults,
               Catch::Contains("2:3: warning: ") && Catch::Contains("has expired"));
}

TEST_CASE("a configuration reads what it names, relative to itself") {
    const Folder folder;
    const auto made = pki::self_signed("a", "DNS:a");
    const auto other = pki::self_signed("b", "DNS:b");
    folder.write("tls/a.crt", made.certificate);
    folder.write("tls/a.key", made.key);
    folder.write("tls/b.crt", other.certificate);
    folder.write("tls/b.key", other.key);
    folder.write("r.yaml",
                 "registry: 1\nsite: s\nconsent: {cookie: c, settings_url: /c}\n"
                 "categories: [{id: essential}]\n");
    const auto file = folder.write("proxy.yaml", R"(
listeners:
  - address: 127.0.0.1:1
    tls: {certificate: tls/a.crt, key: tls/a.key, min_version: 1.3,
          certificates: [{certificate: tls/b.crt, key: tls/b.key}]}
    proxy_protocol: true
    trusted_proxies: [private]
  - address: 127.0.0.1:2
    tls: [{certificate: tls/b.crt, key: tls/b.key}, {certificate: tls/a.crt, key: tls/a.key}]
  - address: unix:/tmp/a.sock
    mode: 0660
sites:
  - name: one
    hosts: ["*"]
    registry: r.yaml
    upstream: {verify: false, url: "https://10.0.0.1", server_name: B.example, ca: tls/b.crt,
               client_certificate: tls/a.crt, client_key: tls/a.key, idle: 9s}
  - {name: two, hosts: [two], registry: r.yaml, upstream: "https://two.example"}
)");
    std::vector<config::Fault> faults;
    const auto settings = config::load_settings(file, faults);
    CHECK_THAT(config_test::lines_of(faults), Catch::Contains("\"verify\" is false"));
    REQUIRE(settings);
    const config::ListenerSettings& first = settings->listeners.at(0);
    REQUIRE(first.tls);
    REQUIRE(first.tls->certificates.size() == 2);
    CHECK(first.tls->certificates[0]->names == std::vector<std::string>{"a"});
    CHECK(first.tls->certificates[1]->names == std::vector<std::string>{"b"});
    CHECK(first.tls->min_version == config::TlsVersion::tls_1_3);
    CHECK(first.proxy_protocol);
    const config::ListenerSettings& second = settings->listeners.at(1);
    REQUIRE(second.tls);
    CHECK(second.tls->certificates.at(0)->names == std::vector<std::string>{"b"});
    CHECK(second.tls->min_version == config::TlsVersion::tls_1_2);
    CHECK_FALSE(second.proxy_protocol);
    CHECK(settings->listeners.at(2).mode == 0660U);
    const config::UpstreamSettings& upstream = settings->sites.at(0).upstream;
    CHECK(upstream.scheme == config::Scheme::https);
    CHECK(upstream.port == 443);
    CHECK(upstream.idle == std::chrono::seconds(9));
    CHECK_FALSE(upstream.tls.verify);
    CHECK(upstream.tls.server_name == "b.example");
    REQUIRE(upstream.tls.authorities);
    CHECK(upstream.tls.authorities->certificates.size() == 1);
    REQUIRE(upstream.tls.client);
    CHECK(upstream.tls.client->names == std::vector<std::string>{"a"});
    CHECK(settings->sites.at(1).upstream.tls.verify);
    CHECK_FALSE(settings->sites.at(1).upstream.tls.authorities);
}

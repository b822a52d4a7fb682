#include "config/snapshot.hpp"

#include <catch2/catch.hpp>

namespace {

config::Settings settings(std::initializer_list<std::vector<std::string>> sites) {
    config::Settings made;
    for (const auto& hosts : sites) {
        config::Site site;
        site.name = hosts.front();
        site.hosts = hosts;
        made.sites.push_back(std::move(site));
    }
    return made;
}

struct Case {
    std::string host;
    std::string_view site;   ///< its first host; empty: none
};

void check(const config::Snapshot& snapshot, const std::vector<Case>& cases) {
    for (const Case& one : cases) {
        CAPTURE(one.host);
        const config::Site* const site = snapshot.find_site(one.host);
        CHECK((site == nullptr ? std::string_view() : std::string_view(site->name)) == one.site);
    }
}

}   // namespace

TEST_CASE("a site is found by host") {
    const config::Snapshot snapshot(settings({{"www.example.org", "[::1]", "127.0.0.1"},
                                              {"*.example.org"},
                                              {"*.deep.example.org"},
                                              {"a.deep.example.org"}}));
    check(snapshot, {
                        {"www.example.org", "www.example.org"},
                        {"WWW.Example.ORG", "www.example.org"},
                        {"www.example.org:8080", "www.example.org"},
                        {"www.example.org:", "www.example.org"},
                        {"www.example.org.", "www.example.org"},
                        {"www.example.org.:80", "www.example.org"},
                        {"[::1]", "www.example.org"},
                        {"[::1]:8080", "www.example.org"},
                        {"[::2]", ""},
                        {"[::1", ""},
                        {"127.0.0.1:80", "www.example.org"},
                        {"other.example.org", "*.example.org"},
                        {"a.b.c.example.org", "*.example.org"},
                        {"www.www.example.org", "*.example.org"},
                        {"example.org", ""},
                        {".example.org", ""},
                        {"badexample.org", ""},
                        {"deep.example.org", "*.example.org"},
                        {"x.deep.example.org", "*.deep.example.org"},
                        {"x.y.deep.example.org", "*.deep.example.org"},
                        {"a.deep.example.org", "a.deep.example.org"},
                        {"b.a.deep.example.org", "*.deep.example.org"},
                        {"", ""},
                        {".", ""},
                        {":80", ""},
                        {"unknown.uk", ""},
                        {std::string(300, 'a') + ".example.org", ""},
                    });
}

TEST_CASE("an IPv6 host is found in any of its forms") {
    const config::Snapshot snapshot(settings({{"[::2]"}, {"[::ffff:127.0.0.1]"}, {"*.1]"}}));
    check(snapshot, {
                        {"[::2]", "[::2]"},
                        {"[0:0:0:0:0:0:0:2]", "[::2]"},
                        {"[0000:0000:0000:0000:0000:0000:0000:0002]:8080", "[::2]"},
                        {"[::0.0.0.2]:", "[::2]"},
                        {"[::FFFF:127.0.0.1]", "[::ffff:127.0.0.1]"},
                        {"[0:0:0:0:0:ffff:7F00:0001]:80", "[::ffff:127.0.0.1]"},
                        {"127.0.0.1", ""},
                        {"[::2%1]", ""},
                        {"[::2", ""},
                        {"[]", ""},
                        {"[", ""},
                        {"[:::2]", ""},
                        {"[a.1]", ""},
                        {"[" + std::string(300, '0') + "]", ""},
                    });
}

TEST_CASE("the site * takes any other host and none") {
    const config::Snapshot snapshot(settings({{"a.uk"}, {"*"}, {"*.uk"}}));
    check(snapshot, {{"a.uk", "a.uk"},
                     {"b.uk", "*.uk"},
                     {"uk", "*"},
                     {"", "*"},
                     {"x.org:1", "*"},
                     {std::string(300, 'a'), "*"},
                     {std::string(70'000, '.'), "*"}});
}

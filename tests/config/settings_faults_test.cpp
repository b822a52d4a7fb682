#include "config/load.hpp"
#include "tests/config/folder.hpp"
#include "tests/config/texts.hpp"

#include <catch2/catch.hpp>

using config_test::Folder;

namespace {

constexpr std::string_view registry =
    "registry: 1\nsite: s\nconsent: {cookie: c, settings_url: /c}\n"
    "categories: [{id: essential}]\n";

constexpr std::string_view good = R"(listeners:
  - address: 127.0.0.1:8080
    trusted_proxies: [private]
admin: {address: "127.0.0.1:9902"}
workers: 2
timeouts: {header: 10s}
limits: {headers: 100}
log: {level: info}
sites:
  - name: one
    hosts: [one.uk, "*.one.uk"]
    registry: r.yaml
    upstream: http://127.0.0.1:3000
  - name: two
    hosts: ["*"]
    registry: r.yaml
    upstream: {url: "http://127.0.0.1:3001", keepalive: 1}
)";

struct Case {
    unsigned line;
    std::string_view text;
    std::string_view place;
    std::string_view message;
};

std::string faults_of(const Folder& folder, std::string_view text,
                      std::string_view name = "proxy.yaml") {
    std::vector<config::Fault> faults;
    const auto settings = config::load_settings(folder.write(name, text), faults);
    CHECK(settings.has_value() != config::has_errors(faults));
    return config_test::lines_of(faults);
}

}   // namespace

TEST_CASE("each fault of a proxy configuration has its place and says what is wrong") {
    const Folder folder;
    folder.write("r.yaml", registry);
    REQUIRE(faults_of(folder, good).empty());
    const std::vector<Case> cases{
        {1, "listener:", "1:1", "unknown key \"listener\" (did you mean \"listeners\"?)"},
        {1, "listeners: []\nx:", "1:12", "\"listeners\" must have at least one listener"},
        {1, "watch: sometimes\nlisteners:", "1:8", "\"watch\" must be true or false"},
        {2, "  - port: 8080", "2:5", "unknown key \"port\""},
        {2, "  - port: 8080", "2:5", "a listener has no \"address\", which is required"},
        {2, "  - address: localhost:80", "2:14", "\"localhost:80\" is not an address to listen at"},
        {2, "  - address: 127.0.0.1:9902", "4:18", "duplicate address \"127.0.0.1:9902\""},
        {2, "  - address: 0.0.0.0:1\n  - address: 0.0.0.0:1", "3:14",
         "duplicate address \"0.0.0.0:1\" (first at 2:14)"},
        {2, "  - address: unix:/a\n  - address: unix:/a", "3:14", "duplicate address \"unix:/a\""},
        {2, "  - address: '[::1]:1'\n  - address: '[0::1]:1'", "3:14", "duplicate address"},
        {3, "    trusted_proxies: private", "3:22", "\"trusted_proxies\" must be a list"},
        {3, "    trusted_proxies: [::1, 10/8]", "3:28", "\"10/8\" is not private, an address or"},
        {3, "    tls: {certificate: a, key: b}", "3:24", "cannot read"},
        {3, "    tls: {certificate: a, key: b}", "3:32", "cannot read"},
        {3, "    tls: {certificate: a}", "3:10",
         "\"tls\" must have \"certificate\" and \"key\" together"},
        {3, "    tls: {min_version: 1.3}", "3:10", "\"tls\" must have a certificate"},
        {3, "    tls: {min_version: 1.1}", "3:24",
         "\"min_version\" must be 1.2 or 1.3, not \"1.1\""},
        {3, "    tls: []", "3:10", "\"tls\" must have a certificate"},
        {3, "    tls: [{certificate: a}]", "3:11", "a certificate has no \"key\""},
        {3, "    tls: {certificates: a}", "3:25", "\"certificates\" must be a list"},
        {3, "    tls: {cert: a}", "3:11", "unknown key \"cert\""},
        {3, "    tls: 'on'", "3:10", "\"tls\" must be a mapping"},
        {3, "    proxy_protocol: required", "3:21", "\"proxy_protocol\" must be true or false"},
        {3, "    mode: '0660'", "3:11", "\"mode\" is for a unix socket"},
        {2, "  - address: unix:/a\n    mode: 0888", "3:11",
         "\"mode\" must be permissions in octal"},
        {2, "  - address: unix:/a\n    mode: '07777'", "3:11", "\"mode\" must be permissions"},
        {4, "admin: 127.0.0.1:9902", "4:8", "\"admin\" must be a mapping"},
        {4, "admin: {address: ':9902'}", "4:18", "\":9902\" is not an address to listen at"},
        {4, "admin: {hosts: status.example}", "4:16", "\"hosts\" must be a list"},
        {4, "admin: {hosts: ['http://a']}", "4:17", "must be a host name, not \"http://a\""},
        {4, "metrics: {}", "4:10", "\"metrics\" has no \"address\", which is required"},
        {4, "metrics: {address: '127.0.0.1:8080'}", "4:20",
         "duplicate address \"127.0.0.1:8080\" (first at 2:14)"},
        {8, "log: {access_format: clf}", "8:22",
         "\"access_format\" must be auto, text, json or common, not \"clf\""},
        {4, "admin: {adress: a}", "4:9", "unknown key \"adress\" (did you mean \"address\"?)"},
        {5, "workers: 0", "5:10", "\"workers\" must be auto or a number from 1 to 256, not \"0\""},
        {5, "workers: [1]", "5:10", "\"workers\" must be a number or text"},
        {6, "timeouts: {header: 10}", "6:20", "\"header\" must be a number and ms, s, m or h"},
        {6, "timeouts: {header: 0s}", "6:20", "\"header\" must be at least 1ms"},
        {6, "timeouts: {body: 0}", "6:18", "\"body\" must be at least 1ms"},
        {6, "timeouts: {idle: 9000h}", "6:18", "\"idle\" must be at most 8760h"},
        {6, "timeouts: {read: 1s}", "6:12", "unknown key \"read\""},
        {7, "limits: {header_bytes: 100}", "7:24", "\"header_bytes\" must be from 1024 to 65536"},
        {7, "limits: {header_bytes: 65KiB}", "7:24", "\"header_bytes\" must be from 1024 to 65536"},
        {7, "limits: {header_bytes: 32kb}", "7:24", "\"header_bytes\" must be bytes or a number"},
        {7, "limits: {header_bytes: unlimited}", "7:24", "\"header_bytes\" must be bytes"},
        {7, "limits: {headers: 0}", "7:19", "\"headers\" must be a whole number from 1 to 1000"},
        {7, "limits: {body_bytes: none}", "7:22", "\"body_bytes\" must be bytes"},
        {7, "limits: {connections: 1.5}", "7:23", "\"connections\" must be a whole number"},
        {8, "log: {level: loud}", "8:14", "\"level\" must be trace, debug, info, warning"},
        {8, "log: {format: xml}", "8:15", "\"format\" must be text or json"},
        {8, "log: {access: 1}", "8:15", "\"access\" must be true or false"},
        {8, "log: {client: half}", "8:15", "\"client\" must be full, prefix or none"},
        {8, "tracing: {}", "8:1", "unknown key \"tracing\""},
        {9, "x:", "1:1", "a proxy configuration has no \"sites\", which is required"},
        {9, "sites: []\nx:", "9:8", "\"sites\" must have at least one site"},
        {10, "  - nam: one", "10:5", "unknown key \"nam\" (did you mean \"name\"?)"},
        {10, "  - nam: one", "10:5", "a site has no \"name\", which is required"},
        {10, "  - name: two", "14:11", "duplicate site \"two\" (first at 10:11)"},
        {11, "", "10:5", "a site has no \"hosts\", which is required"},
        {11, "    hosts: one.uk", "11:12", "\"hosts\" must be a list"},
        {11, "    hosts: []", "11:12", "\"hosts\" must have at least one host"},
        {11, "    hosts: [one.uk, a.uk:80]", "11:21", "\"hosts\" must be a host without a port"},
        {11, "    hosts: [one.uk, One.uk.]", "11:21", "duplicate host \"one.uk\" (first at 11:13)"},
        {11, "    hosts: ['*']", "15:13", "duplicate host \"*\" (first at 11:13)"},
        {12, "", "10:5", "a site has no \"registry\", which is required"},
        {12, "    registry: ''", "12:15", "\"registry\" must be the path of a file"},
        {12, "    registry: none.yaml", "none.yaml:1:1", "cannot read the file: No such file or"},
        {13, "", "10:5", "a site has no \"upstream\", which is required"},
        {13, "    upstream: ftp://a", "13:15",
         "\"ftp://a\" is not an upstream: it must begin with"},
        {13, "    upstream: [a]", "13:15", "\"upstream\" must be text"},
        {17, "    upstream: {keepalive: 1}", "17:15", "\"upstream\" has no \"url\""},
        {17, "    upstream: {url: http://a, ca: r.yaml}", "17:35",
         "this is for an upstream that begins with https://"},
        {17, "    upstream: {url: unix:a, verify: false}", "17:37", "this is for an upstream"},
        {17, "    upstream: {url: http://a, server_name: b}", "17:44", "this is for an upstream"},
        {17, "    upstream: {url: https://a, ca: none.pem}", "17:36", "cannot read"},
        {17, "    upstream: {url: https://a, ca: ''}", "17:36",
         "\"ca\" must be the path of a file"},
        {17, "    upstream: {url: https://a, client_key: r.yaml}", "17:44",
         "\"client_certificate\" and \"client_key\" go together"},
        {17, "    upstream: {url: https://a, server_name: 'a b'}", "17:45",
         "\"server_name\" must be a host name"},
        {17, "    upstream: {url: http://a, keepalive: -1}", "17:42",
         "\"keepalive\" must be a whole"},
        {17, "    upstream: {url: http://a, idle: 0s}", "17:37", "\"idle\" must be at least 1ms"},
        {17, "    upstream: {url: http://a, max_connections: -1}", "17:48",
         "\"max_connections\" must be a whole number from 0 to 65535"},
        {17, "    upstream: {url: http://a, queue: {length: many}}", "17:47",
         "\"length\" must be a whole number"},
        {17, "    upstream: {url: http://a, queue: {timeout: 0s}}", "17:48",
         "\"timeout\" must be at least 1ms"},
        {17, "    upstream: {url: http://a, health: {path: a}}", "17:46",
         "\"path\" must begin with /"},
        {17, "    upstream: {url: http://a, health: {path: '/ a'}}", "17:46",
         "\"path\" must begin with /"},
        {17, "    upstream: {url: http://a, health: {host: a/b}}", "17:46",
         "\"host\" must be a host name"},
        {17, "    upstream: {url: http://a, health: {interval: 99ms}}", "17:50",
         "\"interval\" must be at least 100ms"},
        {17, "    upstream: {url: http://a, health: {unhealthy: 0}}", "17:51",
         "\"unhealthy\" must be a whole number from 1 to 100"},
        {17, "    upstream: {url: http://a, health: {expect: 399-200}}", "17:48",
         "\"expect\" must be a status code or two"},
        {17, "    upstream: {url: http://a, health: {expect: 100}}", "17:48",
         "\"expect\" must be a status code or two"},
        {17, "    upstream: {url: http://a, health: {retries: 1}}", "17:40",
         "unknown key \"retries\""},
        {17, "    upstream: {url: http://127.0.0.1:3000, max_connections: 5}", "17:15",
         "\"max_connections\" and \"queue\" differ from those at 13:15"},
        {17, "    upstream: {url: http://a, tls: {}}", "17:31", "unknown key \"tls\""},
    };
    for (const Case& one : cases) {
        CAPTURE(one.text);
        std::vector<config::Fault> faults;
        const auto file =
            folder.write("proxy.yaml", config_test::with_line(good, one.line, one.text));
        CHECK_FALSE(config::load_settings(file, faults));
        std::string all;
        for (const config::Fault& fault : faults) {
            all += "\n" + to_string(fault);
        }
        CHECK_THAT(all, Catch::Contains(fmt::format("{}: error: {}", one.place, one.message)));
    }
}

TEST_CASE("a proxy configuration in JSON has places too") {
    const Folder folder;
    folder.write("r.yaml", registry);
    constexpr std::string_view json =
        "{\"workers\": \"auto\",\n \"sites\": [{\"name\": \"a\", \"hosts\": [\"*\"],\n"
        "  \"registry\": \"r.yaml\", \"upstream\": \"http://a\"}]}\n";
    CHECK(faults_of(folder, json, "proxy.json").empty());
    CHECK_THAT(
        faults_of(folder, config_test::with_line(json, 1, "{\"workers\": 1.5,"), "proxy.json"),
        Catch::Contains("1:13: error: \"workers\" must be auto"));
    CHECK_THAT(
        faults_of(folder,
                  config_test::with_line(json, 3, "  \"registry\": 5, \"upstream\": \"a\"}]}"),
                  "proxy.json"),
        Catch::Contains("3:15: error: \"registry\" must be text\n3:30: error: \"a\" is not"));
}

TEST_CASE("all faults of a configuration and of its registries are found in one run") {
    const Folder folder;
    folder.write("bad.yaml", "registry: 1\nsite: s\ncategories: []\n");
    folder.write("sub/warn.yaml",
                 "registry: 1\nsite: s\nconsent: {cookie: c}\ncategories: [{id: usage}]\n");
    std::vector<config::Fault> faults;
    const auto file = folder.write("proxy.yaml", R"(workers: none
sites:
  - {name: a, hosts: [a], registry: bad.yaml, upstream: http://a}
  - {name: b, hosts: [a], registry: sub/warn.yaml, upstream: http://a}
  - {name: c, hosts: [c], registry: ./sub/../bad.yaml, upstream: http://a}
)");
    CHECK_FALSE(config::load_settings(file, faults));
    std::string all;
    for (const config::Fault& fault : faults) {
        REQUIRE(fault.file.starts_with(folder.path().string() + "/"));
        all += to_string(fault).substr(folder.path().string().size() + 1) + "\n";
    }
    CHECK(
        all ==
        "proxy.yaml:1:10: error: \"workers\" must be auto or a number from 1 to 256, not \"none\"\n"
        "proxy.yaml:4:23: error: duplicate host \"a\" (first at 3:23)\n"
        "bad.yaml:1:1: error: a registry has no \"consent\", which is required\n"
        "bad.yaml:3:13: error: \"categories\" must have at least one category\n"
        "sub/warn.yaml:3:10: warning: no \"settings_url\": visitors have no way to change the "
        "choice\n");
}

TEST_CASE("a domain of the consent cookie within which no host lies is warned of") {
    const Folder folder;
    folder.write("r.yaml",
                 "registry: 1\nsite: s\n"
                 "consent: {cookie: c, settings_url: /c, domain: shop.example.org}\n"
                 "categories: [{id: essential}]\n");
    const std::string warning =
        "4:13: warning: none of the site's hosts lies within \"consent.domain: "
        "shop.example.org\" of its registry: browsers refuse every cookie that the proxy "
        "writes\n";
    struct Row {
        std::string_view hosts;
        bool covered;
    };
    const Row rows[] = {
        {"shop.example.org", true},
        {"www.shop.example.org", true},
        {"'*.shop.example.org'", true},
        {"'*.www.shop.example.org'", true},
        {"'*.example.org'", true},
        {"'*.org'", true},
        {"'*'", true},
        {"other.uk, Shop.Example.ORG.", true},
        {"example.org", false},
        {"workshop.example.org", false},
        {"www.example.org, 127.0.0.1, '[::1]'", false},
        {"'*.www.example.org'", false},
        {"'*.uk'", false},
    };
    for (const Row& row : rows) {
        CAPTURE(row.hosts);
        const std::string found = faults_of(
            folder, fmt::format("sites:\n  - name: a\n    upstream: http://a\n    hosts: [{}]\n"
                                "    registry: r.yaml\n",
                                row.hosts));
        CHECK(found == (row.covered ? "" : warning));
    }
}

TEST_CASE("a configuration that cannot be read is a fault at 1:1 with the system's reason") {
    std::vector<config::Fault> faults;
    CHECK_FALSE(config::load_settings("/nonexistent/proxy.yaml", faults));
    REQUIRE(faults.size() == 1);
    CHECK(to_string(faults[0]) ==
          "/nonexistent/proxy.yaml:1:1: error: cannot read the file: No such file or directory");
}

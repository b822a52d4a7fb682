#include "app/options.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace {

using Arguments = std::vector<std::string>;
using Variables = std::map<std::string, std::string>;

app::Options parse(const Arguments& arguments, const Variables& variables = {}) {
    return app::parse_options(arguments,
                              [&](const std::string& name) -> std::optional<std::string> {
                                  const auto found = variables.find(name);
                                  if (found == variables.end()) {
                                      return std::nullopt;
                                  }
                                  return found->second;
                              });
}

template <class T>
T parse_as(const Arguments& arguments, const Variables& variables = {}) {
    auto options = parse(arguments, variables);
    if (const auto* reply = std::get_if<app::Reply>(&options)) {
        FAIL(reply->err);
    }
    REQUIRE(std::holds_alternative<T>(options));
    return std::get<T>(std::move(options));
}

app::Reply reply_to(const Arguments& arguments, const Variables& variables = {}) {
    auto options = parse(arguments, variables);
    REQUIRE(std::holds_alternative<app::Reply>(options));
    return std::get<app::Reply>(std::move(options));
}

const Arguments direct{"run", "--upstream", "http://127.0.0.1:3000", "--registry", "r.yaml"};

Arguments operator+(Arguments left, const Arguments& right) {
    left.insert(left.end(), right.begin(), right.end());
    return left;
}

}   // namespace

TEST_CASE("help and version go to standard output") {
    CHECK(reply_to({"--version"}).out == "consent-proxy 0.1.0\n");
    for (const Arguments& arguments : {Arguments{"--help"},
                                       {"-h"},
                                       {"run", "--help"},
                                       {"check", "--help"},
                                       {"explain", "--help"},
                                       {"discover", "--help"},
                                       {"receipts", "--help"},
                                       {"demo", "--help"},
                                       {"healthcheck", "-h"}}) {
        CAPTURE(arguments);
        const auto reply = reply_to(arguments);
        CHECK(reply.code == 0);
        CHECK(reply.err.empty());
        CHECK_THAT(reply.out, Catch::Contains("Usage: consent-proxy"));
        CHECK_THAT(reply.out, Catch::Contains("CONSENT_PROXY_"));
    }
    CHECK_THAT(reply_to({"explain", "--help"}).out, Catch::Contains("--set-cookie"));
}

TEST_CASE("wrong usage exits with 2 and says so on standard error") {
    struct Row {
        Arguments arguments;
        Variables variables;
        std::string message;
    };
    const std::vector<Row> rows{
        {{}, {}, "Usage:"},
        {{"serve"}, {}, "serve"},
        {{"--nonsense"}, {}, "--nonsense"},
        {{"run"}, {}, "--config is missing"},
        {{"run", "--config"}, {}, "--config"},
        {{"run", "--config", ""}, {}, "empty"},
        {{"run", "--config="}, {}, "empty"},
        {{"run", "--config", "f", "stray"}, {}, "stray"},
        {{"run", "--config", "f", "check"}, {}, "check"},
        {{"run", "--config", "f", "--config", "g"}, {}, "--config"},
        {{"run", "--config", "f", "--registry", "r"}, {}, "not both"},
        {{"run", "--config", "f", "--upstream", "http://h"}, {}, "not both"},
        {{"run", "--registry", "r"}, {}, "--upstream is missing"},
        {{"run", "--upstream", "http://h"}, {}, "--registry is missing"},
        {{"run", "--upstream", "http://h"},
         {{"CONSENT_PROXY_CONFIG", "f"}},
         "--registry is missing"},
        {{"run"}, {{"CONSENT_PROXY_CONFIG", "f"}, {"CONSENT_PROXY_REGISTRY", "r"}}, "not both"},
        {{"run", "--upstream", "ftp://h", "--registry", "r"}, {}, "--upstream: "},
        {{"run", "--upstream", "http://h/path", "--registry", "r"}, {}, "--upstream: "},
        {{"run", "--config", "f", "--workers", "0"}, {}, "--workers: "},
        {{"run", "--config", "f", "--workers", "-1"}, {}, "--workers: "},
        {{"run", "--config", "f", "--workers", "2x"}, {}, "--workers: "},
        {{"run", "--config", "f", "--workers", "99999999999999"}, {}, "--workers: "},
        {{"run", "--config", "f"}, {{"CONSENT_PROXY_WORKERS", "x"}}, "CONSENT_PROXY_WORKERS: "},
        {{"run", "--config", "f", "--log-level", "loud"}, {}, "--log-level: "},
        {{"run", "--config", "f", "--log-format", "xml"}, {}, "--log-format: "},
        {{"run", "--config", "f", "--listen", "8080"}, {}, "--listen: "},
        {{"run", "--config", "f", "--admin", "host:1"}, {}, "--admin: "},
        {{"run", "--config", "f", "--trusted-proxies", "10.0.0.0/8,"}, {}, "--trusted-proxies: "},
        {{"run", "--config", "f"}, {{"CONSENT_PROXY_NO_ACCESS_LOG", "maybe"}}, "maybe"},
        {{"check"}, {}, "missing"},
        {{"check", "--registry", ""}, {}, "empty"},
        {{"check", "r.yaml"}, {}, "r.yaml"},
        {{"explain"}, {}, "--registry is missing"},
        {{"explain", "--registry", "r", "--cookie", "a", "--cookie", "b"}, {}, "--cookie"},
        {{"explain", "--registry", "r", "--set-cookie"}, {}, "--set-cookie"},
        {{"demo", "--listen", "nowhere"}, {}, "--listen: "},
        {{"demo", "--upstream", "http://h"}, {}, "--upstream"},
        {{"healthcheck", "--admin", "1.2.3.4"}, {}, "--admin: "},
    };
    for (const auto& row : rows) {
        CAPTURE(row.arguments, row.variables);
        const auto reply = reply_to(row.arguments, row.variables);
        CHECK(reply.code == 2);
        CHECK(reply.out.empty());
        CHECK_THAT(reply.err, Catch::Contains(row.message));
        CHECK_THAT(reply.err, Catch::Contains("--help"));
    }
}

TEST_CASE("run takes a configuration, and flags over it") {
    const auto options = parse_as<app::RunOptions>(
        {"run", "--config", "proxy.yaml", "--workers", "3", "--log-level", "debug", "--log-format",
         "json", "--no-access-log", "--no-watch", "--listen", "[::1]:81", "--admin=unix:/run/admin",
         "--trusted-proxies", "private, 192.0.2.0/24", "--preview-token-file", "token"});
    CHECK(options.config == "proxy.yaml");
    CHECK(!options.upstream);
    CHECK(!options.registry);
    CHECK(options.workers == app::Workers(3));
    CHECK(options.log_level == config::LogLevel::debug);
    CHECK(options.log_format == config::LogFormat::json);
    CHECK(options.no_access_log);
    CHECK(options.preview_token_file == "token");
    CHECK(options.no_watch);
    CHECK(options.listen == config::Endpoint{"::1", 81, {}});
    CHECK(options.admin->unix_path == "/run/admin");
    const auto trusts = [&](const char* address) {
        return options.trusted_proxies->contains(boost::asio::ip::make_address(address));
    };
    CHECK(trusts("10.1.2.3"));
    CHECK(trusts("192.0.2.7"));
    CHECK_FALSE(trusts("198.51.100.1"));
}

TEST_CASE("run takes one site without a configuration") {
    const auto options = parse_as<app::RunOptions>(direct + Arguments{"--workers", "auto"});
    CHECK(!options.config);
    CHECK(options.registry == "r.yaml");
    CHECK(options.upstream->host == "127.0.0.1");
    CHECK(options.upstream->port == 3000);
    REQUIRE(options.workers);
    CHECK(!*options.workers);
    CHECK(!options.listen);
    CHECK(!options.no_access_log);
    CHECK(!options.no_watch);
}

TEST_CASE("every flag of run can come from the environment") {
    const Variables variables{
        {"CONSENT_PROXY_UPSTREAM", "unix:/run/site"}, {"CONSENT_PROXY_REGISTRY", "r.yaml"},
        {"CONSENT_PROXY_LISTEN", "127.0.0.1:1"},      {"CONSENT_PROXY_ADMIN", "127.0.0.1:2"},
        {"CONSENT_PROXY_TRUSTED_PROXIES", "private"}, {"CONSENT_PROXY_WORKERS", "2"},
        {"CONSENT_PROXY_LOG_LEVEL", "error"},         {"CONSENT_PROXY_LOG_FORMAT", "json"},
        {"CONSENT_PROXY_NO_ACCESS_LOG", "true"},      {"CONSENT_PROXY_NO_WATCH", "1"}};
    const auto options = parse_as<app::RunOptions>({"run"}, variables);
    CHECK(options.no_watch);
    CHECK(options.upstream->unix_path == "/run/site");
    CHECK(options.registry == "r.yaml");
    CHECK(options.listen->port == 1);
    CHECK(options.admin->port == 2);
    CHECK(options.trusted_proxies);
    CHECK(options.workers == app::Workers(2));
    CHECK(options.log_level == config::LogLevel::error);
    CHECK(options.log_format == config::LogFormat::json);
    CHECK(options.no_access_log);

    const auto both = parse_as<app::RunOptions>({"run", "--workers", "5"}, variables);
    CHECK(both.workers == app::Workers(5));
}

TEST_CASE("an empty variable counts as not set") {
    const Variables variables{{"CONSENT_PROXY_CONFIG", ""}, {"CONSENT_PROXY_WORKERS", ""}};
    const auto options = parse_as<app::RunOptions>(direct, variables);
    CHECK(!options.config);
    CHECK(!options.workers);
}

TEST_CASE("the words of a switch in the environment") {
    const std::vector<std::pair<std::string, bool>> rows{
        {"1", true}, {"true", true}, {"TRUE", true}, {"0", false}, {"false", false}, {"", false}};
    for (const auto& [word, set] : rows) {
        CAPTURE(word);
        const Variables variables{{"CONSENT_PROXY_NO_ACCESS_LOG", word},
                                  {"CONSENT_PROXY_JSON", word}};
        CHECK(parse_as<app::RunOptions>(direct, variables).no_access_log == set);
        CHECK(parse_as<app::ExplainOptions>({"explain", "--registry", "r"}, variables).json == set);
    }
    CHECK(parse_as<app::RunOptions>(direct + Arguments{"--no-access-log"},
                                    {{"CONSENT_PROXY_NO_ACCESS_LOG", "0"}})
              .no_access_log);
}

TEST_CASE("the form of run on the command line wins over the one in the environment") {
    const auto file = parse_as<app::RunOptions>(
        {"run", "--config", "f"},
        {{"CONSENT_PROXY_UPSTREAM", "http://h"}, {"CONSENT_PROXY_REGISTRY", "r"}});
    CHECK(file.config == "f");
    CHECK(!file.upstream);
    CHECK(!file.registry);

    const auto one =
        parse_as<app::RunOptions>({"run", "--upstream", "http://h"},
                                  {{"CONSENT_PROXY_CONFIG", "f"}, {"CONSENT_PROXY_REGISTRY", "r"}});
    CHECK(!one.config);
    CHECK(one.registry == "r");

    CHECK(parse_as<app::RunOptions>({"run"}, {{"CONSENT_PROXY_CONFIG", "f"}}).config == "f");
}

TEST_CASE("check keeps the order of its files") {
    const auto options = parse_as<app::CheckOptions>(
        {"check", "--registry", "1", "--config", "2", "--registry=3", "--config", "4"});
    std::string order;
    for (const auto& file : options.files) {
        order += file.kind == app::CheckOptions::Kind::config ? 'c' : 'r';
        order += file.path.string();
    }
    CHECK(order == "r1c2r3c4");

    const auto from_environment = parse_as<app::CheckOptions>(
        {"check"}, {{"CONSENT_PROXY_CONFIG", "a b,c"}, {"CONSENT_PROXY_REGISTRY", "r"}});
    REQUIRE(from_environment.files.size() == 2);
    CHECK(from_environment.files[0].path == "a b,c");
}

TEST_CASE("explain takes cookies byte for byte") {
    const Arguments explain{"explain", "--registry", "r.yaml"};
    const std::vector<std::string> values{
        "a=b; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
        "",
        "-x=1",
        "--cookie=1",
        "--json",
        "--",
        "{}",
        "[a,b]",
        "%%",
        "\"quoted\"",
        "'q'",
        "a=\\\"x\\\"",
        "run",
        " spaced ",
        "--set-cookie=",
    };
    Arguments arguments = explain;
    for (const auto& value : values) {
        arguments.insert(arguments.end(), {"--set-cookie", value});
    }
    CHECK(parse_as<app::ExplainOptions>(arguments).set_cookies == values);

    for (const auto& value : values) {
        CAPTURE(value);
        CHECK(parse_as<app::ExplainOptions>(explain + Arguments{"--cookie", value}).cookie ==
              value);
        CHECK(parse_as<app::ExplainOptions>(explain + Arguments{"--cookie=" + value}).cookie ==
              value);
        CHECK(parse_as<app::ExplainOptions>(explain + Arguments{"--set-cookie=" + value, "--json"})
                  .set_cookies == std::vector{value});
    }
    CHECK(!parse_as<app::ExplainOptions>(explain).cookie);
}

TEST_CASE("discover reads standard input unless it is told otherwise") {
    const Arguments discover{"discover", "--registry", "r.yaml"};
    const auto bare = parse_as<app::DiscoverOptions>(discover);
    CHECK(bare.inputs.logs == std::vector<std::string>{"-"});
    CHECK(bare.inputs.hars.empty());
    CHECK(!bare.database);
    CHECK(!bare.json);

    const auto full = parse_as<app::DiscoverOptions>(
        discover + Arguments{"--har", "a.har", "--log", "b", "--log", "-", "--host", "*.x",
                             "--host", "y", "--site", "s", "--database", "d.csv", "--json"});
    CHECK(full.inputs.logs == std::vector<std::string>{"b", "-"});
    CHECK(full.inputs.hars == std::vector<std::filesystem::path>{"a.har"});
    CHECK(full.inputs.hosts == std::vector<std::string>{"*.x", "y"});
    CHECK(full.inputs.site == "s");
    CHECK(full.database == "d.csv");
    CHECK(full.json);

    CHECK(parse_as<app::DiscoverOptions>(discover + Arguments{"--har", "a"}).inputs.logs.empty());
    CHECK(parse_as<app::DiscoverOptions>({"discover"}, {{"CONSENT_PROXY_REGISTRY", "r"},
                                                        {"CONSENT_PROXY_HAR", "h"},
                                                        {"CONSENT_PROXY_JSON", "1"}})
              .json);
    for (const Arguments& arguments :
         {Arguments{"discover"}, discover + Arguments{"--log", ""},
          discover + Arguments{"--database", ""}, discover + Arguments{"--cookie", "a=1"}}) {
        CAPTURE(arguments);
        CHECK(reply_to(arguments).code == 2);
    }
}

TEST_CASE("explain in the environment: a repeatable flag is one value") {
    const auto options =
        parse_as<app::ExplainOptions>({"explain"}, {{"CONSENT_PROXY_REGISTRY", "r"},
                                                    {"CONSENT_PROXY_COOKIE", "a=1; b=2"},
                                                    {"CONSENT_PROXY_SET_COOKIE", "a=1, b=2"}});
    CHECK(options.registry == "r");
    CHECK(options.cookie == "a=1; b=2");
    CHECK(options.set_cookies == std::vector<std::string>{"a=1, b=2"});
}

TEST_CASE("demo and healthcheck have their defaults") {
    CHECK(config::to_string(parse_as<app::DemoOptions>({"demo"}).listen) == "127.0.0.1:8080");
    CHECK(parse_as<app::DemoOptions>({"demo", "--listen", "0.0.0.0:0"}).listen.port == 0);
    CHECK(parse_as<app::DemoOptions>({"demo"}, {{"CONSENT_PROXY_LISTEN", "[::1]:9"}}).listen.port ==
          9);
    CHECK(config::to_string(parse_as<app::HealthcheckOptions>({"healthcheck"}).admin) ==
          "127.0.0.1:9902");
    CHECK(
        parse_as<app::HealthcheckOptions>({"healthcheck"}, {{"CONSENT_PROXY_ADMIN", "127.0.0.1:7"}})
            .admin.port == 7);
}

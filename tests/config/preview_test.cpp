#include "config/load.hpp"
#include "tests/config/folder.hpp"
#include "tests/config/texts.hpp"

#include <catch2/catch.hpp>

using config_test::Folder;

namespace {

constexpr std::string_view registry =
    "registry: 1\nsite: s\nconsent: {cookie: c, settings_url: /c}\n"
    "categories: [{id: essential}]\n";

constexpr std::string_view settings = R"(preview: {token_file: token}
sites:
  - {name: one, hosts: [one.uk], registry: r.yaml, upstream: "http://127.0.0.1:1"}
  - name: two
    hosts: ["*"]
    registry: r.yaml
    upstream: http://127.0.0.1:1
    preview: {token_file: secrets/two}
)";

constexpr std::string_view long_token = "0123456789abcdef";

}   // namespace

TEST_CASE("a site has its own preview token, or that of all") {
    const Folder folder;
    folder.write("r.yaml", registry);
    folder.write("token", std::string(long_token) + "\r\n\n");
    folder.write("secrets/two", "another-long-token-of-two");
    std::vector<config::Fault> faults;
    const auto read = config::load_settings(folder.write("proxy.yaml", settings), faults);
    CHECK(config_test::lines_of(faults).empty());
    REQUIRE(read);
    CHECK(read->sites[0].preview_token == long_token);
    CHECK(read->sites[1].preview_token == "another-long-token-of-two");
}

TEST_CASE("a preview token is one line that a field can carry") {
    struct Row {
        std::string text;
        std::string_view fault;
    };
    const std::string_view refused = "must hold one line of 1 to 256 visible ASCII characters";
    const std::vector<Row> rows{
        {"", refused},
        {"\n", refused},
        {"two words of a token", refused},
        {"line-one-of-two\nline-two-of-two", refused},
        {"semicolon;semicolon", refused},
        {"comma,comma,comma", refused},
        {std::string(257, 'x'), refused},
        {"caf\xC3\xA9-caf\xC3\xA9-caf\xC3\xA9", refused},
        {"brief", "warning: the token in"},
    };
    const Folder folder;
    folder.write("r.yaml", registry);
    folder.write("secrets/two", long_token);
    for (const Row& row : rows) {
        CAPTURE(row.text);
        folder.write("token", row.text);
        std::vector<config::Fault> faults;
        const auto read = config::load_settings(folder.write("proxy.yaml", settings), faults);
        const std::string told = config_test::lines_of(faults);
        CHECK_THAT(told, Catch::Contains(std::string(row.fault)));
        CHECK_THAT(told, Catch::Contains("1:23: "));
        CHECK(read.has_value() != config::has_errors(faults));
        // It is a secret, a wrong one too.
        CHECK((row.text.size() < 3 || told.find(row.text) == std::string::npos));
    }
}

TEST_CASE("a preview token's file has to be there") {
    const Folder folder;
    folder.write("r.yaml", registry);
    folder.write("token", long_token);
    std::vector<config::Fault> faults;
    CHECK_FALSE(config::load_settings(folder.write("proxy.yaml", settings), faults));
    CHECK_THAT(config_test::lines_of(faults), Catch::Contains("8:27: error: cannot read "));
}

#include "survey/inputs.hpp"

#include "tests/survey/fixture.hpp"

#include <catch2/catch.hpp>
#include <sstream>

using survey::Inputs;
using namespace survey::test;

namespace {

const std::string data = SOURCE_DIR "/tests/survey/data/";

boost::system::result<survey::ReadTraffic, std::string> read(const consent::Registry& registry,
                                                             const Inputs& inputs,
                                                             const std::string& in = "") {
    std::istringstream standard_input(in);
    return survey::read_traffic(registry, inputs, standard_input);
}

std::string line(const std::string& site, const std::string& client = "192.0.2.1") {
    return R"({"time":"2026-02-01T08:00:00Z","site":")" + site + R"(","client":")" + client +
           R"(","method":"GET","host":"a","path":"/","status":200,"stripped":[],)"
           R"("passed":{"cookie":["x"],"set-cookie":[]}})" +
           "\n";
}

}   // namespace

TEST_CASE("standard input is a log") {
    const auto registry = parse_registry();
    const auto traffic =
        read(*registry, {.logs = {"-"}, .hars = {}, .hosts = {}, .site = {}}, line("a") + "b\n");
    REQUIRE(traffic.has_value());
    CHECK(traffic->traffic.exchanges() == 1);
    CHECK(traffic->lines_left_out == 1);
    CHECK(traffic->notes.empty());
}

TEST_CASE("what is said beside the traffic") {
    const auto registry = parse_registry();
    const auto traffic =
        read(*registry, {.logs = {"-"}, .hars = {}, .hosts = {}, .site = {}},
             line("a", "") + line("b") +
                 R"({"time":"2026-02-01T08:00:00Z","site":"b","client":"c","stripped":[]})");
    REQUIRE(traffic.has_value());
    REQUIRE(traffic->notes.size() == 3);
    CHECK_THAT(traffic->notes[0], Catch::Contains("2 sites (a, b)"));
    CHECK_THAT(traffic->notes[1], Catch::Contains("1 lines do not say"));
    CHECK_THAT(traffic->notes[2], Catch::Contains("1 lines have no client"));
}

TEST_CASE("a HAR that the browser left the cookies out of is said") {
    const auto registry = parse_registry();
    const auto traffic =
        read(*registry, {.logs = {}, .hars = {data + "bare.har"}, .hosts = {}, .site = {}});
    REQUIRE(traffic.has_value());
    REQUIRE(traffic->notes.size() == 1);
    CHECK_THAT(traffic->notes[0], Catch::Contains("with sensitive data"));
}

TEST_CASE("inputs that cannot be read") {
    struct Row {
        Inputs inputs;
        std::string in;
        std::string error;
    };
    const Row rows[] = {
        {{.logs = {"/nowhere/a.log"}, .hars = {}, .hosts = {}, .site = {}},
         "",
         "/nowhere/a.log: No such file or directory"},
        {{.logs = {"/"}, .hars = {}, .hosts = {}, .site = {}}, "", "/: Is a directory"},
        {{.logs = {}, .hars = {"/nowhere/a.har"}, .hosts = {}, .site = {}},
         "",
         "/nowhere/a.har: No such file or directory"},
        {{.logs = {}, .hars = {data + "cookies.csv"}, .hosts = {}, .site = {}},
         "",
         data + "cookies.csv: is no JSON"},
        {{.logs = {"-"}, .hars = {}, .hosts = {}, .site = {}},
         "",
         "no JSON access line in the log (0 other lines)"},
        {{.logs = {"-"}, .hars = {}, .hosts = {}, .site = {}},
         "2026-02-01 town GET / 200\n{}\n",
         "no JSON access line in the log (2 other lines)"},
        {{.logs = {"-"}, .hars = {}, .hosts = {}, .site = "twon"},
         line("town"),
         "no line of site \"twon\" in the log; it has town"},
        {{.logs = {"-"}, .hars = {}, .hosts = {"a:80"}, .site = {}},
         line("town"),
         "--host: \"a:80\" must be a host without a port"},
    };
    const auto registry = parse_registry();
    for (const Row& row : rows) {
        CAPTURE(row.error);
        const auto traffic = read(*registry, row.inputs, row.in);
        REQUIRE_FALSE(traffic.has_value());
        CHECK_THAT(traffic.error(), Catch::StartsWith(row.error));
    }
}

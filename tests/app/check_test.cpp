#include "app/check.hpp"

#include "tests/app/registries.hpp"
#include "tests/app/temporary_directory.hpp"

#include <catch2/catch.hpp>
#include <sstream>

namespace {

using Kind = app::CheckOptions::Kind;

struct Outcome {
    int code;
    std::string out;
    std::string err;
};

Outcome check(const std::vector<app::CheckOptions::File>& files) {
    std::ostringstream out;
    std::ostringstream err;
    app::CheckOptions options;
    options.files = files;
    const int code = app::check(options, out, err);
    return {code, out.str(), err.str()};
}

}   // namespace

TEST_CASE("check: good files") {
    const TemporaryDirectory directory;
    const auto registry = directory.write("small.yaml", small_registry);
    const auto proxy = directory.write(
        "proxy.yaml",
        "sites: [{name: s, hosts: ['*'], registry: small.yaml, upstream: 'http://127.0.0.1:1'}]\n");
    const auto outcome = check({{Kind::registry, registry}, {Kind::config, proxy}});
    CHECK(outcome.err.empty());
    CHECK(outcome.out == registry.string() + ": ok\n" + proxy.string() + ": ok\n");
    CHECK(outcome.code == 0);
}

TEST_CASE("check: all faults of all files, in the order of the files") {
    const TemporaryDirectory directory;
    const auto bad = directory.write("bad.yaml", small_registry + "enforcment: {}\n");
    const auto missing = directory.path() / "missing.yaml";
    const auto good = directory.write("good.yaml", small_registry);
    const auto outcome =
        check({{Kind::registry, missing}, {Kind::registry, bad}, {Kind::registry, good}});
    CHECK(outcome.code == 1);
    CHECK(outcome.out == good.string() + ": ok\n");
    const auto first = outcome.err.find(missing.string() + ":1:1: error: ");
    const auto second = outcome.err.find(bad.string() + ":8:1: error: ");
    CHECK(first == 0);
    REQUIRE(second != std::string::npos);
    CHECK(outcome.err.find("enforcement", second) != std::string::npos);
}

TEST_CASE("check: a warning does not change the exit code") {
    const TemporaryDirectory directory;
    const auto file =
        directory.write("bypass.yaml", small_registry + "enforcement: {bypass: [\"/*\"]}\n");
    const auto outcome = check({{Kind::registry, file}});
    CHECK(outcome.code == 0);
    CHECK_THAT(outcome.err, Catch::Contains(": warning: "));
}

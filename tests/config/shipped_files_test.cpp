#include "config/load.hpp"
#include "tests/config/texts.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

namespace fs = std::filesystem;

namespace {

std::vector<fs::path> files_in(const char* folder) {
    std::vector<fs::path> files;
    for (const auto& file : fs::directory_iterator(folder)) {
        if (file.path().extension() == ".yaml" || file.path().extension() == ".json") {
            files.push_back(file.path());
        }
    }
    return files;
}

std::string first_line(const fs::path& file) {
    std::ifstream stream(file);
    std::string line;
    std::getline(stream, line);
    return line;
}

}   // namespace

TEST_CASE("every shipped registry is without error") {
    const auto files = files_in(SOURCE_DIR "/config/registries");
    CHECK(files.size() >= 3);
    for (const fs::path& file : files) {
        CAPTURE(file);
        std::vector<config::Fault> faults;
        const auto registry = config::load_registry(file, faults);
        INFO(config_test::lines_of(faults));
        CHECK(registry);
        CHECK(first_line(file) == "# yaml-language-server: $schema=../schema/registry.schema.json");
    }
}

TEST_CASE("the example with pages is without warning") {
    std::vector<config::Fault> faults;
    const auto registry =
        config::load_registry(SOURCE_DIR "/config/registries/example-with-pages.yaml", faults);
    CHECK(config_test::lines_of(faults).empty());
    REQUIRE(registry);
    CHECK(registry->pages());
    CHECK(registry->receipts());
    CHECK_FALSE(registry->third_parties().empty());
}

TEST_CASE("every shipped proxy configuration is without error") {
    for (const fs::path& file : files_in(SOURCE_DIR "/config")) {
        CAPTURE(file);
        std::vector<config::Fault> faults;
        const auto settings = config::load_settings(file, faults);
        INFO(config_test::lines_of(faults));
        CHECK(settings);
        CHECK(first_line(file) == "# yaml-language-server: $schema=schema/proxy.schema.json");
    }
}

TEST_CASE("the session that IEGS lists under settings is warned of") {
    std::vector<config::Fault> faults;
    REQUIRE(config::load_registry(SOURCE_DIR "/config/registries/iegs.yaml", faults));
    CHECK_THAT(config_test::lines_of(faults),
               Catch::Contains("warning: \"JSESSIONID\" is known as a session"));
}

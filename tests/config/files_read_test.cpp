#include "config/load.hpp"
#include "tests/config/folder.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <sys/stat.h>
#include <vector>

namespace {

using config_test::Folder;
using Names = std::vector<std::string>;

constexpr std::string_view registry =
    "registry: 1\nsite: s\nconsent: {cookie: c}\ncategories: [{id: essential}]\n";

/// What a load looked at, relative to the folder; those that are as they were then.
Names looked_at(const Folder& folder, const std::filesystem::path& file) {
    std::vector<config::Fault> faults;
    config::FilesRead files;
    static_cast<void>(config::load_settings(file, faults, &files));
    Names names;
    for (const config::FileRead& one : files) {
        CHECK(one.stamp == config::stamp_of(one.path));
        names.push_back(one.path.lexically_relative(folder.path()).string());
    }
    return names;
}

}   // namespace

TEST_CASE("a load names every file that it looked at") {
    const Folder folder;
    folder.write("r/one.yaml", registry);
    const auto file = folder.write("proxy.yaml", R"(
listeners:
  - {address: 127.0.0.1:1, tls: {certificate: no.crt, key: tls/no.key}}
sites:
  - {name: a, hosts: [a], registry: r/one.yaml, upstream: {url: "https://a", ca: ca.pem}}
  - {name: b, hosts: [b], registry: ./r/one.yaml, upstream: "http://b"}
  - {name: c, hosts: [c], registry: r/none.yaml, upstream: "http://b"}
)");
    CHECK(looked_at(folder, file) ==
          Names{"proxy.yaml", "no.crt", "tls/no.key", "ca.pem", "r/one.yaml", "r/none.yaml"});
    CHECK(looked_at(folder, folder.write("bad.yaml", "{")) == Names{"bad.yaml"});
    CHECK(looked_at(folder, folder.path() / "none.yaml") == Names{"none.yaml"});
}

TEST_CASE("a registry by itself is one file") {
    const Folder folder;
    const auto file = folder.write("r.yaml", registry);
    std::vector<config::Fault> faults;
    config::FilesRead files;
    REQUIRE(config::load_registry(file, faults, &files));
    REQUIRE(files.size() == 1);
    CHECK(files.front().path == file);
    folder.write("r.yaml", std::string(registry) + "revision: 1\n");
    CHECK_FALSE(files.front().stamp == config::stamp_of(file));
}

TEST_CASE("only a regular file has a stamp") {
    const Folder folder;
    const config::FileStamp none;
    CHECK(config::stamp_of(folder.path()) == none);
    CHECK(config::stamp_of(folder.path() / "none") == none);
    const auto pipe = folder.path() / "pipe";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    CHECK(config::stamp_of(pipe) == none);
    const auto file = folder.write("a", "");
    std::filesystem::create_symlink("a", folder.path() / "link");
    CHECK_FALSE(config::stamp_of(file) == none);
    CHECK(config::stamp_of(folder.path() / "link") == config::stamp_of(file));
}

#include "app/cgroup.hpp"

#include "app/worker_count.hpp"
#include "tests/app/temporary_directory.hpp"

#include <catch2/catch.hpp>

namespace app {

TEST_CASE("cpu.max is rounded up") {
    CHECK(read_cpu_max("200000 100000\n") == 2);
    CHECK(read_cpu_max("150000 100000\n") == 2);
    CHECK(read_cpu_max("10000 100000") == 1);
    for (const char* text : {"max 100000\n", "", "100000", "0 100000", "1 0", "x 1", "1x 1"}) {
        CAPTURE(text);
        CHECK_FALSE(read_cpu_max(text));
    }
}

TEST_CASE("the tightest bound of a cgroup and those above it holds") {
    const TemporaryDirectory root;
    const auto write = [&root](const std::string& group, const std::string& text) {
        std::filesystem::create_directories(root.path() / group);
        root.write(group + "/memory.max", text);
    };
    const auto bound = [&root](const char* own) {
        return tightest_bound(root.path(), own, "memory.max", read_count);
    };
    CHECK_FALSE(bound("a/b"));
    write("a/b", "max\n");
    CHECK_FALSE(bound("a/b"));
    write("a", "1000\n");
    CHECK(bound("a/b") == 1000);
    write("a/b", "2000\n");
    CHECK(bound("a/b") == 1000);
    write("a/b", "500\n");
    CHECK(bound("a/b") == 500);
    CHECK(bound("a") == 1000);
}

}   // namespace app

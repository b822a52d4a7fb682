#include "net/file_watch.hpp"

#include "tests/config/folder.hpp"
#include "tests/net/descriptor_shortage.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <catch2/catch.hpp>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace net {
namespace {

namespace fs = std::filesystem;
using config_test::Folder;
using namespace std::chrono_literals;

constexpr FileWatch::Times quick{.quiet = 20ms, .most = 500ms, .poll = 1h, .alone = 20ms};

// A watch on files of a folder, and what it told.
struct Watched {
    explicit Watched(FileWatch::Times times = quick)
        : watch(
              context, [this](const auto& files) { told.push_back(files); },
              [this](const std::string& sentence) { troubles.push_back(sentence); }, times) {}

    void start(const std::vector<fs::path>& files) {
        config::FilesRead read;
        for (const fs::path& file : files) {
            read.push_back({file, config::stamp_of(file)});
        }
        watch.watch(read);
    }

    void run_until(const std::function<bool()>& condition) {
        for (int i = 0; i < 2'000 && !condition(); ++i) {
            context.run_one_for(10ms);
        }
        REQUIRE(condition());
    }

    /// What is told next.
    std::vector<fs::path> next() {
        const std::size_t before = told.size();
        run_until([&] { return told.size() > before; });
        return told.back();
    }

    boost::asio::io_context context;
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> busy{
        context.get_executor()};
    std::vector<std::vector<fs::path>> told;
    std::vector<std::string> troubles;
    FileWatch watch;
};

// As kubelet writes a volume: links to `..data`, which is a link that is renamed over.
void swap_data(const Folder& folder, const std::string& version, std::string_view text) {
    folder.write("..v" + version + "/proxy.yaml", text);
    fs::create_directory_symlink("..v" + version, folder.path() / "..data_tmp");
    fs::rename(folder.path() / "..data_tmp", folder.path() / "..data");
}

}   // namespace

TEST_CASE("whatever changes a file is told") {
    struct Row {
        const char* what;
        std::function<void(const Folder&)> change;
    };
    const std::vector<Row> rows{
        {"written over", [](const Folder& f) { f.write("a", "two"); }},
        {"of the same size", [](const Folder& f) { f.write("a", "eno"); }},
        {"renamed over",
         [](const Folder& f) { fs::rename(f.write("a.tmp", "two"), f.path() / "a"); }},
        {"as editors do it",
         [](const Folder& f) {
             fs::rename(f.path() / "a", f.path() / "a~");
             f.write("a", "two");
         }},
        {"gone", [](const Folder& f) { fs::remove(f.path() / "a"); }},
        {"permissions",
         [](const Folder& f) { fs::permissions(f.path() / "a", fs::perms::owner_read); }},
        {"its directory replaced",
         [](const Folder& f) {
             fs::rename(f.path(), f.path().string() + ".old");
             f.write("a", "two");
             fs::remove_all(f.path().string() + ".old");
         }},
    };
    for (const Row& row : rows) {
        CAPTURE(row.what);
        const Folder folder;
        Watched watched;
        watched.start({folder.write("a", "one"), folder.write("b", "one")});
        row.change(folder);
        CHECK(watched.next().front() == folder.path() / "a");
        CHECK(watched.troubles.empty());
    }
}

TEST_CASE("a ConfigMap is swapped by the rename of a link, again and again") {
    const Folder folder;
    swap_data(folder, "1", "one");
    const fs::path file = folder.path() / "proxy.yaml";
    fs::create_symlink("..data/proxy.yaml", file);
    Watched watched;
    watched.start({file});
    for (const std::string version : {"2", "3", "4"}) {
        swap_data(folder, version, version);
        CHECK(watched.next() == std::vector<fs::path>{file});
    }
}

TEST_CASE("what a link leads to is watched too, wherever it lies") {
    const Folder folder;
    const fs::path target = folder.write("archive/site.crt", "one");
    const fs::path link = folder.path() / "site.crt";
    fs::create_symlink("archive/site.crt", link);
    Watched watched;
    watched.start({link});
    folder.write("archive/site.crt", "two");
    CHECK(watched.next() == std::vector<fs::path>{link});
    fs::remove(link);
    fs::create_symlink(folder.write("elsewhere/site.crt", "three"), link);
    CHECK(watched.next() == std::vector<fs::path>{link});
    folder.write("elsewhere/site.crt", "four");
    CHECK(watched.next() == std::vector<fs::path>{link});
}

TEST_CASE("a file that comes later is seen, with its directory") {
    const Folder folder;
    const fs::path file = folder.path() / "not" / "yet" / "a";
    Watched watched;
    watched.start({file});
    folder.write("not/yet/a", "one");
    CHECK(watched.next() == std::vector<fs::path>{file});
}

TEST_CASE("what changed before it was watched is told") {
    const Folder folder;
    const fs::path file = folder.write("a", "one");
    const config::FilesRead read{{file, config::stamp_of(file)}};
    folder.write("a", "other");
    Watched watched;
    watched.watch.watch(read);
    CHECK(watched.next() == std::vector<fs::path>{file});
}

TEST_CASE("several changes at once are one") {
    const Folder folder;
    Watched watched({.quiet = 200ms, .most = 10s, .poll = 1h, .alone = 1h});
    watched.start({folder.write("a", "1"), folder.write("b", "1")});
    for (const char* const text : {"2", "3", "4"}) {
        folder.write("a", text);
        folder.write("b", text);
    }
    CHECK(watched.next() == std::vector<fs::path>{folder.path() / "a", folder.path() / "b"});
    CHECK(watched.told.size() == 1);
}

TEST_CASE("who writes without end is not waited for without end") {
    const Folder folder;
    Watched watched({.quiet = 1h, .most = 50ms, .poll = 1h, .alone = 1h});
    watched.start({folder.write("a", "1")});
    folder.write("a", "2");
    CHECK(watched.next().size() == 1);
}

TEST_CASE("other files of the directory are nobody's concern") {
    const Folder folder;
    Watched watched;
    watched.start({folder.write("a", "one")});
    folder.write("receipts.jsonl", "much");
    watched.context.run_for(200ms);
    CHECK(watched.told.empty());
    folder.write("a", "two");
    CHECK(watched.next().size() == 1);
}

TEST_CASE("a file that was touched back and forth is not told twice") {
    const Folder folder;
    Watched watched;
    watched.start({folder.write("a", "one")});
    folder.write("a", "two");
    watched.next();
    watched.context.run_for(200ms);
    CHECK(watched.told.size() == 1);
}

TEST_CASE("nothing is told once it stopped") {
    const Folder folder;
    Watched watched;
    watched.start({folder.write("a", "one")});
    folder.write("a", "two");
    watched.watch.stop();
    watched.context.run_for(200ms);
    CHECK(watched.told.empty());
    watched.start({folder.path() / "a"});
    folder.write("a", "three");
    CHECK(watched.next().size() == 1);
}

TEST_CASE("without inotify it looks from time to time, and says so once", DESCRIPTOR_SHORTAGE) {
    const Folder folder;
    Watched watched;
    const fs::path file = folder.write("a", "one");
    {
        const net_test::DescriptorShortage shortage;
        watched.start({file});
        watched.start({file});
    }
    REQUIRE(watched.troubles.size() == 1);
    CHECK_THAT(watched.troubles.front(), Catch::Contains("Too many open files"));
    folder.write("a", "two");
    CHECK(watched.next() == std::vector<fs::path>{file});
}

TEST_CASE("where names decide what a path leads to") {
    const Folder folder;
    const fs::path& at = folder.path();
    folder.write("releases/1/proxy.yaml", "");
    fs::create_directory_symlink("releases/1", at / "current");
    fs::create_symlink("../current/./proxy.yaml", at / "releases" / "link");
    Places places;
    add_places(at / "releases" / ".." / "releases" / "link", places);
    const Places expected{
        {at / "releases", {"link"}}, {at, {"current"}}, {at / "releases" / "1", {"proxy.yaml"}}};
    CHECK(places == expected);

    Places loop;
    fs::create_symlink("loop", at / "loop");
    add_places(at / "loop", loop);
    CHECK(loop == Places{{at, {"loop"}}});

    Places nowhere;
    add_places(at / "no" / "such" / "file", nowhere);
    CHECK(nowhere == Places{{at, {"no"}}});
}

}   // namespace net

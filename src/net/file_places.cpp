#include "net/file_places.hpp"

#include <deque>
#include <system_error>

namespace net {
namespace {

namespace fs = std::filesystem;

// As many links on one way as Linux follows.
constexpr int most_links = 40;

}   // namespace

void add_places(const fs::path& file, Places& places) {
    std::error_code error;
    const fs::path whole = fs::absolute(file, error);
    std::deque<fs::path> ahead(whole.begin(), whole.end());
    fs::path at = "/";
    int links = 0;
    while (!error && !ahead.empty()) {
        const fs::path part = std::move(ahead.front());
        ahead.pop_front();
        if (part.empty() || part == "." || part == "/") {
            continue;
        }
        if (part == "..") {
            at = at.parent_path();
            continue;
        }
        const fs::path next = at / part;
        const fs::file_status found = fs::symlink_status(next, error);
        if (fs::is_directory(found) && !ahead.empty()) {
            at = next;
            continue;
        }
        places[at].insert(part.string());
        if (!fs::is_symlink(found) || ++links > most_links) {
            return;
        }
        const fs::path target = fs::read_symlink(next, error);
        at = target.is_absolute() ? fs::path("/") : at;
        ahead.insert(ahead.begin(), target.begin(), target.end());
    }
}

}   // namespace net

#include "net/file_watch.hpp"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <cerrno>
#include <cstring>
#include <sys/inotify.h>
#include <system_error>
#include <utility>

namespace net {
namespace {

namespace asio = boost::asio;
namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
using boost::system::error_code;

// Not IN_MODIFY: until its writer closes it a file may be half of one, and a log in the same
// directory would wake us with each line.
constexpr std::uint32_t of_names =
    IN_CLOSE_WRITE | IN_ATTRIB | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ONLYDIR;
constexpr std::uint32_t of_the_directory =
    IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED | IN_UNMOUNT | IN_Q_OVERFLOW;

}   // namespace

FileWatch::FileWatch(asio::io_context& context, Changed changed, Tell tell, Times times)
    : changed_(std::move(changed)),
      tell_(std::move(tell)),
      times_(times),
      inotify_(context),
      quiet_(context),
      poll_(context) {}

void FileWatch::watch(config::FilesRead files) {
    files_ = std::move(files);
    open();
    arm();
    // From here on nothing escapes; what came before shows in the stamps.
    if (!changed_files().empty()) {
        be_patient();
    }
    poll();
}

void FileWatch::stop() {
    files_.clear();
    watched_.clear();
    first_event_.reset();
    error_code ignored;
    inotify_.close(ignored);
    quiet_.cancel();
    poll_.cancel();
}

void FileWatch::open() {
    if (inotify_.is_open()) {
        return;
    }
    const int descriptor = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    alone_ = descriptor < 0;
    if (alone_) {
        fail(errno);
        return;
    }
    inotify_.assign(descriptor);
    read_events();
}

// The links on the way may have changed, so the directories are found anew each time.
void FileWatch::arm() {
    if (!inotify_.is_open()) {
        return;
    }
    Places places;
    for (const config::FileRead& file : files_) {
        add_places(file.path, places);
    }
    const auto before = std::exchange(watched_, {});
    alone_ = false;
    for (auto& [directory, names] : places) {
        const int watch = ::inotify_add_watch(inotify_.native_handle(), directory.c_str(),
                                              of_names | IN_DELETE_SELF | IN_MOVE_SELF);
        if (watch >= 0) {
            watched_[watch].merge(names);
        } else {
            fail(errno);
        }
    }
    for (const auto& [watch, names] : before) {
        if (!watched_.contains(watch)) {
            ::inotify_rm_watch(inotify_.native_handle(), watch);
        }
    }
}

void FileWatch::fail(int error) {
    alone_ = true;
    if (!std::exchange(told_, true)) {
        tell_("the system does not tell of changes to the configuration's files (" +
              std::generic_category().message(error) + "): they are looked at every few seconds");
    }
}

void FileWatch::read_events() {
    inotify_.async_read_some(asio::buffer(events_),
                             [this](const error_code& error, std::size_t size) {
                                 if (error) {
                                     return;
                                 }
                                 if (concerns(events_.data(), size)) {
                                     be_patient();
                                 }
                                 read_events();
                             });
}

bool FileWatch::concerns(const char* events, std::size_t size) const {
    for (std::size_t at = 0; at + sizeof(inotify_event) <= size;) {
        inotify_event event{};
        std::memcpy(&event, events + at, sizeof event);
        const std::string name(event.len > 0 ? events + at + sizeof event : "");
        at += sizeof event + event.len;
        const auto watched = watched_.find(event.wd);
        if ((event.mask & IN_Q_OVERFLOW) != 0) {
            return true;
        }
        // What is still told of a directory that is not watched any more is of no interest.
        if (watched != watched_.end() &&
            ((event.mask & of_the_directory) != 0 || watched->second.contains(name))) {
            return true;
        }
    }
    return false;
}

// Whoever writes a file, or several, may not be done yet.
void FileWatch::be_patient() {
    const auto now = Clock::now();
    first_event_ = first_event_.value_or(now);
    quiet_.expires_at(std::min(now + times_.quiet, *first_event_ + times_.most));
    quiet_.async_wait([this](const error_code& error) {
        if (!error) {
            look();
        }
    });
}

void FileWatch::look() {
    first_event_.reset();
    arm();
    const std::vector<fs::path> changed = changed_files();
    for (config::FileRead& file : files_) {
        file.stamp = config::stamp_of(file.path);
    }
    if (!changed.empty()) {
        changed_(changed);
    }
}

void FileWatch::poll() {
    poll_.expires_after(alone_ ? times_.alone : times_.poll);
    poll_.async_wait([this](const error_code& error) {
        if (error) {
            return;
        }
        arm();
        if (!first_event_ && !changed_files().empty()) {
            be_patient();
        }
        poll();
    });
}

std::vector<fs::path> FileWatch::changed_files() const {
    std::vector<fs::path> changed;
    for (const config::FileRead& file : files_) {
        const bool is_known = std::find(changed.begin(), changed.end(), file.path) != changed.end();
        if (!is_known && config::stamp_of(file.path) != file.stamp) {
            changed.push_back(file.path);
        }
    }
    return changed;
}

}   // namespace net

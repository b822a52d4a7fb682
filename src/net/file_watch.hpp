#pragma once

#include "config/file_stamp.hpp"
#include "net/file_places.hpp"

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace net {

/// Tells when files are not what they were any more: written to, replaced, renamed, gone, come, or
/// reached by a link that now leads elsewhere (the `..data` of a Kubernetes ConfigMap). By inotify
/// on the directories, since the names in them decide; and by a look at the files from time to
/// time, for file systems that say nothing. Lives on the thread of its context.
class FileWatch {
public:
    /// With the files that changed, in the order in which they are watched.
    using Changed = std::function<void(const std::vector<std::filesystem::path>&)>;
    /// With a sentence for the operator, once.
    using Tell = std::function<void(const std::string&)>;

    struct Times {
        std::chrono::milliseconds quiet{200};     ///< without an event, before a look is taken
        std::chrono::milliseconds most{2'000};    ///< but no later than this after the first one
        std::chrono::milliseconds poll{60'000};   ///< between two looks without any event
        std::chrono::milliseconds alone{5'000};   ///< the same while the kernel tells nothing
    };

    /// The context outlives the watch and does not run when that is destroyed. `changed` may call
    /// `watch` and `stop`.
    FileWatch(boost::asio::io_context& context, Changed changed, Tell tell, Times times);
    FileWatch(const FileWatch&) = delete;
    FileWatch& operator=(const FileWatch&) = delete;

    /// Watches these from now on, in place of any earlier ones. What has changed already since its
    /// stamp was taken is told too.
    void watch(config::FilesRead files);
    void stop();

private:
    void open();
    void arm();
    void read_events();
    [[nodiscard]] bool concerns(const char* events, std::size_t size) const;
    void be_patient();
    void look();
    void poll();
    [[nodiscard]] std::vector<std::filesystem::path> changed_files() const;
    void fail(int error);

    Changed changed_;
    Tell tell_;
    Times times_;
    boost::asio::posix::stream_descriptor inotify_;
    boost::asio::steady_timer quiet_;
    boost::asio::steady_timer poll_;
    config::FilesRead files_;
    std::map<int, std::set<std::string>> watched_;   ///< names by watch descriptor
    std::optional<std::chrono::steady_clock::time_point> first_event_;
    bool alone_ = false;   ///< the kernel does not tell of everything
    bool told_ = false;
    alignas(8) std::array<char, 8192> events_{};
};

}   // namespace net

#include "survey/inputs.hpp"

#include "survey/har_reader.hpp"
#include "survey/log_reader.hpp"

#include <cerrno>
#include <fmt/format.h>
#include <fstream>
#include <optional>
#include <system_error>
#include <utility>

namespace survey {
namespace {

/// One run over the inputs; each step is nothing, or the fault that ends it.
class InputReader {
public:
    using Fault = std::optional<std::string>;

    InputReader(const consent::Registry& registry, const Inputs& inputs, HostFilter hosts)
        : inputs_(inputs), hosts_(std::move(hosts)), read_{Traffic(registry), 0, {}} {}

    Fault read_log_file(const std::string& name, std::istream& standard_input) {
        if (name == "-") {
            return read_log_from(standard_input, "standard input");
        }
        std::ifstream in;
        if (auto fault = open(name, in)) {
            return fault;
        }
        return read_log_from(in, name);
    }

    Fault read_har_file(const std::filesystem::path& file) {
        std::ifstream in;
        if (auto fault = open(file, in)) {
            return fault;
        }
        const auto count = read_har(in, hosts_, file.string(), read_.traffic);
        if (!count) {
            return fmt::format("{}: {}", file.string(), count.error());
        }
        note_har(file.string(), *count);
        return std::nullopt;
    }

    /// After all logs.
    Fault judge_logs() {
        if (inputs_.logs.empty()) {
            return std::nullopt;
        }
        if (log_.access_lines == 0) {
            return fmt::format(
                "no JSON access line in the log ({} other lines): it has to be "
                "written with \"log: {{format: json}}\" or --log-format json",
                log_.lines);
        }
        if (!inputs_.site.empty() && !log_.sites.contains(inputs_.site)) {
            return fmt::format("no line of site \"{}\" in the log; it has {}", inputs_.site,
                               fmt::join(log_.sites, ", "));
        }
        read_.lines_left_out = log_.lines - log_.access_lines;
        note_log();
        return std::nullopt;
    }

    [[nodiscard]] ReadTraffic take() { return std::move(read_); }

private:
    static Fault open(const std::filesystem::path& file, std::ifstream& in) {
        // A folder opens well and then reads as if it were empty.
        std::error_code error;
        if (std::filesystem::is_directory(file, error)) {
            return fmt::format("{}: Is a directory", file.string());
        }
        errno = 0;
        in.open(file, std::ios::binary);
        if (!in) {
            return fmt::format("{}: {}", file.string(), std::generic_category().message(errno));
        }
        return std::nullopt;
    }

    Fault read_log_from(std::istream& in, const std::string& name) {
        read_log(in, {hosts_, inputs_.site}, read_.traffic, log_);
        if (in.bad()) {
            return fmt::format("{}: cannot be read", name);
        }
        return std::nullopt;
    }

    void note_har(const std::string& file, const HarCount& count) {
        if (count.elsewhere > 0) {
            note(fmt::format("{}: {} of {} entries are of other hosts and left out", file,
                             count.elsewhere, count.entries));
        }
        if (!count.any_cookie) {
            note(
                fmt::format("{}: no entry has any cookie: browsers leave them out unless the HAR "
                            "is saved with sensitive data",
                            file));
        }
    }

    void note_log() {
        if (inputs_.site.empty() && log_.sites.size() > 1) {
            note(fmt::format("The log has {} sites ({}); --site picks one", log_.sites.size(),
                             fmt::join(log_.sites, ", ")));
        }
        if (log_.dark > 0) {
            note(
                fmt::format("{} lines do not say which cookies passed (an older log): only those "
                            "that were held back are known of them",
                            log_.dark));
        }
        if (log_.anonymous > 0) {
            note(
                fmt::format("{} lines have no client: whether deletions succeed cannot be told "
                            "from them",
                            log_.anonymous));
        }
    }

    void note(std::string sentence) { read_.notes.push_back(std::move(sentence)); }

    const Inputs& inputs_;
    HostFilter hosts_;
    ReadTraffic read_;
    LogCount log_;
};

std::optional<std::string> read_all(InputReader& reader, const Inputs& inputs,
                                    std::istream& standard_input) {
    for (const std::string& log : inputs.logs) {
        if (auto fault = reader.read_log_file(log, standard_input)) {
            return fault;
        }
    }
    if (auto fault = reader.judge_logs()) {
        return fault;
    }
    for (const auto& har : inputs.hars) {
        if (auto fault = reader.read_har_file(har)) {
            return fault;
        }
    }
    return std::nullopt;
}

}   // namespace

boost::system::result<ReadTraffic, std::string> read_traffic(const consent::Registry& registry,
                                                             const Inputs& inputs,
                                                             std::istream& standard_input) {
    auto hosts = HostFilter::of(inputs.hosts);
    if (!hosts) {
        return "--host: " + hosts.error();
    }
    InputReader reader(registry, inputs, *std::move(hosts));
    if (auto fault = read_all(reader, inputs, standard_input)) {
        return *std::move(fault);
    }
    ReadTraffic read = reader.take();
    if (read.traffic.deletions().capped()) {
        read.notes.emplace_back(
            "More deletions than can be watched: some that never succeed may be missing");
    }
    return read;
}

}   // namespace survey

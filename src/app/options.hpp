#pragma once

#include "app/environment.hpp"
#include "config/endpoint.hpp"
#include "config/settings.hpp"
#include "config/trusted_proxies.hpp"
#include "config/upstream.hpp"
#include "receipts/filter.hpp"
#include "survey/inputs.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace app {

/// A number of workers; none: `auto`.
using Workers = std::optional<unsigned>;

/// `run`: either `config`, or `upstream` and `registry`. What is set beside them wins over the
/// file.
struct RunOptions {
    std::optional<std::filesystem::path> config;
    std::optional<config::UpstreamSettings> upstream;
    std::optional<std::filesystem::path> registry;
    std::optional<config::Endpoint> listen;
    std::optional<config::Endpoint> admin;
    std::optional<config::TrustedProxies> trusted_proxies;
    std::optional<std::filesystem::path> preview_token_file;
    std::optional<Workers> workers;
    std::optional<config::LogLevel> log_level;
    std::optional<config::LogFormat> log_format;
    bool no_access_log = false;
    bool no_watch = false;
};

/// `check`: the files in the order given.
struct CheckOptions {
    enum class Kind : std::uint8_t { config, registry };
    struct File {
        Kind kind = Kind::config;
        std::filesystem::path path;
    };
    std::vector<File> files;
};

struct ExplainOptions {
    std::filesystem::path registry;
    std::optional<std::string> cookie;      ///< a Cookie field's value
    std::vector<std::string> set_cookies;   ///< Set-Cookie values; empty ones too
    bool json = false;
};

/// `discover`: without any input, standard input is read as a log.
struct DiscoverOptions {
    std::filesystem::path registry;
    survey::Inputs inputs;
    std::optional<std::filesystem::path> database;
    bool json = false;
};

/// `import`: a page becomes a registry draft.
struct ImportOptions {
    std::filesystem::path page;                    ///< `-` is standard input
    std::optional<std::string> site;               ///< its name; else that of the page's title
    std::optional<std::filesystem::path> output;   ///< else standard output
};

/// `drift`: the page, recorded traffic, or both.
struct DriftOptions {
    std::filesystem::path registry;
    std::optional<std::filesystem::path> page;   ///< `-` is standard input
    survey::Inputs inputs;
    bool strict = false;
};

/// `receipts`: what was kept, out of the file that a registry names, or out of that file itself.
struct ReceiptsOptions {
    enum class Action : std::uint8_t { list, count, write_all };
    enum class Source : std::uint8_t { registry, file, sqlite };
    enum class Format : std::uint8_t { text, json, csv };

    Action action = Action::list;
    Source source = Source::registry;
    std::filesystem::path path;
    receipts::Filter filter;
    std::optional<std::size_t> limit;   ///< only the newest of these
    Format format = Format::text;
};

struct DemoOptions {
    config::Endpoint listen{"127.0.0.1", 8080, {}};
};

struct HealthcheckOptions {
    config::Endpoint admin{"127.0.0.1", 9902, {}};
};

/// The command line asked for no subcommand: what to print instead, and the exit code (0 for
/// --help and --version, 2 for wrong usage).
struct Reply {
    int code = 0;
    std::string out;
    std::string err;
};

using Options =
    std::variant<Reply, RunOptions, CheckOptions, ExplainOptions, DemoOptions, HealthcheckOptions,
                 DiscoverOptions, ImportOptions, DriftOptions, ReceiptsOptions>;

/// Reads the arguments (without the program's name) and the environment: a flag wins over its
/// variable. Values are taken byte for byte: never split, unquoted or interpreted. Where the two
/// forms of `run` meet, one on the command line and one in the environment, the former holds.
[[nodiscard]] Options parse_options(std::span<const std::string> arguments,
                                    const Environment& environment);

}   // namespace app

#include "app/options.hpp"

#include "app/flags.hpp"
#include "app/receipts_flags.hpp"
#include "config/units.hpp"

#include <algorithm>
#include <boost/algorithm/string/trim.hpp>
#include <set>
#include <utility>

namespace app {

namespace {

constexpr auto footer =
    "Every flag can be given as an environment variable too: --log-level is\n"
    "CONSENT_PROXY_LOG_LEVEL. A flag wins over its variable, a variable over the file.";

/// The whole command line: its subcommands and their flags.
struct CommandLine {
    explicit CommandLine(const Environment& environment);

    CLI::App app{"A reverse proxy that makes a site keep its visitors' cookie choices.",
                 "consent-proxy"};
    Flags run;
    Flags check;
    Flags explain;
    Flags discover;
    Flags import_page;
    Flags drift;
    Flags receipts;
    Flags demo;
    Flags healthcheck;

    [[nodiscard]] std::set<std::string> value_flags() const;
};

CommandLine::CommandLine(const Environment& environment)
    : run(app, "run", "Serve the sites of a configuration, or one site without any", environment),
      check(app, "check", "Validate configurations and registries", environment),
      explain(app, "explain", "Show what happens to cookies, and why", environment),
      discover(app, "discover", "List the cookies of recorded traffic that a registry lacks",
               environment),
      import_page(app, "import", "Make a registry draft of a published cookie page", environment),
      drift(app, "drift", "Hold page, registry and traffic against each other", environment),
      receipts(app, "receipts", "List, count or export the receipts that were kept", environment),
      demo(app, "demo", "Serve a small built-in site behind the proxy", environment),
      healthcheck(app, "healthcheck", "Ask a running proxy whether it is ready", environment) {
    app.set_version_flag("--version", "consent-proxy " CONSENT_PROXY_VERSION);
    app.require_subcommand(0, 1);
    app.footer(footer);
    for (CLI::App* command : app.get_subcommands(nullptr)) {
        command->footer(footer);
    }

    run.value("--config", "FILE", "Proxy configuration");
    run.value("--upstream", "URL",
              "Without --config: the origin, http://HOST[:PORT], https://... or "
              "unix:PATH");
    run.value("--registry", "FILE", "Without --config: the site's registry");
    run.value("--listen", "ADDR:PORT", "Where to listen, alone (0.0.0.0:8080)");
    run.value("--admin", "ADDR:PORT", "Admin listener (127.0.0.1:9902)");
    run.value("--trusted-proxies", "private|CIDR,...", "Peers whose X-Forwarded-* are believed");
    run.value("--preview-token-file", "FILE",
              "Requests with this token see a site in report mode enforced");
    run.value("--workers", "N|auto", "Worker threads");
    run.value("--log-level", "LEVEL", "trace, debug, info, warning or error");
    run.value("--log-format", "text|json", "Format of the log");
    run.toggle("--no-access-log", "No log line for each exchange");
    run.toggle("--no-watch", "Reload at SIGHUP only, not when a file changes");

    check.list("--config", "FILE", "A proxy configuration, with the registries that it names");
    check.list("--registry", "FILE", "A registry");

    explain.value("--registry", "FILE", "The site's registry");
    explain.value("--cookie", "COOKIE HEADER", "Value of a request's Cookie field");
    explain.list("--set-cookie", "SET-COOKIE VALUE",
                 "Value of a response's Set-Cookie field; may be "
                 "repeated");
    explain.toggle("--json", "Print JSON");

    discover.value("--registry", "FILE", "The site's registry");
    discover.list("--log", "FILE",
                  "JSON access log of the proxy; - is standard input, read where neither --log nor "
                  "--har is given; may be repeated");
    discover.list("--har", "FILE", "A browser's recording; may be repeated");
    discover.list("--host", "HOST", "Only this host, or *.x; may be repeated");
    discover.value("--site", "NAME", "Only this site of the log");
    discover.value("--database", "FILE", "Cookie database (CSV) to take suggestions from");
    discover.toggle("--json", "Print JSON");

    import_page.argument("PAGE", "The page, HTML or plain text; - is standard input");
    import_page.value("--site", "NAME", "The site's name, where the page's title does not tell");
    import_page.value("--output", "FILE", "Where to write the draft, else to standard output");

    drift.value("--registry", "FILE", "The site's registry");
    drift.value("--page", "FILE", "Its published cookie page; - is standard input");
    drift.list("--log", "FILE", "JSON access log of the proxy; may be repeated");
    drift.list("--har", "FILE", "A browser's recording; may be repeated");
    drift.list("--host", "HOST", "Only this host, or *.x; may be repeated");
    drift.value("--site", "NAME", "Only this site of the log");
    drift.toggle("--strict", "A listed cookie that was never seen is a difference");

    add_receipts_flags(receipts);

    demo.value("--listen", "ADDR:PORT", "Where to listen (127.0.0.1:8080)");

    healthcheck.value("--admin", "ADDR:PORT", "Admin listener (127.0.0.1:9902)");
}

std::set<std::string> CommandLine::value_flags() const {
    std::set<std::string> flags;
    for (const Flags* command : {&run, &check, &explain, &discover, &import_page, &drift, &receipts,
                                 &demo, &healthcheck}) {
        const auto own = command->value_flags();
        flags.insert(own.begin(), own.end());
    }
    return flags;
}

/// `private`, addresses and CIDR blocks, separated by commas.
boost::system::result<config::TrustedProxies, std::string> parse_trusted_proxies(
    std::string_view text) {
    config::TrustedProxies proxies;
    for (std::size_t start = 0; start <= text.size();) {
        const auto comma = std::min(text.find(',', start), text.size());
        const auto item =
            boost::algorithm::trim_copy(std::string(text.substr(start, comma - start)));
        if (const auto added = proxies.add(item); !added) {
            return added.error();
        }
        start = comma + 1;
    }
    return proxies;
}

/// CLI11 takes `--cookie=` for a flag whose value is the next argument; as two arguments it is
/// one with an empty value.
std::vector<std::string> split_empty_values(std::span<const std::string> arguments,
                                            const std::set<std::string>& value_flags) {
    std::vector<std::string> split;
    bool is_value = false;
    for (const auto& argument : arguments) {
        if (!is_value && argument.ends_with('=') &&
            value_flags.contains(argument.substr(0, argument.size() - 1))) {
            split.push_back(argument.substr(0, argument.size() - 1));
            split.emplace_back();
            continue;
        }
        is_value = !is_value && value_flags.contains(argument);
        split.push_back(argument);
    }
    return split;
}

std::filesystem::path path_of(const std::string& origin, const std::string& text) {
    if (text.empty()) {
        throw WrongUsage(origin + ": the name of the file is empty");
    }
    return text;
}

std::optional<std::filesystem::path> read_path(const Flags& flags, const std::string& flag) {
    const auto given = flags.find(flag);
    if (!given) {
        return std::nullopt;
    }
    return path_of(given->origin, given->text);
}

enum class Form : std::uint8_t { file, direct };

Form form_of(const Flags& flags, bool file, bool direct) {
    if (file && direct) {
        throw WrongUsage("either --config, or --upstream and --registry, not both");
    }
    if (file || direct) {
        return file ? Form::file : Form::direct;
    }
    file = flags.in_environment("--config");
    direct = flags.in_environment("--upstream") || flags.in_environment("--registry");
    if (file && direct) {
        throw WrongUsage(
            "either CONSENT_PROXY_CONFIG, or CONSENT_PROXY_UPSTREAM and CONSENT_PROXY_REGISTRY, "
            "not both");
    }
    if (!file && !direct) {
        throw WrongUsage("--config is missing, or --upstream and --registry");
    }
    return file ? Form::file : Form::direct;
}

RunOptions read_run(const Flags& flags) {
    RunOptions options;
    const auto form =
        form_of(flags, flags.on_command_line("--config"),
                flags.on_command_line("--upstream") || flags.on_command_line("--registry"));
    if (form == Form::file) {
        options.config = read_path(flags, "--config");
    } else {
        options.upstream = flags.read("--upstream", config::parse_upstream);
        options.registry = read_path(flags, "--registry");
        if (!options.upstream || !options.registry) {
            throw WrongUsage(options.upstream ? "--registry is missing" : "--upstream is missing");
        }
    }
    options.listen = flags.read("--listen", config::parse_endpoint);
    options.admin = flags.read("--admin", config::parse_endpoint);
    options.trusted_proxies = flags.read("--trusted-proxies", parse_trusted_proxies);
    options.preview_token_file = read_path(flags, "--preview-token-file");
    options.workers = flags.read("--workers", config::parse_workers);
    options.log_level = flags.read("--log-level", config::parse_log_level);
    options.log_format = flags.read("--log-format", config::parse_log_format);
    options.no_access_log = flags.is_set("--no-access-log");
    options.no_watch = flags.is_set("--no-watch");
    return options;
}

CheckOptions read_check(const Flags& flags) {
    CheckOptions options;
    for (const auto& [flag, text] : flags.in_order({"--config", "--registry"})) {
        const auto kind =
            flag == "--config" ? CheckOptions::Kind::config : CheckOptions::Kind::registry;
        options.files.push_back({kind, path_of(flag, text)});
    }
    if (options.files.empty()) {
        throw WrongUsage("--config or --registry is missing");
    }
    return options;
}

std::filesystem::path read_registry(const Flags& flags) {
    auto registry = read_path(flags, "--registry");
    if (!registry) {
        throw WrongUsage("--registry is missing");
    }
    return *std::move(registry);
}

ExplainOptions read_explain(const Flags& flags) {
    ExplainOptions options;
    options.registry = read_registry(flags);
    if (auto cookie = flags.find("--cookie")) {
        options.cookie = std::move(cookie->text);
    }
    options.set_cookies = flags.find_all("--set-cookie");
    options.json = flags.is_set("--json");
    return options;
}

survey::Inputs read_inputs(const Flags& flags) {
    survey::Inputs inputs;
    for (const auto& [flag, text] : flags.in_order({"--log", "--har"})) {
        if (flag == "--log") {
            inputs.logs.push_back(path_of(flag, text).string());
        } else {
            inputs.hars.push_back(path_of(flag, text));
        }
    }
    inputs.hosts = flags.find_all("--host");
    if (auto site = flags.find("--site")) {
        inputs.site = std::move(site->text);
    }
    return inputs;
}

DiscoverOptions read_discover(const Flags& flags) {
    DiscoverOptions options;
    options.registry = read_registry(flags);
    options.inputs = read_inputs(flags);
    if (options.inputs.logs.empty() && options.inputs.hars.empty()) {
        options.inputs.logs.emplace_back("-");
    }
    options.database = read_path(flags, "--database");
    options.json = flags.is_set("--json");
    return options;
}

ImportOptions read_import(const Flags& flags) {
    ImportOptions options;
    const auto page = flags.find_argument("PAGE");
    if (!page) {
        throw WrongUsage("PAGE is missing");
    }
    options.page = path_of("PAGE", *page);
    if (auto site = flags.find("--site")) {
        options.site = std::move(site->text);
    }
    options.output = read_path(flags, "--output");
    return options;
}

DriftOptions read_drift(const Flags& flags) {
    DriftOptions options;
    options.registry = read_registry(flags);
    options.page = read_path(flags, "--page");
    options.inputs = read_inputs(flags);
    options.strict = flags.is_set("--strict");
    if (!options.page && options.inputs.logs.empty() && options.inputs.hars.empty()) {
        throw WrongUsage("--page, --log or --har is missing");
    }
    return options;
}

Options read_command(const CommandLine& line) {
    if (line.run.chosen()) {
        return read_run(line.run);
    }
    if (line.check.chosen()) {
        return read_check(line.check);
    }
    if (line.explain.chosen()) {
        return read_explain(line.explain);
    }
    if (line.discover.chosen()) {
        return read_discover(line.discover);
    }
    if (line.import_page.chosen()) {
        return read_import(line.import_page);
    }
    if (line.drift.chosen()) {
        return read_drift(line.drift);
    }
    if (line.receipts.chosen()) {
        return read_receipts(line.receipts);
    }
    if (line.demo.chosen()) {
        DemoOptions options;
        options.listen =
            line.demo.read("--listen", config::parse_endpoint).value_or(options.listen);
        return options;
    }
    if (line.healthcheck.chosen()) {
        HealthcheckOptions options;
        options.admin =
            line.healthcheck.read("--admin", config::parse_endpoint).value_or(options.admin);
        return options;
    }
    return Reply{2, "", line.app.help()};
}

Reply wrong_usage(const CommandLine& line, const std::string& message) {
    std::string command = "consent-proxy";
    if (const auto chosen = line.app.get_subcommands(); !chosen.empty()) {
        command += ' ' + chosen.front()->get_name();
    }
    return {2, "", command + ": " + message + "\nTry: " + command + " --help\n"};
}

}   // namespace

Options parse_options(std::span<const std::string> arguments, const Environment& environment) {
    CommandLine line(environment);
    auto split = split_empty_values(arguments, line.value_flags());
    std::reverse(split.begin(), split.end());   // as CLI11 takes a vector
    try {
        line.app.parse(split);
        return read_command(line);
    } catch (const CLI::CallForHelp&) {
        return Reply{0, line.app.help(), ""};
    } catch (const CLI::CallForVersion& version) {
        return Reply{0, std::string(version.what()) + "\n", ""};
    } catch (const CLI::ParseError& error) {
        return wrong_usage(line, error.what());
    } catch (const WrongUsage& error) {
        return wrong_usage(line, error.what());
    }
}

}   // namespace app

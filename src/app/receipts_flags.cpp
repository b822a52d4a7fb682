#include "app/receipts_flags.hpp"

#include "config/units.hpp"
#include "receipts/receipt_id.hpp"
#include "survey/timestamp.hpp"

#include <array>
#include <boost/system/result.hpp>
#include <string_view>

namespace app {

namespace {

using Action = ReceiptsOptions::Action;
using Format = ReceiptsOptions::Format;
using Source = ReceiptsOptions::Source;

template <class T>
using Parsed = boost::system::result<T, std::string>;

struct SourceFlag {
    const char* flag;
    Source source;
};
constexpr std::array<SourceFlag, 3> source_flags{
    {{"--registry", Source::registry}, {"--file", Source::file}, {"--sqlite", Source::sqlite}}};

/// A moment of RFC 3339, or a date, which stands for its start.
Parsed<receipts::Time> parse_time(std::string_view text) {
    const bool date = text.find('T') == text.npos;
    const auto moment = survey::parse_moment(std::string(text) + (date ? "T00:00:00Z" : ""));
    if (!moment) {
        return std::string("must be a time as in 2026-11-22T04:00:00Z, or a date");
    }
    return receipts::Time(*moment);
}

Parsed<std::size_t> parse_limit(std::string_view text) {
    const auto number = config::parse_number(text);
    if (!number || *number == 0) {
        return std::string("must be a number from 1");
    }
    return static_cast<std::size_t>(*number);
}

Parsed<Format> parse_format(std::string_view text) {
    if (text == "text") {
        return Format::text;
    }
    if (text == "json") {
        return Format::json;
    }
    if (text == "csv") {
        return Format::csv;
    }
    return std::string("must be text, json or csv");
}

Action read_action(const Flags& flags) {
    const auto given = flags.find_argument("ACTION");
    if (given == "list") {
        return Action::list;
    }
    if (given == "count") {
        return Action::count;
    }
    if (given == "export") {
        return Action::write_all;
    }
    throw WrongUsage(given ? *given + ": must be list, count or export"
                           : "list, count or export is missing");
}

/// One of the three; those on the command line hold before any in the environment.
void read_source(const Flags& flags, ReceiptsOptions& options) {
    for (const bool environment : {false, true}) {
        const SourceFlag* found = nullptr;
        for (const SourceFlag& each : source_flags) {
            const bool given =
                environment ? flags.in_environment(each.flag) : flags.on_command_line(each.flag);
            if (given && found != nullptr) {
                throw WrongUsage("only one of --registry, --file and --sqlite");
            }
            found = given ? &each : found;
        }
        if (found != nullptr) {
            const auto given = flags.find(found->flag);
            if (given->text.empty()) {
                throw WrongUsage(given->origin + ": the name of the file is empty");
            }
            options.source = found->source;
            options.path = given->text;
            return;
        }
    }
    throw WrongUsage("--registry, --file or --sqlite is missing");
}

}   // namespace

void add_receipts_flags(Flags& flags) {
    flags.argument("ACTION", "list (the newest first), count, or export (the oldest first)");
    flags.value("--registry", "FILE", "The registry of the site that keeps them");
    flags.value("--file", "FILE", "A file of JSON lines, with those rotated away from it");
    flags.value("--sqlite", "FILE", "An SQLite file");
    flags.value("--since", "TIME", "Only at this time or later; a date is its start, UTC");
    flags.value("--until", "TIME", "Only before this time");
    flags.value("--id", "ID", "Only the receipt with this id");
    flags.value("--site", "NAME", "Only of this site, as its registry names it");
    flags.value("--limit", "N", "Only the newest N of these");
    flags.value("--format", "text|json|csv", "Format (text; of export json)");
}

ReceiptsOptions read_receipts(const Flags& flags) {
    ReceiptsOptions options;
    options.action = read_action(flags);
    read_source(flags, options);
    options.filter.since = flags.read("--since", parse_time);
    options.filter.until = flags.read("--until", parse_time);
    if (const auto id = flags.find("--id")) {
        options.filter.id = receipts::read_receipt_id(id->text);
    }
    if (auto site = flags.find("--site")) {
        options.filter.site = std::move(site->text);
    }
    options.limit = flags.read("--limit", parse_limit);
    const bool all = options.action == Action::write_all;
    options.format =
        flags.read("--format", parse_format).value_or(all ? Format::json : Format::text);
    if (all && options.format == Format::text) {
        throw WrongUsage("export: --format must be json or csv");
    }
    return options;
}

}   // namespace app

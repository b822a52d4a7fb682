#include "app/receipts.hpp"

#include "app/faults.hpp"
#include "config/load.hpp"
#include "receipts/counts.hpp"
#include "receipts/csv.hpp"
#include "receipts/json_line.hpp"
#include "receipts/line_reader.hpp"
#include "receipts/sqlite_reader.hpp"
#include "receipts/table.hpp"

#include <algorithm>
#include <deque>
#include <functional>
#include <optional>
#include <utility>

namespace app {

namespace {

using Format = ReceiptsOptions::Format;
using Kind = consent::ReceiptSettings::Kind;

/// Where to read from; nothing where the registry does not tell.
std::optional<std::pair<Kind, std::string>> find_source(const ReceiptsOptions& options,
                                                        std::ostream& err) {
    if (options.source != ReceiptsOptions::Source::registry) {
        const bool lines = options.source == ReceiptsOptions::Source::file;
        return std::pair(lines ? Kind::lines : Kind::sqlite, options.path.string());
    }
    std::vector<config::Fault> faults;
    const auto registry = config::load_registry(options.path, faults);
    if (!registry) {
        print(faults, err);
        return std::nullopt;
    }
    if (!registry->receipts()) {
        err << "consent-proxy receipts: " << options.path.string() << ": keeps no receipts\n";
        return std::nullopt;
    }
    return std::pair(registry->receipts()->kind, registry->receipts()->path);
}

/// Reads receipts, the oldest first; at most the newest so many, where the options say so.
class Reading {
public:
    Reading(const ReceiptsOptions& options, std::ostream& err) : options_(options), err_(err) {}

    void each(const receipts::Take& take) {
        if (!options_.limit) {
            read(take);
            return;
        }
        std::deque<receipts::Receipt> newest;
        read([&](receipts::Receipt receipt) {
            newest.push_back(std::move(receipt));
            if (newest.size() > *options_.limit) {
                newest.pop_front();
            }
        });
        for (receipts::Receipt& receipt : newest) {
            take(std::move(receipt));
        }
    }

    /// Was everything read, and a receipt?
    [[nodiscard]] bool fine() const { return fine_; }

private:
    void read(const receipts::Take& take) {
        const auto source = find_source(options_, err_);
        fine_ = source.has_value();
        if (!source) {
            return;
        }
        const auto tell = [this](const std::string& fault) {
            err_ << fault << '\n';
            fine_ = false;
        };
        const auto& [kind, path] = *source;
        const auto done = (kind == Kind::lines ? receipts::read_lines : receipts::read_sqlite)(
            path, options_.filter, take, tell);
        if (!done) {
            tell("consent-proxy receipts: " + done.error());
        }
    }

    const ReceiptsOptions& options_;
    std::ostream& err_;
    bool fine_ = true;
};

void list(Reading& reading, Format format, std::ostream& out) {
    std::vector<receipts::Receipt> all;
    reading.each([&](receipts::Receipt receipt) { all.push_back(std::move(receipt)); });
    std::reverse(all.begin(), all.end());
    std::stable_sort(all.begin(), all.end(),
                     [](const auto& a, const auto& b) { return a.time > b.time; });
    if (format == Format::text) {
        out << receipts::to_table(all);
        return;
    }
    out << (format == Format::csv ? receipts::csv_head() : "");
    for (const receipts::Receipt& receipt : all) {
        out << (format == Format::csv ? receipts::to_csv(receipt)
                                      : receipts::to_json_line(receipt));
    }
}

void count(Reading& reading, Format format, std::ostream& out) {
    receipts::Counts counts;
    reading.each([&](const receipts::Receipt& receipt) { counts.add(receipt); });
    switch (format) {
        case Format::text:
            out << counts.to_text();
            break;
        case Format::json:
            out << counts.to_json();
            break;
        case Format::csv:
            out << counts.to_csv();
            break;
    }
}

void write_all(Reading& reading, Format format, std::ostream& out) {
    out << (format == Format::csv ? receipts::csv_head() : "");
    reading.each([&](const receipts::Receipt& receipt) {
        out << (format == Format::csv ? receipts::to_csv(receipt)
                                      : receipts::to_json_line(receipt));
    });
}

}   // namespace

int show_receipts(const ReceiptsOptions& options, std::ostream& out, std::ostream& err) {
    Reading reading(options, err);
    switch (options.action) {
        case ReceiptsOptions::Action::list:
            list(reading, options.format, out);
            break;
        case ReceiptsOptions::Action::count:
            count(reading, options.format, out);
            break;
        case ReceiptsOptions::Action::write_all:
            write_all(reading, options.format, out);
            break;
    }
    out.flush();
    return reading.fine() ? 0 : 1;
}

}   // namespace app

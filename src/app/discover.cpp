#include "app/discover.hpp"

#include "app/faults.hpp"
#include "config/load.hpp"
#include "survey/discovery.hpp"

#include <boost/system/result.hpp>
#include <cerrno>
#include <fstream>
#include <system_error>

namespace app {

namespace {

using Database = boost::system::result<survey::CookieDatabase, std::string>;

Database read_database(const std::filesystem::path& file) {
    errno = 0;
    std::ifstream in(file, std::ios::binary);
    if (!in) {
        return file.string() + ": " + std::generic_category().message(errno);
    }
    auto database = survey::CookieDatabase::read(in);
    if (!database) {
        return file.string() + ": " + database.error();
    }
    return database;
}

}   // namespace

int discover(const DiscoverOptions& options, std::istream& in, std::ostream& out,
             std::ostream& err) {
    std::vector<config::Fault> faults;
    const auto registry = config::load_registry(options.registry, faults);
    if (!registry) {
        print(faults, err);
        return 1;
    }
    const auto database = options.database ? read_database(*options.database) : Database();
    if (!database) {
        err << "consent-proxy discover: " << database.error() << '\n';
        return 1;
    }
    const auto read = survey::read_traffic(*registry, options.inputs, in);
    if (!read) {
        err << "consent-proxy discover: " << read.error() << '\n';
        return 1;
    }
    const auto discovery = survey::discover(*read, *database);
    out << (options.json ? to_json(discovery) + '\n' : to_text(discovery));
    return 0;
}

}   // namespace app

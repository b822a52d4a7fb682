#include "app/check.hpp"
#include "app/demo/demo.hpp"
#include "app/discover.hpp"
#include "app/drift.hpp"
#include "app/explain.hpp"
#include "app/healthcheck.hpp"
#include "app/import.hpp"
#include "app/options.hpp"
#include "app/receipts.hpp"
#include "app/run.hpp"
#include "app/serve.hpp"

#include <exception>
#include <iostream>

namespace {

/// Runs what the command line asked for; the exit code.
struct Execute {
    int operator()(const app::Reply& reply) const {
        std::cout << reply.out;
        std::cerr << reply.err;
        return reply.code;
    }
    int operator()(const app::RunOptions& options) const { return app::run(options, app::serve); }
    int operator()(const app::CheckOptions& options) const {
        return app::check(options, std::cout, std::cerr);
    }
    int operator()(const app::ExplainOptions& options) const {
        return app::explain(options, std::cout, std::cerr);
    }
    int operator()(const app::DiscoverOptions& options) const {
        return app::discover(options, std::cin, std::cout, std::cerr);
    }
    int operator()(const app::ImportOptions& options) const {
        return app::import_page(options, std::cout, std::cerr);
    }
    int operator()(const app::DriftOptions& options) const {
        return app::drift(options, std::cin, std::cout, std::cerr);
    }
    int operator()(const app::ReceiptsOptions& options) const {
        return app::show_receipts(options, std::cout, std::cerr);
    }
    int operator()(const app::DemoOptions& options) const {
        return app::run_demo(options, app::serve, std::cout);
    }
    int operator()(const app::HealthcheckOptions& options) const {
        return app::healthcheck(options.admin, std::cerr);
    }
};

}   // namespace

int main(int count, char** values) {
    try {
        const std::vector<std::string> arguments(values + (count > 0 ? 1 : 0), values + count);
        return std::visit(Execute(), app::parse_options(arguments, app::process_environment()));
    } catch (const std::exception& error) {
        std::cerr << "consent-proxy: " << error.what() << '\n';
        return 1;
    }
}

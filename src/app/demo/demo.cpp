#include "app/demo/demo.hpp"

#include "app/demo/govuk_yaml.hpp"
#include "app/demo/server.hpp"
#include "config/load.hpp"

#include <boost/asio/ip/address.hpp>
#include <stdexcept>
#include <utility>

namespace app {

namespace {

config::Settings settings_of(const DemoOptions& options, std::uint16_t origin_port,
                             std::shared_ptr<const consent::Registry> registry) {
    config::Settings settings;
    settings.listeners.push_back({options.listen, {}});
    settings.admin.port = 0;   // two demos, or a demo beside a proxy, must not clash
    config::Site site;
    site.name = "demo";
    site.hosts = {"*"};
    site.registry = std::move(registry);
    site.upstream.host = "127.0.0.1";
    site.upstream.port = origin_port;
    settings.sites.push_back(std::move(site));
    return settings;
}

/// What a person opens in a browser.
std::string url_of(config::Endpoint endpoint) {
    if (endpoint.is_unix()) {
        return config::to_string(endpoint);
    }
    if (boost::asio::ip::make_address(endpoint.address).is_unspecified()) {
        endpoint.address = "127.0.0.1";
    }
    return "http://" + config::to_string(endpoint) + "/";
}

}   // namespace

std::shared_ptr<const consent::Registry> demo_registry() {
    std::vector<config::Fault> faults;
    auto registry = config::parse_registry(demo::govuk_yaml, "govuk.yaml", faults);
    if (!registry) {
        throw std::runtime_error(config::to_string(faults.front()));
    }
    return registry;
}

int run_demo(const DemoOptions& options, const Serve& serve, std::ostream& out) {
    const auto registry = demo_registry();
    const demo::Server origin(registry);
    const auto load = [&](std::vector<config::Fault>&) {
        return std::optional(settings_of(options, origin.port(), registry));
    };
    const auto listening = [&out](const std::vector<config::Endpoint>& endpoints) {
        out << "Demo: " << url_of(endpoints.front())
            << " shows which cookies a legacy site may set. Ctrl+C ends it." << std::endl;
    };
    return serve(load, listening);
}

}   // namespace app

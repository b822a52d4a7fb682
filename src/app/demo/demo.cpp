#include "app/demo/demo.hpp"

#include "app/demo/files.hpp"
#include "app/demo/receipts_folder.hpp"
#include "app/demo/scene.hpp"
#include "config/load.hpp"

#include <boost/asio/ip/address.hpp>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

namespace app {

namespace {

using consent::PageStyle;

// The plain style takes the look of the site, so it takes its stylesheet too.
constexpr std::string_view govuk_pages =
    "pages: {base: /help/cookies, style: govuk, links: [{text: The demo, href: /}]}\n";
constexpr std::string_view plain_pages =
    "pages: {base: /help/cookies, style: plain, stylesheet: /site.css, "
    "links: [{text: The demo, href: /}]}\n";

config::Site site_of(std::string name, std::string host, PageStyle style, std::uint16_t origin_port,
                     const std::string& receipts_file) {
    config::Site site;
    site.name = std::move(name);
    site.hosts = {std::move(host)};
    site.registry = demo_registry(style, receipts_file);
    site.upstream.host = "127.0.0.1";
    site.upstream.port = origin_port;
    return site;
}

config::Settings settings_of(const DemoOptions& options, std::uint16_t origin_port,
                             const std::string& receipts_file) {
    config::Settings settings;
    settings.listeners.push_back({options.listen, {}});
    settings.admin.port = 0;   // two demos, or a demo beside a proxy, must not clash
    settings.sites.push_back(site_of("demo", "*", PageStyle::govuk, origin_port, receipts_file));
    settings.sites.push_back(site_of("demo-plain", std::string(demo::plain_host), PageStyle::plain,
                                     origin_port, receipts_file));
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

std::shared_ptr<const consent::Registry> demo_registry(PageStyle style,
                                                       const std::string& receipts_file) {
    std::string text(demo::file_text("registry"));
    text += style == PageStyle::plain ? plain_pages : govuk_pages;
    if (!receipts_file.empty()) {
        text += "receipts: {file: " + nlohmann::json(receipts_file).dump() + "}\n";
    }
    std::vector<config::Fault> faults;
    auto registry = config::parse_registry(text, "demo.yaml", faults);
    if (!registry) {
        throw std::runtime_error(config::to_string(faults.front()));
    }
    return registry;
}

int run_demo(const DemoOptions& options, const Serve& serve, std::ostream& out) {
    const demo::ReceiptsFolder receipts;
    const demo::Scene scene(demo_registry(), receipts.file());
    const auto load = [&](std::vector<config::Fault>&, config::FilesRead&) {
        return std::optional(settings_of(options, scene.port(), receipts.file()));
    };
    const auto listening = [&out](const std::vector<config::Endpoint>& endpoints) {
        out << "Demo: " << url_of(endpoints.front())
            << " is a legacy site to which the proxy gives a cookie banner. Ctrl+C ends it."
            << std::endl;
    };
    return serve(load, listening);
}

}   // namespace app

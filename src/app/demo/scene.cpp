#include "app/demo/scene.hpp"

#include <boost/asio/ip/address_v4.hpp>
#include <fmt/format.h>
#include <utility>

namespace app::demo {

using boost::asio::ip::make_address_v4;

Scene::Scene(std::shared_ptr<const consent::Registry> registry, std::string receipts_file)
    : counter_server_(make_address_v4("127.0.0.2")),
      adverts_server_(make_address_v4("127.0.0.3")),
      site_server_(make_address_v4("127.0.0.1")) {
    site_.emplace(
        std::move(registry),
        Surroundings{.counter = counter_,
                     .adverts = adverts_,
                     .counter_url = fmt::format("http://127.0.0.2:{}", counter_server_.port()),
                     .adverts_url = fmt::format("http://127.0.0.3:{}", adverts_server_.port()),
                     .port = site_server_.port(),
                     .receipts_file = std::move(receipts_file)});
    counter_server_.start([this](const Request& request) { return counter_.answer(request); });
    adverts_server_.start([this](const Request& request) { return adverts_.answer(request); });
    site_server_.start([this](const Request& request) { return site_->answer(request); });
}

}   // namespace app::demo

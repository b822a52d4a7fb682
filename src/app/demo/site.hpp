#pragma once

#include "app/demo/baskets.hpp"
#include "app/demo/visit.hpp"
#include "consent/registry.hpp"

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <memory>
#include <string_view>

namespace app::demo {

using Request = boost::beast::http::request<boost::beast::http::string_body>;
using Response = boost::beast::http::response<boost::beast::http::string_body>;

/// The legacy site: a home page, a basket and a cookie page. It sets all its cookies on every
/// page and knows nothing of the proxy. For one thread.
class Site {
public:
    /// The registry tells the categories, whose choice the cookie page writes as GOV.UK's does.
    explicit Site(std::shared_ptr<const consent::Registry> registry);

    /// The answer to any request, bar the body length and the connection's fate. To HEAD it
    /// answers as to GET, body included.
    [[nodiscard]] Response answer(const Request& request);

private:
    [[nodiscard]] Visit visit_of(const Request& request, std::string& session);
    [[nodiscard]] Response show(const Request& request, std::string_view path, bool saved);
    [[nodiscard]] Response add_to_basket(const Request& request);
    [[nodiscard]] Response save_choice(const Request& request);

    std::shared_ptr<const consent::Registry> registry_;
    Baskets baskets_;
};

}   // namespace app::demo

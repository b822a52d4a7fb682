#pragma once

#include "app/demo/baskets.hpp"
#include "app/demo/message.hpp"
#include "app/demo/surroundings.hpp"
#include "app/demo/visit.hpp"
#include "consent/registry.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace app::demo {

/// The legacy site: a home page and a basket. It sets its cookies with every page, asks nobody, and
/// has no page to choose on; what it knows of the proxy it only shows. For one thread.
class Site {
public:
    /// The registry tells the categories, for the home page to name.
    Site(std::shared_ptr<const consent::Registry> registry, Surroundings around);

    /// The answer to any request, bar the body length and the connection's fate. To HEAD it
    /// answers as to GET, body included.
    [[nodiscard]] Response answer(const Request& request);

private:
    [[nodiscard]] Visit visit_of(const Request& request, std::string& session);
    [[nodiscard]] Response show(const Request& request, std::string_view path);
    [[nodiscard]] Response show_browser(const Request& request);
    [[nodiscard]] Response add_to_basket(const Request& request);

    std::shared_ptr<const consent::Registry> registry_;
    Surroundings around_;
    Baskets baskets_;
};

}   // namespace app::demo

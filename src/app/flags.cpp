#include "app/flags.hpp"

#include <boost/algorithm/string/predicate.hpp>
#include <utility>

namespace app {

Flags::Flags(CLI::App& root, const std::string& name, const std::string& description,
             const Environment& environment)
    : app_(root.add_subcommand(name, description)), environment_(environment) {}

void Flags::value(const std::string& flag, const std::string& type,
                  const std::string& description) {
    CLI::Option* option = app_->add_option(flag, CLI::callback_t{}, description);
    option->type_name(type)->allow_extra_args(false);
    options_.emplace(flag, option);
    value_flags_.push_back(flag);
}

void Flags::list(const std::string& flag, const std::string& type, const std::string& description) {
    value(flag, type, description);
    options_.at(flag)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

void Flags::toggle(const std::string& flag, const std::string& description) {
    options_.emplace(flag, app_->add_flag(flag, description));
}

void Flags::argument(const std::string& name, const std::string& description) {
    options_.emplace(name, app_->add_option(name, CLI::callback_t{}, description)->type_name(""));
}

std::vector<std::string> Flags::value_flags() const {
    return value_flags_;
}

bool Flags::on_command_line(const std::string& flag) const {
    return options_.at(flag)->count() > 0;
}

bool Flags::in_environment(const std::string& flag) const {
    return from_environment(flag).has_value();
}

std::optional<Given> Flags::from_environment(const std::string& flag) const {
    auto name = variable_of(flag);
    auto text = environment_(name);
    if (!text || text->empty()) {
        return std::nullopt;
    }
    return Given{std::move(name), *std::move(text)};
}

std::optional<Given> Flags::find(const std::string& flag) const {
    if (on_command_line(flag)) {
        return Given{flag, options_.at(flag)->results().front()};
    }
    return from_environment(flag);
}

std::optional<std::string> Flags::find_argument(const std::string& name) const {
    return on_command_line(name) ? std::optional(options_.at(name)->results().front())
                                 : std::nullopt;
}

std::vector<std::string> Flags::find_all(const std::string& flag) const {
    if (on_command_line(flag)) {
        return options_.at(flag)->results();
    }
    if (auto given = from_environment(flag)) {
        return {std::move(given->text)};
    }
    return {};
}

std::vector<GivenFor> Flags::in_order(std::initializer_list<std::string> flags) const {
    std::vector<GivenFor> values;
    std::map<const CLI::Option*, std::size_t> taken;
    for (const CLI::Option* option : app_->parse_order()) {
        for (const auto& flag : flags) {
            if (options_.at(flag) == option) {
                values.push_back({flag, option->results().at(taken[option]++)});
            }
        }
    }
    for (const auto& flag : flags) {
        if (on_command_line(flag)) {
            continue;
        }
        if (auto given = from_environment(flag)) {
            values.push_back({flag, std::move(given->text)});
        }
    }
    return values;
}

bool Flags::is_set(const std::string& flag) const {
    const CLI::Option* option = options_.at(flag);
    if (option->count() > 0) {
        return option->as<bool>();
    }
    const auto given = from_environment(flag);
    if (!given || given->text == "0" || boost::iequals(given->text, "false")) {
        return false;
    }
    if (given->text == "1" || boost::iequals(given->text, "true")) {
        return true;
    }
    throw WrongUsage(given->origin + ": \"" + given->text + "\" is neither 1, true, 0 nor false");
}

}   // namespace app

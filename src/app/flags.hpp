#pragma once

#include "app/environment.hpp"

#include <CLI/CLI.hpp>
#include <initializer_list>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace app {

/// The command line or the environment asks for something that cannot be; exit code 2.
class WrongUsage : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// One value and where it came from: `--listen` or `CONSENT_PROXY_LISTEN`.
struct Given {
    std::string origin;
    std::string text;
};

/// A value of `check`, whose flags may stand in any order.
struct GivenFor {
    std::string flag;
    std::string text;
};

/// The flags of one subcommand, from the command line and the environment. CLI11 reads the
/// syntax alone; its conversions and its own environment are left aside, because they give `{}`,
/// `[a,b]` and `%%` a meaning of their own, and cookies hold such text. An empty variable counts
/// as not set.
class Flags {
public:
    /// `environment` must outlive this.
    Flags(CLI::App& root, const std::string& name, const std::string& description,
          const Environment& environment);

    void value(const std::string& flag, const std::string& type, const std::string& description);
    void list(const std::string& flag, const std::string& type, const std::string& description);
    void toggle(const std::string& flag, const std::string& description);

    /// An argument without a flag; it has no variable.
    void argument(const std::string& name, const std::string& description);

    /// Is this the subcommand that the command line names?
    [[nodiscard]] bool chosen() const { return app_->parsed(); }

    /// The flags that take a value.
    [[nodiscard]] std::vector<std::string> value_flags() const;

    [[nodiscard]] bool on_command_line(const std::string& flag) const;
    [[nodiscard]] bool in_environment(const std::string& flag) const;

    [[nodiscard]] std::optional<Given> find(const std::string& flag) const;
    [[nodiscard]] std::optional<std::string> find_argument(const std::string& name) const;
    [[nodiscard]] std::vector<std::string> find_all(const std::string& flag) const;

    /// The values of several repeatable flags: in the order of the command line; a flag that does
    /// not stand there comes from its variable, after them.
    [[nodiscard]] std::vector<GivenFor> in_order(std::initializer_list<std::string> flags) const;

    /// Throws WrongUsage for a variable that is neither `1`, `true`, `0`, `false` nor empty.
    [[nodiscard]] bool is_set(const std::string& flag) const;

    /// The value as `parse` reads it; `parse` returns a boost::system::result whose error is a
    /// sentence, which becomes a WrongUsage.
    template <class Parse>
    [[nodiscard]] auto read(const std::string& flag, Parse parse) const
        -> std::optional<typename decltype(parse(std::string_view()))::value_type> {
        const auto given = find(flag);
        if (!given) {
            return std::nullopt;
        }
        auto value = parse(std::string_view(given->text));
        if (!value) {
            throw WrongUsage(given->origin + ": " + value.error());
        }
        return *std::move(value);
    }

private:
    [[nodiscard]] std::optional<Given> from_environment(const std::string& flag) const;

    CLI::App* app_;
    const Environment& environment_;
    std::map<std::string, CLI::Option*> options_;
    std::vector<std::string> value_flags_;
};

}   // namespace app

#pragma once

#include <map>
#include <sstream>
#include <stdexcept>
#include <string>

namespace observe_tests {

/// The samples of a Prometheus text, by name and labels with their escapes undone:
/// `name{a=x,b=y}`. Throws where a line is no sample, or one comes twice.
class Exposition {
public:
    explicit Exposition(const std::string& text) {
        std::istringstream lines(text);
        for (std::string line; std::getline(lines, line);) {
            if (line.rfind("# TYPE ", 0) == 0) {
                const auto space = line.find(' ', 7);
                types_[line.substr(7, space - 7)] = line.substr(space + 1);
            } else if (!line.empty() && line.front() != '#') {
                add(line);
            }
        }
    }

    [[nodiscard]] double at(const std::string& series) const { return samples_.at(series); }
    [[nodiscard]] bool has(const std::string& series) const { return samples_.count(series) != 0; }
    [[nodiscard]] const std::string& type(const std::string& name) const { return types_.at(name); }

    /// How many series a metric has.
    [[nodiscard]] std::size_t count(const std::string& name) const {
        std::size_t count = 0;
        for (const auto& [series, value] : samples_) {
            count += series.substr(0, series.find('{')) == name ? 1U : 0U;
        }
        return count;
    }

private:
    void add(const std::string& line) {
        std::string series;
        bool quoted = false;
        std::size_t at = 0;
        for (; at < line.size() && (quoted || line[at] != ' '); ++at) {
            if (quoted && line[at] == '\\') {
                ++at;
                series += line.at(at) == 'n' ? '\n' : line.at(at);
            } else if (line[at] == '"') {
                quoted = !quoted;
            } else {
                series += line[at];
            }
        }
        if (quoted || !samples_.emplace(series, std::stod(line.substr(at + 1))).second) {
            throw std::runtime_error("not a sample of its own: " + line);
        }
    }

    std::map<std::string, double> samples_;
    std::map<std::string, std::string> types_;
};

}   // namespace observe_tests

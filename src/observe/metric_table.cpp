#include "observe/metric_table.hpp"

#include <utility>

namespace observe {

MetricTable::MetricTable(std::string name, std::string help, prometheus::MetricType type,
                         std::vector<std::string> label_names)
    : name_(std::move(name)),
      help_(std::move(help)),
      type_(type),
      label_names_(std::move(label_names)) {}

void MetricTable::add(std::initializer_list<std::string_view> label_values, double amount) {
    series_[std::vector<std::string>(label_values.begin(), label_values.end())] += amount;
}

void MetricTable::set(std::initializer_list<std::string_view> label_values, double value) {
    series_[std::vector<std::string>(label_values.begin(), label_values.end())] = value;
}

void MetricTable::add_if_any(std::initializer_list<std::string_view> label_values, double amount) {
    if (amount != 0) {
        add(label_values, amount);
    }
}

prometheus::MetricFamily MetricTable::family() const {
    prometheus::MetricFamily family{name_, help_, type_, {}};
    for (const auto& [values, amount] : series_) {
        prometheus::ClientMetric& metric = family.metric.emplace_back();
        for (std::size_t at = 0; at < label_names_.size(); ++at) {
            metric.label.push_back({label_names_[at], values[at]});
        }
        (type_ == prometheus::MetricType::Gauge ? metric.gauge.value : metric.counter.value) =
            amount;
    }
    return family;
}

prometheus::MetricFamily single_family(std::string name, std::string help,
                                       prometheus::MetricType type, double value) {
    MetricTable table(std::move(name), std::move(help), type);
    table.add({}, value);
    return table.family();
}

}   // namespace observe

#pragma once

#include <initializer_list>
#include <map>
#include <prometheus/metric_family.h>
#include <string>
#include <string_view>
#include <vector>

namespace observe {

/// The series of one metric family, summed under their labels while workers are walked through.
class MetricTable {
public:
    MetricTable(std::string name, std::string help, prometheus::MetricType type,
                std::vector<std::string> label_names = {});

    /// Adds to the series with these label values, in the order of the names. The series exists
    /// from then on, whatever the amount.
    void add(std::initializer_list<std::string_view> label_values, double amount);

    /// The series has this value, whatever it had.
    void set(std::initializer_list<std::string_view> label_values, double value);

    /// The same as `add`, but nothing happens for zero.
    void add_if_any(std::initializer_list<std::string_view> label_values, double amount);

    /// In the order of the label values.
    [[nodiscard]] prometheus::MetricFamily family() const;

private:
    std::string name_;
    std::string help_;
    prometheus::MetricType type_;
    std::vector<std::string> label_names_;
    std::map<std::vector<std::string>, double> series_;
};

/// A family of one series without labels.
[[nodiscard]] prometheus::MetricFamily single_family(std::string name, std::string help,
                                                     prometheus::MetricType type, double value);

}   // namespace observe

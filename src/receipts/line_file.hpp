#pragma once

#include "receipts/sink.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace receipts {

/// A file of JSON lines. A batch is appended in one write and forced to the disc; a batch that
/// fails half way is taken back. Before a file would grow past `rotate` bytes it becomes `FILE.1`,
/// that one `FILE.2`, and so on; of these `keep` stay. Where somebody else moved the file away, a
/// new one is begun.
class LineFile : public Sink {
public:
    LineFile(std::string path, std::uint64_t rotate, unsigned keep);
    ~LineFile() override;

    [[nodiscard]] Outcome write(std::span<const Receipt> batch) override;

private:
    [[nodiscard]] bool is_in_place() const;
    [[nodiscard]] std::string open();
    [[nodiscard]] std::string rotate();
    [[nodiscard]] std::string append(std::string_view text);
    [[nodiscard]] std::uint64_t size() const;
    [[nodiscard]] bool ends_within_line() const;
    void take_back(std::uint64_t size_before, std::uint64_t written) const;
    void close();

    std::string path_;
    std::uint64_t rotate_;
    unsigned keep_;
    int descriptor_ = -1;
};

}   // namespace receipts

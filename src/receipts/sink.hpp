#pragma once

#include "receipts/receipt.hpp"

#include <span>
#include <string>

namespace receipts {

/// How a batch of receipts fared.
struct Outcome {
    bool written = false;   ///< all are kept; else none of them is
    std::string fault;      ///< a sentence for the log; perhaps one though all are kept
};

/// Where receipts are kept. For one thread, and it may wait for the disc.
class Sink {
public:
    Sink() = default;
    Sink(const Sink&) = delete;
    Sink& operator=(const Sink&) = delete;
    virtual ~Sink() = default;

    /// Keeps a batch, opening what has to be opened, anew where it was moved away. An empty batch
    /// opens alone.
    [[nodiscard]] virtual Outcome write(std::span<const Receipt> batch) = 0;
};

}   // namespace receipts

#pragma once

#include <benchmark/benchmark.h>
#include <cstddef>

/// How often this program has asked for memory by `new` until now.
std::size_t allocations();

/// Runs the work and counts what it allocates, after one run that fills the caches.
template <class Work>
void measure(benchmark::State& state, Work work) {
    benchmark::DoNotOptimize(work());
    const std::size_t before = allocations();
    std::size_t rounds = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(work());
        ++rounds;
    }
    state.counters["allocations"] =
        static_cast<double>(allocations() - before) / static_cast<double>(rounds);
}

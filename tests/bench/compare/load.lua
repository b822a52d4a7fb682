-- What wrk counted, in one line that a program can read.
function done(summary, latency)
    local errors = summary.errors
    io.write(string.format(
        'counted {"requests": %d, "bytes": %d, "seconds": %.6f, '
            .. '"p50": %d, "p99": %d, "errors": %d}\n',
        summary.requests, summary.bytes, summary.duration / 1e6, latency:percentile(50),
        latency:percentile(99),
        errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end

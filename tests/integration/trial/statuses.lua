-- Counts the statuses that wrk was answered with; `done` prints one line a status.

local threads = {}

function setup(thread)
    table.insert(threads, thread)
end

function init()
    statuses = {}
end

function response(status)
    statuses[status] = (statuses[status] or 0) + 1
end

function done(summary)
    local sums = {}
    for _, thread in ipairs(threads) do
        for status, count in pairs(thread:get("statuses")) do
            sums[status] = (sums[status] or 0) + count
        end
    end
    for status, count in pairs(sums) do
        io.write(string.format("status %d: %d\n", status, count))
    end
    for _, kind in ipairs({"connect", "read", "write", "timeout"}) do
        io.write(string.format("error %s: %d\n", kind, summary.errors[kind]))
    end
end

-- For wrk: the request of `Benchmarks/run`, whose body has a number of its own where it has "########".
-- `done` prints one line of JSON: how many were answered, and how many not with 2xx or not at all.

local threads = 0

function setup(thread)
    thread:set("number", threads * 10000000)
    threads = threads + 1
end

function init(arguments)
    method, path, key, body = arguments[1], arguments[2], arguments[3], arguments[4]
    headers = { ["Authorization"] = key, ["Content-Type"] = body and "application/json" or nil }
end

function request()
    number = number + 1
    return wrk.format(method, path, headers, body and body:gsub("########", string.format("%08d", number), 1))
end

function done(summary)
    local errors = summary.errors
    io.write(string.format(
        '{"requests":%d,"seconds":%.4f,"rate":%.1f,"errors":%d}\n', summary.requests, summary.duration / 1e6,
        summary.requests / summary.duration * 1e6,
        errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end

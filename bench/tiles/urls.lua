-- wrk ... -- FILE: asks for the addresses in FILE one after the other, each line "PATH" or "PATH<tab>ETAG".
local requests = {}
local at = 0

function init(arguments)
    for line in io.lines(arguments[1]) do
        local path, tag = line:match("^([^\t]+)\t?(.*)$")
        local headers = {}
        if tag ~= "" then headers["If-None-Match"] = tag end
        requests[#requests + 1] = wrk.format("GET", path, headers)
    end
    for i = #requests, 2, -1 do  -- the same order for everyone
        local j = (i * 7919) % i + 1
        requests[i], requests[j] = requests[j], requests[i]
    end
end

function request()
    at = at % #requests + 1
    return requests[at]
end

function done(summary, latency)
    local e = summary.errors
    io.write(string.format(
        '{"requests": %d, "per_second": %.1f, "p50_ms": %.4f, "p99_ms": %.4f, "body_bytes": %.1f, "errors": %d}\n',
        summary.requests, summary.requests / summary.duration * 1e6, latency:percentile(50) / 1e3,
        latency:percentile(99) / 1e3, summary.bytes / math.max(summary.requests, 1),
        e.connect + e.read + e.write + e.status + e.timeout))
end

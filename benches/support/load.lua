-- Load for wrk: cycles through the paths of a file and says at the end what came of it, as JSON.
-- After `--` come the file and the place in it to begin at (a fraction, so that a round does not
-- repeat what the one before asked for).

local requests = {}
local place = 0

function init(arguments)
  for path in io.lines(arguments[1]) do
    requests[#requests + 1] = wrk.format("GET", path)
  end
  place = math.floor(#requests * tonumber(arguments[2]))
end

function request()
  place = place % #requests + 1
  return requests[place]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\nresult {"requests":%d,"microseconds":%d,"bytes":%d,"broken":%d,"refused":%d,"p50":%d,"p99":%d}\n',
    summary.requests, summary.duration, summary.bytes,
    errors.connect + errors.read + errors.write + errors.timeout, errors.status,
    latency:percentile(50), latency:percentile(99)))
end

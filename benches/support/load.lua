-- Load for wrk: cycles through the requests of a file and says at the end what came of it, as JSON.
-- After `--` come the file and the place in it to begin at (a fraction, so that a round does not
-- repeat what the one before asked for). A line is a path to GET, or fields between tabs: method, path,
-- body, and then `name: value` for each header.

local requests = {}
local place = 0

local function request_of(line)
  if not line:find("\t", 1, true) then
    return wrk.format("GET", line)
  end
  local fields, headers = {}, {}
  for field in (line .. "\t"):gmatch("(.-)\t") do
    fields[#fields + 1] = field
  end
  for place = 4, #fields do
    local name, value = fields[place]:match("^(.-): (.*)$")
    headers[name] = value
  end
  return wrk.format(fields[1], fields[2], headers, fields[3])
end

function init(arguments)
  for line in io.lines(arguments[1]) do
    requests[#requests + 1] = request_of(line)
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
